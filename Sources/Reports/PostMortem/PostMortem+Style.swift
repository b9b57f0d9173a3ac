extension PostMortem {
  /// The style sheet of the report in HTML: light, dark, and print on A4.
  static let style = """
    :root { color-scheme: light dark; --ground: #fff; --paper: #f6f7f9; --ink: #1b2130;
      --quiet: #5b6474; --line: #d9dee6; --accent: #a4262c; --good: #2c7a53; --bad: #b3261e;
      --warn: #9a5b00; --wait: #6b7688; --mark: #fff6e0; }
    @media (prefers-color-scheme: dark) { :root { --ground: #14171d; --paper: #1d222b;
      --ink: #e6e9ef; --quiet: #9aa4b5; --line: #353d4a; --accent: #ff8a80; --good: #63c795;
      --bad: #ff7b72; --warn: #e9b44c; --wait: #8c97a9; --mark: #33290f; } }
    * { box-sizing: border-box; }
    html { background: var(--ground); color: var(--ink); font: 15px/1.6 system-ui, "Segoe UI",
      "Noto Sans", "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
      sans-serif; }
    html:lang(zh) { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
      "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif; }
    body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
    h1 { font-size: 2rem; line-height: 1.25; margin: .2rem 0 .8rem; }
    h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.6rem 0 .8rem; padding-bottom: .3rem;
      border-bottom: 2px solid var(--line); }
    h3 { font-size: 1.02rem; margin: 1.6rem 0 .5rem; }
    p { margin: .5rem 0; }
    a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .2em; }
    h1, h2, h3, td, p, li { overflow-wrap: anywhere; }
    .eyebrow { color: var(--accent); font-weight: 600; margin: 0; }
    .quiet, .hint { color: var(--quiet); }
    .hint { font-size: .9rem; font-style: normal; margin: 0 0 .4rem; }
    .chip { display: inline-block; padding: .1rem .7rem; margin-right: .5rem;
      border: 1px solid var(--line); border-radius: 1rem; font-size: .88rem; font-weight: 600; }
    .chip.sev1, .chip.sev2 { border-color: var(--bad); color: var(--bad); }
    .chip.sev3, .chip.underway, .chip.ended, .chip.mitigated { border-color: var(--warn);
      color: var(--warn); }
    .chip.resolved { border-color: var(--good); color: var(--good); }
    .drill { border: 2px dashed var(--warn); padding: .6rem 1rem; margin: 0 0 1.5rem;
      background: var(--mark); }
    .drill strong { margin-right: .6rem; letter-spacing: .08em; }
    .review { border-left: 4px solid var(--warn); background: var(--mark); padding: .6rem 1.2rem;
      margin: 1.6rem 0; }
    .review h2 { border: 0; margin: .2rem 0; font-size: 1.05rem; }
    .review ul { margin: .3rem 0; padding-left: 1.2rem; }
    nav { background: var(--paper); padding: .8rem 1.4rem 1rem; margin: 1.6rem 0;
      border-radius: 6px; }
    nav h2 { border: 0; margin: 0 0 .3rem; font-size: 1rem; }
    nav ol { columns: 3 14rem; margin: 0; padding-left: 1.6rem; font-size: .92rem; }
    .lead .place { font-size: 1.12rem; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .6rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .38rem .7rem .38rem 0;
      border-bottom: 1px solid var(--line); }
    th { font-weight: 600; color: var(--quiet); }
    .facts th { width: 14rem; }
    .time, .event { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .by { min-width: 6rem; overflow-wrap: break-word; word-break: keep-all; }
    .event { color: var(--quiet); text-align: right; width: 3rem; }
    .event::before { content: "#"; }
    .timeline th:first-child { text-align: right; }
    .timeline tr.person td:nth-child(4) { font-weight: 500; }
    .timeline tr.kind-milestone td { background: var(--paper); }
    .timeline tr:not(.person):not(.kind-milestone) td { color: var(--quiet); }
    .remark { display: block; color: var(--warn); font-size: .88rem; font-weight: 400; }
    .draft { background: var(--paper); padding: .7rem 1rem; border-radius: 6px; }
    .draft strong { margin-right: .5rem; }
    .place { border-left: 3px solid var(--accent); padding: .1rem 0 .1rem 1rem; margin: .6rem 0; }
    .place.blank { border-left-style: dotted; border-color: var(--wait); }
    .place.blank > p:not(.hint), .place.blank td { color: var(--quiet); font-style: italic; }
    html:lang(zh) .place.blank > p:not(.hint), html:lang(zh) .place.blank td { font-style: normal; }
    .place p { white-space: pre-line; }
    .measures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
      gap: .7rem; }
    .measure { border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; }
    .measure .name { color: var(--quiet); font-size: .88rem; }
    .measure .value { font-size: 1.15rem; font-weight: 650; line-height: 1.35;
      font-variant-numeric: tabular-nums; }
    .measure.missing { border-style: dashed; }
    .measure.missing .value { font-size: .92rem; font-weight: 400; color: var(--quiet); }
    .measure .formula { color: var(--quiet); font-size: .8rem; margin-top: .2rem; }
    .number { color: var(--quiet); font-variant-numeric: tabular-nums; }
    .depth-1 { padding-left: 1.2rem; } .depth-2 { padding-left: 2.4rem; }
    .depth-3 { padding-left: 3.6rem; }
    .state { font-weight: 600; white-space: nowrap; }
    .state.done { color: var(--good); }
    .state.failed, .state.stopped { color: var(--bad); }
    .state.skipped, .state.warn, .state.underway { color: var(--warn); }
    .state.not-reached { color: var(--quiet); font-weight: 400; }
    code, pre { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono",
      "Noto Sans Mono CJK SC", monospace; font-size: .84rem; }
    code.hash { overflow-wrap: anywhere; }
    pre { background: var(--paper); border-radius: 4px; padding: .6rem .8rem; margin: .4rem 0;
      white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
    pre.script { border-left: 3px solid var(--line); }
    .attempt { border-left: 4px solid var(--line); padding-left: .9rem; margin: .9rem 0; }
    .attempt.good { border-color: var(--good); } .attempt.bad { border-color: var(--bad);
      border-left-style: double; }
    .attempt.unknown { border-color: var(--warn); border-left-style: dashed; }
    .attempt .result { display: block; font-weight: 600; }
    .attempt.bad .result { color: var(--bad); } .attempt.unknown .result { color: var(--warn); }
    summary { cursor: pointer; color: var(--quiet); font-size: .9rem; }
    .checklist { list-style: none; padding-left: 0; }
    .checklist li::before { content: "☐"; margin-right: .5rem; }
    .checklist li.done::before { content: "☑"; }
    .checklist li.not-applicable::before { content: "⊘"; }
    footer { margin-top: 3rem; padding-top: .8rem; border-top: 2px solid var(--line);
      color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }
    \(courseStyle)
    \(printStyle)
    """

  private static let courseStyle = """
    .course { width: 100%; height: auto; display: block; font-size: 12px; }
    .course text { fill: var(--ink); }
    .course .axis, .course .axis-day { fill: var(--quiet); font-variant-numeric: tabular-nums; }
    .course .axis { text-anchor: middle; }
    .course .grid { stroke: var(--line); stroke-width: 1; }
    .course .band { fill: var(--paper); fill-opacity: .65; }
    .course .lane { font-weight: 600; }
    .course .muted { fill: var(--quiet); }
    .course .to-left { text-anchor: end; }
    .course .milestone { fill: var(--accent); }
    .course .milestone-text { font-weight: 600; }
    .course .bar-text { font-size: 11.5px; }
    .course .bar { stroke: var(--ink); stroke-width: .8; fill: var(--good); }
    .course .bar.failed { fill: url(#hatch); stroke: var(--bad); }
    .course .bar.stopped { fill: url(#hatch); stroke: var(--bad); stroke-dasharray: 3 2; }
    .course .bar.skipped { fill: var(--ground); stroke: var(--warn); stroke-dasharray: 3 2; }
    .course .bar.underway { fill: url(#dots); stroke: var(--wait); }
    .course .hatch-ground { fill: var(--ground); } .course .hatch-line { fill: var(--bad); }
    .course .dots-ground { fill: var(--ground); } .course .dots-dot { fill: var(--wait); }
    .course .inside { paint-order: stroke; stroke: var(--ground); stroke-width: 4px;
      stroke-linejoin: round; }
    .course .late { stroke: var(--bad); stroke-width: 2.5; fill: none; }
    .course .deed { fill: var(--ground); stroke: var(--ink); stroke-width: 1.6; }
    """

  private static let printStyle = """
    @page { size: A4; margin: 18mm 16mm 20mm;
      @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
    @media print {
      :root { --ground: #fff; --paper: #f3f4f6; --ink: #000; --quiet: #444; --line: #bbb;
        --accent: #7a1c20; --good: #2f6d4d; --bad: #9c1f18; --warn: #6f4200; --wait: #555;
        --mark: #faf6ea; color-scheme: light; }
      html { font-size: 10.5pt; }
      body { max-width: none; padding: 0; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      h1, h2, h3 { break-after: avoid; }
      h2 + .quiet, .hint, tr:first-child { break-after: avoid; }
      .attempt p { break-after: avoid; }
      .place.blank, tr, .measure, .attempt p, .review, .draft, nav, .milestones {
        break-inside: avoid; }
      .measures { grid-template-columns: repeat(5, 1fr); gap: .4rem; }
      .measure { padding: .5rem .6rem; }
      thead { display: table-header-group; }
      .course { max-height: 235mm; break-inside: avoid; }
      .picture { break-inside: avoid; }
      details::details-content { content-visibility: visible; display: block; height: auto; }
      summary { list-style: none; }
      a { text-decoration: none; }
    }
    """
}

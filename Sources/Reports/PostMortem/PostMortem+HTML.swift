extension PostMortem {
  /// The built-in template of the report in HTML.
  static let htmlTemplate = """
    <!doctype html>
    <html lang="{{htmlLanguage}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="Tocsin {{footer.version}}">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'">
    <title>{{label.postMortem}}: {{incident.title}} ({{incident.id}})</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    {{#incident.isDrill}}
    <p class="drill"><strong>{{label.drill}}</strong> {{label.drillLong}}</p>
    {{/incident.isDrill}}
    <header>
    <p class="eyebrow">{{label.postMortem}} · {{incident.id}}</p>
    <h1>{{incident.title}}</h1>
    <p class="chips"><span class="chip {{incident.severity}}">{{incident.severityText}}</span>\
    <span class="chip {{incident.status}}">{{incident.statusText}}</span>\
    <span class="chip">{{incident.modeText}}</span></p>
    <p class="quiet">{{label.blameless}}</p>
    </header>
    {{#hasFindings}}
    <section class="review" id="review">
    <h2>{{label.review}}</h2>
    <ul>
    {{#findings}}
    <li>{{text}}</li>
    {{/findings}}
    </ul>
    </section>
    {{/hasFindings}}
    \(contents)
    <main>
    \(opening)
    \(course)
    \(response)
    \(people)
    </main>
    <footer>
    {{label.incident}} {{footer.incident}} · {{label.version}} {{footer.version}} · \
    {{label.generated}} {{footer.generatedText}}<br>
    {{label.chain}} <code>{{footer.headText}}</code>
    </footer>
    </body>
    </html>

    """

  private static let contents = """
    <nav>
    <h2>{{label.contents}}</h2>
    <ol>
    <li><a href="#facts">{{label.facts}}</a></li>
    <li><a href="#summary">{{place.summary.heading}}</a></li>
    <li><a href="#impact">{{place.impact.heading}}</a></li>
    <li><a href="#milestones">{{label.milestones}}</a></li>
    <li><a href="#picture">{{label.picture}}</a></li>
    <li><a href="#detection">{{place.detection.heading}}</a></li>
    <li><a href="#timeline">{{label.timeline}}</a></li>
    <li><a href="#response">{{label.response}}</a></li>
    <li><a href="#deviations">{{label.deviations}}</a></li>
    <li><a href="#approvals">{{label.approvals}}</a></li>
    <li><a href="#decisions">{{label.decisions}}</a></li>
    <li><a href="#escalations">{{label.escalations}}</a></li>
    <li><a href="#factors">{{place.contributingFactors.heading}}</a></li>
    <li><a href="#lessons">{{label.lessons}}</a></li>
    <li><a href="#improvements">{{label.improvements}}</a></li>
    <li><a href="#actions">{{place.actionItems.heading}}</a></li>
    <li><a href="#participants">{{label.participants}}</a></li>
    <li><a href="#evidence">{{label.evidence}}</a></li>
    </ol>
    </nav>
    """

  /// A place that people fill: `name` is what templates call it.
  private static func place(_ name: String) -> String {
    """
    <div class="place{{^place.\(name).isFilled}} blank{{/place.\(name).isFilled}}">
    {{#place.\(name).hint}}<p class="hint">{{place.\(name).hint}}</p>{{/place.\(name).hint}}
    {{{place.\(name).html}}}
    </div>
    """
  }

  private static let opening = """
    <section class="lead">
    <h2>{{place.tlDr.heading}}</h2>
    \(place("tlDr"))
    </section>
    <section id="facts">
    <h2>{{label.facts}}</h2>
    <table class="facts">
    <tr><th>{{label.incident}}</th><td>{{incident.id}}</td></tr>
    <tr><th>{{label.severity}}</th><td>{{incident.severityText}}</td></tr>
    <tr><th>{{label.status}}</th><td>{{incident.statusText}}</td></tr>
    <tr><th>{{label.mode}}</th><td>{{incident.modeText}}</td></tr>
    <tr><th>{{label.opened}}</th><td>{{incident.openedText}}</td></tr>
    <tr><th>{{label.ended}}</th><td>{{incident.endedText}}</td></tr>
    <tr><th>{{label.progress}}</th><td>{{incident.progressText}}</td></tr>
    <tr><th>{{label.runbook}}</th><td>{{incident.runbook.title}} \
    <span class="quiet">{{incident.runbook.name}}</span></td></tr>
    <tr><th>{{label.runbookOwner}}</th><td>{{incident.runbook.owner}}</td></tr>
    <tr><th>{{label.reviewed}}</th><td>{{incident.runbook.reviewed}}</td></tr>
    <tr><th>{{label.graph}}</th>\
    <td><code class="hash">{{incident.runbook.graphSHA256}}</code></td></tr>
    {{#incident.runbook.files}}
    <tr><th>{{label.files}}</th><td>{{path}}<br><code class="hash">{{sha256}}</code></td></tr>
    {{/incident.runbook.files}}
    {{#incident.inputs}}
    <tr><th>{{label.inputs}} {{name}}</th><td>{{value}}</td></tr>
    {{/incident.inputs}}
    <tr><th>{{label.zone}}</th><td>{{zone.title}}</td></tr>
    </table>
    <h3>{{place.ownerAndReview.heading}}</h3>
    \(place("ownerAndReview"))
    </section>
    <section id="summary">
    <h2>{{place.summary.heading}}</h2>
    <p class="draft"><strong>{{label.draft}}</strong> {{draft}}</p>
    \(place("summary"))
    </section>
    <section id="impact">
    <h2>{{place.impact.heading}}</h2>
    \(place("impact"))
    </section>
    """

  private static let course = """
    <section id="milestones">
    <h2>{{label.milestones}}</h2>
    <table class="milestones">
    <tr><th>{{label.milestone}}</th><th>{{label.time}}</th><th>{{label.source}}</th></tr>
    {{#milestones}}
    <tr><td>{{label}}</td><td class="time">{{text}}</td><td>{{sourceText}}</td></tr>
    {{/milestones}}
    </table>
    <h3>{{label.measures}}</h3>
    <div class="measures">
    {{#measures}}
    <div class="measure{{^isComputed}} missing{{/isComputed}}"><div class="name">{{label}}</div>\
    <div class="value">{{text}}</div><div class="formula">{{formula}}</div></div>
    {{/measures}}
    </div>
    </section>
    <section id="picture" class="picture">
    <h2>{{label.picture}}</h2>
    {{{drawing}}}
    </section>
    <section id="detection">
    <h2>{{place.detection.heading}}</h2>
    \(place("detection"))
    </section>
    <section id="timeline">
    <h2>{{label.timeline}}</h2>
    <p class="quiet">{{label.zone}} {{zone.title}}</p>
    <table class="timeline">
    <thead><tr><th>{{label.number}}</th><th>{{label.time}}</th><th>{{label.by}}</th>\
    <th>{{label.what}}</th></tr></thead>
    <tbody>
    {{#timeline}}
    <tr class="kind-{{group}}{{#isPerson}} person{{/isPerson}}"><td class="event">{{event}}</td>\
    <td class="time">{{text}}</td><td class="by">{{byText}}</td><td>{{sentence}}\
    {{#remarks}}<span class="remark">{{text}}</span>{{/remarks}}</td></tr>
    {{/timeline}}
    </tbody>
    </table>
    </section>
    """

  private static let response = """
    <section id="response">
    <h2>{{label.response}}</h2>
    <table class="steps">
    <thead><tr><th>{{label.step}}</th><th>{{label.state}}</th><th>{{label.start}}</th>\
    <th>{{label.end}}</th><th>{{label.duration}}</th></tr></thead>
    <tbody>
    {{#steps}}
    <tr><td class="depth-{{depth}}"><span class="number">{{number}}</span> {{title}}</td>\
    <td><span class="state {{state}}">{{symbol}} {{stateText}}</span>\
    {{#isLate}} <span class="state warn">{{label.late}}</span>{{/isLate}}\
    {{#isRolledBack}} <span class="state">{{label.rolledBack}}</span>{{/isRolledBack}}\
    {{#isRollbackLeft}} <span class="state warn">{{label.rollbackLeft}}</span>{{/isRollbackLeft}}\
    {{#visitsText}} <span class="quiet">{{visitsText}}</span>{{/visitsText}}\
    {{#reasonText}}<span class="remark">{{reasonText}}</span>{{/reasonText}}</td>\
    <td class="time">{{startText}}</td><td class="time">{{endText}}</td>\
    <td class="time">{{durationText}}</td></tr>
    {{/steps}}
    </tbody>
    </table>
    {{#steps}}
    {{#hasDetails}}
    <h3>{{number}} {{title}}</h3>
    {{#hasItems}}
    <ul class="checklist">
    {{#items}}
    <li class="{{mark}}">{{text}} <span class="quiet">{{markText}}</span></li>
    {{/items}}
    </ul>
    {{/hasItems}}
    {{#attempts}}
    {{#isShown}}
    <div class="attempt {{status}}">
    <p><strong>{{label.attempt}} {{number}}</strong> <span class="quiet">{{label.command}} \
    {{command}} · {{roleText}} · {{startText}} · {{durationText}}</span>\
    <span class="result">{{resultText}}</span></p>
    <pre class="script">{{script}}</pre>
    {{#output}}
    <details><summary>{{label.output}}</summary>
    <pre>{{text}}</pre>
    {{#isTruncated}}<p class="quiet">{{label.truncated}}</p>{{/isTruncated}}
    </details>
    {{/output}}
    </div>
    {{/isShown}}
    {{/attempts}}
    {{#hiddenAttemptsText}}<p class="quiet">{{hiddenAttemptsText}}</p>{{/hiddenAttemptsText}}
    {{/hasDetails}}
    {{/steps}}
    </section>
    <section id="deviations">
    <h2>{{label.deviations}}</h2>
    {{^hasDeviations}}<p class="quiet">{{label.none}}</p>{{/hasDeviations}}
    {{#hasDeviations}}
    <table>
    {{#deviations}}
    <tr><td class="event">{{event}}</td><td class="time">{{text}}</td><td>{{sentence}}</td></tr>
    {{/deviations}}
    </table>
    {{/hasDeviations}}
    </section>
    <section id="approvals">
    <h2>{{label.approvals}}</h2>
    {{^hasApprovals}}<p class="quiet">{{label.none}}</p>{{/hasApprovals}}
    {{#hasApprovals}}
    <table>
    <tr><th>{{label.step}}</th><th>{{label.asked}}</th><th>{{label.result}}</th></tr>
    {{#approvals}}
    <tr><td>{{stepText}}</td><td><span class="time">{{text}}</span><br>{{needText}}</td>\
    <td><strong>{{stateText}}</strong>{{#decisions}}<br>{{text}}{{/decisions}}</td></tr>
    {{/approvals}}
    </table>
    {{/hasApprovals}}
    </section>
    <section id="decisions">
    <h2>{{label.decisions}}</h2>
    {{^hasDecisions}}<p class="quiet">{{label.none}}</p>{{/hasDecisions}}
    {{#hasDecisions}}
    <table>
    <tr><th>{{label.number}}</th><th>{{label.time}}</th><th>{{label.decision}}</th>\
    <th>{{label.person}}</th></tr>
    {{#decisions}}
    <tr><td class="event">{{event}}</td><td class="time">{{text}}</td><td>{{sentence}}</td>\
    <td class="by">{{byText}}</td></tr>
    {{/decisions}}
    </table>
    {{/hasDecisions}}
    <h3>{{place.decisionNotes.heading}}</h3>
    \(place("decisionNotes"))
    </section>
    """

  private static let people = """
    <section id="escalations">
    <h2>{{label.escalations}}</h2>
    {{^hasEscalations}}<p class="quiet">{{label.none}}</p>{{/hasEscalations}}
    {{#hasEscalations}}
    <table>
    {{#escalations}}
    <tr><td class="event">{{event}}</td><td class="time">{{text}}</td><td>{{sentence}}</td></tr>
    {{/escalations}}
    </table>
    {{/hasEscalations}}
    <h3>{{place.notificationNotes.heading}}</h3>
    \(place("notificationNotes"))
    </section>
    <section id="factors">
    <h2>{{place.contributingFactors.heading}}</h2>
    \(place("contributingFactors"))
    <h3>{{place.whyNotStopped.heading}}</h3>
    \(place("whyNotStopped"))
    </section>
    <section id="lessons">
    <h2>{{label.lessons}}</h2>
    <h3>{{place.wentWell.heading}}</h3>
    \(place("wentWell"))
    <h3>{{place.wentBadly.heading}}</h3>
    \(place("wentBadly"))
    <h3>{{place.lucky.heading}}</h3>
    \(place("lucky"))
    </section>
    <section id="improvements">
    <h2>{{label.improvements}}</h2>
    {{^hasImprovements}}<p class="quiet">{{label.none}}</p>{{/hasImprovements}}
    <ul>
    {{#improvements}}
    <li><strong>{{stepText}}</strong> {{text}}</li>
    {{/improvements}}
    </ul>
    <h3>{{place.runbookChanges.heading}}</h3>
    \(place("runbookChanges"))
    </section>
    <section id="actions">
    <h2>{{place.actionItems.heading}}</h2>
    \(place("actionItems"))
    <h3>{{place.declinedActions.heading}}</h3>
    \(place("declinedActions"))
    </section>
    <section id="participants">
    <h2>{{label.participants}}</h2>
    {{^hasParticipants}}<p class="quiet">{{label.none}}</p>{{/hasParticipants}}
    {{#hasParticipants}}
    <table>
    <tr><th>{{label.person}}</th><th>{{label.roles}}</th><th>{{label.did}}</th></tr>
    {{#participants}}
    <tr><td class="by">{{name}}</td><td class="by">{{rolesText}}</td><td>{{actionsText}}</td></tr>
    {{/participants}}
    </table>
    {{/hasParticipants}}
    </section>
    <section id="evidence">
    <h2>{{label.evidence}}</h2>
    {{^hasEvidence}}<p class="quiet">{{label.none}}</p>{{/hasEvidence}}
    {{#hasEvidence}}
    <table>
    <tr><th>{{label.event}}</th><th>{{label.step}}</th><th>{{label.file}}</th>\
    <th>{{label.sha256}}</th><th>{{label.size}}</th></tr>
    {{#evidence}}
    <tr><td class="event">{{event}}</td><td>{{stepText}}</td><td>{{name}}</td>\
    <td><code class="hash">{{sha256Text}}</code></td><td>{{sizeText}}</td></tr>
    {{/evidence}}
    </table>
    {{/hasEvidence}}
    <h3>{{place.other.heading}}</h3>
    \(place("other"))
    {{#place.rescued}}
    <h3>{{heading}}</h3>
    <div class="place">{{{html}}}</div>
    {{/place.rescued}}
    </section>
    """
}

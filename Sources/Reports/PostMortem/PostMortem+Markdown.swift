extension PostMortem {
  /// The built-in template of the report in Markdown.
  static let markdownTemplate = """
    # {{label.postMortem}}: {{incident.title}}

    {{{mark}}}

    {{#incident.isDrill}}
    > **{{label.drill}}** {{label.drillLong}}

    {{/incident.isDrill}}
    {{label.blameless}}
    {{#hasFindings}}

    ## {{label.review}}

    {{#findings}}
    - {{text}}
    {{/findings}}
    {{/hasFindings}}

    ## {{label.facts}}

    | | |
    | --- | --- |
    | {{label.incident}} | {{incident.id}} |
    | {{label.title}} | {{incident.title}} |
    | {{label.severity}} | {{incident.severityText}} |
    | {{label.status}} | {{incident.statusText}} |
    | {{label.mode}} | {{incident.modeText}} |
    | {{label.opened}} | {{incident.openedText}} |
    | {{label.ended}} | {{incident.endedText}} |
    | {{label.progress}} | {{incident.progressText}} |
    | {{label.runbook}} | {{incident.runbook.title}} ({{incident.runbook.name}}) |
    | {{label.runbookOwner}} | {{incident.runbook.owner}} |
    | {{label.reviewed}} | {{incident.runbook.reviewed}} |
    | {{label.graph}} | `{{{incident.runbook.graphSHA256}}}` |
    {{#incident.runbook.files}}
    | {{label.files}} | {{path}} `{{{sha256}}}` |
    {{/incident.runbook.files}}
    {{#incident.inputs}}
    | {{label.inputs}} {{name}} | {{value}} |
    {{/incident.inputs}}
    | {{label.zone}} | {{zone.title}} |

    ### {{place.ownerAndReview.heading}}

    {{{place.ownerAndReview.block}}}

    ## {{place.tlDr.heading}}

    {{{place.tlDr.block}}}

    ## {{place.summary.heading}}

    *{{place.summary.hint}}*

    {{label.draft}}: {{draft}}

    {{{place.summary.block}}}

    ## {{place.impact.heading}}

    *{{place.impact.hint}}*

    {{{place.impact.block}}}

    ## {{label.milestones}}

    | {{label.milestone}} | {{label.time}} | {{label.source}} |
    | --- | --- | --- |
    {{#milestones}}
    | {{label}} | {{text}} | {{sourceText}} |
    {{/milestones}}

    ## {{label.measures}}

    | {{label.measure}} | {{label.value}} | {{label.formula}} |
    | --- | --- | --- |
    {{#measures}}
    | {{label}} | {{text}} | {{formula}} |
    {{/measures}}

    ## {{place.detection.heading}}

    *{{place.detection.hint}}*

    {{{place.detection.block}}}

    ## {{label.timeline}}

    | {{label.number}} | {{label.time}} | {{label.by}} | {{label.what}} |
    | ---: | --- | --- | --- |
    {{#timeline}}
    | {{event}} | {{text}} | {{byText}} | {{sentence}}{{#remarks}}<br>*{{text}}*{{/remarks}} |
    {{/timeline}}

    ## {{label.response}}

    | {{label.step}} | {{label.state}} | {{label.start}} | {{label.end}} | {{label.duration}} |
    | --- | --- | --- | --- | --- |
    {{#steps}}
    | {{number}} {{title}} | \(stateCell) | {{startText}} | {{endText}} | {{durationText}} |
    {{/steps}}

    \(stepDetails)
    ## {{label.deviations}}

    {{^hasDeviations}}
    {{label.none}}
    {{/hasDeviations}}
    {{#deviations}}
    - {{text}} #{{event}}: {{sentence}}
    {{/deviations}}

    ## {{label.approvals}}

    {{^hasApprovals}}
    {{label.none}}
    {{/hasApprovals}}
    {{#hasApprovals}}
    | {{label.step}} | {{label.asked}} | {{label.result}} |
    | --- | --- | --- |
    {{#approvals}}
    | {{stepText}} | {{text}}: {{needText}} | {{stateText}}{{#decisions}}<br>{{text}}{{/decisions}} |
    {{/approvals}}
    {{/hasApprovals}}

    ## {{label.decisions}}

    {{^hasDecisions}}
    {{label.none}}
    {{/hasDecisions}}
    {{#hasDecisions}}
    | {{label.time}} | {{label.decision}} | {{label.person}} |
    | --- | --- | --- |
    {{#decisions}}
    | {{text}} #{{event}} | {{sentence}} | {{byText}} |
    {{/decisions}}
    {{/hasDecisions}}

    ### {{place.decisionNotes.heading}}

    {{{place.decisionNotes.block}}}

    \(closing)
    """

  private static let stateCell =
    "{{symbol}} {{stateText}}{{#isLate}}, {{label.late}}{{/isLate}}"
    + "{{#isRolledBack}}, {{label.rolledBack}}{{/isRolledBack}}"
    + "{{#isRollbackLeft}}, {{label.rollbackLeft}}{{/isRollbackLeft}}"
    + "{{#visitsText}}, {{visitsText}}{{/visitsText}}"
    + "{{#reasonText}}: {{reasonText}}{{/reasonText}}"

  private static let stepDetails = """
    {{#steps}}
    {{#hasDetails}}
    ### {{number}} {{title}}

    {{#hasItems}}
    {{#items}}
    - {{{box}}} {{text}} ({{markText}})
    {{/items}}

    {{/hasItems}}
    {{#attempts}}
    {{#isShown}}
    **{{label.attempt}} {{number}}** ({{label.command}} {{command}}, {{roleText}}; \
    {{startText}}, {{durationText}}): {{resultText}}

    {{{fence}}}{{{language}}}
    {{{script}}}
    {{{fence}}}

    {{#output}}
    {{label.output}}:

    {{{fence}}}text
    {{{text}}}
    {{{fence}}}

    {{#isTruncated}}
    {{label.truncated}}

    {{/isTruncated}}
    {{/output}}
    {{/isShown}}
    {{/attempts}}
    {{#hiddenAttemptsText}}
    {{hiddenAttemptsText}}

    {{/hiddenAttemptsText}}
    {{/hasDetails}}
    {{/steps}}
    """

  private static let closing = """
    ## {{label.escalations}}

    {{^hasEscalations}}
    {{label.none}}
    {{/hasEscalations}}
    {{#escalations}}
    - {{text}} #{{event}}: {{sentence}}
    {{/escalations}}

    ### {{place.notificationNotes.heading}}

    {{{place.notificationNotes.block}}}

    ## {{place.contributingFactors.heading}}

    *{{place.contributingFactors.hint}}*

    {{{place.contributingFactors.block}}}

    ## {{place.whyNotStopped.heading}}

    {{{place.whyNotStopped.block}}}

    ## {{label.lessons}}

    ### {{place.wentWell.heading}}

    {{{place.wentWell.block}}}

    ### {{place.wentBadly.heading}}

    {{{place.wentBadly.block}}}

    ### {{place.lucky.heading}}

    {{{place.lucky.block}}}

    ## {{label.improvements}}

    {{^hasImprovements}}
    {{label.none}}
    {{/hasImprovements}}
    {{#improvements}}
    - {{stepText}}: {{text}}
    {{/improvements}}

    ### {{place.runbookChanges.heading}}

    {{{place.runbookChanges.block}}}

    ## {{place.actionItems.heading}}

    *{{place.actionItems.hint}}*

    {{{place.actionItems.block}}}

    ### {{place.declinedActions.heading}}

    {{{place.declinedActions.block}}}

    ## {{label.participants}}

    {{^hasParticipants}}
    {{label.none}}
    {{/hasParticipants}}
    {{#hasParticipants}}
    | {{label.person}} | {{label.roles}} | {{label.did}} |
    | --- | --- | --- |
    {{#participants}}
    | {{name}} | {{rolesText}} | {{actionsText}} |
    {{/participants}}
    {{/hasParticipants}}

    ## {{label.evidence}}

    {{^hasEvidence}}
    {{label.none}}
    {{/hasEvidence}}
    {{#hasEvidence}}
    | {{label.event}} | {{label.step}} | {{label.file}} | {{label.sha256}} | {{label.size}} |
    | ---: | --- | --- | --- | --- |
    {{#evidence}}
    | {{event}} | {{stepText}} | {{name}} | {{sha256Text}} | {{sizeText}} |
    {{/evidence}}
    {{/hasEvidence}}

    ## {{place.other.heading}}

    {{{place.other.block}}}

    {{#place.rescued}}
    ## {{heading}}

    {{{block}}}

    {{/place.rescued}}
    ---

    {{label.incident}} {{footer.incident}} · {{label.version}} {{footer.version}} · \
    {{label.generated}} {{footer.generatedText}} · {{label.chain}} {{footer.headText}}

    """
}

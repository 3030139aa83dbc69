// title: Pairs that are off their own baseline
// category: networks
// description: Months in which two parties treat each other much better or worse than they used to, as graphkit analyse found them: the mean score of the month (-10 to 10), the median of the earlier months that have statements, how far off that is (the modified z-score), and the sentence that stands out most. The filters choose the statements that are counted and shown; an alert without any is left out. Persons count for their state; newest first.
// param actor: a name, a word of it, or an alpha-3 code; empty for anyone
// param direction: better or worse; empty for both
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS direction, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (l:Alert)-[:BETWEEN]->(d:Actor)
MATCH (l)-[:BETWEEN]->(g:Actor)
WHERE d.id < g.id AND direction IN ['', CASE WHEN l.deviation > 0 THEN 'better' ELSE 'worse' END] AND (actor = '' OR any(n IN [d, g]
  WHERE n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '))
UNWIND l.statements AS key
MATCH (s:Statement {id: key})
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH l, d, g, s, r
ORDER BY l.id, s.score * CASE WHEN l.deviation > 0 THEN -1 ELSE 1 END, coalesce(s.date, s.published, ''), r.id, s.sent, s.id
WITH l, d, g, count(s) AS statements, collect(s) AS told, collect(r.outlet)[0] AS outlet, collect(r.id)[0] AS article
RETURN l.month AS month, d.name AS actor, g.name AS other, CASE WHEN l.deviation > 0 THEN 'better' ELSE 'worse' END AS direction,
  l.score AS score, l.baseline AS baseline, l.deviation AS deviation, l.history AS months_before, statements,
  told[0].text AS sentence, outlet, article, l AS picture_alert, d AS picture_actor, g AS picture_other,
  reduce(paths = [], t IN told | paths + [p = (t)-[:SUBJECT|OBJECT]->() | p]) AS picture
ORDER BY month DESC, abs(l.deviation) DESC, actor, other, l.id
LIMIT 50

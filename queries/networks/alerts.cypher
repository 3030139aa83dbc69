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
WITH * ORDER BY l.id, d.id
WITH actor, direction, since, until, status, negation, min_confidence, outlet, l, collect(d) AS pair
WITH *, pair[0] AS d, pair[1] AS g
WHERE ((actor = '' OR d.id = 'country:' + toUpper(actor) OR d.id = actor OR ' ' + toLower(d.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ') OR (actor = '' OR g.id = 'country:' + toUpper(actor) OR g.id = actor OR ' ' + toLower(g.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '))
  AND direction IN ['', CASE WHEN l.deviation > 0 THEN 'better' ELSE 'worse' END]
UNWIND l.statements AS key
MATCH (s:Statement {id: key})
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH p = (s)-[:SUBJECT|OBJECT]->()
WITH l, d, g, s, r, day, collect(p) AS paths
ORDER BY l.id, s.score * CASE WHEN l.deviation > 0 THEN -1 ELSE 1 END, day, r.id, s.sent, s.id
WITH l, d, g, count(s) AS statements, collect({text: s.text, outlet: r.outlet, article: r.id})[0] AS odd, collect(paths) AS paths
RETURN l.month AS month, d.name AS actor, g.name AS other, CASE WHEN l.deviation > 0 THEN 'better' ELSE 'worse' END AS direction,
  l.score AS score, l.baseline AS baseline, l.deviation AS deviation, l.history AS months_before, statements,
  odd.text AS sentence, odd.outlet AS outlet, odd.article AS article, l AS picture_alert, d AS picture_actor, g AS picture_other, paths AS picture
ORDER BY month DESC, abs(l.deviation) DESC, actor, other, l.id
LIMIT 50

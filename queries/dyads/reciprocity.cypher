// title: Who criticizes whom, and who answers
// category: dyads
// description: One row for a critic and its target: how many criticisms, accusations, warnings and the like, how many of them the target answered with some of its own within the months given, how many it left unanswered, how many it made in all, and the latest that stands unanswered. A state stands for everyone who acts for it. Of each pair the two hundred latest are compared.
// param critic: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param target: likewise, of the one criticized; empty for anyone
// param months: how many calendar months the answer may take
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS critic, '' AS target, 3 AS months, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WITH *, ' ' + toLower(n.name) + ' ' AS words
WITH critic, target, months, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id = critic OR n.id = 'country:' + toUpper(critic) OR words CONTAINS ' ' + toLower(critic) + ' ' THEN n.id END) AS critics,
  collect(CASE WHEN n.id = target OR n.id = 'country:' + toUpper(target) OR words CONTAINS ' ' + toLower(target) + ' ' THEN n.id END) AS targets
MATCH (a:Actor)
WHERE critic = '' OR a.principal IN critics
MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(b:Actor)
WHERE type(part) <> type(rest) AND a.principal <> b.principal AND (target = '' OR b.principal IN targets)
  AND s.relation IN ['criticizes', 'accuses', 'opposes', 'denies', 'warns', 'protests'] AND NOT s.negated
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day <> '' AND day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH months, a.principal AS one, b.principal AS other, type(part) = 'SUBJECT' AS out, day, r.id AS article, s
ORDER BY one, other, day DESC, article, s.sent, s.id
WITH months, one, other, out, {id: s.id, day: day, month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2))} AS e
WITH months, one, other, collect(CASE WHEN out THEN e END)[..200] AS made, collect(CASE WHEN NOT out THEN e END)[..200] AS back
WHERE size(made) > 0
MATCH (d:Actor {id: one})
WITH *, other AS key
MATCH (g:Actor {id: key})
WITH d, g, made, back, [m IN made WHERE NOT any(e IN back WHERE e.day >= m.day AND e.month - m.month <= months)] AS open
WITH *, coalesce(open[0], made[0]).id AS shown
MATCH (s:Statement {id: shown})
MATCH p = (s)-[:SUBJECT]->()
MATCH q = (s)-[:OBJECT]->()
MATCH (s)-[:IN]->(r:Article)
RETURN d.name AS critic, g.name AS target, size(made) AS criticisms, size(made) - size(open) AS answered, size(open) AS unanswered,
  size(back) AS counter_criticisms, made[0].day AS last, s.text AS sentence, r.outlet AS outlet, r.id AS article,
  d AS picture_critic, g AS picture_target, p AS picture, q AS picture_object
ORDER BY unanswered DESC, criticisms DESC, last DESC, critic, target, d.id, g.id
LIMIT 50

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
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
WHERE s.relation IN ['criticizes', 'accuses', 'opposes', 'denies', 'warns', 'protests'] AND NOT s.negated AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH *, CASE WHEN size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal
WHERE doer <> goal AND day <> ''
WITH * ORDER BY doer, goal, day DESC, r.id, s.sent, s.id
UNWIND [[doer, goal, 'out'], [goal, doer, 'back']] AS c
WITH critic, target, months, c[0] AS one, c[1] AS other, c[2] AS way, {id: s.id, day: day,
  month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2))} AS e
WITH critic, target, months, one, other, collect(CASE way WHEN 'out' THEN e END)[..200] AS made, collect(CASE way WHEN 'back' THEN e END)[..200] AS back
WHERE size(made) > 0
MATCH (d:Actor {id: one})
WITH *, other AS key
MATCH (g:Actor {id: key})
WITH * WHERE (critic = '' OR d.id = 'country:' + toUpper(critic) OR d.id = critic OR ' ' + toLower(d.name) + ' ' CONTAINS ' ' + toLower(critic) + ' ') AND (target = '' OR g.id = 'country:' + toUpper(target) OR g.id = target OR ' ' + toLower(g.name) + ' ' CONTAINS ' ' + toLower(target) + ' ')
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

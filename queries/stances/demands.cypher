// title: Who demands what of whom, and the answer
// category: stances
// description: One row for a demand on an actor: what is asked for (in the same sentence), what the one who is asked did next towards the asker (the deed itself if it was done, else the first friendly or hostile word or deed), whether that yields or refuses, and the days between. Demands without an answer have none. A state stands for everyone who acts for it. Of each pair the sixty latest statements are compared, and of all the two hundred latest demands.
// param asker: who demands: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param asked: of whom, likewise; empty for anyone
// param months: how many calendar months the answer may take
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS asker, '' AS asked, 12 AS months, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor|Place)
WHERE s.confidence >= min_confidence AND s.relation IN ['demands', 'concedes', 'agrees_with', 'supports', 'cooperates_with', 'retreats', 'aids',
  'signs', 'opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests', 'sanctions', 'coerces', 'attacks']
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (c:Actor {id: 'country:' + x.country})
OPTIONAL MATCH (l:Actor {id: 'country:' + y.country})
WITH *, CASE WHEN size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal,
  coalesce(s.date, s.published, '') AS day
WHERE doer <> goal AND day <> ''
WITH *, s.relation = 'demands' AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND day >= since AND left(day, size(until)) <= until AND (asker = '' OR asker IN [x.id, a.id] OR x.country = toUpper(asker) OR toLower(c.name) = toLower(asker)
    OR ' ' + toLower(x.name + '  ' + a.name) + ' ' CONTAINS ' ' + toLower(asker) + ' ')
  AND (asked = '' OR asked IN [y.id, b.id] OR y.country = toUpper(asked) OR toLower(l.name) = toLower(asked)
    OR ' ' + toLower(y.name + '  ' + b.name) + ' ' CONTAINS ' ' + toLower(asked) + ' ') AS asks
ORDER BY doer, goal, day DESC, r.id, s.sent, s.id
WITH *, [[doer + ' ' + goal, 'asks'], [goal + ' ' + doer, 'answers']] AS roles
UNWIND roles AS role
WITH months, role[0] AS pair, doer, goal, role[1] AS part, s, r, day, asks
WHERE (part = 'asks' AND asks) OR (part = 'answers' AND s.status = 'actual' AND s.relation <> 'demands')
WITH months, pair, part, {id: s.id, place: r.id + ' ' + toString(s.sent), doc: r.id, day: day, relation: s.relation, negated: s.negated,
  month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)),
  yields: CASE WHEN s.relation IN ['concedes', 'agrees_with', 'supports', 'cooperates_with', 'retreats', 'aids', 'signs']
    THEN 1 ELSE -1 END * CASE WHEN s.negated THEN -1 ELSE 1 END} AS e
WITH months, pair, collect(CASE part WHEN 'asks' THEN e END)[..60] AS demands, collect(CASE part WHEN 'answers' THEN e END)[..60] AS answers
UNWIND demands AS q
WITH months, q, answers ORDER BY q.day DESC, q.id
LIMIT 200
WITH q, [e IN answers WHERE (e.day > q.day OR (e.day = q.day AND e.doc = q.doc)) AND e.place <> q.place
  AND e.month - q.month <= months] AS later, q.id AS shown
MATCH (s:Statement {id: shown})
MATCH p = (s)-[:SUBJECT]->()-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH w = (s)-[:OBJECT]->()-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
OPTIONAL MATCH (r)<-[:IN]-(m:Statement)-[:OBJECT]->(t)
WHERE m.sent = s.sent AND ((m.relation = 'demands' AND t:Topic) OR (m.status = 'called_for' AND m.relation <> 'demands'))
WITH *, CASE WHEN t:Topic AND m.relation = 'demands' THEN t.name ELSE m.relation + ' ' + t.name END AS what
ORDER BY what
WITH q, later, s, r, x, y, p, w, collect(DISTINCT what) AS asked_for, collect(DISTINCT CASE m.relation WHEN 'demands' THEN null ELSE m.relation END) AS deeds
WITH *, coalesce(last([e IN later WHERE e.relation IN deeds AND NOT e.negated]), last(later)) AS e
WITH *, coalesce(e.id, '') AS key
OPTIONAL MATCH (f:Statement {id: key})
OPTIONAL MATCH (f)-[:IN]->(fr:Article)
OPTIONAL MATCH pf = (f)-[:SUBJECT]->()
OPTIONAL MATCH qf = (f)-[:OBJECT]->(z)
RETURN q.day AS day, x.name AS asker, y.name AS asked, s.negated AS negated, asked_for,
  CASE WHEN e IS NULL THEN 'none' WHEN e.yields = 1 THEN 'yields' ELSE 'refuses' END AS answer,
  CASE WHEN f.negated THEN 'not ' ELSE '' END + f.relation + ' ' + z.name AS answer_is, e.day AS answered,
  CASE WHEN e IS NOT NULL THEN duration.inDays(date(q.day), date(e.day)).days END AS days,
  s.text AS sentence, r.outlet AS outlet, f.text AS other_sentence, fr.outlet AS other_outlet, [p, w] AS picture, [pf, qf] AS picture_answer
ORDER BY day DESC, asker, asked, r.id, s.sent, s.id
LIMIT 50

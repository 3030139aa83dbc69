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
MATCH (a:Actor)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + x.country})
WITH *
WHERE asker = '' OR asker IN [x.id, a.id] OR x.country = toUpper(asker) OR toLower(c.name) = toLower(asker)
  OR ' ' + toLower(x.name + '  ' + a.name) + ' ' CONTAINS ' ' + toLower(asker) + ' '
MATCH (a)<-[:SUBJECT]-(s:Statement {relation: 'demands'})-[:OBJECT]->(b:Actor|Place)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day <> '' AND day >= since AND left(day, size(until)) <= until
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
OPTIONAL MATCH (l:Actor {id: 'country:' + y.country})
WITH *, CASE WHEN size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal
WHERE doer <> goal AND (asked = '' OR asked IN [y.id, b.id] OR y.country = toUpper(asked) OR toLower(l.name) = toLower(asked)
  OR ' ' + toLower(y.name + '  ' + b.name) + ' ' CONTAINS ' ' + toLower(asked) + ' ')
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH * ORDER BY doer, goal, day DESC, r.id, s.sent, s.id
WITH months, min_confidence, outlet, doer, goal, collect({id: s.id, place: r.id + ' ' + toString(s.sent), doc: r.id, day: day,
  month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)), doer: doer, goal: goal})[..60] AS demands
UNWIND demands AS q
WITH months, min_confidence, outlet, q ORDER BY q.day DESC, q.id
LIMIT 200
WITH months, min_confidence, outlet, collect(q) AS demands, collect(DISTINCT q.doer) AS doers, collect(DISTINCT q.goal) AS goals
WITH *, size(doers) < size(goals) AS by_doer
UNWIND CASE WHEN by_doer THEN doers ELSE goals END AS key
WITH months, min_confidence, outlet, key, by_doer, [q IN demands WHERE key = CASE WHEN by_doer THEN q.doer ELSE q.goal END] AS demands
OPTIONAL MATCH (:Actor {id: key})<-[:OF|LOCATED_IN*0..1]-(z)<-[:SAME_AS*0..2]-(m)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->()-[:SAME_AS*0..2]->(o)
WHERE NOT EXISTS { (z)-[:SAME_AS]->() } AND NOT EXISTS { (o)-[:SAME_AS]->() } AND (z.id = key OR coalesce('country:' + z.country, '') = key)
  AND (type(part) = 'OBJECT') = by_doer AND type(rest) <> type(part) AND s.status = 'actual' AND s.confidence >= min_confidence
  AND s.relation IN ['concedes', 'agrees_with', 'supports', 'cooperates_with', 'retreats', 'aids',
    'signs', 'opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests', 'sanctions', 'coerces', 'attacks']
  AND EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) }
WITH *, coalesce(s.date, s.published, '') AS day,
  CASE WHEN size(o.country) = 3 AND NOT o.country IN ['IGO', 'NGO'] THEN 'country:' + o.country ELSE o.id END AS other
ORDER BY key, day DESC, s.doc, s.sent, s.id
WITH months, key, by_doer, demands, collect(CASE WHEN s IS NOT NULL THEN {id: s.id, other: other, place: s.doc + ' ' + toString(s.sent),
  doc: s.doc, day: day, relation: s.relation, negated: s.negated, month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)),
  yields: CASE WHEN s.relation IN ['concedes', 'agrees_with', 'supports', 'cooperates_with', 'retreats', 'aids', 'signs']
    THEN 1 ELSE -1 END * CASE WHEN s.negated THEN -1 ELSE 1 END} END) AS told
UNWIND demands AS q
WITH months, q, [e IN told WHERE e.other = CASE WHEN by_doer THEN q.goal ELSE q.doer END][..60] AS answers
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
OPTIONAL MATCH pf = (:Statement {id: key})-[:SUBJECT]->()
OPTIONAL MATCH qf = (f:Statement {id: key})-[:OBJECT]->(z)
OPTIONAL MATCH (:Statement {id: key})-[:IN]->(fr:Article)
RETURN q.day AS day, x.name AS asker, y.name AS asked, s.negated AS negated, asked_for,
  CASE WHEN e IS NULL THEN 'none' WHEN e.yields = 1 THEN 'yields' ELSE 'refuses' END AS answer,
  CASE WHEN f.negated THEN 'not ' ELSE '' END + f.relation + ' ' + z.name AS answer_is, e.day AS answered,
  CASE WHEN e IS NOT NULL THEN duration.inDays(date(q.day), date(e.day)).days END AS days,
  s.text AS sentence, r.outlet AS outlet, f.text AS other_sentence, fr.outlet AS other_outlet, [p, w] AS picture, [pf, qf] AS picture_answer
ORDER BY day DESC, asker, asked, r.id, s.sent, s.id
LIMIT 50

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
MATCH (n:Actor|Place)
WITH *, ' ' + toLower(n.name) + ' ' AS words
WITH asker, asked, months, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [asker, 'country:' + toUpper(asker)] OR words CONTAINS ' ' + toLower(asker) + ' ' THEN n.id END) AS askers,
  collect(CASE WHEN n.id IN [asked, 'country:' + toUpper(asked)] OR words CONTAINS ' ' + toLower(asked) + ' ' THEN n.id END) AS goals
MATCH (a:Actor)
WHERE asker = '' OR a.id IN askers OR a.canonical IN askers OR a.principal IN askers
MATCH (a)<-[:SUBJECT]-(s:Statement {relation: 'demands'})-[:OBJECT]->(b:Actor|Place)
WHERE (asked = '' OR b.id IN goals OR b.canonical IN goals OR b.principal IN goals) AND a.principal <> b.principal
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
WITH months, min_confidence, outlet, since, until, a.principal AS doer, b.principal AS goal, coalesce(s.date, s.published, '') AS day, s.doc AS doc, s.sent AS sent, s.id AS id
WHERE day <> '' AND day >= since AND left(day, size(until)) <= until
ORDER BY doer, goal, day DESC, doc, sent, id
WITH months, min_confidence, outlet, doer, goal, collect({id: id, place: doc + ' ' + toString(sent), doc: doc, day: day,
  month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)), doer: doer, goal: goal})[..60] AS demands
UNWIND demands AS q
WITH months, min_confidence, outlet, q ORDER BY q.day DESC, q.id
LIMIT 200
WITH months, min_confidence, outlet, collect(q) AS demands, count(DISTINCT q.doer) < count(DISTINCT q.goal) AS by_doer
UNWIND demands AS q
WITH months, min_confidence, outlet, by_doer, q, CASE WHEN by_doer THEN q.doer ELSE q.goal END AS key, CASE WHEN by_doer THEN q.goal ELSE q.doer END AS other
WITH months, min_confidence, outlet, by_doer, key, collect({demand: q, other: other}) AS demands, collect(DISTINCT other) AS others
CALL (key, others, by_doer, min_confidence, outlet) {
  MATCH (z:Actor|Place {principal: key})
  MATCH (z)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(o)
  WHERE o.principal IN others AND (type(part) = 'OBJECT') = by_doer AND type(rest) <> type(part)
    AND s.status = 'actual' AND s.confidence >= min_confidence
    AND s.relation IN ['concedes', 'agrees_with', 'supports', 'cooperates_with', 'retreats', 'aids',
      'signs', 'opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests', 'sanctions', 'coerces', 'attacks']
    AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  WITH o.principal AS other, coalesce(s.date, s.published, '') AS day, s.doc AS doc, s.sent AS sent, s.id AS id, s.relation AS relation, s.negated AS negated
  ORDER BY other, day DESC, doc, sent, id
  WITH other, collect({id: id, place: doc + ' ' + toString(sent), doc: doc, day: day, relation: relation, negated: negated,
    month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)),
    yields: CASE WHEN relation IN ['concedes', 'agrees_with', 'supports', 'cooperates_with', 'retreats', 'aids', 'signs']
      THEN 1 ELSE -1 END * CASE WHEN negated THEN -1 ELSE 1 END})[..60] AS answers
  RETURN collect({other: other, answers: answers}) AS told
}
UNWIND demands AS d
WITH months, d.demand AS q, [e IN told WHERE e.other = d.other | e.answers][0] AS answers
WITH months, q, coalesce(answers, []) AS answers
WITH q, [e IN answers WHERE (e.day > q.day OR (e.day = q.day AND e.doc = q.doc)) AND e.place <> q.place
  AND e.month - q.month <= months] AS later, q.id AS shown
MATCH (s:Statement {id: shown})
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH w = (s)-[:OBJECT]->(b)
MATCH (a)-[:SAME_AS*0..]->(x:Actor)
WHERE x.id = a.canonical
MATCH (b)-[:SAME_AS*0..]->(y)
WHERE y.id = b.canonical
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

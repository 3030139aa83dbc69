// title: Who takes which side on a topic
// category: stances
// description: Actors that support, oppose, propose or demand something on a topic: one row per actor and relation, those in favour first, with the latest sentence. A topic is found by its own words and by the issue it is about.
// param topic: words in the topic's or issue's name, all of which must occur
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'ceasefire' AS topic, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (t:Topic)
OPTIONAL MATCH (t)-[:ABOUT]->(i:Issue)
WITH *
WHERE all(w IN split(toLower(topic), ' ') WHERE toLower(t.name) CONTAINS w)
  OR all(w IN split(toLower(topic), ' ') WHERE toLower(coalesce(i.name, '')) CONTAINS w)
MATCH q = (t)<-[:OBJECT]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH x, s, t, r, v, p, q, day, CASE
  WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs', 'agrees_with', 'mediates'] THEN 1
  WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests'] THEN -1
  ELSE 0 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign
ORDER BY day DESC, r.id, s.sent, s.id
WITH x, sign, s.relation AS relation, s.negated AS negated, count(s) AS statements,
  count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets, min(day) AS first, max(day) AS last,
  collect(DISTINCT t.name) AS topics,
  collect({speaker: v.name, text: s.text, outlet: r.outlet, article: r.id}) AS said, collect(p) + collect(q) AS paths
RETURN x.name AS actor, CASE sign WHEN 1 THEN 'for' WHEN -1 THEN 'against' ELSE 'neither' END AS side,
  relation, negated, statements, outlets, first, last, topics, said[0].speaker AS speaker,
  said[0].text AS sentence, said[0].outlet AS outlet, said[0].article AS article, paths AS picture
ORDER BY sign DESC, statements DESC, last DESC, actor, relation, negated, x.id
LIMIT 50

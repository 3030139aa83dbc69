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
MATCH (t)<-[:OBJECT]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH a.canonical AS key, s, t.name AS topic, coalesce(s.date, s.published, '') AS day, r.id AS article, r.outlet AS outlet,
  coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet) AS source
ORDER BY day DESC, article, s.sent, s.id
WITH key, s.relation AS relation, s.negated AS negated, CASE
  WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs', 'agrees_with', 'mediates'] THEN 1
  WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests'] THEN -1
  ELSE 0 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign,
  count(s) AS statements, count(DISTINCT source) AS outlets, min(day) AS first, max(day) AS last, collect(DISTINCT topic) AS topics,
  collect(s) AS told, collect(s)[0] AS latest, collect(outlet)[0] AS outlet, collect(article)[0] AS article
MATCH (x:Actor {id: key})
RETURN x.name AS actor, CASE sign WHEN 1 THEN 'for' WHEN -1 THEN 'against' ELSE 'neither' END AS side,
  relation, negated, statements, outlets, first, last, topics,
  [(latest)-[:SAID_BY]->(w:Actor)-[:SAME_AS*0..]->(v) WHERE v.id = w.canonical | v.name][0] AS speaker,
  latest.text AS sentence, outlet, article, reduce(l = [], t IN told | l + [p = (t)-[:SUBJECT|OBJECT]->() | p]) AS picture
ORDER BY sign DESC, statements DESC, last DESC, actor, relation, negated, x.id
LIMIT 50

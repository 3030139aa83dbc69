// title: All that passed between two actors
// category: dyads
// description: Every statement with one of the two on either side, newest first, with its sentence and who says it. A country stands for everyone who acts for it and for the places in it; people are named.
// param a: a name, a word of it, or an alpha-3 code
// param b: the other actor, likewise
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'China' AS a, 'Russia' AS b, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WITH since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [a, 'country:' + toUpper(a)] OR toLower(n.name) = toLower(a) THEN n.canonical END) AS exact_a,
  collect(CASE WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(a) + ' ' THEN n.canonical END) AS near_a,
  collect(CASE WHEN n.id IN [b, 'country:' + toUpper(b)] OR toLower(n.name) = toLower(b) THEN n.canonical END) AS exact_b,
  collect(CASE WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(b) + ' ' THEN n.canonical END) AS near_b
WITH since, until, status, negation, min_confidence, outlet,
  CASE exact_a WHEN [] THEN near_a ELSE exact_a END AS side_a, CASE exact_b WHEN [] THEN near_b ELSE exact_b END AS side_b
MATCH (n:Actor|Place)
WHERE n.canonical IN side_a OR n.principal IN side_a
MATCH (n)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(m:Actor|Place)
WHERE (m.canonical IN side_b OR m.principal IN side_b)
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
WITH DISTINCT outlet, s
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
RETURN coalesce(s.date, s.published, '') AS day, [(s)-[:SUBJECT]->(a)-[:SAME_AS*0..]->(x) WHERE x.id = a.canonical | x.name][0] AS subject,
  s.relation AS relation, [(s)-[:OBJECT]->(b)-[:SAME_AS*0..]->(y) WHERE y.id = b.canonical | y.name][0] AS object,
  s.negated AS negated, s.status AS status, s.score AS score,
  [(s)-[:SAID_BY]->(w:Actor)-[:SAME_AS*0..]->(v) WHERE v.id = w.canonical | v.name][0] AS speaker,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, [p = (s)-[:SUBJECT|OBJECT]->() | p] AS picture
ORDER BY day DESC, article, s.sent, s.id
LIMIT 50

// title: Tension between two actors, month by month
// category: dyads
// description: One row a month: the sum and the mean of the scores (-10 to 10) of what passed between two actors, and how many statements are verbal or material, cooperation or conflict. A country stands for everyone who acts for it. Claims are statements that a third party makes or one side makes of the other. Visits to places are left out (the host may be a third party).
// param a: a name, a word of it, or an alpha-3 code
// param b: the other actor, likewise
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'China' AS a, 'United States' AS b, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WITH since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [a, 'country:' + toUpper(a)] OR toLower(n.name) = toLower(a) THEN n.canonical END) AS exact_a,
  collect(CASE WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(a) + ' ' THEN n.canonical END) AS near_a,
  collect(CASE WHEN n.id IN [b, 'country:' + toUpper(b)] OR toLower(n.name) = toLower(b) THEN n.canonical END) AS exact_b,
  collect(CASE WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(b) + ' ' THEN n.canonical END) AS near_b
WITH since, until, status, negation, min_confidence, outlet,
  CASE exact_a WHEN [] THEN near_a ELSE exact_a END AS side_a, CASE exact_b WHEN [] THEN near_b ELSE exact_b END AS side_b
MATCH (a:Actor)
WHERE a.canonical IN side_a OR a.principal IN side_a
MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(b:Actor)
WHERE (b.canonical IN side_b OR b.principal IN side_b) AND s.score IS NOT NULL
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
WITH left(coalesce(s.date, s.published, ''), 7) AS month, sum(s.score) AS score, count(s) AS statements,
  sum(CASE s.quad WHEN 1 THEN 1 ELSE 0 END) AS verbal_cooperation, sum(CASE s.quad WHEN 2 THEN 1 ELSE 0 END) AS material_cooperation,
  sum(CASE s.quad WHEN 3 THEN 1 ELSE 0 END) AS verbal_conflict, sum(CASE s.quad WHEN 4 THEN 1 ELSE 0 END) AS material_conflict,
  sum(CASE WHEN v.principal <> CASE type(part) WHEN 'SUBJECT' THEN a.principal ELSE b.principal END THEN 1 ELSE 0 END) AS claims,
  count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets,
  collect(DISTINCT a.canonical) AS a_ids, collect(DISTINCT b.canonical) AS b_ids
CALL (a_ids) {
  UNWIND a_ids AS key
  MATCH (x:Actor {id: key})
  RETURN collect(x) AS a_nodes
}
CALL (b_ids) {
  UNWIND b_ids AS key
  MATCH (y:Actor {id: key})
  RETURN collect(y) AS b_nodes
}
RETURN month, round(score, 1) AS score, round(score / statements, 2) AS mean, statements,
  verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, claims, outlets,
  a_nodes AS picture_a, b_nodes AS picture_b
ORDER BY month
LIMIT 120

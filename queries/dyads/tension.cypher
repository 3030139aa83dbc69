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
WITH *, CASE
  WHEN toLower(n.name) = toLower(a) OR n.id = a OR n.id = 'country:' + toUpper(a) THEN 2
  WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(a) + ' ' THEN 1
  ELSE 0 END AS fit_a, CASE
  WHEN toLower(n.name) = toLower(b) OR n.id = b OR n.id = 'country:' + toUpper(b) THEN 2
  WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(b) + ' ' THEN 1
  ELSE 0 END AS fit_b
WHERE fit_a + fit_b > 0
WITH since, until, status, negation, min_confidence, outlet,
  max(fit_a) AS best_a, max(fit_b) AS best_b, collect([n.id, fit_a, fit_b]) AS found
WITH *, [f IN found WHERE f[1] = best_a AND f[1] > 0 | f[0]] AS side_a,
  [f IN found WHERE f[2] = best_b AND f[2] > 0 | f[0]] AS side_b
UNWIND side_a + side_b AS key
MATCH (:Actor {id: key})-[:SAME_AS*0..2]->(me:Actor)
WHERE NOT EXISTS { (me)-[:SAME_AS]->() }
WITH since, until, status, negation, min_confidence, outlet, collect(DISTINCT CASE WHEN key IN side_a THEN me.id END) AS side_a,
  collect(DISTINCT CASE WHEN key IN side_b THEN me.id END) AS side_b
UNWIND side_a AS key
MATCH (c:Actor {id: key})<-[:OF*0..1]-(z:Actor)<-[:SAME_AS*0..2]-(a:Actor)
WHERE z.id = key OR z.country = c.country
WITH DISTINCT since, until, status, negation, min_confidence, outlet, side_b, a
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->()-[:SAME_AS*0..2]->(y:Actor)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() } AND (y.id IN side_b OR coalesce('country:' + y.country, '') IN side_b)
  AND s.score IS NOT NULL AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH *, CASE WHEN type(part) = 'SUBJECT' THEN coalesce(x.country, x.id) ELSE coalesce(y.country, y.id) END AS doer
ORDER BY day, s.id
WITH left(day, 7) AS month, sum(s.score) AS score, count(s) AS statements,
  sum(CASE WHEN s.quad = 1 THEN 1 ELSE 0 END) AS verbal_cooperation,
  sum(CASE WHEN s.quad = 2 THEN 1 ELSE 0 END) AS material_cooperation,
  sum(CASE WHEN s.quad = 3 THEN 1 ELSE 0 END) AS verbal_conflict,
  sum(CASE WHEN s.quad = 4 THEN 1 ELSE 0 END) AS material_conflict,
  sum(CASE WHEN v IS NOT NULL AND coalesce(v.country, v.id) <> doer THEN 1 ELSE 0 END) AS claims,
  count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets,
  collect(DISTINCT x) AS a_nodes, collect(DISTINCT y) AS b_nodes
RETURN month, round(score, 1) AS score, round(score / statements, 2) AS mean, statements,
  verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, claims, outlets,
  a_nodes AS picture_a, b_nodes AS picture_b
ORDER BY month
LIMIT 120

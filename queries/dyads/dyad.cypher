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
UNWIND side_a + side_b AS key
MATCH (c:Actor {id: key})<-[:OF*0..1]-(z:Actor)<-[:SAME_AS*0..2]-(a:Actor)
WHERE z.id = key OR z.country = c.country
WITH DISTINCT since, until, status, negation, min_confidence, outlet, side_a, side_b, a
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
WITH *,
  x.id IN side_a OR coalesce('country:' + x.country, '') IN side_a AS x_a,
  x.id IN side_b OR coalesce('country:' + x.country, '') IN side_b AS x_b
MATCH p = (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
WITH *, coalesce(s.date, s.published, '') AS day,
  y.id IN side_a OR coalesce('country:' + y.country, '') IN side_a AS y_a,
  y.id IN side_b OR coalesce('country:' + y.country, '') IN side_b AS y_b
WHERE ((x_a AND y_b) OR (x_b AND y_a)) AND day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
RETURN day, x.name AS subject, s.relation AS relation, y.name AS object, s.negated AS negated,
  s.status AS status, s.score AS score, v.name AS speaker, s.text AS sentence, r.outlet AS outlet,
  r.id AS article, p AS picture
ORDER BY day DESC, article, s.sent, s.id
LIMIT 50

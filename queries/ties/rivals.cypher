// title: Strongest hostile ties of an actor
// category: ties
// description: Who an actor is at odds with: the sum of the scores of all that passed between them, what was said apart from what was done, lowest net first. A country stands for everyone who acts for it, on both sides; people are named. Claims are statements that a third party makes. Visits to places are left out (the host may be a third party).
// param actor: a name, a word of it, or an alpha-3 code
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'Russia' AS actor, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WHERE n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
WITH since, until, status, negation, min_confidence, outlet, collect(n.canonical) AS near,
  collect(CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR toLower(n.name) = toLower(actor) THEN n.canonical END) AS exact
WITH since, until, status, negation, min_confidence, outlet, CASE exact WHEN [] THEN near ELSE exact END AS mine
MATCH (a:Actor)
WHERE a.canonical IN mine OR a.principal IN mine
WITH since, until, status, negation, min_confidence, outlet, mine, a, a.canonical AS key
MATCH (x:Actor {id: key})
WITH since, until, status, negation, min_confidence, outlet, mine, a, x.id AS our_id, x.name AS our
MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(b:Actor)
WHERE NOT b.canonical IN mine AND NOT b.principal IN mine AND s.score IS NOT NULL
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
WITH b.principal AS party, s.quad AS quad, s.score AS score, coalesce(s.date, s.published, '') AS day, our_id, our, b.canonical AS their_id,
  CASE WHEN b.id <> b.canonical THEN [(b)-[:SAME_AS*0..]->(y) WHERE y.id = b.canonical | y.name][0] ELSE b.name END AS their,
  v.principal <> CASE type(part) WHEN 'SUBJECT' THEN a.principal ELSE b.principal END AS claim,
  coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet) AS source
ORDER BY their, our
WITH party, sum(CASE WHEN quad IN [1, 3] THEN score ELSE 0.0 END) AS verbal, sum(CASE WHEN quad IN [2, 4] THEN score ELSE 0.0 END) AS material,
  sum(score) AS net, count(*) AS statements, sum(CASE WHEN claim THEN 1 ELSE 0 END) AS claims, count(DISTINCT source) AS outlets,
  min(day) AS first, max(day) AS last, collect(DISTINCT our) AS ours, collect(DISTINCT their) AS theirs,
  collect(DISTINCT our_id) AS our_ids, collect(DISTINCT their_id) AS their_ids
WHERE net < 0
MATCH (o:Actor {id: party})
CALL (our_ids) {
  UNWIND our_ids AS key
  MATCH (x:Actor {id: key})
  RETURN collect(x) AS our_nodes
}
CALL (their_ids) {
  UNWIND their_ids AS key
  MATCH (y:Actor {id: key})
  RETURN collect(y) AS their_nodes
}
RETURN o.name AS other, round(net, 1) AS net, round(verbal, 1) AS verbal, round(material, 1) AS material,
  statements, claims, outlets, first, last, ours, theirs,
  o AS picture_other, our_nodes AS picture_ours, their_nodes AS picture_theirs
ORDER BY net, statements DESC, other, o.id
LIMIT 25

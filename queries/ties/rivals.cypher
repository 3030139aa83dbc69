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
WITH *, CASE
  WHEN toLower(n.name) = toLower(actor) OR n.id = actor OR n.id = 'country:' + toUpper(actor) THEN 2
  WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN 1
  ELSE 0 END AS fit
WHERE fit > 0
WITH since, until, status, negation, min_confidence, outlet, max(fit) AS best, collect([n.id, fit]) AS found
UNWIND [f IN found WHERE f[1] = best | f[0]] AS key
MATCH (:Actor {id: key})-[:SAME_AS*0..2]->(me:Actor)
WHERE NOT EXISTS { (me)-[:SAME_AS]->() }
WITH since, until, status, negation, min_confidence, outlet, collect(DISTINCT me.id) AS mine
UNWIND mine AS key
MATCH (me:Actor {id: key})<-[:OF*0..1]-(z:Actor)<-[:SAME_AS*0..2]-(a:Actor)
WHERE z.id = key OR z.country = me.country
WITH DISTINCT since, until, status, negation, min_confidence, outlet, mine, a
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->()-[:SAME_AS*0..2]->(y:Actor)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() } AND NOT y.id IN mine AND NOT coalesce('country:' + y.country, '') IN mine
  AND s.score IS NOT NULL AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH x, y, s, r, day, v,
  CASE WHEN y.country IS NULL OR y.country IN ['IGO', 'NGO'] THEN y.id ELSE 'country:' + y.country END AS key,
  CASE WHEN type(part) = 'SUBJECT' THEN coalesce(x.country, x.id) ELSE coalesce(y.country, y.id) END AS doer
MATCH (o:Actor {id: key})
WITH * ORDER BY o.id, y.name, x.name, s.id
WITH o,
  sum(CASE WHEN s.quad IN [1, 3] THEN s.score ELSE 0.0 END) AS verbal,
  sum(CASE WHEN s.quad IN [2, 4] THEN s.score ELSE 0.0 END) AS material,
  sum(s.score) AS net, count(s) AS statements,
  sum(CASE WHEN v IS NOT NULL AND coalesce(v.country, v.id) <> doer THEN 1 ELSE 0 END) AS claims,
  count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets, min(day) AS first, max(day) AS last,
  collect(DISTINCT x.name) AS ours, collect(DISTINCT y.name) AS theirs,
  collect(DISTINCT x) AS our_nodes, collect(DISTINCT y) AS their_nodes
WHERE net < 0
RETURN o.name AS other, round(net, 1) AS net, round(verbal, 1) AS verbal, round(material, 1) AS material,
  statements, claims, outlets, first, last, ours, theirs,
  o AS picture_other, our_nodes AS picture_ours, their_nodes AS picture_theirs
ORDER BY net, statements DESC, other, o.id
LIMIT 25

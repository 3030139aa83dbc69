// title: Unbalanced triangles
// category: networks
// description: Three parties whose ties cannot all stay as they are, by the ties that graphkit analyse found: two friends of one that are at odds with each other, or three that are all at odds. The tie that is the odd one out comes first, with the latest statement behind each of the three; the triangles whose weakest tie is strongest come first. Every tie must have a statement that the filters let through. Persons count for their state.
// param actor: a name, a word of it, or an alpha-3 code; empty for anyone
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)-[e:SIGNED]->(b:Actor)
MATCH (b)-[f:SIGNED]->(c:Actor)
MATCH (a)-[g:SIGNED]->(c)
WHERE e.sign * f.sign * g.sign < 0 AND ((actor = '' OR a.id = 'country:' + toUpper(actor) OR a.id = actor OR ' ' + toLower(a.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ') OR (actor = '' OR b.id = 'country:' + toUpper(actor) OR b.id = actor OR ' ' + toLower(b.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
  OR (actor = '' OR c.id = 'country:' + toUpper(actor) OR c.id = actor OR ' ' + toLower(c.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '))
WITH *, CASE WHEN abs(e.weight) < abs(f.weight) THEN abs(e.weight) ELSE abs(f.weight) END AS least
WITH *, CASE WHEN abs(g.weight) < least THEN abs(g.weight) ELSE least END AS strength, CASE
  WHEN e.sign < 0 AND f.sign > 0 THEN [a, b, c] WHEN f.sign < 0 AND g.sign > 0 THEN [b, c, a] WHEN g.sign < 0 AND e.sign > 0 THEN [a, c, b]
  ELSE [a, b, c] END AS t, CASE WHEN e.sign + f.sign + g.sign < -1 THEN 'three at odds' ELSE 'friends at odds' END AS kind
ORDER BY strength DESC, a.id, b.id, c.id
LIMIT 200
WITH since, until, status, negation, min_confidence, outlet, t, kind, strength, CASE kind WHEN 'three at odds' THEN -1 ELSE 1 END AS others
UNWIND [[0, 1, -1], [0, 2, others], [1, 2, others]] AS side
WITH *, t[side[0]].id AS one, t[side[1]].id AS other
MATCH (n:Actor {id: one})<-[:OF*0..1]-(z:Actor)<-[:SAME_AS*0..2]-(m:Actor)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE (z.id = one OR z:Person) AND s.stance * side[2] >= 0.05 AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (s)-[:SUBJECT]->()-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (s)-[:OBJECT]->()-[:SAME_AS*0..2]->(y:Actor)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH *, CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
    ELSE x.id END AS doer,
  CASE WHEN y:Person AND size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country
    ELSE y.id END AS goal
WHERE ((doer = one AND goal = other) OR (doer = other AND goal = one)) AND (v IS NULL OR v.id = x.id OR v.id = doer OR coalesce('country:' + v.country, '') = doer)
WITH * ORDER BY t[0].id, t[1].id, t[2].id, side[0], side[1], day DESC, r.id, s.sent, s.id
WITH t, kind, strength, side, count(DISTINCT s) AS statements, collect(s.id)[0] AS latest
ORDER BY strength DESC, t[0].id, t[1].id, t[2].id, side[0], side[1]
WITH t, kind, strength, collect(statements) AS counts, collect(latest) AS keys
WHERE size(keys) = 3
WITH *, keys[0] AS first
MATCH (s0:Statement {id: first})
MATCH (s0)-[:IN]->(r0:Article)
MATCH p0 = (s0)-[:SUBJECT|OBJECT]->()
WITH t, kind, strength, counts, keys, s0, r0, collect(p0) AS paths
WITH *, keys[1] AS second
MATCH (s1:Statement {id: second})
WITH *, keys[2] AS last
MATCH (s2:Statement {id: last})
RETURN kind, t[0].name AS one, t[1].name AS other, t[2].name AS third, counts AS statements, round(strength, 1) AS strength,
  s0.text AS sentence, r0.outlet AS outlet, s1.text AS one_and_third, s2.text AS other_and_third, t AS picture_actors, paths AS picture
ORDER BY strength DESC, kind, one, other, third, t[0].id, t[1].id
LIMIT 50

// title: The shortest chain between two actors
// category: ties
// description: How two actors hang together: the shortest chains of actors in which each has a statement with the next, over at most three links, with how many statements each link has and the latest of them. A state stands for everyone who acts for it; chains run through actors only, not through places or topics. Chains of which the weakest link has the most statements come first.
// param a: a name, a word of it, or an alpha-3 code
// param b: the other actor, likewise
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'Honduras' AS a, 'Niger' AS b, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
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
UNWIND [f IN found WHERE (f[1] > 0 AND f[1] = best_a) OR (f[2] > 0 AND f[2] = best_b)] AS f
WITH *, f[0] AS key
MATCH (:Actor {id: key})-[:SAME_AS*0..2]->(me:Actor)
WHERE NOT EXISTS { (me)-[:SAME_AS]->() }
WITH *, CASE WHEN size(me.country) = 3 AND NOT me.country IN ['IGO', 'NGO'] THEN 'country:' + me.country ELSE me.id END AS mine
WITH since, until, status, negation, min_confidence, outlet, collect(DISTINCT CASE WHEN f[1] > 0 AND f[1] = best_a THEN mine END) AS side_a,
  collect(DISTINCT CASE WHEN f[2] > 0 AND f[2] = best_b THEN mine END) AS side_b
WHERE size(side_a) > 0 AND size(side_b) > 0
CALL (since, until, status, negation, min_confidence, outlet) {
  MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
  WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
    AND s.confidence >= min_confidence
    AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
  WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
  MATCH (b)-[:SAME_AS*0..2]->(y:Actor)
  WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
  MATCH (s)-[:IN]->(r:Article)
  WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
  WITH s.id AS id, s.sent AS sent, coalesce(s.date, s.published, '') AS day, r.id AS article,
    CASE WHEN size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
    CASE WHEN size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal
  WHERE doer <> goal
  WITH * ORDER BY day DESC, article, sent, id
  UNWIND [[doer, goal], [goal, doer]] AS e
  WITH e[0] AS one, e[1] AS other, count(id) AS statements, collect(id)[0] AS latest
  ORDER BY one, other
  RETURN {one: one, other: other, statements: statements, latest: latest} AS link
}
WITH collect(link) AS links, collect(CASE WHEN link.one IN side_a THEN link END) AS out, collect(CASE WHEN link.other IN side_b THEN link END) AS home, side_b
WITH *, [l IN out WHERE l.other IN side_b | [l]] AS direct
WITH *, CASE WHEN size(direct) > 0 THEN direct
  ELSE reduce(c = [], l IN out | c + [m IN home WHERE m.one = l.other | [l, m]]) END AS near
WITH CASE WHEN size(near) > 0 THEN near ELSE reduce(c = [], l IN out | c + reduce(d = [],
  k IN [m IN links WHERE m.one = l.other] | d + [n IN home WHERE n.one = k.other | [l, k, n]])) END AS chains
UNWIND chains AS c
WITH c, reduce(least = c[0].statements, l IN c | CASE WHEN l.statements < least THEN l.statements ELSE least END) AS weakest,
  [l IN c | l.one] + [last(c).other] AS keys
ORDER BY weakest DESC, keys
LIMIT 20
UNWIND range(0, size(c) - 1) AS i
WITH c, weakest, keys, i, c[i].latest AS latest, c[i].one AS one, c[i].other AS other
MATCH (s:Statement {id: latest})
MATCH p = (s)-[:SUBJECT]->()
MATCH q = (s)-[:OBJECT]->()
WITH *, one AS from
MATCH (n:Actor {id: from})
WITH *, other AS to
MATCH (m:Actor {id: to})
WITH * ORDER BY weakest DESC, keys, i
WITH weakest, keys, c, collect(n.name) AS names, collect(m.name) AS nexts, collect(CASE WHEN s.negated THEN 'not ' ELSE '' END + s.relation) AS latest,
  collect(coalesce(s.date, s.published, '')) AS days, collect(s.text) AS sentences, collect(n) + collect(m) AS nodes, collect(p) + collect(q) AS paths
RETURN names + [last(nexts)] AS actors, size(c) AS links, [l IN c | l.statements] AS statements, latest, days, sentences,
  nodes AS picture_actors, paths AS picture
ORDER BY weakest DESC, actors, keys
LIMIT 20

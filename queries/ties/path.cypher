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
MATCH (me:Actor {id: key})
WITH since, until, status, negation, min_confidence, outlet, collect(DISTINCT CASE WHEN f[1] > 0 AND f[1] = best_a THEN me.principal END) AS side_a,
  collect(DISTINCT CASE WHEN f[2] > 0 AND f[2] = best_b THEN me.principal END) AS side_b
WHERE size(side_a) > 0 AND size(side_b) > 0
CALL (side_a, since, until, status, negation, min_confidence, outlet) {
  MATCH (a:Actor)
  WHERE a.principal IN side_a
  MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(b:Actor)
  WHERE type(part) <> type(rest) AND a.principal <> b.principal AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
    AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
    AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  WITH a.principal AS one, b.principal AS other, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
  ORDER BY day DESC, article, sent, id
  WITH one, other, count(id) AS statements, collect(id)[0] AS latest
  RETURN collect({one: one, other: other, statements: statements, latest: latest}) AS out
}
CALL (side_b, since, until, status, negation, min_confidence, outlet) {
  MATCH (a:Actor)
  WHERE a.principal IN side_b
  MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(b:Actor)
  WHERE type(part) <> type(rest) AND a.principal <> b.principal AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
    AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
    AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  WITH a.principal AS one, b.principal AS other, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
  ORDER BY day DESC, article, sent, id
  WITH one, other, count(id) AS statements, collect(id)[0] AS latest
  RETURN collect({one: other, other: one, statements: statements, latest: latest}) AS home
}
WITH *, [l IN out WHERE l.other IN side_b | [l]] AS direct
WITH *, CASE WHEN size(direct) > 0 THEN direct
  ELSE reduce(c = [], l IN out | c + [m IN home WHERE m.one = l.other | [l, m]]) END AS near
CALL (near, out, home, since, until, status, negation, min_confidence, outlet) {
  WITH *, [m IN home | m.one] AS goals
  UNWIND CASE WHEN size(near) > 0 THEN [] ELSE out END AS l
  WITH DISTINCT l.other AS middle, goals, since, until, status, negation, min_confidence, outlet
  MATCH (a:Actor {principal: middle})
  MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(b:Actor)
  WHERE type(part) <> type(rest) AND a.principal <> b.principal AND b.principal IN goals AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
    AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
    AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  WITH a.principal AS one, b.principal AS other, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
  ORDER BY day DESC, article, sent, id
  WITH one, other, count(id) AS statements, collect(id)[0] AS latest
  RETURN collect({one: one, other: other, statements: statements, latest: latest}) AS links
}
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

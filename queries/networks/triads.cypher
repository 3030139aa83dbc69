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
MATCH (n:Actor)
WITH actor, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN n.id END) AS named
CALL (actor, named) {
  WITH actor
  WHERE actor = ''
  MATCH (a:Actor)-[e:SIGNED]->(b:Actor)
  MATCH (b)-[f:SIGNED]->(c:Actor)
  MATCH (a)-[g:SIGNED]->(c)
  WHERE e.sign * f.sign * g.sign < 0
  RETURN a.id AS one, b.id AS other, c.id AS third, e.weight AS e, f.weight AS f, g.weight AS g
  UNION
  UNWIND CASE actor WHEN '' THEN [] ELSE named END AS key
  MATCH (x:Actor {id: key})-[p:SIGNED]-(y:Actor)-[q:SIGNED]->(z:Actor)
  OPTIONAL MATCH (x)-[r:SIGNED]->(z)
  OPTIONAL MATCH (z)-[t:SIGNED]->(x)
  WITH key, y.id AS low, z.id AS high, p.weight AS p, q.weight AS q, coalesce(r.weight, t.weight) AS r
  WHERE p * q * r < 0
  RETURN CASE WHEN key < low THEN key ELSE low END AS one, CASE WHEN key < low THEN low WHEN key < high THEN key ELSE high END AS other,
    CASE WHEN key < high THEN high ELSE key END AS third, CASE WHEN key < high THEN p ELSE q END AS e,
    CASE WHEN key < low THEN q ELSE r END AS f, CASE WHEN key < low THEN r WHEN key < high THEN q ELSE p END AS g
}
WITH one, other, third, e, f, g, since, until, status, negation, min_confidence, outlet,
  CASE WHEN abs(e) < abs(f) THEN CASE WHEN abs(g) < abs(e) THEN abs(g) ELSE abs(e) END WHEN abs(g) < abs(f) THEN abs(g) ELSE abs(f) END AS strength
ORDER BY strength DESC, one, other, third
LIMIT 200
WITH since, until, status, negation, min_confidence, outlet, strength, CASE WHEN e < 0 AND f < 0 AND g < 0 THEN 'three at odds' ELSE 'friends at odds' END AS kind,
  CASE WHEN e < 0 AND f > 0 THEN [one, other, third] WHEN f < 0 AND g > 0 THEN [other, third, one] WHEN g < 0 AND e > 0 THEN [one, third, other]
    ELSE [one, other, third] END AS t
UNWIND [[0, t[0], t[1], false], [1, t[0], t[2], kind <> 'three at odds'], [2, t[1], t[2], kind <> 'three at odds']] AS side
WITH since, until, status, negation, min_confidence, outlet, CASE WHEN side[1] < side[2] THEN side[1] ELSE side[2] END AS one, {kind: kind, strength: strength,
  a: t[0], b: t[1], c: t[2], at: side[0], friendly: side[3], other: CASE WHEN side[1] < side[2] THEN side[2] ELSE side[1] END} AS side
WITH one, collect(side) AS sides, collect(DISTINCT side.other) AS others, since, until, status, negation, min_confidence, outlet
CALL (one, others, since, until, status, negation, min_confidence, outlet) {
  MATCH (a:Actor {party: one})
  MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(b:Actor)
  WHERE b.party IN others AND type(part) <> type(rest) AND abs(s.stance) >= 0.05
    AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
    AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
    AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
    AND NOT EXISTS { (s)-[:SAID_BY]->(v:Actor)
      WHERE CASE type(part) WHEN 'SUBJECT' THEN v.canonical <> a.canonical AND NOT a.party IN [v.canonical, v.principal]
        ELSE v.canonical <> b.canonical AND NOT b.party IN [v.canonical, v.principal] END }
  WITH b.party AS other, s.stance > 0 AS friendly, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
  ORDER BY other, friendly, day DESC, article, sent, id
  WITH other, friendly, count(id) AS statements, collect(id)[0] AS latest
  RETURN collect({other: other, friendly: friendly, statements: statements, latest: latest}) AS told
}
UNWIND sides AS side
WITH side, [e IN told WHERE e.other = side.other AND e.friendly = side.friendly][0] AS e
WHERE e IS NOT NULL
WITH side.kind AS kind, side.strength AS strength, side.a AS a, side.b AS b, side.c AS c, side.at AS at, e.statements AS statements, e.latest AS latest
ORDER BY a, b, c, at
WITH kind, round(strength, 1) AS strength, a, b, c, collect(statements) AS statements, collect(latest) AS latest
WHERE size(statements) = 3
WITH kind, strength, statements, a, b, c, latest[0] AS first, latest[1] AS second, latest[2] AS last
MATCH (x:Actor {id: a})
WITH *, b AS key
MATCH (y:Actor {id: key})
WITH *, c AS third
MATCH (z:Actor {id: third})
WITH *, first AS told
MATCH (f:Statement {id: told})-[:IN]->(r:Article)
WITH *, second AS next
MATCH (g:Statement {id: next})
WITH *, last AS rest
MATCH (h:Statement {id: rest})
CALL (f) {
  MATCH p = (f)-[:SUBJECT|OBJECT]->()
  RETURN collect(p) AS paths
}
RETURN kind, x.name AS one, y.name AS other, z.name AS third, statements, strength,
  f.text AS sentence, r.outlet AS outlet, g.text AS one_and_third, h.text AS other_and_third, [x, y, z] AS picture_actors, paths AS picture
ORDER BY strength DESC, kind, one, other, third, x.id, y.id
LIMIT 50

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
CALL (actor) {
  MATCH (a:Actor)-[e:SIGNED]->(b:Actor)
  MATCH (b)-[f:SIGNED]->(c:Actor)
  MATCH (a)-[g:SIGNED]->(c)
  WHERE e.sign * f.sign * g.sign < 0 AND ((actor = '' OR a.id = 'country:' + toUpper(actor) OR a.id = actor OR ' ' + toLower(a.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ') OR (actor = '' OR b.id = 'country:' + toUpper(actor) OR b.id = actor OR ' ' + toLower(b.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
    OR (actor = '' OR c.id = 'country:' + toUpper(actor) OR c.id = actor OR ' ' + toLower(c.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '))
  WITH a.id AS one, b.id AS other, c.id AS third, e.sign AS e, f.sign AS f, g.sign AS g, abs(g.weight) AS w,
    CASE WHEN abs(e.weight) < abs(f.weight) THEN abs(e.weight) ELSE abs(f.weight) END AS least
  WITH *, CASE WHEN w < least THEN w ELSE least END AS strength, CASE WHEN e + f + g < -1 THEN 'three at odds' ELSE 'friends at odds' END AS kind, CASE
    WHEN e < 0 AND f > 0 THEN [one, other, third] WHEN f < 0 AND g > 0 THEN [other, third, one] WHEN g < 0 AND e > 0 THEN [one, third, other]
    ELSE [one, other, third] END AS t
  ORDER BY strength DESC, one, other, third
  LIMIT 200
  WITH t, kind, strength, [[t[0], t[1], false], [t[0], t[2], kind <> 'three at odds'], [t[1], t[2], kind <> 'three at odds']] AS sides
  WITH *, [n IN sides | CASE WHEN n[0] < n[1] THEN n[0] + ' ' + n[1] ELSE n[1] + ' ' + n[0] END + CASE WHEN n[2] THEN ' friendly' ELSE ' hostile' END] AS keys
  RETURN collect({t: t, kind: kind, strength: strength, keys: keys}) AS triads,
    collect(DISTINCT keys[0]) + collect(DISTINCT keys[1]) + collect(DISTINCT keys[2]) AS wanted
}
CALL (since, until, status, negation, min_confidence, outlet) {
  MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
  WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
    AND s.confidence >= min_confidence AND abs(s.stance) >= 0.05
    AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
  WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
  MATCH (b)-[:SAME_AS*0..2]->(y:Actor)
  WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
  MATCH (s)-[:IN]->(r:Article)
  WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
  OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
  WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
  WITH s.id AS id, s.sent AS sent, s.stance > 0 AS friendly, coalesce(s.date, s.published, '') AS day, r.id AS article, x.id AS subject, v.id AS speaker,
    coalesce('country:' + v.country, '') AS voice,
    CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
    CASE WHEN y:Person AND size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal
  WHERE doer <> goal AND (speaker IS NULL OR speaker = subject OR speaker = doer OR voice = doer)
  WITH id, day, article, sent, CASE WHEN doer < goal THEN doer + ' ' + goal ELSE goal + ' ' + doer END + CASE WHEN friendly THEN ' friendly' ELSE ' hostile' END AS key
  ORDER BY key, day DESC, article, sent, id
  RETURN key, count(DISTINCT id) AS statements, collect(id)[0] AS latest
}
WITH triads, wanted, key, statements, latest
WHERE key IN wanted
WITH triads, collect({key: key, statements: statements, latest: latest}) AS sides
UNWIND triads AS t
WITH t, [k IN t.keys | [n IN sides WHERE n.key = k][0]] AS sides
WHERE all(n IN sides WHERE n IS NOT NULL)
WITH t.kind AS kind, round(t.strength, 1) AS strength, [n IN sides | n.statements] AS statements, t.t[0] AS a, t.t[1] AS b, t.t[2] AS c,
  sides[0].latest AS first, sides[1].latest AS second, sides[2].latest AS last
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

// title: An actor's card
// category: actors
// description: What the graph knows of one actor: a row for each relation in which it does, undergoes or says something, with the others it concerns (the most frequent first), how often, since when, and the latest sentence. Offices and states are those the articles give. Statements of the actor itself only, under all its names; who acts for a country is listed beside it.
// param actor: a name, a word of it, or an alpha-3 code
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'Vladimir Putin' AS actor, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WHERE n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
WITH *, CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR toLower(n.name) = toLower(actor) THEN 2 ELSE 1 END AS fit
WITH since, until, status, negation, min_confidence, outlet, max(fit) AS best, collect([n.canonical, fit]) AS found
UNWIND [f IN found WHERE f[1] = best | f[0]] AS key
WITH DISTINCT since, until, status, negation, min_confidence, outlet, key
MATCH (n:Actor {id: key})<-[:SAME_AS*0..]-(:Actor)<-[part:SUBJECT|OBJECT|SAID_BY]-(s:Statement)
WHERE coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND s.confidence >= min_confidence AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (s)-[:SUBJECT]->(a)
MATCH (s)-[:OBJECT]->(b)
MATCH (x:Actor|Place|Topic) WHERE x.id = a.canonical
MATCH (y:Actor|Place|Topic) WHERE y.id = b.canonical
WITH key, CASE WHEN type(part) = 'SAID_BY' THEN 'says' WHEN type(part) = 'OBJECT' AND NOT s.relation IN
    ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] THEN 'undergoes' ELSE 'does' END AS part,
  CASE WHEN s.negated THEN 'not ' ELSE '' END + s.relation AS relation, CASE type(part) WHEN 'OBJECT' THEN x.id ELSE y.id END AS other,
  CASE type(part) WHEN 'SAID_BY' THEN x.name + ' > ' + y.name WHEN 'OBJECT' THEN x.name ELSE y.name END AS whom,
  coalesce(s.date, s.published, '') AS day, r.id AS article, s.sent AS sent, s.id AS id
ORDER BY day DESC, article, sent, id
WITH key, part, relation, other, whom, count(id) AS times, min(day) AS first, max(day) AS last, collect(id)[0] AS latest
WITH key, part, relation, sum(times) AS statements, min(first) AS first, max(last) AS last,
  collect({other: other, whom: whom, times: times, last: last, latest: latest}) AS found
UNWIND found AS f
WITH key, part, relation, statements, first, last, f.other AS other, f.whom AS whom, f.times AS times, f.last AS told, f.latest AS latest
MATCH (o:Actor|Place|Topic) WHERE o.id = other
WITH *
ORDER BY times DESC, told DESC, whom, other
WITH key, part, relation, statements, first, last, collect(whom) AS others, collect(CASE told WHEN last THEN latest END)[0] AS latest, collect(o) AS nodes
MATCH (s:Statement {id: latest})
WITH key, collect({part: part, relation: relation, others: others, statements: statements, first: first, last: last, text: s.text, article: s.doc, nodes: nodes}) AS rows
CALL (key) {
  MATCH (n:Actor {id: key})
  OPTIONAL MATCH (n)-[o:OF]->(c:Country)
  WITH n, o, c
  ORDER BY o.last DESC, c.name
  RETURN n, collect(c) AS states, collect(CASE WHEN coalesce(o.role, '') = '' THEN c.name ELSE c.name + ' (' + o.role + ')' END) AS acts_for
}
CALL (key) {
  MATCH (:Actor {id: key})<-[:OF]-(m:Actor)
  WITH m.name AS name, m.id AS id
  ORDER BY name, id
  RETURN collect(name)[..20] AS people
}
UNWIND rows AS row
RETURN n.name AS actor, acts_for, row.part AS part, row.relation AS relation, row.others AS others, row.statements AS statements, row.first AS first, row.last AS last,
  row.text AS sentence, row.article AS article, people, n AS picture, states AS picture_states, row.nodes AS picture_others
ORDER BY actor, part, statements DESC, last DESC, relation, n.id
LIMIT 100

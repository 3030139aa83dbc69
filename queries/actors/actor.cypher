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
WITH *, CASE
  WHEN toLower(n.name) = toLower(actor) OR n.id = actor OR n.id = 'country:' + toUpper(actor) THEN 2
  WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN 1
  ELSE 0 END AS fit
WHERE fit > 0
WITH since, until, status, negation, min_confidence, outlet, max(fit) AS best, collect([n.id, fit]) AS found
UNWIND [f IN found WHERE f[1] = best | f[0]] AS key
MATCH (:Actor {id: key})-[:SAME_AS*0..2]->(n:Actor)
WHERE NOT EXISTS { (n)-[:SAME_AS]->() }
WITH DISTINCT since, until, status, negation, min_confidence, outlet, n
OPTIONAL MATCH (n)-[o:OF]->(c:Country)
WITH since, until, status, negation, min_confidence, outlet, n, o, c ORDER BY o.last DESC, c.name
WITH since, until, status, negation, min_confidence, outlet, n, collect(c) AS states,
  collect(CASE WHEN coalesce(o.role, '') = '' THEN c.name ELSE c.name + ' (' + o.role + ')' END) AS acts_for
OPTIONAL MATCH (n)<-[:OF]-(m:Actor)
WITH *
ORDER BY m.name, m.id
WITH since, until, status, negation, min_confidence, outlet, n, states, acts_for,
  collect(m.name)[..20] AS people
MATCH (n)<-[:SAME_AS*0..2]-(a:Actor)<-[part:SUBJECT|OBJECT|SAID_BY]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (s)-[:SUBJECT]->()-[:SAME_AS*0..2]->(x)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (s)-[:OBJECT]->()-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
WITH n, states, acts_for, people, s, day, r,
  CASE WHEN type(part) = 'SAID_BY' THEN 'says' WHEN type(part) = 'OBJECT' AND NOT s.relation IN
    ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] THEN 'undergoes' ELSE 'does' END AS part,
  CASE type(part) WHEN 'OBJECT' THEN x ELSE y END AS other,
  CASE type(part) WHEN 'SAID_BY' THEN x.name + ' > ' + y.name WHEN 'OBJECT' THEN x.name ELSE y.name END AS whom
ORDER BY day DESC, r.id, s.sent, s.id
WITH n, states, acts_for, people, part,
  CASE WHEN s.negated THEN 'not ' ELSE '' END + s.relation AS relation, other, whom, count(s) AS times,
  min(day) AS first, max(day) AS last, collect({day: day, text: s.text, article: r.id})[0] AS latest
ORDER BY n.id, part, relation, times DESC, last DESC, whom, other.id
WITH n, states, acts_for, people, part, relation, sum(times) AS statements, min(first) AS first, max(last) AS last,
  collect(whom) AS others, collect(latest) AS found, collect(other) AS other_nodes
WITH *, reduce(top = found[0], f IN found | CASE WHEN f.day > top.day THEN f ELSE top END) AS latest
RETURN n.name AS actor, acts_for, part, relation, others, statements, first, last,
  latest.text AS sentence, latest.article AS article, people,
  n AS picture, states AS picture_states, other_nodes AS picture_others
ORDER BY actor, part, statements DESC, last DESC, relation, n.id
LIMIT 100

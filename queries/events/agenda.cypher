// title: What is on the agenda
// category: events
// description: Planned events in the order of their dates, those without a date last: who is to do what with whom, who announced it and when, and the sentence. "called_off" are plans that were dropped. With since, only what lies on or after that day (and what has no date).
// param actor: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS since, '' AS until, 'planned' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor|Place|Topic)-[:SAME_AS*0..2]->(m)
WHERE NOT EXISTS { (m)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + m.country})
WITH *
WHERE actor = '' OR actor IN [m.id, n.id] OR m.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  OR ' ' + toLower(m.name + '  ' + n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
MATCH (n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE (actor <> '' OR type(part) = 'SUBJECT') AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
  AND coalesce(s.date, '9999') >= since AND left(coalesce(s.date, ''), size(until)) <= until
WITH DISTINCT outlet, s
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH q = (s)-[:OBJECT]->(b)
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH x, s, y, r, p, q, collect(v.name)[0] AS speaker, coalesce(s.date, '9999') AS due
RETURN s.date AS date, s.date_precision AS precision, x.name AS subject, s.relation AS relation, y.name AS object,
  s.negated AS called_off, speaker, s.published AS announced, s.text AS sentence, r.outlet AS outlet, r.id AS article,
  p AS picture, q AS picture_object
ORDER BY due, announced, article, s.sent, s.id
LIMIT 100

// title: Who travelled where
// category: events
// description: One row per visitor, place, month and status: planned, done or called off, who received the visitor (hosts or met them, by the same article), and a sentence, newest first. The date is empty where no article gives one; "reported" is the first article's day.
// param visitor: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param place: words in the place's or country's name, or an alpha-3 code; empty for anywhere
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS visitor, '' AS place, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + x.country})
WITH *
WHERE visitor = '' OR visitor IN [x.id, a.id] OR x.country = toUpper(visitor) OR toLower(c.name) = toLower(visitor)
  OR ' ' + toLower(x.name + '  ' + a.name) + ' ' CONTAINS ' ' + toLower(visitor) + ' '
MATCH p = (a)<-[:SUBJECT]-(s:Statement {relation: 'visits'})-[:OBJECT]->(y:Actor|Place)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
OPTIONAL MATCH (l:Actor {id: 'country:' + y.country})
WITH * WHERE place = '' OR y.id = place OR y.country = toUpper(place)
  OR ' ' + toLower(y.name) + ' ' CONTAINS ' ' + toLower(place) + ' ' OR toLower(l.name) = toLower(place)
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (r)<-[:IN]-(q:Statement)
WHERE q.id = s.id OR (q.relation IN ['hosts', 'meets'] AND q.status = s.status AND q.negated = s.negated)
MATCH (q)-[:SUBJECT]->()-[:SAME_AS*0..2]->(d)
WHERE NOT EXISTS { (d)-[:SAME_AS]->() }
MATCH (q)-[:OBJECT]->()-[:SAME_AS*0..2]->(e)
WHERE NOT EXISTS { (e)-[:SAME_AS]->() }
WITH x, y, l, s, r, p, day,
  CASE WHEN q.id = s.id THEN null WHEN d.id = x.id AND e.country = y.country THEN e WHEN e.id = x.id AND d.country = y.country THEN d END AS h
ORDER BY day, r.id, s.sent, s.id, h.name, h.id
WITH x, y, l, s.status AS status, s.negated AS called_off, left(day, 7) AS month,
  min(s.date) AS date, min(s.published) AS reported, collect(DISTINCT h.name) AS received_by,
  count(DISTINCT s) AS statements, count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets,
  collect(s.text)[0] AS sentence, collect(r.id)[0] AS article, collect(DISTINCT h) AS hosts, collect(DISTINCT p) AS paths
RETURN date, x.name AS visitor, y.name AS place, l.name AS country, status, called_off, received_by,
  reported, statements, outlets, sentence, article,
  paths AS picture, hosts AS picture_hosts
ORDER BY coalesce(date, reported, '') DESC, visitor, place, status, called_off, x.id, y.id
LIMIT 100

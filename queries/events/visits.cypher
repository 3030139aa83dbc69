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
CALL (visitor) {
  MATCH (n:Actor)
  WHERE n.id = visitor OR n.principal = n.id AND n.country = toUpper(visitor) OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(visitor) + ' '
  RETURN collect(n.id) AS named
}
CALL (visitor, place) {
  MATCH (c:Country)
  RETURN collect(CASE WHEN c.id = visitor OR c.country = toUpper(visitor) OR toLower(c.name) = toLower(visitor) THEN c.id END) AS states,
    collect(CASE WHEN c.id = place OR c.country = toUpper(place) OR toLower(c.name) = toLower(place) THEN c.country END) AS lands
}
MATCH (a:Actor)
WHERE visitor = '' OR a.id IN named OR a.canonical IN named OR a.principal IN states
MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(y:Actor|Place)
WHERE s.relation = 'visits'
  AND (place = '' OR y.id = place OR y.country = toUpper(place) OR y.country IN lands OR ' ' + toLower(y.name) + ' ' CONTAINS ' ' + toLower(place) + ' ')
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND s.confidence >= min_confidence AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (r)<-[:IN]-(q:Statement)
WHERE q.id = s.id OR (q.relation IN ['hosts', 'meets'] AND q.status = s.status AND q.negated = s.negated)
MATCH (q)-[:SUBJECT]->(d)
MATCH (q)-[:OBJECT]->(e)
OPTIONAL MATCH (r)-[:COPY_OF]->(o:Article)
WITH a.canonical AS guest, y.id AS goal, y.country AS land, s.status AS status, s.negated AS called_off, coalesce(s.date, s.published, '') AS day,
  s.date AS date, s.published AS published, s.id AS id, s.sent AS sent, r.id AS article, coalesce(o.outlet, r.outlet) AS outlet,
  CASE WHEN q.id = s.id THEN null WHEN d.canonical = a.canonical THEN e.canonical WHEN e.canonical = a.canonical THEN d.canonical END AS host
OPTIONAL MATCH (h:Actor|Place|Topic) WHERE h.id = host AND h.country = land
WITH *
ORDER BY day, article, sent, id, h.name, host
WITH guest, goal, land, status, called_off, left(day, 7) AS month, min(date) AS date, min(published) AS reported, collect(DISTINCT h.name) AS received_by,
  count(DISTINCT id) AS statements, count(DISTINCT outlet) AS outlets, collect(DISTINCT id) AS told, collect(article)[0] AS article, collect(DISTINCT h) AS hosts
MATCH (x:Actor {id: guest})
WITH *, goal AS key, told[0] AS earliest
MATCH (y:Actor|Place) WHERE y.id = key
OPTIONAL MATCH (l:Country) WHERE l.country = land
MATCH (s:Statement {id: earliest})
RETURN date, x.name AS visitor, y.name AS place, l.name AS country, status, called_off, received_by,
  reported, statements, outlets, s.text AS sentence, article,
  [k IN told | [p = (:Statement {id: k})-[:SUBJECT|OBJECT]->() | p]] AS picture, hosts AS picture_hosts
ORDER BY coalesce(date, reported, '') DESC, visitor, place, status, called_off, guest, goal
LIMIT 100

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
CALL (actor) {
  MATCH (n:Actor|Place|Topic)
  WHERE n.id = actor OR n.principal = n.id AND n.country = toUpper(actor) OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
  RETURN collect(n.id) AS named
}
CALL (actor) {
  MATCH (c:Country)
  WHERE c.id = actor OR c.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  RETURN collect(c.id) AS states
}
MATCH (n:Actor|Place|Topic)
WHERE actor = '' OR n.id IN named OR n.canonical IN named OR n.principal IN states
MATCH (n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE coalesce(s.date, '9999') >= since AND left(coalesce(s.date, ''), size(until)) <= until AND s.confidence >= min_confidence
  AND (actor <> '' OR type(part) = 'SUBJECT') AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
WITH DISTINCT outlet, s
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH q = (s)-[:OBJECT]->(b)
MATCH (x:Actor) WHERE x.id = a.canonical
MATCH (y:Actor|Place|Topic) WHERE y.id = b.canonical
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
OPTIONAL MATCH (w:Actor) WHERE w.id = v.canonical
RETURN s.date AS date, s.date_precision AS precision, x.name AS subject, s.relation AS relation, y.name AS object,
  s.negated AS called_off, w.name AS speaker, s.published AS announced, s.text AS sentence, r.outlet AS outlet, r.id AS article,
  p AS picture, q AS picture_object
ORDER BY coalesce(s.date, '9999'), s.published, r.id, s.sent, s.id
LIMIT 100

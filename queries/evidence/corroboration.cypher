// title: How many independent outlets tell the same
// category: evidence
// description: One row for a claim (subject, relation, object, done or denied): how many outlets tell it in words of their own (`independent`), how many carry it at all (`carriers`), which are which, and the sentence of the first. A copy of an article (`COPY_OF`) counts for the outlet that had it first, and so does a sentence that an earlier article has word for word; who only repeats stands under `copies`.
// param actor: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param least: least number of independent outlets
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, 1 AS least, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
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
WHERE (since = '' OR coalesce(s.date, s.published, '') >= since) AND (until = '' OR left(coalesce(s.date, s.published, ''), size(until)) <= until)
  AND s.confidence >= min_confidence AND (actor <> '' OR type(part) = 'SUBJECT')
  AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
WITH DISTINCT least, outlet, s.id AS told
MATCH (s:Statement {id: told})
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(r.outlet) CONTAINS toLower(outlet)
OPTIONAL MATCH (r)-[:COPY_OF]->(o:Article)
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
WITH least, s.id AS id, s.sent AS sent, s.text AS text, s.relation AS relation, s.negated AS negated, s.status AS status, s.published AS published,
  coalesce(s.date, s.published, '') AS day, r.id AS article, r.outlet AS carrier, coalesce(o.outlet, r.outlet) AS origin, a.canonical AS doer, b.canonical AS goal,
  s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND b.canonical < a.canonical AS turned
ORDER BY published, carrier, article, sent, id
WITH least, CASE WHEN turned THEN goal ELSE doer END AS one, CASE WHEN turned THEN doer ELSE goal END AS other, relation, negated, status, text,
  collect(DISTINCT carrier) AS carriers, collect(origin)[0] AS witness, count(id) AS statements, min(day) AS first, max(day) AS last,
  collect(published)[0] AS published, collect(article)[0] AS article, collect(id)[0] AS source
ORDER BY coalesce(published, ''), carriers[0], article, text
WITH least, one, other, relation, negated, status, collect(DISTINCT witness) AS outlets, collect(carriers) AS carried, sum(statements) AS statements,
  min(first) AS first, max(last) AS last, collect(text)[0] AS sentence, collect(article)[0] AS article, collect(source) AS sources
WHERE size(outlets) >= least
MATCH (x:Actor {id: one})
WITH *, other AS key, CASE WHEN size(carried) = 1 THEN carried[0] ELSE reduce(l = [], some IN carried | l + [c IN some WHERE NOT c IN l]) END AS carriers
MATCH (y:Actor|Place|Topic) WHERE y.id = key
RETURN x.name AS subject, relation, y.name AS object, negated, status, size(outlets) AS independent, size(carriers) AS carriers, outlets,
  [c IN carriers WHERE NOT c IN outlets] AS copies, statements, first, last, sentence, article,
  [k IN sources | [p = (:Statement {id: k})-[:SUBJECT|OBJECT]->() | p]] AS picture
ORDER BY independent DESC, statements DESC, last DESC, subject, relation, object, negated, status, one, other
LIMIT 50

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
MATCH (n:Actor|Place|Topic)-[:SAME_AS*0..2]->(m)
WHERE NOT EXISTS { (m)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + m.country})
WITH *
WHERE actor = '' OR actor IN [m.id, n.id] OR m.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  OR ' ' + toLower(m.name + '  ' + n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
MATCH (n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE (actor <> '' OR type(part) = 'SUBJECT') AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH DISTINCT least, since, until, outlet, s.id AS told
MATCH (s:Statement {id: told})
WHERE coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE r.outlet IS NOT NULL AND toLower(r.outlet) CONTAINS toLower(outlet)
OPTIONAL MATCH (r)-[:COPY_OF]->(o:Article)
WITH least, s.id AS id, s.sent AS sent, s.text AS text, s.relation AS relation, s.negated AS negated, s.status AS status, coalesce(s.published, '') AS published,
  coalesce(s.date, s.published, '') AS day, r.id AS article, r.outlet AS carrier, coalesce(o.outlet, r.outlet) AS origin, [x.id, x.name] AS doer, [y.id, y.name] AS goal,
  s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND y.id < x.id AS turned
WITH least, id, sent, text, relation, negated, status, published, day, article, carrier, origin,
  CASE WHEN turned THEN goal ELSE doer END AS one, CASE WHEN turned THEN doer ELSE goal END AS other
ORDER BY CASE published WHEN '' THEN '9999' ELSE published END, carrier, article, sent, id
WITH least, one, other, relation, negated, status, text, collect(DISTINCT carrier) AS carriers, collect(origin)[0] AS witness, count(id) AS statements, min(day) AS first, max(day) AS last,
  collect({id: id, text: text, article: article, published: published})[0] AS source
ORDER BY source.published, carriers[0], source.article, text
WITH least, one, other, relation, negated, status, collect(DISTINCT witness) AS witnesses,
  collect(carriers) AS carried, sum(statements) AS statements, min(first) AS first, max(last) AS last, collect(source) AS sources
WITH one, other, relation, negated, status, witnesses, statements, first, last, sources, least,
  reduce(l = [], c IN reduce(m = [], x IN carried | m + x) | CASE WHEN c IN l THEN l ELSE l + [c] END) AS carriers
WHERE size(witnesses) >= least
CALL (sources) {
  UNWIND sources AS t
  WITH t.id AS told
  MATCH p = (:Statement {id: told})-[:SUBJECT|OBJECT]->()
  RETURN collect(p) AS paths
}
RETURN one[1] AS subject, relation, other[1] AS object, negated, status, size(witnesses) AS independent, size(carriers) AS carriers, witnesses AS outlets,
  [c IN carriers WHERE NOT c IN witnesses] AS copies, statements, first, last, sources[0].text AS sentence, sources[0].article AS article, paths AS picture
ORDER BY independent DESC, statements DESC, last DESC, subject, relation, object, negated, status, one[0], other[0]
LIMIT 50

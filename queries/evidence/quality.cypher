// title: What is unresolved, and what each rule yields
// category: evidence
// description: What to look at before trusting an answer, in kinds: names that several actors may bear, actors without a state, topics without an issue, statements without a day of their own, and the rules or the model by how many statements they made and how sure of them graphkit is. One row for a name or rule; of each kind the most frequent.
// param kind: ambiguous name, no state, no issue, no day or rule; empty for all
// param top: how many of each kind
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS kind, 10 AS top, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH p = (s:Statement)-[e:SUBJECT|OBJECT]->(n)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (n)-[:ABOUT]->(i:Issue)
WITH *, type(e) = 'SUBJECT' AS main
UNWIND [['ambiguous name', CASE WHEN 'readings' IN keys(n) THEN n.name END],
  ['no state', CASE WHEN n:Person AND n.country IS NULL THEN n.name WHEN n:Organization AND n.country IS NULL THEN n.name END],
  ['no issue', CASE WHEN n:Topic AND i IS NULL THEN n.name END],
  ['no day', CASE WHEN main AND s.date IS NULL AND s.published IS NULL THEN r.id END],
  ['rule', CASE WHEN main THEN coalesce(s.cue, 'model') END]] AS c
WITH top, c[0] AS found, c[1] AS name, kind, p, s, r
WHERE name IS NOT NULL AND (kind = '' OR found = kind)
WITH * ORDER BY found, name, s.confidence, r.id, s.sent, s.id
WITH top, found, name, count(DISTINCT s) AS statements, count(DISTINCT r) AS articles, avg(s.confidence) AS confidence,
  sum(CASE WHEN s.status = 'actual' AND NOT s.negated THEN 0 ELSE 1 END) AS not_facts,
  collect({text: s.text, outlet: r.outlet, article: r.id})[0] AS example, collect(p)[0] AS path
ORDER BY found, statements DESC, articles DESC, name
WITH top, found, collect({name: name, statements: statements, articles: articles, confidence: confidence, not_facts: not_facts,
  text: example.text, outlet: example.outlet, article: example.article, path: path})[..100] AS entries
UNWIND entries[..top] AS e
RETURN found AS kind, e.name AS name, e.statements AS statements, e.articles AS articles, round(e.confidence, 2) AS mean_confidence,
  e.not_facts AS not_facts, e.text AS sentence, e.outlet AS outlet, e.article AS article, e.path AS picture
ORDER BY kind, statements DESC, articles DESC, name
LIMIT 100

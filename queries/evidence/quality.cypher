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
MATCH (s:Statement)-[e:SUBJECT|OBJECT]->(n)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (n)-[:ABOUT]->(i:Issue)
WITH top, kind, type(e) AS part, s.id AS id, s.sent AS sent, s.confidence AS confidence, r.id AS article,
  CASE WHEN s.status = 'actual' AND NOT s.negated THEN 0 ELSE 1 END AS not_fact,
  CASE WHEN 'readings' IN keys(n) THEN n.name END AS ambiguous,
  CASE WHEN (n:Person OR n:Organization) AND n.country IS NULL THEN n.name END AS stateless,
  CASE WHEN n:Topic AND i IS NULL THEN n.name END AS unsorted,
  CASE WHEN s.date IS NULL AND s.published IS NULL THEN r.id END AS undated,
  coalesce(s.cue, 'model') AS rule
UNWIND [c IN [['ambiguous name', ambiguous], ['no state', stateless], ['no issue', unsorted],
  ['no day', CASE WHEN part = 'SUBJECT' THEN undated END], ['rule', CASE WHEN part = 'SUBJECT' THEN rule END]]
  WHERE c[1] IS NOT NULL AND (kind = '' OR c[0] = kind)] AS c
WITH top, c[0] AS found, c[1] AS name, part, id, sent, confidence, not_fact, article
ORDER BY found, name, confidence, article, sent, id, part
WITH top, found, name, count(DISTINCT id) AS statements, count(DISTINCT article) AS articles, avg(confidence) AS confidence,
  sum(not_fact) AS not_facts, collect(id)[0] AS example, collect(part)[0] AS part
ORDER BY found, statements DESC, articles DESC, name
WITH top, found, collect({name: name, statements: statements, articles: articles, confidence: confidence, not_facts: not_facts,
  example: example, part: part})[..100] AS entries
UNWIND entries[..top] AS e
WITH found, e.name AS name, e.statements AS statements, e.articles AS articles, round(e.confidence, 2) AS mean_confidence,
  e.not_facts AS not_facts, e.example AS example, e.part AS part
MATCH (s:Statement {id: example})-[:IN]->(r:Article)
MATCH p = (s)-[n:SUBJECT|OBJECT]->()
WHERE type(n) = part
RETURN found AS kind, name, statements, articles, mean_confidence, not_facts, s.text AS sentence, r.outlet AS outlet, r.id AS article, p AS picture
ORDER BY kind, statements DESC, articles DESC, name
LIMIT 100

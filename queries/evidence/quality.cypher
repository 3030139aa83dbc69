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
MATCH (n:Actor|Place|Topic)
OPTIONAL MATCH (n)-[:ABOUT]->(i:Issue)
WITH kind, top, since, until, status, negation, min_confidence, outlet, n, CASE WHEN 'readings' IN keys(n) THEN ['ambiguous name'] ELSE [] END
  + CASE WHEN (n:Person OR n:Organization) AND n.country IS NULL THEN ['no state'] WHEN n:Topic AND i IS NULL THEN ['no issue'] ELSE [] END AS lacks
MATCH (n)<-[e:SUBJECT|OBJECT]-(s:Statement)
WHERE (since = '' OR coalesce(s.date, s.published, '') >= since) AND (until = '' OR left(coalesce(s.date, s.published, ''), size(until)) <= until)
  AND s.confidence >= min_confidence AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  AND (type(e) = 'SUBJECT' OR size(lacks) > 0)
UNWIND lacks + CASE WHEN type(e) = 'OBJECT' THEN [] WHEN s.date IS NULL AND s.published IS NULL THEN ['no day', 'rule'] ELSE ['rule'] END AS found
WITH top, kind, found, CASE found WHEN 'rule' THEN coalesce(s.cue, 'model') WHEN 'no day' THEN s.doc ELSE n.name END AS name, type(e) AS part,
  s.id AS id, s.sent AS sent, s.confidence AS confidence, s.doc AS article,
  CASE WHEN s.status = 'actual' AND NOT s.negated THEN 0 ELSE 1 END AS not_fact
ORDER BY confidence, article, sent, id, part
WHERE kind = '' OR found = kind
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

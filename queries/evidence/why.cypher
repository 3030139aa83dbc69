// title: What stands behind a tie
// category: evidence
// description: The sentences, speakers, outlets, rules and confidences of every statement with this subject, relation and object, best first; any of the three may be empty. A relation that runs both ways (a meeting, talks) is found from either side.
// param subject: a name, a word of it, or a key; empty for anyone
// param relation: a relation such as visits, meets or signs; empty for any
// param object: a name, a word of it, or a key (actor, place or topic); empty for any
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'Xi Jinping' AS subject, '' AS relation, 'Putin' AS object, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
WITH *, CASE WHEN subject = '' AND object <> '' THEN 'OBJECT' ELSE 'SUBJECT' END AS side, toLower(CASE subject WHEN '' THEN object ELSE subject END) AS anchor,
  toLower(CASE subject WHEN '' THEN '' ELSE object END) AS other
OPTIONAL MATCH (o:Actor|Place|Topic)
WHERE other <> '' AND ' ' + toLower(o.id + '  ' + o.name) + ' ' CONTAINS ' ' + other + ' '
WITH relation, since, until, status, negation, min_confidence, outlet, side, anchor, other, collect(o.canonical) AS others,
  collect(CASE WHEN other IN [toLower(o.id), toLower(o.name)] THEN o.canonical END) AS exact
MATCH (n:Actor|Place|Topic)
WHERE anchor = '' OR ' ' + toLower(n.id + '  ' + n.name) + ' ' CONTAINS ' ' + anchor + ' '
MATCH (n)-[:SAME_AS*0..]-(m)
MATCH (m)<-[part:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(o)
WHERE (type(part) = side OR s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'])
  AND (other = '' OR o.canonical IN others) AND (relation = '' OR s.relation = replace(toLower(relation), ' ', '_'))
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
WITH outlet, s, max(CASE WHEN anchor IN [toLower(n.id), toLower(n.name)] THEN 1 ELSE 0 END + CASE WHEN o.canonical IN exact THEN 1 ELSE 0 END) AS fit
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
RETURN [(s)-[:SUBJECT]->(a)-[:SAME_AS*0..]->(x) WHERE x.id = a.canonical | x.name][0] AS subject, s.relation AS relation,
  [(s)-[:OBJECT]->(b)-[:SAME_AS*0..]->(y) WHERE y.id = b.canonical | y.name][0] AS object, s.negated AS negated, s.status AS status,
  coalesce(s.date, s.published, '') AS day, [(s)-[:SAID_BY]->(w:Actor)-[:SAME_AS*0..]->(v) WHERE v.id = w.canonical | v.name][0] AS speaker,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, s.cue AS rule, round(s.confidence, 2) AS confidence,
  [p = (s)-[:SUBJECT]->() | p][0] AS picture, [q = (s)-[:OBJECT]->() | q][0] AS picture_object
ORDER BY fit DESC, day DESC, confidence DESC, article, s.sent, s.id
LIMIT 50

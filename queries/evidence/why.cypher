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
WITH *, toLower(CASE WHEN subject <> '' THEN subject ELSE object END) AS anchor
MATCH (n:Actor|Place|Topic)
WHERE toLower(n.id) = anchor OR anchor = '' OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + anchor + ' '
MATCH (n)-[:SAME_AS*0..2]-(m)<-[:SUBJECT|OBJECT]-(s:Statement)
WITH DISTINCT subject, relation, object, since, until, status, negation, min_confidence, outlet, s
MATCH p = (s)-[:SUBJECT]->(a)
MATCH q = (s)-[:OBJECT]->(b)
WHERE (relation = '' OR s.relation = replace(toLower(relation), ' ', '_'))
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (a)-[:SAME_AS*0..2]->(x)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
WITH *, [(x)<-[:SAME_AS*0..2]-(c) | toLower(c.id)] + [(x)<-[:SAME_AS*0..2]-(c) | toLower(c.name)] AS xs,
  [(y)<-[:SAME_AS*0..2]-(c) | toLower(c.id)] + [(y)<-[:SAME_AS*0..2]-(c) | toLower(c.name)] AS ys
UNWIND CASE
  WHEN s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with']
  THEN [[xs, ys], [ys, xs]] ELSE [[xs, ys]] END AS e
WITH *, CASE
  WHEN toLower(subject) IN e[0] THEN 2
  WHEN subject = '' OR any(n IN e[0] WHERE ' ' + n + ' ' CONTAINS ' ' + toLower(subject) + ' ') THEN 1
  ELSE 0 END AS fit_x, CASE
  WHEN toLower(object) IN e[1] THEN 2
  WHEN object = '' OR any(n IN e[1] WHERE ' ' + n + ' ' CONTAINS ' ' + toLower(object) + ' ') THEN 1
  ELSE 0 END AS fit_y
WHERE fit_x > 0 AND fit_y > 0
WITH x, s, y, p, q, day, outlet, max(fit_x + fit_y) AS fit
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
RETURN x.name AS subject, s.relation AS relation, y.name AS object, s.negated AS negated,
  s.status AS status, day, v.name AS speaker, s.text AS sentence, r.outlet AS outlet,
  r.id AS article, s.cue AS rule, round(s.confidence, 2) AS confidence, p AS picture, q AS picture_object
ORDER BY fit DESC, day DESC, confidence DESC, article, s.sent, s.id
LIMIT 50

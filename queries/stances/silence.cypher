// title: Whose position on a topic is missing
// category: stances
// description: States, bodies and parties that articles on a topic name, or that have dealings with those who take sides on it, and that themselves take no side in any article. First those that the most articles on the topic name; partners are the ones with a side that they had dealings with anywhere (for and against apart). What others say of an actor is not its position.
// param topic: words in the topic's or issue's name, all of which must occur
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'ceasefire' AS topic, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (t:Topic)
OPTIONAL MATCH (t)-[:ABOUT]->(i:Issue)
WITH *
WHERE all(w IN split(toLower(topic), ' ') WHERE toLower(t.name) CONTAINS w)
  OR all(w IN split(toLower(topic), ' ') WHERE toLower(coalesce(i.name, '')) CONTAINS w)
MATCH (t)<-[:OBJECT]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (s)-[:SUBJECT]->()-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
WITH *, CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
    ELSE x.id END AS doer,
  CASE WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs', 'agrees_with', 'mediates'] THEN 1
    WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests'] THEN -1 ELSE 0 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign
WITH min_confidence, r, collect(DISTINCT CASE sign WHEN 1 THEN doer END) AS yes, collect(DISTINCT CASE sign WHEN -1 THEN doer END) AS no
MATCH (r)<-[:IN]-(s:Statement)-[:SUBJECT|OBJECT]->()-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() } AND s.confidence >= min_confidence
WITH r, s, yes, no, CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
    ELSE x.id END AS key
WITH key, max(CASE WHEN key IN yes THEN 1 ELSE 0 END) AS pro, max(CASE WHEN key IN no THEN 1 ELSE 0 END) AS contra,
  collect({statement: s, article: r}) AS named
WITH collect(CASE pro WHEN 1 THEN key END) AS yes, collect(CASE contra WHEN 1 THEN key END) AS no,
  collect(CASE WHEN pro + contra = 0 THEN {key: key, named: named} END) AS rest
UNWIND rest AS e
WITH yes, no, e.key AS key, e.named AS named
MATCH (d:Actor {id: key})
WHERE NOT d:Person AND NOT d:Group
UNWIND named AS e
WITH yes, no, d, e.statement AS s, e.article AS r
ORDER BY d.id, s.published DESC, r.id, s.sent, s.id
WITH yes, no, d, count(DISTINCT r) AS articles, count(DISTINCT s) AS statements, max(s.published) AS last,
  collect({text: s.text, outlet: r.outlet, article: r.id})[0] AS latest
MATCH (d)<-[:OF*0..1]-(z:Actor)<-[:SAME_AS*0..2]-(m:Actor)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->()-[:SAME_AS*0..2]->(o:Actor)
WHERE NOT EXISTS { (o)-[:SAME_AS]->() } AND (z.id = d.id OR z:Person) AND s.status = 'actual' AND NOT s.negated
WITH *, CASE WHEN o:Person AND size(o.country) = 3 AND NOT o.country IN ['IGO', 'NGO'] THEN 'country:' + o.country
    ELSE o.id END AS key
WHERE key <> d.id
OPTIONAL MATCH (g:Actor {id: key})
WITH * ORDER BY d.id, g.name, g.id
WITH d, articles, statements, last, latest, collect(DISTINCT CASE WHEN key IN yes THEN g.name END) AS partners_for,
  collect(DISTINCT CASE WHEN key IN no THEN g.name END) AS partners_against, collect(DISTINCT CASE WHEN key IN yes OR key IN no THEN g END) AS nodes
RETURN d.name AS actor, articles, statements, last, partners_for, partners_against, latest.text AS sentence, latest.outlet AS outlet,
  latest.article AS article, d AS picture_actor, nodes AS picture_partners
ORDER BY articles DESC, statements DESC, last DESC, actor, d.id
LIMIT 50

// title: Who agrees with whom over shared topics
// category: networks
// description: One row for two parties that take sides on the same topics: on how many they agree and differ, their agreement (1 where they always agree, -1 where they never do), and their positions on the one scale that graphkit analyse computes from all sides (parties that agree are near, from -1 to 1; empty for those that cannot be compared). Issues gather topics; a topic that is about no issue counts within its article. Persons count for their state, and only their own words and deeds.
// param actor: a name, a word of it, or an alpha-3 code; empty for anyone
// param least: least number of topics that both take a side on
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, 2 AS least, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WITH actor, least, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN n.id END) AS named
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Topic)
WHERE NOT a:Group AND s.relation IN ['supports', 'proposes', 'demands', 'signs', 'agrees_with', 'mediates', 'opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests']
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  AND NOT EXISTS { (s)-[:SAID_BY]->(v:Actor) WHERE v.canonical <> a.canonical AND NOT a.party IN [v.canonical, v.principal] }
OPTIONAL MATCH (b)-[:ABOUT]->(i:Issue)
WITH actor, named, least, a.party AS doer, coalesce(i.id, b.id + ' ' + s.doc) AS topic, coalesce(i.name, b.name) AS name,
  CASE WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs', 'agrees_with', 'mediates'] THEN 1 ELSE -1 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign,
  coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
ORDER BY doer, topic, day DESC, article, sent, id
WITH actor, named, least, topic, name, doer, sum(sign) AS net, collect(id)[0] AS latest
WHERE net <> 0
WITH * ORDER BY topic, doer
WITH actor, named, least, topic, min(name) AS name, collect({party: doer, sign: CASE WHEN net > 0 THEN 1 ELSE -1 END, latest: latest}) AS takers
WHERE size(takers) > 1
UNWIND range(0, size(takers) - 2) AS n
UNWIND range(n + 1, size(takers) - 1) AS m
WITH actor, named, least, name, takers[n] AS e, takers[m] AS f
WHERE actor = '' OR e.party IN named OR f.party IN named
WITH least, e.party AS one, f.party AS other, e.sign = f.sign AS same, name, e.latest AS latest, f.latest AS other_latest
ORDER BY one, other, name
WITH least, one, other, count(name) AS shared, sum(CASE WHEN same THEN 1 ELSE 0 END) AS agree, collect(CASE WHEN same THEN name END) AS agree_on,
  collect(CASE WHEN NOT same THEN name END) AS differ_on, collect(latest) + collect(other_latest) AS keys
WHERE shared >= least
MATCH (d:Actor {id: one})
WITH *, other AS party
MATCH (g:Actor {id: party})
UNWIND keys AS key
MATCH p = (s:Statement {id: key})-[:OBJECT]->(:Topic)
WITH d, g, shared, agree, agree_on, differ_on, collect(DISTINCT p) AS paths
RETURN d.name AS actor, g.name AS other, shared, agree, shared - agree AS differ, round((2.0 * agree - shared) / shared, 2) AS agreement,
  d.alignment AS position, g.alignment AS other_position, agree_on, differ_on, d AS picture_actor, g AS picture_other, paths AS picture
ORDER BY shared DESC, agreement DESC, actor, other, d.id, g.id
LIMIT 50

// title: Friends of more than one bloc
// category: networks
// description: Parties that are on good terms with more than one bloc that graphkit analyse found: with how many more friendly than hostile statements with its members, and with whom. Which bloc it belongs to itself (none for a party without friends of its own) is named too. The filters choose the statements that are counted. Persons count for their state; only a party's own words and deeds count.
// param actor: a name, a word of it, or an alpha-3 code; empty for anyone
// param least: least number of statements with a bloc, friendly less hostile, that make a friend of it
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, 1 AS least, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence AND abs(s.stance) >= 0.05
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y:Actor)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH least, actor, s.id AS id, s.sent AS sent, s.stance > 0 AS friendly, coalesce(s.date, s.published, '') AS day, r.id AS article, x.id AS subject, v.id AS speaker,
  coalesce('country:' + v.country, '') AS voice,
  CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN y:Person AND size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal
WHERE doer <> goal AND (speaker IS NULL OR speaker = subject OR speaker = doer OR voice = doer)
UNWIND [[doer, goal], [goal, doer]] AS e
WITH least, actor, e[0] AS one, e[1] AS other, friendly, day, article, sent, id
ORDER BY one, other, day DESC, article, sent, id
WITH least, actor, one, other, sum(CASE WHEN friendly THEN 1 ELSE -1 END) AS net, collect(CASE WHEN friendly THEN id END)[0] AS said
MATCH (d:Actor {id: one})
WHERE NOT d:Group AND NOT d:Person AND (actor = '' OR d.id = 'country:' + toUpper(actor) OR d.id = actor OR ' ' + toLower(d.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
WITH least, one, other AS key, net, said
MATCH (g:Actor {id: key})-[:MEMBER_OF]->(k:Bloc)
WITH least, one, k.id AS bloc, k.number AS number, net, said, key AS other, g.name AS friend
ORDER BY one, number, net DESC, friend, other
WITH least, one, bloc, number, sum(net) AS net, collect(CASE WHEN net > 0 THEN friend END) AS friends, collect(CASE WHEN net > 0 THEN other END) AS ids,
  collect(said)[0] AS said
WHERE net >= least
WITH one, bloc, number, net, friends, ids, said
ORDER BY one, net DESC, number
WITH one, collect(bloc) AS blocs, collect(net) AS nets, collect(friends) AS friends, collect(ids) AS ids, collect(said) AS said
WHERE size(blocs) > 1
MATCH (d:Actor {id: one})
OPTIONAL MATCH (d)-[:MEMBER_OF]->(h:Bloc)
CALL (blocs) {
  UNWIND blocs AS i
  MATCH (k:Bloc {id: i})
  RETURN collect(k.name) AS names, collect(k) AS bloc_nodes
}
CALL (ids) {
  UNWIND ids AS some
  UNWIND some AS i
  MATCH (g:Actor {id: i})
  RETURN collect(g) AS nodes
}
WITH d, h, nets, friends, names, bloc_nodes, nodes, coalesce(said[0], '') AS first, coalesce(said[1], '') AS second
OPTIONAL MATCH (s:Statement {id: first})-[:IN]->(r:Article)
OPTIONAL MATCH (t:Statement {id: second})-[:IN]->(q:Article)
RETURN d.name AS actor, h.name AS own_bloc, names AS friendly_blocs, nets AS net_statements, friends[0] AS friends_in_first, friends[1] AS friends_in_second,
  s.text AS sentence, r.outlet AS outlet, t.text AS other_sentence, q.outlet AS other_outlet,
  d AS picture_actor, bloc_nodes AS picture_blocs, nodes AS picture_friends
ORDER BY nets[1] DESC, nets[0] DESC, actor, d.id
LIMIT 50

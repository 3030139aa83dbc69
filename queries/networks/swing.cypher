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
MATCH (n:Actor)
WHERE NOT n:Group AND NOT n:Person
  AND (actor = '' OR n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
MATCH (a:Actor {party: n.id})
MATCH (a)<-[part:SUBJECT|OBJECT]-(s:Statement)-[rest:SUBJECT|OBJECT]->(b:Actor)
WHERE type(part) <> type(rest) AND a.party <> b.party AND abs(s.stance) >= 0.05 AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  AND NOT EXISTS { (s)-[:SAID_BY]->(v:Actor)
    WHERE CASE type(part) WHEN 'SUBJECT' THEN v.canonical <> a.canonical AND NOT a.party IN [v.canonical, v.principal]
      ELSE v.canonical <> b.canonical AND NOT b.party IN [v.canonical, v.principal] END }
WITH least, a.party AS one, b.party AS other, s.stance > 0 AS friendly, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
ORDER BY one, other, day DESC, article, sent, id
WITH least, one, other, sum(CASE WHEN friendly THEN 1 ELSE -1 END) AS net, collect(CASE WHEN friendly THEN id END)[0] AS said
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

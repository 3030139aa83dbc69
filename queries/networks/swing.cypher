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
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH *, CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
    ELSE x.id END AS doer,
  CASE WHEN y:Person AND size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country
    ELSE y.id END AS goal
WHERE doer <> goal AND (v IS NULL OR v.id = x.id OR v.id = doer OR coalesce('country:' + v.country, '') = doer)
UNWIND [[doer, goal], [goal, doer]] AS e
WITH actor, least, e[0] AS one, e[1] AS other, s, r, day
MATCH (d:Actor {id: one})
WITH *, other AS key
MATCH (g:Actor {id: key})-[:MEMBER_OF]->(k:Bloc)
WHERE NOT d:Group AND NOT d:Person AND (actor = '' OR d.id = 'country:' + toUpper(actor) OR d.id = actor OR ' ' + toLower(d.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
WITH * ORDER BY d.id, k.number, g.name, day DESC, r.id, s.sent, s.id
WITH least, d, k, g, sum(CASE WHEN s.stance > 0 THEN 1 ELSE -1 END) AS net,
  collect(CASE WHEN s.stance > 0 THEN {text: s.text, outlet: r.outlet, article: r.id, day: day} END)[0] AS said
WITH * ORDER BY d.id, k.number, net DESC, g.name, g.id
WITH least, d, k, sum(net) AS net, collect(CASE WHEN net > 0 THEN g.name END) AS friends, collect(CASE WHEN net > 0 THEN g END) AS nodes,
  collect(said)[0] AS said
WHERE net >= least
WITH * ORDER BY d.id, net DESC, k.number
WITH d, collect(k) AS blocs, collect(k.name) AS names, collect(net) AS nets, collect(friends) AS friends, collect(nodes) AS nodes, collect(said) AS said
WHERE size(names) > 1
OPTIONAL MATCH (d)-[:MEMBER_OF]->(h:Bloc)
RETURN d.name AS actor, h.name AS own_bloc, names AS friendly_blocs, nets AS net_statements, friends[0] AS friends_in_first, friends[1] AS friends_in_second,
  said[0].text AS sentence, said[0].outlet AS outlet, said[1].text AS other_sentence, said[1].outlet AS other_outlet,
  d AS picture_actor, blocs AS picture_blocs, nodes AS picture_friends
ORDER BY nets[1] DESC, nets[0] DESC, actor, d.id
LIMIT 50

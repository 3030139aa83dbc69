// title: Blocs, and the ties that cut across them
// category: networks
// description: One row for a bloc that graphkit analyse found (parties that are friends among each other more than chance would have): its members, the strongest first, how many friendly and hostile statements pass inside it and across its border, friendships across and quarrels inside (the pairs with the most statements first), and the latest sentence that goes against the grain. The filters choose the statements that are counted, not the blocs. Persons count for their state; only a party's own words and deeds count.
// param actor: a member of the bloc: a name, a word of it, or an alpha-3 code; empty for all blocs
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
WHERE a.party <> b.party AND abs(s.stance) >= 0.05 AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
  AND NOT EXISTS { (s)-[:SAID_BY]->(v:Actor) WHERE v.canonical <> a.canonical AND NOT a.party IN [v.canonical, v.principal] }
WITH actor, CASE WHEN a.party < b.party THEN a.party ELSE b.party END AS one, CASE WHEN a.party < b.party THEN b.party ELSE a.party END AS other,
  s.stance > 0 AS friendly, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id
ORDER BY one, other, day DESC, article, sent, id
WITH actor, one, other, sum(CASE WHEN friendly THEN 1 ELSE 0 END) AS friendly, sum(CASE WHEN friendly THEN 0 ELSE 1 END) AS hostile,
  collect(CASE WHEN friendly THEN {id: id, day: day} END)[0] AS kind, collect(CASE WHEN friendly THEN null ELSE {id: id, day: day} END)[0] AS unkind
MATCH (d:Actor {id: one})-[:MEMBER_OF]->(h:Bloc)
WITH actor, one, other AS goal, friendly, hostile, kind, unkind, d.name AS first, h.id AS bloc
MATCH (g:Actor {id: goal})-[:MEMBER_OF]->(k:Bloc)
WITH actor, one, goal AS other, first + ' - ' + g.name AS names, first, g.name AS second, bloc, k.id AS next, friendly, hostile,
  CASE WHEN bloc = k.id THEN unkind ELSE kind END AS odd, bloc = k.id AS inside,
  CASE WHEN bloc = k.id THEN hostile > friendly ELSE friendly > hostile END AS against
UNWIND CASE WHEN inside THEN [bloc] ELSE [bloc, next] END AS key
WITH actor, key, one, other, names, first, second, inside, friendly, hostile, odd, against
ORDER BY key, friendly + hostile DESC, first, second, one, other
WITH actor, key, sum(CASE WHEN inside THEN friendly ELSE 0 END) AS friendly_inside, sum(CASE WHEN inside THEN hostile ELSE 0 END) AS hostile_inside,
  sum(CASE WHEN inside THEN 0 ELSE friendly END) AS friendly_across, sum(CASE WHEN inside THEN 0 ELSE hostile END) AS hostile_across,
  collect(CASE WHEN against AND NOT inside THEN names END) AS friends_across, collect(CASE WHEN against AND inside THEN names END) AS quarrels_inside,
  collect(CASE WHEN against THEN odd END) AS odds, collect(DISTINCT CASE WHEN against THEN one END) + collect(DISTINCT CASE WHEN against THEN other END) AS odd_ones
MATCH (n:Bloc {id: key})
CALL (n) {
  MATCH p = (n)<-[e:MEMBER_OF]-(m:Actor)
  WITH p, m.name AS name, m.id AS id, e.strength AS strength
  ORDER BY strength DESC, name, id
  RETURN collect(name) AS members, collect(id) AS ids, collect(p) AS paths
}
WITH *, coalesce(reduce(top = odds[0], o IN odds | CASE WHEN o.day > top.day THEN o ELSE top END).id, '') AS latest
WHERE actor = '' OR 'country:' + toUpper(actor) IN ids OR actor IN ids
  OR any(m IN members WHERE ' ' + toLower(m) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
CALL (odd_ones) {
  UNWIND odd_ones AS i
  MATCH (o:Actor {id: i})
  WITH DISTINCT o
  RETURN collect(o) AS odd_actors
}
OPTIONAL MATCH (s:Statement {id: latest})-[:IN]->(r:Article)
RETURN n.name AS bloc, size(members) AS size, members, friendly_inside, hostile_inside, friendly_across, hostile_across, friends_across, quarrels_inside,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, paths AS picture, odd_actors AS picture_odd
ORDER BY n.number
LIMIT 20

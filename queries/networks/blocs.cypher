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
MATCH (d:Actor {id: doer})-[:MEMBER_OF]->(h:Bloc)
WITH *, goal AS key
MATCH (g:Actor {id: key})-[:MEMBER_OF]->(k:Bloc)
WITH *, CASE WHEN d.id < g.id THEN [d, g, h, k] ELSE [g, d, k, h] END AS e
WITH actor, e[0] AS one, e[1] AS other, e[2] AS h, e[3] AS k, s, r, day
ORDER BY one.id, other.id, day DESC, r.id, s.sent, s.id
WITH actor, one, other, h, k, sum(CASE WHEN s.stance > 0 THEN 1 ELSE 0 END) AS friendly, sum(CASE WHEN s.stance < 0 THEN 1 ELSE 0 END) AS hostile,
  collect({friendly: s.stance > 0, text: s.text, outlet: r.outlet, article: r.id, day: day}) AS told
WITH *, h.id = k.id AS inside
UNWIND CASE WHEN inside THEN [h] ELSE [h, k] END AS n
WITH actor, n, one, other, inside, friendly, hostile, [t IN told WHERE t.friendly <> inside][0] AS odd,
  (inside AND hostile > friendly) OR (NOT inside AND friendly > hostile) AS against
ORDER BY n.number, friendly + hostile DESC, one.name, other.name
WITH actor, n, sum(CASE WHEN inside THEN friendly ELSE 0 END) AS friendly_inside, sum(CASE WHEN inside THEN hostile ELSE 0 END) AS hostile_inside,
  sum(CASE WHEN inside THEN 0 ELSE friendly END) AS friendly_across, sum(CASE WHEN inside THEN 0 ELSE hostile END) AS hostile_across,
  collect(CASE WHEN against AND NOT inside THEN one.name + ' - ' + other.name END) AS friends_across,
  collect(CASE WHEN against AND inside THEN one.name + ' - ' + other.name END) AS quarrels_inside,
  collect(CASE WHEN against THEN odd END) AS odds, collect(CASE WHEN against THEN one END) + collect(CASE WHEN against THEN other END) AS nodes
MATCH p = (n)<-[e:MEMBER_OF]-(m:Actor)
WITH * ORDER BY n.number, e.strength DESC, m.name, m.id
WITH actor, n, friendly_inside, hostile_inside, friendly_across, hostile_across, friends_across, quarrels_inside, nodes,
  reduce(top = odds[0], o IN odds | CASE WHEN o.day > top.day THEN o ELSE top END) AS latest, collect(m.name) AS members, collect(m.id) AS ids, collect(p) AS paths
WHERE actor = '' OR 'country:' + toUpper(actor) IN ids OR actor IN ids
  OR any(m IN members WHERE ' ' + toLower(m) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
RETURN n.name AS bloc, size(members) AS size, members, friendly_inside, hostile_inside, friendly_across, hostile_across, friends_across, quarrels_inside,
  latest.text AS sentence, latest.outlet AS outlet, latest.article AS article, paths AS picture, nodes AS picture_odd
ORDER BY n.number
LIMIT 20

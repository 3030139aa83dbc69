// title: Whose stance turned
// category: stances
// description: An actor that took one side of a topic, issue or other actor and later the other: the sentences before and after, newest turn first. Persons count for their state, organizations for themselves. Only its own words and deeds count, not what others say of it; a day on which it took both sides is left out.
// param actor: a name, a word of it, or an alpha-3 code; empty for anyone
// param target: words in the name of the topic, issue or actor; empty for any
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS target, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() } AND NOT x:Group
WITH *, CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
  ELSE x.id END AS doer
MATCH (d:Actor {id: doer})
WITH *, ' ' + toLower(d.name + '  ' + x.name + '  ' + a.name) + ' ' AS names
WHERE actor = '' OR doer = 'country:' + toUpper(actor) OR names CONTAINS ' ' + toLower(actor) + ' '
MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor|Topic)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence AND (NOT s.negated OR s.relation IN ['supports', 'opposes'])
  AND s.relation IN ['supports', 'agrees_with', 'signs', 'allies_with', 'aids', 'proposes', 'demands', 'opposes', 'denies', 'criticizes',
    'accuses', 'warns', 'protests', 'sanctions', 'coerces', 'attacks']
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
WITH *, coalesce(s.date, s.published, '') AS day, CASE
  WHEN s.relation IN ['supports', 'agrees_with', 'signs', 'allies_with', 'aids'] THEN 1
  WHEN s.relation IN ['proposes', 'demands'] AND y:Topic THEN 1
  WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests', 'sanctions',
    'coerces', 'attacks'] THEN -1
  ELSE 0 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign
WHERE sign <> 0 AND day <> '' AND day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
OPTIONAL MATCH (y)-[:ABOUT]->(i:Issue)
WITH *,
  CASE WHEN y:Topic THEN coalesce(i.id, y.id)
    WHEN y:Person AND size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country
    ELSE y.id END AS goal
WHERE doer <> goal AND (v IS NULL OR v.id = x.id OR v.id = doer OR coalesce('country:' + v.country, '') = doer)
OPTIONAL MATCH (g:Actor {id: goal})
WITH *, coalesce(i.name, g.name, y.name) AS aim
WHERE all(w IN split(toLower(target), ' ') WHERE toLower(aim + ' ' + y.name + ' ' + b.name) CONTAINS w)
WITH d, goal, aim, day, sign, s, r
ORDER BY d.id, goal, day, s.id
WITH d, goal, aim, day, min(sign) AS sign, max(sign) AS top, collect([s.id, r.outlet])[0] AS said
WHERE sign = top
WITH d, goal, aim, collect([day, sign, said[0], said[1]]) AS days
UNWIND CASE WHEN size(days) > 1 THEN range(1, size(days) - 1) ELSE [] END AS k
WITH d, goal, aim, days[k - 1] AS b, days[k] AS a
WHERE b[1] <> a[1]
MATCH (sb:Statement {id: b[2]})
MATCH pb = (sb)-[:SUBJECT]->()
MATCH qb = (sb)-[:OBJECT]->()
WITH *, a[2] AS later
MATCH (sa:Statement {id: later})
MATCH pa = (sa)-[:SUBJECT]->()
MATCH qa = (sa)-[:OBJECT]->()
RETURN d.name AS actor, aim AS target, CASE a[1] WHEN 1 THEN 'against to for' ELSE 'for to against' END AS turn,
  b[0] AS day_before, sb.text AS before, b[3] AS outlet_before,
  a[0] AS day_after, sa.text AS after, a[3] AS outlet_after,
  [pb, qb] AS picture_before, [pa, qa] AS picture_after
ORDER BY day_after DESC, actor, target, day_before, d.id, goal
LIMIT 50

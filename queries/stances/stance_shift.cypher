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
MATCH (n:Actor)
WITH actor, target, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN n.id END) AS named
MATCH (n:Actor|Topic)
WITH actor, target, since, until, status, negation, min_confidence, outlet, named,
  collect(CASE WHEN target <> '' AND all(w IN split(toLower(target), ' ') WHERE toLower(n.name) CONTAINS w
    OR any(name IN [(n)-[:SAME_AS*0..]-(x)-[:OF|ABOUT*0..1]->(g) WHERE g.id IN [n.canonical, n.party] OR x.id = n.canonical AND g:Issue | g.name]
      WHERE toLower(name) CONTAINS w)) THEN n.id END) AS targets
MATCH (a:Actor)
WHERE NOT a.canonical STARTS WITH 'group:' AND (actor = '' OR a.id IN named OR a.canonical IN named OR a.party IN named)
WITH target, targets, since, until, status, negation, min_confidence, outlet, a
MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor|Topic)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND (target = '' OR b.id IN targets) AND a.party <> b.party AND (NOT s.negated OR s.relation IN ['supports', 'opposes'])
  AND (s.relation IN ['supports', 'agrees_with', 'signs', 'allies_with', 'aids', 'opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests',
    'sanctions', 'coerces', 'attacks'] OR s.relation IN ['proposes', 'demands'] AND b:Topic)
  AND coalesce(s.date, s.published, '') <> ''
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND NOT EXISTS { (s)-[:SAID_BY]->(v:Actor) WHERE v.canonical <> a.canonical AND NOT a.party IN [v.canonical, v.principal] }
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
WITH a.party AS doer, coalesce(s.date, s.published, '') AS day, s.id AS id,
  CASE WHEN b:Topic THEN coalesce([(b)-[:SAME_AS*0..]->(y)-[:ABOUT]->(i:Issue) WHERE y.id = b.canonical | i.id][0], b.canonical) ELSE b.party END AS goal,
  CASE WHEN s.relation IN ['supports', 'agrees_with', 'signs', 'allies_with', 'aids', 'proposes', 'demands'] THEN 1 ELSE -1 END
    * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign
WITH doer, goal, day, min(sign) AS sign, max(sign) AS top, min(id) AS said
WHERE sign = top
WITH doer, goal, day, sign, said
ORDER BY doer, goal, day
WITH doer, goal, collect([day, sign, said]) AS days
MATCH (d:Actor {id: doer})
UNWIND [k IN range(1, size(days) - 1) WHERE days[k - 1][1] <> days[k][1] | days[k - 1] + days[k]] AS turn
WITH d, goal, turn, turn[2] AS earlier
MATCH (sb:Statement {id: earlier})
WITH d, goal, turn, sb, turn[5] AS later
MATCH (sa:Statement {id: later})
OPTIONAL MATCH (g:Actor {id: goal})
RETURN d.name AS actor, coalesce(g.name, [(sa)-[:OBJECT]->(b)-[:SAME_AS*0..]->(y)-[:ABOUT*0..1]->(t) WHERE t.id = goal | t.name][0]) AS target,
  CASE turn[4] WHEN 1 THEN 'against to for' ELSE 'for to against' END AS turn,
  turn[0] AS day_before, sb.text AS before, [(sb)-[:IN]->(r:Article) | r.outlet][0] AS outlet_before,
  turn[3] AS day_after, sa.text AS after, [(sa)-[:IN]->(r:Article) | r.outlet][0] AS outlet_after,
  [p = (sb)-[:SUBJECT|OBJECT]->() | p] AS picture_before, [p = (sa)-[:SUBJECT|OBJECT]->() | p] AS picture_after
ORDER BY day_after DESC, actor, target, day_before, d.id, goal
LIMIT 50

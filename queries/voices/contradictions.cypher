// title: Statements that cannot both stand
// category: voices
// description: Pairs of sentences close in time: the same relation between the same two asserted and denied, or two voices of one state on opposite sides of a topic, newest first. A relation that runs both ways is compared in either order. Of each side the twenty latest statements are compared; until looks further back.
// param actor: a name, a word of it, or an alpha-3 code: both sentences are about it, or from it, and persons go with their state; empty for anyone
// param months: how many calendar months the two may lie apart
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, 1 AS months, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor|Place|Topic)
WITH *, CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN n END AS hit
WITH actor, months, since, until, status, negation, min_confidence, outlet, collect(hit.id) AS named, collect(DISTINCT hit.party) AS parties
MATCH (e:Actor|Place|Topic)
WHERE actor = '' OR e.party IN parties
MATCH (e)<-[part:SUBJECT|OBJECT|SAID_BY]-(s:Statement)
WHERE (actor <> '' OR type(part) = 'SUBJECT') AND coalesce(s.date, s.published, '') <> ''
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
MATCH (s)-[:SUBJECT]->(a)
MATCH (s)-[:OBJECT]->(b)
WHERE type(part) = 'SUBJECT' OR (NOT a.party IN parties AND (type(part) = 'OBJECT' OR NOT b.party IN parties))
OPTIONAL MATCH (s)-[:SAID_BY]->(v)
WITH months, s.id AS id, s.relation AS relation, coalesce(s.date, s.published) AS day, CASE WHEN s.negated THEN -1 ELSE 1 END AS polarity, s.status AS state,
  a.canonical AS one, b.canonical AS other, coalesce(v.canonical, a.canonical) AS who, a.party AS doer, b,
  actor = '' OR a.id IN named OR a.canonical IN named OR b.id IN named OR b.canonical IN named OR v.id IN named OR v.canonical IN named AS fits,
  CASE WHEN NOT b:Topic OR a:Group OR NOT (v IS NULL OR a.party IN [v.canonical, v.principal]) THEN 0
    WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs'] THEN 1
    WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'warns', 'protests'] THEN -1
    ELSE 0 END AS leaning
UNWIND CASE leaning WHEN 0 THEN ['asserted and denied'] ELSE ['asserted and denied', 'two voices of one state'] END AS kind
OPTIONAL MATCH (b)-[:ABOUT]->(i:Issue)
WHERE kind = 'two voices of one state'
WITH months, kind, CASE WHEN kind = 'two voices of one state' THEN doer + ' ' + state + ' ' + coalesce(i.id, other)
    WHEN relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND other < one
    THEN other + ' ' + relation + ' ' + one + ' ' + state ELSE one + ' ' + relation + ' ' + other + ' ' + state END AS key,
  CASE kind WHEN 'two voices of one state' THEN leaning * polarity ELSE polarity END AS side, id, who, relation, day, fits
ORDER BY day DESC, id
WITH months, kind, key, side, [id, who, relation, day, fits] AS e
WITH months, kind, key, collect(CASE side WHEN 1 THEN e END)[..20] AS yes, collect(CASE side WHEN -1 THEN e END)[..20] AS no
WHERE size(yes) > 0 AND size(no) > 0
UNWIND yes AS a
UNWIND no AS b
WITH kind, key, a, b, 12 * (toInteger(left(a[3], 4)) - toInteger(left(b[3], 4))) + toInteger(substring(a[3], 5, 2)) - toInteger(substring(b[3], 5, 2)) AS apart, months
WHERE abs(apart) <= months AND (a[4] OR b[4]) AND (kind = 'asserted and denied' OR (a[1] <> b[1] AND a[2] <> b[2]))
WITH kind, key, a[0] AS first, b[0] AS second, a[3] AS day, b[3] AS other_day
MATCH (sa:Statement {id: first})
MATCH pa = (sa)-[:SUBJECT]->(xa)
MATCH qa = (sa)-[:OBJECT]->(ya)
MATCH (sa)-[:IN]->(ra:Article)
WITH *, second AS next
MATCH (sb:Statement {id: next})
MATCH pb = (sb)-[:SUBJECT]->(xb)
MATCH qb = (sb)-[:OBJECT]->(yb)
MATCH (sb)-[:IN]->(rb:Article)
OPTIONAL MATCH (sa)-[:SAID_BY]->(va:Actor)
OPTIONAL MATCH (sb)-[:SAID_BY]->(vb:Actor)
WITH *, CASE WHEN day > other_day THEN day ELSE other_day END AS latest
RETURN kind, day, va.name AS speaker,
  xa.name + CASE WHEN sa.negated THEN ' not ' ELSE ' ' END + sa.relation + ' ' + ya.name AS statement,
  sa.text AS sentence, ra.outlet AS outlet, other_day, vb.name AS other_speaker,
  xb.name + CASE WHEN sb.negated THEN ' not ' ELSE ' ' END + sb.relation + ' ' + yb.name AS other_statement,
  sb.text AS other_sentence, rb.outlet AS other_outlet,
  [pa, qa] AS picture, [pb, qb] AS picture_other
ORDER BY latest DESC, kind, key, sa.id, sb.id
LIMIT 50

// title: Statements that cannot both stand
// category: voices
// description: Pairs of sentences close in time: the same relation between the same two asserted and denied, or two voices of one state on opposite sides of a topic, newest first. A relation that runs both ways is compared in either order. Of each side the twenty latest statements are compared; until looks further back.
// param actor: a name or a word of it that either sentence must be about or from; empty for anyone
// param months: how many calendar months the two may lie apart
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, 1 AS months, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence AND coalesce(s.date, s.published, '') <> ''
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
OPTIONAL MATCH (y)-[:ABOUT]->(i:Issue)
WITH actor, months, s.id AS id, s.relation AS relation, coalesce(s.date, s.published) AS day, CASE WHEN s.negated THEN -1 ELSE 1 END AS polarity, s.status AS state,
  x.id AS one, y.id AS other, coalesce(i.id, y.id) AS matter, v.id AS speaker, coalesce('country:' + v.country, '') AS voice,
  ' ' + x.name + ' ' + y.name + ' ' + coalesce(v.name, '') + '  ' + a.name + '  ' + b.name + ' ' AS words,
  CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN NOT y:Topic OR x:Group THEN 0
    WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs'] THEN 1
    WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'warns', 'protests'] THEN -1
    ELSE 0 END AS leaning
UNWIND [['asserted and denied', CASE WHEN relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND other < one
    THEN other + ' ' + relation + ' ' + one ELSE one + ' ' + relation + ' ' + other END + ' ' + state, polarity],
  ['two voices of one state', CASE WHEN speaker IS NULL OR speaker = doer OR voice = doer THEN doer + ' ' + state + ' ' + matter END, leaning * polarity]] AS c
WITH actor, months, c[0] AS kind, c[1] AS key, c[2] AS side, id, coalesce(speaker, one) AS who, relation, day, toLower(words) AS words
WHERE key IS NOT NULL AND side <> 0
WITH actor, months, kind, key, side, [toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)), id, who, relation, day, words] AS e
ORDER BY kind, key, day DESC, id
WITH actor, months, kind, key, collect(CASE WHEN side = 1 THEN e END)[..20] AS yes,
  collect(CASE WHEN side = -1 THEN e END)[..20] AS no
WHERE size(yes) > 0 AND size(no) > 0
UNWIND yes AS a
UNWIND no AS b
WITH actor, months, kind, key, a, b
WHERE abs(a[0] - b[0]) <= months AND (kind = 'asserted and denied' OR (a[2] <> b[2] AND a[3] <> b[3]))
  AND (a[5] + b[5]) CONTAINS CASE actor WHEN '' THEN '' ELSE ' ' + toLower(actor) + ' ' END
MATCH (sa:Statement {id: a[1]})
MATCH pa = (sa)-[:SUBJECT]->(xa)
MATCH qa = (sa)-[:OBJECT]->(ya)
MATCH (sa)-[:IN]->(ra:Article)
WITH *, b[1] AS other
MATCH (sb:Statement {id: other})
MATCH pb = (sb)-[:SUBJECT]->(xb)
MATCH qb = (sb)-[:OBJECT]->(yb)
MATCH (sb)-[:IN]->(rb:Article)
OPTIONAL MATCH (sa)-[:SAID_BY]->(va:Actor)
OPTIONAL MATCH (sb)-[:SAID_BY]->(vb:Actor)
WITH *, CASE WHEN a[4] > b[4] THEN a[4] ELSE b[4] END AS latest
RETURN kind, a[4] AS day, va.name AS speaker,
  xa.name + CASE WHEN sa.negated THEN ' not ' ELSE ' ' END + sa.relation + ' ' + ya.name AS statement,
  sa.text AS sentence, ra.outlet AS outlet, b[4] AS other_day, vb.name AS other_speaker,
  xb.name + CASE WHEN sb.negated THEN ' not ' ELSE ' ' END + sb.relation + ' ' + yb.name AS other_statement,
  sb.text AS other_sentence, rb.outlet AS other_outlet,
  [pa, qa] AS picture, [pb, qb] AS picture_other
ORDER BY latest DESC, kind, key, sa.id, sb.id
LIMIT 50

// title: Statements that cannot both stand
// category: voices
// description: Pairs of sentences close in time: the same relation between the same two asserted and denied, or two voices of one state on opposite sides of a topic, newest first. A relation that runs both ways is compared in either order.
// param actor: a name or a word of it that either sentence must be about or from; empty for anyone
// param months: how many calendar months the two may lie apart
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, 1 AS months, '' AS since, '' AS until, '' AS status, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH p = (x:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(y)
WHERE (status = '' OR s.status = status) AND s.confidence >= min_confidence
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
OPTIONAL MATCH (y)-[:ABOUT]->(i:Issue)
WITH *, coalesce(s.date, s.published, '') AS day,
  CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
    ELSE x.id END AS doer,
  CASE WHEN s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND y.id < x.id
    THEN y.id + ' ' + s.relation + ' ' + x.id
    ELSE x.id + ' ' + s.relation + ' ' + y.id END + ' ' + s.status AS tie, CASE
  WHEN NOT y:Topic OR x:Group THEN 0
  WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs'] THEN 1
  WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'warns', 'protests'] THEN -1
  ELSE 0 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign
WHERE day <> '' AND day >= since AND left(day, size(until)) <= until
UNWIND [['asserted and denied', tie, CASE WHEN s.negated THEN -1 ELSE 1 END],
  ['two voices of one state', CASE
    WHEN v IS NULL OR v.id = doer OR coalesce('country:' + v.country, '') = doer
    THEN doer + ' ' + s.status + ' ' + coalesce(i.id, y.id) END, sign]] AS c
WITH c[0] AS kind, c[1] AS key, c[2] AS side, actor, months, {
  id: s.id, day: day, month: toInteger(left(day, 4)) * 12 + toInteger(substring(day, 5, 2)),
  voice: CASE WHEN v IS NOT NULL THEN v.id WHEN c[0] = 'asserted and denied' THEN '' ELSE x.id END,
  speaker: v.name, subject: x.name, verb: s.relation,
  relation: CASE WHEN s.negated THEN 'not ' ELSE '' END + s.relation,
  object: y.name, text: s.text, outlet: r.outlet, p: p} AS e
WHERE key IS NOT NULL AND side <> 0
WITH * ORDER BY kind, key, e.day DESC, e.id
WITH kind, key, actor, months, collect(CASE WHEN side = 1 THEN e END) AS yes, collect(CASE WHEN side = -1 THEN e END) AS no
WHERE size(yes) > 0 AND size(no) > 0
UNWIND yes AS a
UNWIND no AS b
WITH *, CASE WHEN a.day > b.day THEN a.day ELSE b.day END AS latest, a.id AS a_id, b.id AS b_id
WHERE abs(a.month - b.month) <= months
  AND (kind = 'asserted and denied' OR (a.voice <> b.voice AND a.verb <> b.verb))
  AND toLower(' ' + a.subject + ' ' + a.object + ' ' + coalesce(a.speaker, '') + ' ' + b.subject + ' '
    + b.object + ' ' + coalesce(b.speaker, '') + ' ') CONTAINS CASE actor WHEN '' THEN '' ELSE ' ' + toLower(actor) + ' ' END
RETURN kind, a.day AS day, a.speaker AS speaker, a.subject + ' ' + a.relation + ' ' + a.object AS statement,
  a.text AS sentence, a.outlet AS outlet, b.day AS other_day, b.speaker AS other_speaker,
  b.subject + ' ' + b.relation + ' ' + b.object AS other_statement, b.text AS other_sentence, b.outlet AS other_outlet,
  a.p AS picture, b.p AS picture_other
ORDER BY latest DESC, kind, key, a_id, b_id
LIMIT 50

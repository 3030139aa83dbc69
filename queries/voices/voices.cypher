// title: Which side makes a claim, and who denies it
// category: voices
// description: One row for what somebody is said to do to somebody, with the voices behind it: disputed (one asserts, another denies), made by both sides, by the doer's side only, by the other side only, by outsiders only, or told as a fact (an article says it in its own voice as well). People speak for their state. Claims that only articles make are left out, and so is what somebody supports, opposes, demands or criticizes in words of their own: that is no claim.
// param actor: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param verdict: disputed, both sides, doer only, other side only, outsiders only or told as fact; empty for all
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS verdict, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor|Place|Topic)-[:SAME_AS*0..2]->(m)
WHERE NOT EXISTS { (m)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + m.country})
WITH *
WHERE actor = '' OR actor IN [m.id, n.id] OR m.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  OR ' ' + toLower(m.name + '  ' + n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
MATCH (n)<-[part:SUBJECT|OBJECT|SAID_BY]-(s:Statement)
WHERE (actor <> '' OR type(part) = 'SUBJECT') AND (type(part) <> 'SAID_BY' OR ' ' + toLower(m.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH DISTINCT verdict, since, until, outlet, s
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH q = (s)-[:OBJECT]->(b:Actor|Place)
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH *, CASE WHEN size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal,
  CASE WHEN v IS NULL THEN '' WHEN size(v.country) = 3 AND NOT v.country IN ['IGO', 'NGO'] THEN 'country:' + v.country ELSE v.id END AS voice
WHERE voice <> doer OR NOT s.relation IN ['supports', 'proposes', 'demands', 'opposes', 'denies', 'criticizes', 'accuses', 'warns']
WITH *, CASE WHEN s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND y.id < x.id
  THEN y.id + ' ' + s.relation + ' ' + x.id ELSE x.id + ' ' + s.relation + ' ' + y.id END AS tie
WITH * ORDER BY tie, day DESC, r.id, s.sent, s.id
WITH verdict, tie, s.status AS status, collect({id: s.id, voice: voice, name: coalesce(v.name, ''), denies: s.negated, day: day,
  side: CASE voice WHEN '' THEN 'article' WHEN doer THEN 'doer' WHEN goal THEN 'other' ELSE 'outsider' END}) AS told, collect(p) + collect(q) AS paths
WITH *, [t IN told WHERE NOT t.denies] AS yes, [t IN told WHERE t.denies] AS no
WHERE any(t IN told WHERE t.voice <> '')
WITH *, CASE WHEN size(yes) > 0 AND size(no) > 0 THEN 'disputed'
  WHEN any(t IN told WHERE t.side = 'doer') AND any(t IN told WHERE t.side = 'other') THEN 'both sides'
  WHEN any(t IN told WHERE t.side = 'article') THEN 'told as fact'
  WHEN any(t IN told WHERE t.side = 'doer') THEN 'doer only'
  WHEN any(t IN told WHERE t.side = 'other') THEN 'other side only' ELSE 'outsiders only' END AS found
WHERE verdict = '' OR found = verdict
WITH *, coalesce([t IN yes WHERE t.voice <> ''][0], yes[0], told[0]).id AS key, coalesce([t IN no WHERE t.voice <> ''][0], no[0]).id AS opposite
MATCH (s:Statement {id: key})
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
MATCH (s)-[:IN]->(r:Article)
WITH *, coalesce(opposite, '') AS denial
OPTIONAL MATCH (o:Statement {id: denial})-[:IN]->(oa:Article)
RETURN found AS verdict, a.name AS subject, s.relation AS relation, b.name AS object, status,
  reduce(l = [], t IN yes | CASE WHEN t.name = '' OR t.name IN l THEN l ELSE l + [t.name] END) AS asserted_by,
  reduce(l = [], t IN no | CASE WHEN t.name = '' OR t.name IN l THEN l ELSE l + [t.name] END) AS denied_by,
  size([t IN told WHERE t.voice = '']) AS in_articles_own_voice, told[0].day AS last,
  s.text AS sentence, r.outlet AS outlet, o.text AS other_sentence, oa.outlet AS other_outlet, paths AS picture
ORDER BY last DESC, subject, relation, object, status, tie
LIMIT 100

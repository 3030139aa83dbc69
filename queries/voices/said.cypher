// title: What somebody said
// category: voices
// description: The sentences in which a speaker says something about an actor or a topic, verbatim and in order, each once, with what it states. "quoted" are sentences that the article gives as the speaker's, "reported" those in which the article tells what the speaker demands, supports or criticizes. A country stands for everyone who speaks for it.
// param speaker: a name, a word of it, or an alpha-3 code
// param about: words in the name of an actor, place, topic or issue; empty for anything
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'John Kirby' AS speaker, '' AS about, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WHERE n.id IN [speaker, 'country:' + toUpper(speaker)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(speaker) + ' '
WITH about, since, until, status, negation, min_confidence, outlet, collect(n.canonical) AS near,
  collect(CASE WHEN n.id IN [speaker, 'country:' + toUpper(speaker)] OR toLower(n.name) = toLower(speaker) THEN n.canonical END) AS exact
WITH about, since, until, status, negation, min_confidence, outlet, CASE exact WHEN [] THEN near ELSE exact END AS speakers
MATCH (a:Actor)
WHERE a.canonical IN speakers OR a.principal IN speakers
WITH about, since, until, status, negation, min_confidence, outlet, a, a.canonical AS key
MATCH (v:Actor {id: key})
WITH about, since, until, status, negation, min_confidence, outlet, a, v, v.name AS speaker
MATCH (a)<-[part:SAID_BY|SUBJECT]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.published, '') >= since AND left(coalesce(s.published, ''), size(until)) <= until
  AND (type(part) = 'SAID_BY' OR s.relation IN ['supports', 'proposes', 'demands', 'agrees_with', 'opposes', 'denies', 'criticizes', 'accuses', 'warns']
    AND NOT EXISTS { (s)-[:SAID_BY]->(:Actor) })
MATCH (s)-[:SUBJECT]->(b)-[:SAME_AS*0..]->(x)
WHERE x.id = b.canonical
MATCH (s)-[:OBJECT]->(c)-[:SAME_AS*0..]->(y)
WHERE y.id = c.canonical AND (about = '' OR all(w IN split(toLower(about), ' ')
  WHERE toLower(x.name + ' ' + y.name + ' ' + CASE WHEN y:Topic THEN coalesce([(y)-[:ABOUT]->(i:Issue) | i.name][0], '') ELSE '' END) CONTAINS w))
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH v, speaker, r, s, type(part) AS part, x.name AS subject, y.name AS object
ORDER BY s.relation, object, s.id
WITH v, speaker, r, s.sent AS sent, coalesce(s.published, '') AS day, s.text AS sentence, max(CASE part WHEN 'SAID_BY' THEN 1 ELSE 0 END) AS quoted,
  collect(DISTINCT subject + CASE WHEN s.negated THEN ' not ' ELSE ' ' END + s.relation + ' ' + object
    + CASE s.status WHEN 'actual' THEN '' ELSE ' (' + s.status + ')' END) AS states, collect(DISTINCT s) AS told
RETURN day, speaker, CASE quoted WHEN 1 THEN 'quoted' ELSE 'reported' END AS voice, sentence, states,
  r.outlet AS outlet, r.id AS article, v AS picture_speaker, reduce(l = [], t IN told | l + [p = (t)-[:SUBJECT|OBJECT]->() | p]) AS picture
ORDER BY day, article, sent, speaker, v.id
LIMIT 100

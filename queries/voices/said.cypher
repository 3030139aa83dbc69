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
WITH *, CASE
  WHEN toLower(n.name) = toLower(speaker) OR n.id = speaker OR n.id = 'country:' + toUpper(speaker) THEN 2
  WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(speaker) + ' ' THEN 1
  ELSE 0 END AS fit
WHERE fit > 0
WITH about, since, until, status, negation, min_confidence, outlet, max(fit) AS best, collect([n.id, fit]) AS found
UNWIND [f IN found WHERE f[1] = best | f[0]] AS key
MATCH (:Actor {id: key})-[:SAME_AS*0..2]->(me:Actor)
WHERE NOT EXISTS { (me)-[:SAME_AS]->() }
MATCH (me)<-[:OF*0..1]-(z:Actor)<-[:SAME_AS*0..2]-(a:Actor)
WHERE z.id = me.id OR z.country = me.country
WITH DISTINCT about, since, until, status, negation, min_confidence, outlet, a
MATCH (a)-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
MATCH (a)<-[part:SAID_BY|SUBJECT]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
  AND (type(part) = 'SAID_BY' OR s.relation IN ['supports', 'proposes', 'demands', 'agrees_with', 'opposes',
    'denies', 'criticizes', 'accuses', 'warns'])
OPTIONAL MATCH (s)-[:SAID_BY]->(w:Actor)
WITH *
WHERE type(part) = 'SAID_BY' OR w IS NULL
MATCH p = (s)-[:SUBJECT]->(b)
MATCH (b)-[:SAME_AS*0..2]->(x)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH q = (s)-[:OBJECT]->(c)
MATCH (c)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
OPTIONAL MATCH (y)-[:ABOUT]->(i:Issue)
WITH *, toLower(x.name + ' ' + y.name + ' ' + coalesce(i.name, '')) AS subjects, coalesce(s.published, '') AS day
WHERE all(w IN split(toLower(about), ' ') WHERE subjects CONTAINS w)
  AND day >= since AND left(day, size(until)) <= until
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH * ORDER BY day, r.id, s.sent, s.relation, y.name, s.id
WITH v, r, s.sent AS sent, day, s.text AS sentence, max(CASE type(part) WHEN 'SAID_BY' THEN 1 ELSE 0 END) AS quoted,
  collect(DISTINCT x.name + CASE WHEN s.negated THEN ' not ' ELSE ' ' END + s.relation + ' ' + y.name
    + CASE s.status WHEN 'actual' THEN '' ELSE ' (' + s.status + ')' END) AS states,
  collect(p) + collect(q) AS paths
RETURN day, v.name AS speaker, CASE quoted WHEN 1 THEN 'quoted' ELSE 'reported' END AS voice, sentence, states,
  r.outlet AS outlet, r.id AS article, v AS picture_speaker, paths AS picture
ORDER BY day, article, sent, speaker, v.id
LIMIT 100

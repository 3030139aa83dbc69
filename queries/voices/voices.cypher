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
MATCH (n:Actor|Place)
WITH actor, verdict, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ' THEN n.id END) AS named,
  collect(CASE WHEN n.id IN [actor, 'country:' + toUpper(actor)] OR n:Country AND toLower(n.name) = toLower(actor) THEN n.id END) AS states
MATCH (n:Actor|Place)
WHERE actor = '' OR actor IN [n.id, n.canonical] OR n.principal IN states OR n.id IN named OR n.canonical IN named
WITH verdict, since, until, status, negation, min_confidence, outlet, n, actor <> '' AS anchored, n.canonical IN named AS speaks
MATCH (n)<-[part:SUBJECT|OBJECT|SAID_BY]-(s:Statement)
WHERE (type(part) = 'SUBJECT' OR anchored AND (type(part) = 'OBJECT' OR speaks))
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
MATCH (s)-[:SUBJECT]->(a:Actor)
WHERE NOT s.relation IN ['supports', 'proposes', 'demands', 'opposes', 'denies', 'criticizes', 'accuses', 'warns']
  OR NOT EXISTS { (s)-[:SAID_BY]->(v:Actor) WHERE v.principal = a.principal }
MATCH (s)-[:OBJECT]->(b:Actor|Place)
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
WITH DISTINCT verdict, CASE WHEN s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND b.canonical < a.canonical
    THEN b.canonical + ' ' + s.relation + ' ' + a.canonical ELSE a.canonical + ' ' + s.relation + ' ' + b.canonical END AS tie,
  s.relation AS relation, s.status AS status, s.negated AS denies, coalesce(s.date, s.published, '') AS day, s.doc AS article, s.sent AS sent, s.id AS id,
  [s.id, a.name, b.name] AS told, CASE WHEN v.id <> v.canonical THEN [(v)-[:SAME_AS*0..]->(x) WHERE x.id = v.canonical | x.name][0] ELSE v.name END AS name,
  CASE WHEN v IS NULL THEN 'article' WHEN v.principal = a.principal THEN 'doer' WHEN v.principal = b.principal THEN 'other' ELSE 'outsider' END AS side
ORDER BY day DESC, article, sent, id
WITH verdict, tie, relation, status, max(day) AS last, collect(DISTINCT denies) AS ways, collect(DISTINCT side) AS sides,
  sum(CASE side WHEN 'article' THEN 1 ELSE 0 END) AS in_articles_own_voice,
  collect(DISTINCT CASE WHEN NOT denies THEN name END) AS asserted_by, collect(DISTINCT CASE WHEN denies THEN name END) AS denied_by,
  coalesce(collect(CASE WHEN NOT denies AND side <> 'article' THEN told END)[0], collect(CASE WHEN NOT denies THEN told END)[0], collect(told)[0]) AS shown,
  coalesce(collect(CASE WHEN denies AND side <> 'article' THEN id END)[0], collect(CASE WHEN denies THEN id END)[0], '') AS denial, collect(id) AS ids
WHERE any(side IN sides WHERE side <> 'article')
WITH verdict, tie, relation, status, last, in_articles_own_voice, asserted_by, denied_by, shown, denial, ids, shown[0] AS key, CASE
  WHEN size(ways) = 2 THEN 'disputed' WHEN 'doer' IN sides AND 'other' IN sides THEN 'both sides' WHEN 'article' IN sides THEN 'told as fact'
  WHEN 'doer' IN sides THEN 'doer only' WHEN 'other' IN sides THEN 'other side only' ELSE 'outsiders only' END AS found
WHERE verdict = '' OR found = verdict
MATCH (s:Statement {id: key})
CALL (ids) {
  UNWIND ids AS id
  MATCH (t:Statement {id: id})
  RETURN collect(t) AS told
}
OPTIONAL MATCH (o:Statement {id: denial})-[:IN]->(oa:Article)
RETURN found AS verdict, shown[1] AS subject, relation, shown[2] AS object, status, asserted_by, denied_by, in_articles_own_voice, last,
  s.text AS sentence, [(s)-[:IN]->(r:Article) | r.outlet][0] AS outlet, o.text AS other_sentence, oa.outlet AS other_outlet,
  reduce(l = [], t IN told | l + [p = (t)-[:SUBJECT|OBJECT]->() | p]) AS picture
ORDER BY last DESC, subject, relation, object, status, tie
LIMIT 100

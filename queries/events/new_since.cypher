// title: What changed since a day
// category: events
// description: Ties that articles since that day tell for the first time (new), or tell otherwise than the articles before it: now done (was only planned, possible or called for), now denied, no longer denied, and, between two actors, a turn (the first friendly statement after hostile ones only, or the reverse). One row for a subject, relation and object; days here are those of the articles.
// param actor: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param change: new, now done, now denied, no longer denied or turn; empty for all
// param since: the day since which something is a change, as 2024, 2024-05 or 2024-05-20
// param until: last day of the articles that count, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS change, '2024-05' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
CALL (actor) {
  MATCH (n:Actor|Place|Topic)
  WHERE n.id = actor OR n.principal = n.id AND n.country = toUpper(actor) OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
  RETURN collect(n.id) AS named
}
CALL (actor) {
  MATCH (c:Country)
  WHERE c.id = actor OR c.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  RETURN collect(c.id) AS states
}
MATCH (n:Actor|Place|Topic)
WHERE actor = '' OR n.id IN named OR n.canonical IN named OR n.principal IN states
MATCH (n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE s.published IS NOT NULL AND left(s.published, size(until)) <= until AND s.confidence >= min_confidence
  AND (actor <> '' OR type(part) = 'SUBJECT') AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
WITH DISTINCT change, since, outlet, s.id AS told
MATCH (s:Statement {id: told})
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
WITH change, since, s.id AS id, s.published AS day, s.doc AS article, s.sent AS sent, s.relation AS relation, a.canonical AS doer, b.canonical AS goal,
  s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND b.canonical < a.canonical AS turned,
  s.published >= since AS later, s.negated AS denied, s.status = 'actual' AS done,
  CASE WHEN s.status = 'actual' AND s.stance >= 0.05 THEN 1 WHEN s.status = 'actual' AND s.stance <= -0.05 THEN -1 END AS sign
ORDER BY day, article, sent, id
WITH change, CASE WHEN turned THEN goal ELSE doer END AS one, CASE WHEN turned THEN doer ELSE goal END AS other, relation,
  sum(CASE WHEN later THEN 0 ELSE 1 END) AS statements_before, max(CASE WHEN later THEN null ELSE day END) AS last_before,
  sum(CASE WHEN denied AND NOT later THEN 1 ELSE 0 END) AS denied_before, sum(CASE WHEN done AND NOT later THEN 1 ELSE 0 END) AS done_before,
  collect(DISTINCT CASE WHEN later THEN null ELSE sign END) AS signs, sum(CASE WHEN later THEN 1 ELSE 0 END) AS statements_since,
  collect(CASE WHEN later THEN id END)[0] AS first, collect(CASE WHEN later AND denied THEN id END)[0] AS first_denied,
  collect(CASE WHEN later AND NOT denied THEN id END)[0] AS first_asserted, collect(CASE WHEN later AND done THEN id END)[0] AS first_done,
  collect(CASE WHEN later AND sign IS NOT NULL THEN id END)[0] AS first_signed, collect(CASE WHEN later THEN sign END)[0] AS sign
WITH change, one, other, sum(statements_since) AS news, collect({before: statements_before, last: last_before, denied: denied_before, done: done_before,
  signs: signs, since: statements_since, first: first, first_denied: first_denied, first_asserted: first_asserted, first_done: first_done,
  first_signed: first_signed, sign: sign}) AS ties
WHERE news > 0
WITH change, ties, reduce(l = [], e IN ties | l + e.signs) AS signs
UNWIND ties AS e
WITH change, e, CASE
  WHEN e.sign IS NOT NULL AND size(signs) > 0 AND NOT e.sign IN signs THEN 'turn'
  WHEN e.before = 0 THEN 'new'
  WHEN e.first_denied IS NOT NULL AND e.denied = 0 THEN 'now denied'
  WHEN e.first_asserted IS NOT NULL AND e.denied = e.before THEN 'no longer denied'
  WHEN e.first_done IS NOT NULL AND e.done = 0 THEN 'now done'
  ELSE 'again' END AS found
WHERE e.since > 0 AND found <> 'again' AND (change = '' OR found = change)
WITH found, e.before AS statements_before, e.since AS statements_since, e.last AS last_before, CASE found
  WHEN 'now denied' THEN e.first_denied WHEN 'no longer denied' THEN e.first_asserted
  WHEN 'now done' THEN e.first_done WHEN 'turn' THEN e.first_signed ELSE e.first END AS key
MATCH (s:Statement {id: key})
MATCH (s)-[:IN]->(r:Article)
MATCH p = (s)-[:SUBJECT]->(a)-[:SAME_AS*0..]->(x:Actor) WHERE x.id = a.canonical
MATCH q = (s)-[:OBJECT]->(b)-[:SAME_AS*0..]->(y) WHERE y.id = b.canonical
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
OPTIONAL MATCH (w:Actor) WHERE w.id = v.canonical
RETURN s.published AS day, found AS change, x.name AS subject, s.relation AS relation, y.name AS object, s.negated AS negated, s.status AS status,
  statements_before, statements_since, last_before, w.name AS speaker,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, p AS picture, q AS picture_object
ORDER BY s.published DESC, r.id, s.sent, s.relation, y.name, s.id
LIMIT 100

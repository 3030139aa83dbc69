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
  WHERE c.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
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
WITH change, since, s.id AS id, s.published AS day, a.canonical AS doer, b.canonical AS goal,
  s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND b.canonical < a.canonical AS turned
WITH change, since, CASE WHEN turned THEN goal ELSE doer END AS one, CASE WHEN turned THEN doer ELSE goal END AS other, max(day) AS newest, collect(id) AS told
WHERE newest >= since
UNWIND told AS id
MATCH (s:Statement {id: id})
WITH change, since, one, other, s.relation AS relation, s.published AS day, s.doc AS article, s.sent AS sent, id, s.status AS status, s.negated AS negated,
  CASE WHEN s.status = 'actual' AND s.stance >= 0.05 THEN 1 WHEN s.status = 'actual' AND s.stance <= -0.05 THEN -1 END AS sign
ORDER BY day, article, sent, id
WITH change, since, one, other, relation, {id: id, day: day, status: status, negated: negated, sign: sign} AS t
WITH change, one, other, relation, collect(CASE WHEN t.day < since THEN t END) AS before, collect(CASE WHEN t.day >= since THEN t END) AS after
WITH change, one, other, collect({before: before, after: after}) AS ties
WITH change, ties, reduce(l = [], e IN ties | l + [t IN e.before WHERE t.sign IS NOT NULL | t.sign]) AS signs
UNWIND ties AS e
WITH change, signs, e.before AS before, e.after AS after, [t IN e.after WHERE t.sign IS NOT NULL] AS now
WHERE size(after) > 0
WITH *, CASE
  WHEN size(now) > 0 AND size(signs) > 0 AND NOT now[0].sign IN signs THEN 'turn'
  WHEN size(before) = 0 THEN 'new'
  WHEN any(t IN after WHERE t.negated) AND all(t IN before WHERE NOT t.negated) THEN 'now denied'
  WHEN any(t IN after WHERE NOT t.negated) AND all(t IN before WHERE t.negated) THEN 'no longer denied'
  WHEN any(t IN after WHERE t.status = 'actual') AND all(t IN before WHERE t.status <> 'actual') THEN 'now done'
  ELSE 'again' END AS found
WHERE found <> 'again' AND (change = '' OR found = change)
WITH found, size(before) AS statements_before, size(after) AS statements_since, before[size(before) - 1].day AS last_before, (CASE found
  WHEN 'now denied' THEN [t IN after WHERE t.negated] WHEN 'no longer denied' THEN [t IN after WHERE NOT t.negated]
  WHEN 'now done' THEN [t IN after WHERE t.status = 'actual'] WHEN 'turn' THEN now ELSE after END)[0].id AS key
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

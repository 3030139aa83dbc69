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
MATCH (n:Actor|Place|Topic)-[:SAME_AS*0..2]->(m)
WHERE NOT EXISTS { (m)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + m.country})
WITH *
WHERE actor = '' OR actor IN [m.id, n.id] OR m.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  OR ' ' + toLower(m.name + '  ' + n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
MATCH (n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE (actor <> '' OR type(part) = 'SUBJECT') AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence AND s.published IS NOT NULL AND left(s.published, size(until)) <= until
WITH DISTINCT since, change, outlet, s.id AS told
MATCH (s:Statement {id: told})
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH since, change, s.id AS id, s.sent AS sent, r.id AS article, s.relation AS relation, s.status AS status, s.negated AS negated, s.published AS day, s.stance AS stance,
  x.id AS subject, y.id AS object, s.relation IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND y.id < x.id AS turned
WITH since, change, id, sent, article, relation, status, negated, day, stance,
  CASE WHEN turned THEN object ELSE subject END AS one, CASE WHEN turned THEN subject ELSE object END AS other
ORDER BY one, other, day, article, sent, id
WITH since, change, one, other, collect({id: id, relation: relation, status: status, negated: negated, day: day, new: day >= since, stance: stance}) AS told
WITH *, [t IN told WHERE NOT t.new AND t.status = 'actual' AND abs(t.stance) >= 0.05 | CASE WHEN t.stance > 0 THEN 1 ELSE -1 END] AS signs,
  reduce(l = [], t IN told | CASE WHEN NOT t.new OR t.relation IN l THEN l ELSE l + [t.relation] END) AS relations
UNWIND relations AS relation
WITH *, [t IN told WHERE t.relation = relation AND NOT t.new] AS before, [t IN told WHERE t.relation = relation AND t.new] AS after
WITH *, [t IN after WHERE t.status = 'actual' AND abs(t.stance) >= 0.05 | CASE WHEN t.stance > 0 THEN 1 ELSE -1 END] AS now
WITH *, CASE
  WHEN size(now) > 0 AND size(signs) > 0 AND NOT now[0] IN signs THEN 'turn'
  WHEN size(before) = 0 THEN 'new'
  WHEN any(t IN after WHERE t.negated) AND all(t IN before WHERE NOT t.negated) THEN 'now denied'
  WHEN any(t IN after WHERE NOT t.negated) AND all(t IN before WHERE t.negated) THEN 'no longer denied'
  WHEN any(t IN after WHERE t.status = 'actual') AND all(t IN before WHERE t.status <> 'actual') THEN 'now done'
  ELSE 'again' END AS found
WHERE found <> 'again' AND (change = '' OR found = change)
WITH found, size(before) AS statements_before, size(after) AS statements_since, before[size(before) - 1].day AS last_before,
  (CASE found WHEN 'now denied' THEN [t IN after WHERE t.negated][0]
    WHEN 'no longer denied' THEN [t IN after WHERE NOT t.negated][0] WHEN 'now done' THEN [t IN after WHERE t.status = 'actual'][0]
    WHEN 'turn' THEN [t IN after WHERE t.status = 'actual' AND abs(t.stance) >= 0.05][0] ELSE after[0] END).id AS key
OPTIONAL MATCH (:Statement {id: key})-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH found, statements_before, statements_since, last_before, key, collect(v.name)[0] AS speaker
MATCH (s:Statement {id: key})
MATCH (s)-[:IN]->(r:Article)
MATCH p = (s)-[:SUBJECT]->()-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH q = (s)-[:OBJECT]->()-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
RETURN s.published AS day, found AS change, x.name AS subject, s.relation AS relation, y.name AS object, s.negated AS negated, s.status AS status,
  statements_before, statements_since, last_before, speaker,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, p AS picture, q AS picture_object
ORDER BY day DESC, article, s.sent, relation, object, s.id
LIMIT 100

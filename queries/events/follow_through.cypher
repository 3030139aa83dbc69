// title: What became of what was announced
// category: events
// description: Each announced event with what later articles tell: done (the same deed reported as a fact on or after the day of the announcement), called off, overdue (its day is past and no article tells of it), due, or open where no day was given. A dated event is done if it took place until a month after its date. Meetings, talks and receptions count as one another; a state stands for everyone who acts for it and for its places, unless both articles name somebody or some place. The filters choose the announcements; what became of them may stand in any article.
// param actor: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param outcome: done, called off, overdue, due or open; empty for all
// param today: the day on which to judge what is overdue, as 2024-06-30; empty for the day of the newest article
// param since: first day of announcements that count, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day of announcements that count, likewise; empty for all
// param status: planned, possible or called_for; empty for all three
// param negation: asserted or denied (what is not to happen); empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS actor, '' AS outcome, '' AS today, '' AS since, '' AS until, 'planned' AS status, 'asserted' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Article)
WITH actor, outcome, today, since, until, status, negation, min_confidence, outlet, max(n.published) AS newest
MATCH (n:Actor|Place|Topic)-[:SAME_AS*0..2]->(m)
WHERE NOT EXISTS { (m)-[:SAME_AS]->() }
OPTIONAL MATCH (c:Actor {id: 'country:' + m.country})
WITH *
WHERE actor = '' OR actor IN [m.id, n.id] OR m.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
  OR ' ' + toLower(m.name + '  ' + n.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '
MATCH (m)-[:OF|LOCATED_IN|ABOUT*0..1]->(h)
WITH DISTINCT actor, outcome, today, since, until, status, negation, min_confidence, outlet, newest, h
MATCH (h)<-[:OF|LOCATED_IN|ABOUT*0..1]-(m)
MATCH (m)<-[:SAME_AS*0..2]-(n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE (actor <> '' OR type(part) = 'SUBJECT') AND s.confidence >= min_confidence AND s.relation IN ['visits', 'hosts', 'meets', 'talks_with', 'mediates', 'agrees_with',
  'signs', 'allies_with', 'cooperates_with', 'aids', 'concedes', 'retreats', 'sanctions', 'mobilizes', 'coerces', 'attacks']
WITH DISTINCT actor, outcome, today, since, until, status, negation, min_confidence, outlet, newest, s
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (b)-[:SAME_AS*0..2]->(y)
WHERE NOT EXISTS { (y)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
OPTIONAL MATCH (y)-[:ABOUT]->(i:Issue)
OPTIONAL MATCH (c:Actor {id: 'country:' + x.country})
OPTIONAL MATCH (l:Actor {id: 'country:' + y.country})
WITH *, CASE WHEN size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country ELSE x.id END AS doer,
  CASE WHEN y:Topic THEN coalesce(i.id, y.id)
    WHEN size(y.country) = 3 AND NOT y.country IN ['IGO', 'NGO'] THEN 'country:' + y.country ELSE y.id END AS goal,
  CASE WHEN s.relation IN ['hosts', 'meets', 'talks_with'] THEN 'meets' ELSE s.relation END AS deed
WITH *, deed IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND goal < doer AS turned
WITH *, CASE WHEN turned THEN goal + ' ' + deed + ' ' + doer ELSE doer + ' ' + deed + ' ' + goal END AS tie,
  {id: s.id, doc: r.id, published: coalesce(s.published, ''), day: coalesce(s.date, s.published, ''), date: s.date,
    sharp: CASE s.date_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 WHEN 'week' THEN 7 ELSE 10 END,
    status: s.status, negated: s.negated, relation: s.relation,
    month: toInteger(left(coalesce(s.date, s.published, ''), 4)) * 12 + toInteger(substring(coalesce(s.date, s.published, ''), 5, 2)),
    one: CASE WHEN turned THEN y.id ELSE x.id END, other: CASE WHEN turned THEN x.id ELSE y.id END,
    announces: s.status <> 'actual' AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
      AND coalesce(s.published, '') >= since AND left(coalesce(s.published, ''), size(until)) <= until
      AND toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
      AND ((actor = '' OR actor IN [x.id, a.id] OR x.country = toUpper(actor) OR toLower(c.name) = toLower(actor)
    OR ' ' + toLower(x.name + '  ' + a.name) + ' ' CONTAINS ' ' + toLower(actor) + ' ')
    OR (actor = '' OR actor IN [y.id, b.id] OR y.country = toUpper(actor) OR toLower(l.name) = toLower(actor)
    OR ' ' + toLower(y.name + '  ' + b.name) + ' ' CONTAINS ' ' + toLower(actor) + ' '))} AS telling
ORDER BY tie, telling.published, telling.id
WITH outcome, CASE today WHEN '' THEN newest ELSE today END AS today, tie, collect(telling) AS told
UNWIND [t IN told WHERE t.announces] AS p
WITH outcome, today, tie, p, [t IN told WHERE t.doc <> p.doc AND t.published >= p.published
  AND NOT (left(t.one, 6) IN ['person', 'place:'] AND left(t.one, 6) = left(p.one, 6) AND t.one <> p.one)
  AND NOT (left(t.other, 6) IN ['person', 'place:'] AND left(t.other, 6) = left(p.other, 6) AND t.other <> p.other)] AS later
WITH *, [t IN later WHERE t.status = 'actual' AND t.negated = p.negated
    AND left(t.day, t.sharp) >= left(p.published, t.sharp) AND (p.date IS NULL OR t.month - p.month <= 1)] AS done,
  [t IN later WHERE t.status IN ['actual', 'planned'] AND t.negated <> p.negated] AS dropped
WITH *, CASE WHEN size(done) > 0 THEN done[0].id WHEN size(dropped) > 0 THEN dropped[0].id END AS follower, CASE
  WHEN size(done) > 0 THEN 'done' WHEN size(dropped) > 0 THEN 'called off' WHEN p.date IS NULL THEN 'open'
  WHEN left(p.date, p.sharp) < left(today, p.sharp) THEN 'overdue' ELSE 'due' END AS found
WHERE outcome = '' OR found = outcome
WITH tie, p.one AS one, p.other AS other, p.relation AS relation, p.date AS due, found,
  collect(p.id)[0] AS first, count(p) AS announcements, collect(follower)[0] AS follower
MATCH (s:Statement {id: first})
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH q = (s)-[:OBJECT]->(b)
MATCH (s)-[:IN]->(r:Article)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..2]->(v:Actor)
WHERE NOT EXISTS { (v)-[:SAME_AS]->() }
WITH *, coalesce(follower, '') AS key
OPTIONAL MATCH (f:Statement {id: key})-[:IN]->(fr:Article)
OPTIONAL MATCH pf = (:Statement {id: key})-[:SUBJECT]->()
OPTIONAL MATCH qf = (:Statement {id: key})-[:OBJECT]->()
WITH a, s, b, r, p, q, due, found, announcements, collect(v.name)[0] AS speaker, f, fr, pf, qf
RETURN found AS outcome, a.name AS subject, s.relation AS relation, b.name AS object, due, s.published AS announced,
  announcements, speaker, s.text AS before, r.outlet AS outlet_before,
  coalesce(f.date, f.published) AS followed, f.text AS after, fr.outlet AS outlet_after,
  [p, q] AS picture, [pf, qf] AS picture_after
ORDER BY coalesce(due, announced) DESC, subject, relation, object, outcome, s.id
LIMIT 100

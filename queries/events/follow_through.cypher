// title: What became of what was announced
// category: events
// description: Each announced event with what later articles tell: done (the same deed reported as a fact on or after the day of the announcement), called off, overdue (its day is past and no article tells of it), due, or open where no day was given. A dated event is done if it took place until a month after its date. Meetings, talks and receptions count as one another; a state stands for everyone who acts for it and for its places, unless both articles name somebody or some place. The filters choose the announcements; what became of them may stand in any article. Of one deed between two parties the three hundred latest statements are looked at; with until the three hundred latest up to it and the next three hundred.
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
CALL (today) {
  MATCH (n:Article)
  RETURN max(n.published) AS newest
}
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
OPTIONAL MATCH (n)-[:ABOUT]->(i:Issue)
WITH actor, outcome, CASE today WHEN '' THEN newest ELSE today END AS today, since, until, status, negation, min_confidence, outlet,
  n.id AS name, coalesce(i.id, n.principal) AS side, CASE WHEN actor = '' OR n.id IN named OR n.canonical IN named OR n.principal IN states THEN 1 ELSE 0 END AS fits
WITH actor, outcome, today, since, until, status, negation, min_confidence, outlet, side, max(fits) AS near, collect([name, fits]) AS names
WHERE near = 1
UNWIND names AS name
WITH actor, outcome, today, since, until, status, negation, min_confidence, outlet, name[0] AS key, name[1] AS fits
MATCH (n:Actor|Place|Topic) WHERE n.id = key
MATCH (n)<-[part:SUBJECT|OBJECT]-(s:Statement)
WHERE s.confidence >= min_confidence AND (actor <> '' OR type(part) = 'SUBJECT') AND s.relation IN ['visits', 'hosts', 'meets', 'talks_with',
  'mediates', 'agrees_with', 'signs', 'allies_with', 'cooperates_with', 'aids', 'concedes', 'retreats', 'sanctions', 'mobilizes', 'coerces', 'attacks']
WITH outcome, today, since, until, status, negation, outlet, s.id AS key, max(fits) AS fits
MATCH (s:Statement {id: key})
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:OBJECT]->(b)
OPTIONAL MATCH (b)-[:ABOUT]->(i:Issue)
WITH outcome, today, since, until, outlet, key, a.principal AS doer, coalesce(i.id, b.principal) AS goal,
  CASE WHEN s.relation IN ['hosts', 'meets', 'talks_with'] THEN 'meets' ELSE s.relation END AS deed,
  CASE WHEN fits = 1 AND s.status <> 'actual' AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) THEN key END AS announcing
WITH outcome, today, since, until, outlet, key, announcing, deed, doer, goal,
  deed IN ['meets', 'talks_with', 'agrees_with', 'allies_with', 'cooperates_with'] AND goal < doer AS turned
WITH outcome, today, since, until, outlet, deed, CASE WHEN turned THEN goal ELSE doer END AS doer, CASE WHEN turned THEN doer ELSE goal END AS goal,
  collect(announcing) AS announcing, collect(key) AS keys
WHERE size(announcing) > 0
CALL (keys, announcing, doer, since, until, outlet) {
  UNWIND keys AS key
  MATCH (s:Statement {id: key})-[:IN]->(r:Article)
  MATCH (s)-[:SUBJECT]->(a:Actor)
  MATCH (s)-[:OBJECT]->(b)
  WITH {id: key, one: CASE a.principal WHEN doer THEN a.canonical ELSE b.canonical END, other: CASE a.principal WHEN doer THEN b.canonical ELSE a.canonical END,
    doc: r.id, published: coalesce(s.published, ''), day: coalesce(s.date, s.published, ''), date: s.date,
    sharp: CASE s.date_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 WHEN 'week' THEN 7 ELSE 10 END,
    status: s.status, negated: s.negated, relation: s.relation,
    month: toInteger(left(coalesce(s.date, s.published, ''), 4)) * 12 + toInteger(substring(coalesce(s.date, s.published, ''), 5, 2)),
    announces: key IN announcing AND coalesce(s.published, '') >= since AND left(coalesce(s.published, ''), size(until)) <= until
      AND toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)} AS t, coalesce(s.published, '') AS published, key
  ORDER BY published DESC, key
  WITH collect(CASE WHEN left(published, size(until)) <= until THEN t END)[..300] AS latest, collect(CASE WHEN left(published, size(until)) > until THEN t END) AS later
  RETURN latest + later[CASE WHEN size(later) > 300 THEN size(later) - 300 ELSE 0 END..] AS told
}
WITH outcome, today, deed, doer, goal, [t IN told WHERE t.announces] AS announced, told
WHERE size(announced) > 0
CALL (announced, told) {
  UNWIND announced AS p
  UNWIND told AS t
  WITH p, t
  WHERE t.id = p.id OR t.doc <> p.doc AND t.published >= p.published
    AND NOT (left(t.one, 6) IN ['person', 'place:'] AND left(t.one, 6) = left(p.one, 6) AND t.one <> p.one)
    AND NOT (left(t.other, 6) IN ['person', 'place:'] AND left(t.other, 6) = left(p.other, 6) AND t.other <> p.other)
  WITH p, t.published AS published, t.id AS id, t.status = 'actual' AND t.negated = p.negated
    AND left(t.day, t.sharp) >= left(p.published, t.sharp) AND (p.date IS NULL OR t.month - p.month <= 1) AS does,
    t.status IN ['actual', 'planned'] AND t.negated <> p.negated AS drops
  ORDER BY published, id
  RETURN p, collect(CASE WHEN does THEN id END)[0] AS done, collect(CASE WHEN drops THEN id END)[0] AS dropped
}
WITH outcome, deed, doer, goal, p, coalesce(done, dropped) AS follower, CASE WHEN done IS NOT NULL THEN 'done' WHEN dropped IS NOT NULL THEN 'called off'
  WHEN p.date IS NULL THEN 'open' WHEN left(p.date, p.sharp) < left(today, p.sharp) THEN 'overdue' ELSE 'due' END AS found
WHERE outcome = '' OR found = outcome
WITH deed, doer, goal, p.one AS one, p.other AS other, p.relation AS relation, p.date AS due, found, p.published AS published, p.id AS id, follower
ORDER BY published, id
WITH deed, doer, goal, one, other, relation, due, found, collect(id)[0] AS first, count(id) AS announcements, collect(follower)[0] AS follower
MATCH (s:Statement {id: first})
MATCH p = (s)-[:SUBJECT]->(a:Actor)
MATCH q = (s)-[:OBJECT]->(b)
MATCH (s)-[:IN]->(r:Article)
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
OPTIONAL MATCH (w:Actor) WHERE w.id = v.canonical
WITH s, a, b, r, p, q, due, found, announcements, w.name AS speaker, coalesce(follower, '') AS key
OPTIONAL MATCH (f:Statement {id: key})-[:IN]->(fr:Article)
OPTIONAL MATCH pf = (:Statement {id: key})-[:SUBJECT]->()
OPTIONAL MATCH qf = (:Statement {id: key})-[:OBJECT]->()
RETURN found AS outcome, a.name AS subject, s.relation AS relation, b.name AS object, due, s.published AS announced,
  announcements, speaker, s.text AS before, r.outlet AS outlet_before,
  coalesce(f.date, f.published) AS followed, f.text AS after, fr.outlet AS outlet_after,
  [p, q] AS picture, [pf, qf] AS picture_after
ORDER BY coalesce(due, announced) DESC, subject, relation, object, outcome, s.id
LIMIT 100

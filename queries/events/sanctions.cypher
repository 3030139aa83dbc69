// title: Sanctions threatened, imposed and eased
// category: events
// description: One row for who punishes, who is punished and the phase: called for, threatened (planned or possible), ruled out, imposed, or eased (yields or withdrawals whose sentence speaks of sanctions, an embargo, tariffs or restrictions). Sanctions are also tariffs, bans, expelled envoys and cut links. People and firms of a state count for the state; the latest sentence is shown.
// param sender: who punishes: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param target: who is punished, likewise; empty for anyone
// param phase: called for, threatened, ruled out, imposed, eased or easing talked of; empty for all
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS sender, '' AS target, '' AS phase, '' AS since, '' AS until, '' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
CALL (sender, target) {
  MATCH (n:Actor)
  RETURN collect(CASE WHEN n.id IN [sender, 'country:' + toUpper(sender)]
      OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(sender) + ' ' THEN n.id END) AS senders,
    collect(CASE WHEN n.id IN [target, 'country:' + toUpper(target)]
      OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(target) + ' ' THEN n.id END) AS targets
}
MATCH (a:Actor)
WHERE sender = '' OR a.id IN senders OR a.canonical IN senders OR a.principal IN senders
MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
WHERE s.relation IN ['sanctions', 'concedes', 'retreats']
  AND (s.relation = 'sanctions' OR any(w IN ['sanction', 'embargo', 'tariff', 'restriction'] WHERE toLower(s.text) CONTAINS w))
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND s.confidence >= min_confidence AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status)
  AND a.principal <> b.principal AND (target = '' OR b.id IN targets OR b.canonical IN targets OR b.principal IN targets)
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (r)-[:COPY_OF]->(o:Article)
MATCH (y:Actor) WHERE y.id = b.canonical
WITH phase, a.principal AS doer, b.principal AS goal, y.name AS name, coalesce(s.date, s.published, '') AS day, r.id AS article, s.sent AS sent, s.id AS id,
  coalesce(o.outlet, r.outlet) AS outlet, CASE
    WHEN s.relation <> 'sanctions' THEN CASE WHEN s.status = 'actual' AND NOT s.negated THEN 'eased' ELSE 'easing talked of' END
    WHEN s.negated THEN 'ruled out' WHEN s.status = 'actual' THEN 'imposed' WHEN s.status = 'called_for' THEN 'called for'
    ELSE 'threatened' END AS step
ORDER BY day DESC, article, sent, id
WHERE phase = '' OR step = phase
WITH doer, goal, step, count(id) AS statements, count(DISTINCT outlet) AS outlets, min(day) AS first, max(day) AS last,
  collect(DISTINCT name) AS names, collect(id) AS told
MATCH (d:Actor {id: doer})
WITH *, d.name AS sender, goal AS key
MATCH (g:Actor {id: key})
WITH *, [n IN names WHERE n <> g.name] AS listed, told[0] AS latest
MATCH (s:Statement {id: latest})-[:IN]->(r:Article)
OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor)
OPTIONAL MATCH (w:Actor) WHERE w.id = v.canonical
RETURN sender, g.name AS target, step AS phase, listed, statements, outlets, first, last, w.name AS speaker,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, [k IN told | [p = (:Statement {id: k})-[:SUBJECT|OBJECT]->() | p]] AS picture
ORDER BY last DESC, sender, target, first, phase, doer, goal
LIMIT 100

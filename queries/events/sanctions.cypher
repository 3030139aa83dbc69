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
MATCH (n:Actor)
WITH *, ' ' + toLower(n.name) + ' ' AS words
WITH sender, target, phase, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [sender, 'country:' + toUpper(sender)] OR words CONTAINS ' ' + toLower(sender) + ' ' THEN n.id END) AS senders,
  collect(CASE WHEN n.id IN [target, 'country:' + toUpper(target)] OR words CONTAINS ' ' + toLower(target) + ' ' THEN n.id END) AS targets
MATCH (a:Actor)
WHERE sender = '' OR a.id IN senders OR a.canonical IN senders OR a.principal IN senders
MATCH p = (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor)
WHERE a.principal <> b.principal AND (target = '' OR b.id IN targets OR b.canonical IN targets OR b.principal IN targets)
  AND (s.relation = 'sanctions' OR (s.relation IN ['concedes', 'retreats']
    AND any(w IN ['sanction', 'embargo', 'tariff', 'restriction'] WHERE toLower(s.text) CONTAINS w)))
  AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
WITH phase, a, b, s, p, coalesce(s.date, s.published, '') AS day, CASE
    WHEN s.relation <> 'sanctions' THEN CASE WHEN s.status = 'actual' AND NOT s.negated THEN 'eased' ELSE 'easing talked of' END
    WHEN s.negated THEN 'ruled out' WHEN s.status = 'actual' THEN 'imposed' WHEN s.status = 'called_for' THEN 'called for'
    ELSE 'threatened' END AS step
WHERE phase = '' OR step = phase
MATCH (b)-[:SAME_AS*0..]->(y)
WHERE y.id = b.canonical
MATCH (s)-[:IN]->(r:Article)
OPTIONAL MATCH (s)-[:SAID_BY]->()-[:SAME_AS*0..]->(v:Actor)
WHERE v.id = v.canonical
WITH a.principal AS doer, b.principal AS goal, step, day, y, v, r, s, p
ORDER BY doer, goal, step, day DESC, r.id, s.sent, s.id
WITH doer, goal, step, count(DISTINCT s) AS statements, count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets,
  min(day) AS first, max(day) AS last, collect(DISTINCT CASE y.id WHEN goal THEN null ELSE y.name END) AS listed,
  collect({speaker: v.name, text: s.text, outlet: r.outlet, article: r.id})[0] AS latest, collect(p) AS paths
MATCH (d:Actor {id: doer})
WITH *, goal AS key
MATCH (g:Actor {id: key})
RETURN d.name AS sender, g.name AS target, step AS phase, listed, statements, outlets, first, last, latest.speaker AS speaker,
  latest.text AS sentence, latest.outlet AS outlet, latest.article AS article, paths AS picture
ORDER BY last DESC, sender, target, first, phase, d.id, g.id
LIMIT 100

// title: Who mediates or hosts, between whom
// category: events
// description: One row for a mediator and the parties that one sentence brings together: who mediates between them, or hosts two of them at once, on what, how often, since when, with the latest sentence. People count for their state (and are named), bodies and groups for themselves.
// param mediator: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param party: likewise, of one of the parties; empty for anyone
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS mediator, '' AS party, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WITH *, ' ' + toLower(n.name) + ' ' AS words
WITH mediator, party, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [mediator, 'country:' + toUpper(mediator)] OR words CONTAINS ' ' + toLower(mediator) + ' ' THEN n.id END) AS named
MATCH (a:Actor)
WHERE mediator = '' OR a.id IN named OR a.canonical IN named OR a.party IN named
MATCH p = (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor|Topic)
WHERE s.relation IN ['mediates', 'hosts'] AND a.party <> b.party AND (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
MATCH (s)-[:IN]->(r:Article)
MATCH (a)-[:SAME_AS*0..]->(x)
WHERE x.id = a.canonical
MATCH (b)-[:SAME_AS*0..]->(y)
WHERE y.id = b.canonical
WITH party, b, x, y, s, r, p, coalesce(s.date, s.published, '') AS day, a.party AS doer, b.party AS goal
MATCH (d:Actor {id: doer})
OPTIONAL MATCH (g:Actor {id: goal})
WITH * ORDER BY d.id, r.id, s.sent, s.relation, g.name, g.id, x.name, y.name
WITH party, d, r, s.sent AS sent, s.relation AS relation, s.text AS text, day, collect(DISTINCT x.name) AS people,
  collect(DISTINCT g.name) AS parties, collect(DISTINCT CASE WHEN y:Topic THEN y.name END) AS topics, count(s) AS statements,
  collect(p) AS paths, collect(DISTINCT g.id) + collect(g.name + '  ' + y.name + '  ' + b.name) AS known
WHERE (relation = 'mediates' OR size(parties) > 1)
  AND (party = '' OR any(k IN known WHERE k = 'country:' + toUpper(party) OR k = party
    OR ' ' + toLower(k) + ' ' CONTAINS ' ' + toLower(party) + ' '))
WITH * ORDER BY d.id, day DESC, r.id, sent, relation
UNWIND CASE WHEN size(topics) > 0 THEN topics ELSE [null] END AS topic
UNWIND people AS person
WITH d, parties, topic, person, relation, r, sent, statements, day, text, paths
ORDER BY d.id, day DESC, r.id, sent, relation, topic, person
WITH d, parties, collect(DISTINCT relation) AS does, collect(DISTINCT CASE person WHEN d.name THEN null ELSE person END) AS people,
  collect(DISTINCT topic) AS topics, count(DISTINCT r.id + ' ' + toString(sent)) AS sentences, count(DISTINCT coalesce([(r)-[:COPY_OF]->(first_carrier) | first_carrier.outlet][0], r.outlet)) AS outlets,
  min(day) AS first, max(day) AS last, collect({text: text, outlet: r.outlet, article: r.id})[0] AS latest, collect(paths)[0] AS paths
RETURN d.name AS mediator, people, does, parties, topics, sentences, outlets, first, last,
  latest.text AS sentence, latest.outlet AS outlet, latest.article AS article, d AS picture_mediator, paths AS picture
ORDER BY size(parties) = 0, sentences DESC, last DESC, mediator, parties, d.id
LIMIT 50

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
CALL (mediator, party) {
  MATCH (n:Actor)
  RETURN collect(CASE WHEN n.id IN [mediator, 'country:' + toUpper(mediator)]
      OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(mediator) + ' ' THEN n.id END) AS mediators,
    collect(CASE WHEN n.party = n.id AND n.id IN [party, 'country:' + toUpper(party)]
      OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(party) + ' ' THEN n.id END) AS named
}
MATCH (a:Actor)
WHERE mediator = '' OR a.id IN mediators OR a.canonical IN mediators OR a.party IN mediators
MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Actor|Topic)
WHERE s.relation IN ['mediates', 'hosts'] AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND s.confidence >= min_confidence AND (negation = '' OR s.negated = (negation = 'denied')) AND (status = '' OR s.status = status) AND a.party <> b.party
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (r)-[:COPY_OF]->(o:Article)
MATCH (x:Actor) WHERE x.id = a.canonical
OPTIONAL MATCH (g:Actor) WHERE g.id = b.party
WITH a.party AS doer, r.id AS article, s.sent AS sent, s.relation AS relation, s.text AS text, coalesce(s.date, s.published, '') AS day, s.id AS id,
  coalesce(o.outlet, r.outlet) AS outlet, x.name AS person, g.name AS side, g.id AS goal, CASE WHEN b:Topic THEN b.name END AS topic,
  CASE WHEN party = '' OR b:Actor AND (b.id IN named OR b.canonical IN named OR b.party IN named) THEN 1 ELSE 0 END AS fits
ORDER BY side, goal, person, topic, id
WITH doer, article, outlet, sent, relation, text, day, collect(DISTINCT person) AS people, collect(DISTINCT side) AS parties,
  collect(DISTINCT topic) AS topics, collect(id) AS told, max(fits) AS fits
WHERE (relation = 'mediates' OR size(parties) > 1) AND fits = 1
UNWIND CASE WHEN size(topics) > 0 THEN topics ELSE [null] END AS topic
UNWIND people AS person
WITH doer, parties, topic, person, relation, article, outlet, sent, day, told
ORDER BY day DESC, article, sent, relation, topic, person
WITH doer, parties, collect(DISTINCT relation) AS does, collect(DISTINCT person) AS names, collect(DISTINCT topic) AS topics,
  count(DISTINCT article + ' ' + toString(sent)) AS sentences, count(DISTINCT outlet) AS outlets, min(day) AS first, max(day) AS last, collect(told)[0] AS told
MATCH (d:Actor {id: doer})
WITH *, told[0] AS latest
MATCH (s:Statement {id: latest})-[:IN]->(r:Article)
RETURN d.name AS mediator, [n IN names WHERE n <> d.name] AS people, does, parties, topics, sentences, outlets, first, last,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, d AS picture_mediator, [k IN told | [p = (:Statement {id: k})-[:SUBJECT|OBJECT]->() | p]] AS picture
ORDER BY size(parties) = 0, sentences DESC, last DESC, mediator, parties, doer
LIMIT 50

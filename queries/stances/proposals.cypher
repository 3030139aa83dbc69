// title: Who proposes what, who is for it, against it, or silent
// category: stances
// description: One row for a proposed topic: its authors, who supports, signs or welcomes it, who withholds support (abstains), who opposes or criticizes it, and who is silent (states and bodies that the same articles name and that take no side on it). A topic named in full and about an issue is followed through all articles; in an article with the proposal whatever has the same head word counts too ("the plan" is the "three-phase truce plan"), so a bare word such as "plan" counts within its article only.
// param topic: words in the topic's or issue's name, all of which must occur; empty for any
// param author: who proposes: a name, a word of it, or an alpha-3 code (everyone who acts for that state); empty for anyone
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH '' AS topic, '' AS author, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (n:Actor)
WITH topic, author, since, until, status, negation, min_confidence, outlet,
  collect(CASE WHEN n.id IN [author, 'country:' + toUpper(author)] OR ' ' + toLower(n.name) + ' ' CONTAINS ' ' + toLower(author) + ' ' THEN n.id END) AS named
MATCH (a:Actor)
WHERE author = '' OR a.id IN named OR a.canonical IN named OR a.principal IN named
MATCH (a)<-[:SUBJECT]-(s:Statement {relation: 'proposes'})-[:OBJECT]->(t:Topic)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
  AND (outlet = '' OR EXISTS { (s)-[:IN]->(r:Article) WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet) })
OPTIONAL MATCH (t)-[:ABOUT]->(i:Issue)
WITH t, i, s.doc AS doc, topic
WHERE all(w IN split(toLower(topic), ' ') WHERE toLower(t.name + ' ' + coalesce(i.name, '')) CONTAINS w)
WITH DISTINCT t, i, CASE WHEN toLower(t.name) <> toLower(i.name) THEN '' ELSE doc END AS within, doc
OPTIONAL MATCH (:Article {id: doc})<-[:IN]-(s:Statement)-[:OBJECT]->(b:Topic)
WHERE b.id <> t.id AND last(split(toLower(b.name), ' ')) = last(split(toLower(t.name), ' '))
WITH t, i, within, [{topic: t.id, doc: within}] + collect(DISTINCT CASE WHEN b IS NOT NULL THEN {topic: b.id, doc: doc} END) AS alike
UNWIND alike AS like
WITH t, i, within, like.topic AS key, like.doc AS doc
OPTIONAL MATCH (:Topic {id: key})<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(x:Actor)
WHERE (doc = '' OR s.doc = doc) AND s.status IN ['actual', 'planned'] AND s.relation IN ['proposes', 'supports', 'signs', 'agrees_with', 'demands',
  'opposes', 'denies', 'criticizes', 'warns', 'protests']
WITH t, i, within, coalesce(x.party, '') AS party, s.id AS id, s.published AS published, s.doc AS article, s.sent AS sent, CASE
  WHEN s.relation = 'proposes' THEN 'author' WHEN s.negated THEN 'withheld'
  WHEN s.relation IN ['supports', 'signs', 'agrees_with', 'demands'] THEN 'for' ELSE 'against' END AS side
OPTIONAL MATCH (p:Actor {id: party})
WITH t, i, within, side, id, p.name AS name, published, article, sent
ORDER BY t.id, within, side, published, article, sent, name, id
WITH t, i, within, side, collect(DISTINCT name) AS names, collect(DISTINCT id)[..50] AS said
WITH t, i, within, collect({side: side, names: names, said: said}) AS sides
CALL (t, within) {
  MATCH (t)<-[:OBJECT]-(o:Statement)
  WHERE within = '' OR o.doc = within
  WITH DISTINCT o.doc AS doc
  MATCH (r:Article {id: doc})<-[:IN]-(s:Statement)-[:SUBJECT]->(x:Actor)
  WHERE s.status IN ['actual', 'planned']
  WITH DISTINCT x.party AS key
  MATCH (p:Actor {id: key})
  WHERE NOT p:Group
  WITH p ORDER BY p.name, p.id
  RETURN collect(DISTINCT p.name) AS parties, collect(p) AS nodes
}
WITH t, i, parties, nodes, [g IN sides WHERE g.side = 'author'][0] AS source, [g IN sides WHERE g.side = 'for'][0] AS yes,
  [g IN sides WHERE g.side = 'withheld'][0] AS half, [g IN sides WHERE g.side = 'against'][0] AS no,
  reduce(told = [], g IN sides | told + g.said) AS said
WITH *, coalesce(source.names, []) AS authors, coalesce(yes.names, []) AS supporters, coalesce(half.names, []) AS withheld,
  coalesce(no.names, []) AS opponents, coalesce(source.said[0], '') AS key
OPTIONAL MATCH (s:Statement {id: key})-[:IN]->(r:Article)
CALL (said) {
  UNWIND said AS id
  MATCH q = (:Statement {id: id})-[:OBJECT]->()
  RETURN collect(q) AS paths
}
RETURN t.name AS topic, i.name AS issue, authors, [n IN supporters WHERE NOT n IN authors] AS supporters, withheld, opponents,
  [n IN parties WHERE NOT n IN authors + supporters + withheld + opponents] AS silent, coalesce(s.date, s.published, '') AS first,
  s.text AS sentence, r.outlet AS outlet, r.id AS article, t AS picture_topic, paths AS picture, nodes AS picture_actors
ORDER BY first DESC, topic, article, t.id
LIMIT 50

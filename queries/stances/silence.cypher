// title: Whose position on a topic is missing
// category: stances
// description: States, bodies and parties that articles on a topic name, or that have dealings with those who take sides on it, and that themselves take no side in any article. First those that the most articles on the topic name; partners are the ones with a side that they had dealings with anywhere (for and against apart). What others say of an actor is not its position.
// param topic: words in the topic's or issue's name, all of which must occur
// param since: first day that counts, as 2023, 2023-03 or 2023-03-20; empty for all
// param until: last day that counts, likewise; empty for all
// param status: actual, planned, possible or called_for; empty for all
// param negation: asserted or denied; empty for both
// param min_confidence: least confidence, 0 to 1
// param outlet: words in the outlet's name; empty for all
WITH 'ceasefire' AS topic, '' AS since, '' AS until, 'actual' AS status, '' AS negation, 0.0 AS min_confidence, '' AS outlet  // defaults: edit here
MATCH (t:Topic)
OPTIONAL MATCH (t)-[:ABOUT]->(i:Issue)
WITH *
WHERE all(w IN split(toLower(topic), ' ') WHERE toLower(t.name) CONTAINS w)
  OR all(w IN split(toLower(topic), ' ') WHERE toLower(coalesce(i.name, '')) CONTAINS w)
MATCH (t)<-[:OBJECT]-(s:Statement)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied')) AND s.confidence >= min_confidence
  AND coalesce(s.date, s.published, '') >= since AND left(coalesce(s.date, s.published, ''), size(until)) <= until
MATCH (s)-[:SUBJECT]->(a:Actor)
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
WITH min_confidence, r, a.party AS doer, CASE
  WHEN s.relation IN ['supports', 'proposes', 'demands', 'signs', 'agrees_with', 'mediates'] THEN 1
  WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'accuses', 'warns', 'protests'] THEN -1 ELSE 0 END * CASE WHEN s.negated THEN -1 ELSE 1 END AS sign
WITH min_confidence, r, collect(DISTINCT CASE sign WHEN 1 THEN doer END) AS yes, collect(DISTINCT CASE sign WHEN -1 THEN doer END) AS no
MATCH (r)<-[:IN]-(s:Statement)-[:SUBJECT|OBJECT]->(n:Actor)
WHERE s.confidence >= min_confidence
WITH n.party AS key, max(CASE WHEN n.party IN yes THEN 1 ELSE 0 END) AS pro, max(CASE WHEN n.party IN no THEN 1 ELSE 0 END) AS contra,
  collect([s.published, r.id, s.sent, s.id]) AS named
WITH collect(CASE pro WHEN 1 THEN key END) AS yes, collect(CASE contra WHEN 1 THEN key END) AS no,
  collect(CASE WHEN pro + contra = 0 AND NOT split(key, ':')[0] IN ['person', 'group'] THEN [key, named] END) AS rest
UNWIND rest AS e
WITH yes, no, e[0] AS key, e[1] AS named
UNWIND named AS e
WITH yes, no, key, e[0] AS published, e[1] AS article, e[2] AS sent, e[3] AS id
ORDER BY key, published DESC, article, sent, id
WITH yes, no, key, count(DISTINCT article) AS articles, count(DISTINCT id) AS statements, max(published) AS last, collect(id)[0] AS latest
MATCH (d:Actor {id: key})
CALL (d) {
  MATCH (d)<-[:OF*0..1]-()-[:SAME_AS*0..]-(n:Actor)
  WHERE n.party = d.id
  WITH DISTINCT n
  MATCH (n)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(o:Actor)
  WHERE s.status = 'actual' AND NOT s.negated AND o.party <> n.party
  WITH collect(DISTINCT o.party) AS met
  RETURN met
}
WITH *, [k IN met WHERE k IN yes OR k IN no] AS partners
WHERE size(met) > 0
CALL (yes, no, partners) {
  UNWIND partners AS partner
  MATCH (g:Actor {id: partner})
  WITH yes, no, g ORDER BY g.name, g.id
  RETURN collect(DISTINCT CASE WHEN g.id IN yes THEN g.name END) AS partners_for, collect(DISTINCT CASE WHEN g.id IN no THEN g.name END) AS partners_against,
    collect(g) AS nodes
}
MATCH (s:Statement {id: latest})
MATCH (s)-[:IN]->(r:Article)
RETURN d.name AS actor, articles, statements, last, partners_for, partners_against, s.text AS sentence, r.outlet AS outlet, r.id AS article,
  d AS picture_actor, nodes AS picture_partners
ORDER BY articles DESC, statements DESC, last DESC, actor, d.id
LIMIT 50

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
MATCH (a:Actor)<-[:SUBJECT]-(s:Statement {relation: 'proposes'})-[:OBJECT]->(t:Topic)
WHERE (status = '' OR s.status = status) AND (negation = '' OR s.negated = (negation = 'denied'))
  AND s.confidence >= min_confidence
WITH *, coalesce(s.date, s.published, '') AS day
WHERE day >= since AND left(day, size(until)) <= until
MATCH (a)-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() }
MATCH (s)-[:IN]->(r:Article)
WHERE toLower(coalesce(r.outlet, '')) CONTAINS toLower(outlet)
OPTIONAL MATCH (t)-[:ABOUT]->(i:Issue)
OPTIONAL MATCH (c:Actor {id: 'country:' + x.country})
WITH * WHERE (author = '' OR author IN [x.id, a.id] OR x.country = toUpper(author) OR toLower(c.name) = toLower(author)
    OR ' ' + toLower(x.name + '  ' + a.name) + ' ' CONTAINS ' ' + toLower(author) + ' ')
  AND all(w IN split(toLower(topic), ' ') WHERE toLower(t.name + ' ' + coalesce(i.name, '')) CONTAINS w)
MATCH (t)<-[:OBJECT]-(o:Statement)-[:IN]->(d:Article)
WHERE d.id = r.id OR toLower(t.name) <> toLower(i.name)
WITH DISTINCT t, i, CASE WHEN toLower(t.name) <> toLower(i.name) THEN '' ELSE r.id END AS within, r, d
WITH t, i, within, collect(DISTINCT r.id) AS sources, collect(DISTINCT d.id) AS docs
UNWIND docs AS doc
WITH t, i, within, doc, doc IN sources AS source_doc, last(split(toLower(t.name), ' ')) AS head
MATCH (d:Article {id: doc})<-[:IN]-(s:Statement)-[:SUBJECT]->()-[:SAME_AS*0..2]->(x:Actor)
WHERE NOT EXISTS { (x)-[:SAME_AS]->() } AND s.status IN ['actual', 'planned']
MATCH q = (s)-[:OBJECT]->(b)
WITH *, CASE WHEN b.id = t.id OR (b:Topic AND source_doc AND last(split(toLower(b.name), ' ')) = head) THEN CASE
    WHEN s.relation = 'proposes' THEN 'author'
    WHEN s.relation IN ['supports', 'signs', 'agrees_with', 'demands'] THEN CASE WHEN s.negated THEN 'withheld' ELSE 'for' END
    WHEN s.relation IN ['opposes', 'denies', 'criticizes', 'warns', 'protests'] THEN CASE WHEN s.negated THEN 'withheld' ELSE 'against' END
    ELSE 'other' END ELSE 'other' END AS side,
  CASE WHEN x:Person AND size(x.country) = 3 AND NOT x.country IN ['IGO', 'NGO'] THEN 'country:' + x.country
    ELSE x.id END AS doer
MATCH (p:Actor {id: doer})
WITH * ORDER BY t.id, within, side, s.published, d.id, s.sent, p.name, s.id
WITH t, i, within, side, collect(DISTINCT p.name) AS names,
  collect(CASE side WHEN 'other' THEN null ELSE {text: s.text, outlet: d.outlet, article: d.id, day: coalesce(s.date, s.published, '')} END) AS said,
  collect(CASE side WHEN 'other' THEN null ELSE q END) AS paths, collect(DISTINCT CASE WHEN p:Group THEN null ELSE p END) AS nodes,
  collect(DISTINCT CASE WHEN p:Group THEN null ELSE p.name END) AS parties
WITH t, i, within, collect({side: side, names: names, parties: parties, said: said}) AS sides, collect(paths) AS paths, collect(nodes) AS nodes
WITH *, [g IN sides WHERE g.side = 'author'][0] AS source, [g IN sides WHERE g.side = 'for'][0] AS yes,
  [g IN sides WHERE g.side = 'withheld'][0] AS half, [g IN sides WHERE g.side = 'against'][0] AS no, [g IN sides WHERE g.side = 'other'][0] AS rest
WITH *, coalesce(source.names, []) AS authors, coalesce(yes.names, []) AS supporters, coalesce(half.names, []) AS withheld,
  coalesce(no.names, []) AS opponents
RETURN t.name AS topic, i.name AS issue, authors, [n IN supporters WHERE NOT n IN authors] AS supporters, withheld, opponents,
  [n IN coalesce(rest.parties, []) WHERE NOT n IN authors + supporters + withheld + opponents] AS silent, source.said[0].day AS first,
  source.said[0].text AS sentence, source.said[0].outlet AS outlet, source.said[0].article AS article, t AS picture_topic, paths AS picture, nodes AS picture_actors
ORDER BY first DESC, topic, article, t.id
LIMIT 50

"""What is asked of both: the name, the question for nenpyo, the SQL for DuckDB, and whether the order of rows counts.

A question that begins with a keyword of a clause is a pattern query, any other one a phrase. `{place}`, `{hub}` and so on
are the parameters of the data set. Events and other things of an answer count as their ids. Where rows are cut off, ties are
broken by ids, so that there is one right answer.
"""

AWARDED = "JOIN PARTICIPANT p ON p.src = e.id AND p.role = 'recipient'"
BELOW = """WITH RECURSIVE below(id, depth) AS (
    SELECT {place}, 0 UNION ALL SELECT src, depth + 1 FROM PART_OF JOIN below ON dst = below.id {limit})"""


def below(limit=""):
    return BELOW.replace("{limit}", limit)


TABLE = [
    ("awards to companies at or below a place",
     "MATCH (p:Place {id: {place}})<-[:PART_OF*0..4]-(q:Place)<-[:LOCATED_IN]-(c:Organization {kind: 'Company'})"
     "<-[:PARTICIPANT {role: 'recipient'}]-(e:Event {kind: 'Award'}) RETURN count(DISTINCT e) AS n",
     below("WHERE depth < 4") + f"""SELECT count(DISTINCT e.id) FROM Event e {AWARDED}
     JOIN Organization o ON o.id = p.dst JOIN LOCATED_IN l ON l.src = o.id
     WHERE e.kind = 'Award' AND o.kind = 'Company' AND l.dst IN (SELECT id FROM below)"""),
    ("participants of an event by name",
     "MATCH (e:Event {name: '{event_name}'})-[:PARTICIPANT]->(o) RETURN o.name",
     """SELECT o.name FROM Event e JOIN PARTICIPANT p ON p.src = e.id JOIN Organization o ON o.id = p.dst
     WHERE e.name = '{event_name}'"""),
    ("events by month and kind, top 20",
     "MATCH (e:Event) RETURN e.date.year AS year, e.date.month AS month, e.kind AS kind, count(*) AS n "
     "ORDER BY n DESC, year, month, kind LIMIT 20",
     """SELECT year(date) AS y, month(date) AS m, kind, count(*) AS n FROM Event GROUP BY ALL
     ORDER BY n DESC, y, m, kind LIMIT 20""", True),
    ("pairs of companies by shared events, top 20",
     "MATCH (a:Organization {kind: 'Company'})<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->"
     "(b:Organization {kind: 'Company'}) WHERE a.id < b.id RETURN a.id AS a, b.id AS b, count(*) AS n "
     "ORDER BY n DESC, a, b LIMIT 20",
     """SELECT p.dst AS a, q.dst AS b, count(*) AS n FROM PARTICIPANT p JOIN PARTICIPANT q ON p.src = q.src AND p.dst < q.dst
     WHERE p.dst IN (SELECT id FROM Organization WHERE kind = 'Company')
     AND q.dst IN (SELECT id FROM Organization WHERE kind = 'Company') GROUP BY ALL ORDER BY n DESC, a, b LIMIT 20""", True),
    ("conferences of one year by place, top 10",
     "MATCH (e:Event {kind: 'Conference'})-[:AT]->(p:Place) WHERE e.date >= date('{date_from}') AND "
     "e.date <= date('{date_to}') RETURN p.name AS place, count(*) AS n ORDER BY n DESC, place LIMIT 10",
     """SELECT p.name, count(*) AS n FROM Event e JOIN "AT" a ON a.src = e.id JOIN Place p ON p.id = a.dst
     WHERE e.kind = 'Conference' AND date BETWEEN '{date_from}' AND '{date_to}'
     GROUP BY p.name ORDER BY n DESC, p.name LIMIT 10""", True),
    ("distinct events that follow an event within 6 steps",
     "MATCH (r:Event {id: {root}})<-[:FOLLOWS*1..6]-(x) RETURN count(DISTINCT x) AS n",
     """WITH RECURSIVE after(id, depth) AS (SELECT src, 1 FROM FOLLOWS WHERE dst = {root}
     UNION SELECT src, depth + 1 FROM FOLLOWS JOIN after ON dst = after.id WHERE depth < 6)
     SELECT count(DISTINCT id) FROM after"""),
]

PATTERNS = [
    ("grouping: organizations by events",
     "MATCH (e:Event)-[:PARTICIPANT]->(o:Organization) RETURN o.id AS id, count(e) AS n ORDER BY n DESC, id LIMIT 50",
     "SELECT dst AS id, count(*) AS n FROM PARTICIPANT GROUP BY ALL ORDER BY n DESC, id LIMIT 50", True),
    ("grouping: roles by kind of event and of organization",
     "MATCH (e:Event)-[p:PARTICIPANT]->(o) RETURN e.kind, p.role, o.kind, count(*), count(DISTINCT o)",
     """SELECT e.kind, p.role, o.kind, count(*), count(DISTINCT o.id) FROM Event e JOIN PARTICIPANT p ON p.src = e.id
     JOIN Organization o ON o.id = p.dst GROUP BY ALL"""),
    ("grouping: least, greatest and mean per kind",
     "MATCH (e:Event) RETURN e.kind, min(e.id), max(e.id), avg(e.id), sum(e.id), min(e.name), max(e.name)",
     "SELECT kind, min(id), max(id), avg(id), sum(id)::BIGINT, min(name), max(name) FROM Event GROUP BY ALL"),
    ("grouping: groups with a condition",
     "MATCH (e:Event)-[:INVOLVES]->(p:Person) WITH p, count(e) AS n WHERE n > 30 RETURN p.name, n",
     """SELECT p.name, count(*) AS n FROM INVOLVES i JOIN Person p ON p.id = i.dst GROUP BY p.id, p.name HAVING n > 30"""),
    ("counting: partners of a hub since a day",
     "MATCH (h:Organization {id: {hub}})<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->(o) WHERE e.date > date('{after}') "
     "RETURN count(DISTINCT o) AS n",
     """SELECT count(DISTINCT q.dst) FROM PARTICIPANT p JOIN PARTICIPANT q ON p.src = q.src AND q.dst <> p.dst
     JOIN Event e ON e.id = p.src WHERE p.dst = {hub} AND e.date > '{after}'"""),
    ("counting: pairs of participants",
     "MATCH (a:Organization)<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->(b) RETURN count(*) AS n",
     "SELECT sum(n * (n - 1))::BIGINT FROM (SELECT count(*) AS n FROM PARTICIPANT GROUP BY src)"),
    ("counting: how many events have how many participants",
     "MATCH (e:Event) OPTIONAL MATCH (e)-[:PARTICIPANT]->(o) WITH e, count(o) AS size RETURN size, count(*) AS n",
     """SELECT size, count(*) FROM (SELECT e.id, count(p.dst) AS size FROM Event e LEFT JOIN PARTICIPANT p ON p.src = e.id
     GROUP BY e.id) GROUP BY size"""),
    ("anti-join: companies without an award since a day",
     "MATCH (o:Organization {kind: 'Company'}) WHERE NOT EXISTS { (o)<-[:PARTICIPANT {role: 'recipient'}]-"
     "(e:Event {kind: 'Award'}) WHERE e.date > date('{after}') } RETURN o.id",
     f"""SELECT o.id FROM Organization o WHERE o.kind = 'Company' AND NOT EXISTS (SELECT 1 FROM Event e {AWARDED}
     WHERE p.dst = o.id AND e.kind = 'Award' AND e.date > '{{after}}')"""),
    ("semi-join: persons in events about a policy at a place that is a country's region",
     "MATCH (n:Person) WHERE EXISTS { (n)<-[:INVOLVES]-(e:Event)-[:ABOUT]->(:Policy {id: 1}) } RETURN n.id",
     "SELECT DISTINCT i.dst FROM INVOLVES i JOIN ABOUT a ON a.src = i.src WHERE a.dst = 1"),
    ("cycle: events at the place of a participant",
     "MATCH (e:Event)-[:AT]->(p:Place)<-[:LOCATED_IN]-(o:Organization)<-[:PARTICIPANT]-(e) RETURN count(*) AS n",
     """SELECT count(*) FROM "AT" a JOIN LOCATED_IN l ON l.dst = a.dst JOIN PARTICIPANT p ON p.src = a.src AND p.dst = l.src"""),
    ("cycle: an event and what it follows share a participant",
     "MATCH (e:Event)-[:FOLLOWS]->(f:Event)-[:PARTICIPANT]->(o:Organization)<-[:PARTICIPANT]-(e) "
     "RETURN count(*), count(DISTINCT o)",
     """SELECT count(*), count(DISTINCT p.dst) FROM FOLLOWS f JOIN PARTICIPANT p ON p.src = f.src
     JOIN PARTICIPANT q ON q.src = f.dst AND q.dst = p.dst"""),
    ("shortest path between organizations",
     "MATCH p = shortestPath((a:Organization {id: {path_a}})-[:PARTICIPANT*]-(b:Organization {id: {path_b}})) "
     "RETURN length(p) AS n",
     """WITH RECURSIVE reached(id, depth) AS (SELECT {path_a}::BIGINT, 0
     UNION SELECT q.dst, depth + 2 FROM reached JOIN PARTICIPANT p ON p.dst = reached.id JOIN PARTICIPANT q ON q.src = p.src
     WHERE depth < 6) SELECT min(depth) FROM reached WHERE id = {path_b}"""),
    ("path: everything that led to the last event, by distance",
     "MATCH p = (x:Event {id: {last}})-[:FOLLOWS*1..4]->(y) RETURN y.id, min(length(p))",
     """WITH RECURSIVE led(id, depth) AS (SELECT dst, 1 FROM FOLLOWS WHERE src = {last}
     UNION SELECT dst, depth + 1 FROM FOLLOWS JOIN led ON src = led.id WHERE depth < 4)
     SELECT id, min(depth) FROM led GROUP BY id"""),
    ("containment: places below a place",
     "MATCH (q:Place)-[:PART_OF*]->(p:Place {id: 0}) RETURN q.level, count(*)",
     below().replace("{place}", "0") + "SELECT level, count(*) FROM below JOIN Place p ON p.id = below.id WHERE depth > 0 GROUP BY level"),
    ("text: events with a word in the name",
     "MATCH (e:Event) WHERE e.name CONTAINS '{word}' RETURN e.kind, count(*)",
     "SELECT kind, count(*) FROM Event WHERE contains(name, '{word}') GROUP BY kind"),
    ("text: beginning, end, lower case, length",
     "MATCH (o:Organization) WHERE o.name STARTS WITH 'Nova' AND o.name ENDS WITH '7' AND toLower(o.name) CONTAINS 'bio' "
     "RETURN o.id, size(o.name), substring(o.name, 5, 3), toUpper(left(o.name, 4))",
     """SELECT id, length(name), substr(name, 6, 3), upper(name[:4]) FROM Organization
     WHERE starts_with(name, 'Nova') AND ends_with(name, '7') AND contains(lower(name), 'bio')"""),
    ("dates: the first day of each month that has an award, with the day itself",
     "MATCH (e:Event {kind: 'Award'}) RETURN e.date.year AS y, e.date.month AS m, min(e.date) AS first, "
     "max(e.date) AS last ORDER BY y, m",
     """SELECT year(date) AS y, month(date) AS m, min(date), max(date) FROM Event WHERE kind = 'Award'
     GROUP BY ALL ORDER BY y, m""", True),
    ("dates: pairs of events that follow on the same day",
     "MATCH (e:Event)-[:FOLLOWS]->(f:Event) WHERE e.date = f.date RETURN count(*)",
     "SELECT count(*) FROM FOLLOWS JOIN Event e ON e.id = src JOIN Event f ON f.id = dst WHERE e.date = f.date"),
    ("nulls: what has no level, no kind or no date",
     "MATCH (n) WHERE n.level IS NULL AND (n.kind IS NULL OR n.date IS NULL) RETURN count(*), count(n.kind), count(n.date)",
     """SELECT (SELECT count(*) FROM Organization) + (SELECT count(*) FROM Person) + (SELECT count(*) FROM Policy),
     (SELECT count(*) FROM Organization), 0"""),
    ("nulls: an aggregate over nothing",
     "MATCH (e:Event) WHERE e.date < date('1990-01-01') RETURN count(*), sum(e.id), min(e.name), avg(e.id), collect(e.id)",
     "SELECT count(*), coalesce(sum(id), 0)::BIGINT, min(name), avg(id), [] FROM Event WHERE date < '1990-01-01'"),
    ("optional: the place and the policy of a few events, where they have them",
     "MATCH (e:Event) WHERE e.id < 200 OPTIONAL MATCH (e)-[:AT]->(p:Place) OPTIONAL MATCH (e)-[:ABOUT]->(l:Policy) "
     "RETURN e.id, p.name, l.name",
     """SELECT e.id, p.name, l.name FROM Event e LEFT JOIN "AT" a ON a.src = e.id LEFT JOIN Place p ON p.id = a.dst
     LEFT JOIN ABOUT b ON b.src = e.id LEFT JOIN Policy l ON l.id = b.dst WHERE e.id < 200"""),
    ("optional: with a condition of its own",
     "MATCH (o:Organization) WHERE o.id < 100 OPTIONAL MATCH (o)<-[:PARTICIPANT]-(e:Event {kind: 'Visit'}) "
     "WHERE e.date > date('{after}') RETURN o.id, count(e), max(e.date)",
     """SELECT o.id, count(e.id), max(e.date) FROM Organization o LEFT JOIN (PARTICIPANT p JOIN Event e ON e.id = p.src
     AND e.kind = 'Visit' AND e.date > '{after}') ON p.dst = o.id WHERE o.id < 100 GROUP BY o.id"""),
    ("union and distinct",
     "MATCH (e:Event)-[:ABOUT]->(:Policy {id: 2}) RETURN e.kind AS k UNION MATCH (o:Organization) RETURN o.kind AS k",
     """SELECT kind FROM Event JOIN ABOUT ON src = Event.id WHERE dst = 2 UNION SELECT kind FROM Organization"""),
    ("order, skip and limit",
     "MATCH (e:Event)-[:AT]->(p:Place) RETURN e.id AS id, e.date AS d, p.id ORDER BY d DESC, id SKIP 1000 LIMIT 25",
     'SELECT e.id, date, dst FROM Event e JOIN "AT" ON src = e.id ORDER BY date DESC, e.id LIMIT 25 OFFSET 1000', True),
    ("order: the last days first, with names",
     "MATCH (e:Event) RETURN e.name, e.date AS d ORDER BY d DESC, e.name LIMIT 20",
     "SELECT name, date FROM Event ORDER BY date DESC, name LIMIT 20", True),
    ("order: names of organizations, the last first",
     "MATCH (o:Organization) RETURN o.name AS name, o.kind ORDER BY name DESC, o.id SKIP 3 LIMIT 7",
     "SELECT name, kind FROM Organization ORDER BY name DESC, id LIMIT 7 OFFSET 3", True),
    ("counting: subqueries by degree",
     "MATCH (o:Organization {kind: 'University'}) RETURN o.id, COUNT { (o)<-[:PARTICIPANT]-() } AS n, "
     "COUNT { (o)<-[:PARTICIPANT]-(e:Event {kind: 'Award'}) WHERE e.date > date('{after}') } AS awards",
     """SELECT o.id, count(e.id), count(CASE WHEN e.kind = 'Award' AND e.date > '{after}' THEN 1 END) FROM Organization o
     LEFT JOIN PARTICIPANT p ON p.dst = o.id LEFT JOIN Event e ON e.id = p.src WHERE o.kind = 'University' GROUP BY o.id"""),
    ("counting: sums of cases",
     "MATCH (e:Event) RETURN sum(CASE WHEN e.kind = 'Award' THEN 1 ELSE 0 END), "
     "count(CASE WHEN e.date.year >= 2015 AND e.kind <> 'Visit' THEN 1 END), "
     "sum(CASE e.kind WHEN 'Award' THEN 2 WHEN 'Visit' THEN -1 END)",
     """SELECT sum((kind = 'Award')::INT)::BIGINT, count(*) FILTER (year(date) >= 2015 AND kind <> 'Visit'),
     sum(CASE kind WHEN 'Award' THEN 2 WHEN 'Visit' THEN -1 END)::BIGINT FROM Event"""),
    ("counting: lists that are long",
     "MATCH (e:Event)-[:PARTICIPANT]->(o) WITH e, collect(o) AS os WHERE size(os) >= 4 RETURN count(*), sum(size(os))",
     """SELECT count(*), sum(n)::BIGINT FROM (SELECT count(*) AS n FROM PARTICIPANT GROUP BY src) WHERE n >= 4"""),
    ("grouping: distinct organizations by kind of event",
     "MATCH (e:Event)-[:PARTICIPANT]->(o) WITH DISTINCT o, e.kind AS kind RETURN kind, count(*)",
     "SELECT kind, count(DISTINCT dst) FROM PARTICIPANT JOIN Event e ON e.id = src GROUP BY kind"),
    ("anti-join: organizations never at a country",
     "MATCH (o:Organization) WHERE NOT EXISTS { (o)<-[:PARTICIPANT]-(:Event)-[:AT]->(:Place {level: 1}) } RETURN o.id",
     """SELECT id FROM Organization WHERE id NOT IN (SELECT p.dst FROM PARTICIPANT p JOIN "AT" a ON a.src = p.src
     JOIN Place l ON l.id = a.dst WHERE l.level = 1)"""),
    ("cycle: partners at one place",
     "MATCH (a:Organization)<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->(b:Organization), "
     "(a)-[:LOCATED_IN]->(:Place)<-[:LOCATED_IN]-(b) WHERE a.name < b.name RETURN count(*)",
     """SELECT count(*) FROM PARTICIPANT p JOIN PARTICIPANT q ON p.src = q.src AND p.dst <> q.dst JOIN Organization a ON a.id = p.dst
     JOIN Organization b ON b.id = q.dst AND a.name < b.name JOIN LOCATED_IN l ON l.src = a.id
     JOIN LOCATED_IN m ON m.src = b.id AND m.dst = l.dst"""),
    ("text: lengths and parts",
     "MATCH (e:Event) WHERE size(e.name) > 24 AND substring(e.name, 0, 5) <> 'Award' RETURN split(e.name, ' ')[1], count(*)",
     """SELECT split_part(name, ' ', 2), count(*) FROM Event WHERE length(name) > 24 AND name[:5] <> 'Award' GROUP BY 1"""),
    ("text: a pattern in any case, or a beginning",
     "MATCH (e:Event) WHERE e.name =~ '(?i).*quantum [0-9]+7' OR e.name STARTS WITH 'Visit' RETURN count(*)",
     """SELECT count(*) FROM Event WHERE regexp_full_match(name, '.*quantum [0-9]+7', 'i') OR starts_with(name, 'Visit')"""),
]

PHRASES = [
    ("phrase: counting per year", "how many awards per year",
     "SELECT year(date)::VARCHAR AS y, count(*) FROM Event WHERE kind = 'Award' GROUP BY y ORDER BY y", True),
    ("phrase: companies below a country", "companies in Country 0",
     below().replace("{place}", "0") + """SELECT o.id FROM Organization o JOIN LOCATED_IN l ON l.src = o.id
     WHERE o.kind = 'Company' AND l.dst IN (SELECT id FROM below)"""),
    ("phrase: in a role", "awards to companies in Country 0",
     below().replace("{place}", "0") + f"""SELECT DISTINCT e.id FROM Event e {AWARDED} JOIN Organization o ON o.id = p.dst
     JOIN LOCATED_IN l ON l.src = o.id WHERE e.kind = 'Award' AND o.kind = 'Company' AND l.dst IN (SELECT id FROM below)"""),
    ("phrase: an amount", "places with level over 2",
     "SELECT id FROM Place WHERE level > 2"),
    ("phrase: without", "companies without events",
     """SELECT id FROM Organization WHERE kind = 'Company' AND id NOT IN (SELECT dst FROM PARTICIPANT)"""),
    ("phrase: at least", "universities with at least 20 events since 2016",
     """SELECT o.id FROM Organization o JOIN PARTICIPANT p ON p.dst = o.id JOIN Event e ON e.id = p.src
     WHERE o.kind = 'University' AND e.date >= '2016-01-01' GROUP BY o.id HAVING count(DISTINCT e.id) >= 20"""),
    ("phrase: a year and a place", "how many conferences in Country 3 in 2018",
     below().replace("{place}", "3") + """SELECT count(DISTINCT e.id) FROM Event e JOIN "AT" a ON a.src = e.id
     WHERE kind = 'Conference' AND year(date) = 2018 AND a.dst IN (SELECT id FROM below)"""),
]

ALL = TABLE + PATTERNS + PHRASES

"""covmap serve, asked over HTTP as its own description says: test_serve.py COVMAP SOURCE"""
import hashlib
import http.client
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.parse

from schemas import Schemas

covmap, source = sys.argv[1], pathlib.Path(sys.argv[2])
schemas = Schemas(source)
kept = tempfile.TemporaryDirectory(prefix="covmap-serve-")
folder = pathlib.Path(kept.name)
PLACE = {"lon": "-4.277790", "lat": "46.585905"}


def run(*arguments):
    return subprocess.run([covmap, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300)


class Served:
    """A server of its own, on a free port, that ends with its block."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([covmap, "serve", "sample", "--format", "json", *arguments], cwd=folder, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __enter__(self):
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        self.address = urllib.parse.urlsplit(schemas.check("serve", json.loads(line))["address"])
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0
        self.process.stdout.close()
        self.process.stderr.close()

    def ask(self, path, query=None, method="GET", host=None):
        """Status, type and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.address.port, timeout=60)
        headers = {"Host": host} if host else {}
        connection.request(method, path + ("?" + urllib.parse.urlencode(query) if query else ""), headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers["Content-Type"], body

    def json(self, schema, path, query=None, status=200):
        found, kind, body = self.ask(path, query)
        assert (found, kind) == (status, "application/json"), (path, query, found, kind, body[:200])
        return schemas.check(schema, json.loads(body))


def check_answers(served):
    place = served.json("at", "/api/at", PLACE)
    assert place == json.loads(run("at", "sample", *PLACE.values(), "--format", "json").stdout)
    assert served.json("at", "/api/at", {"lon": -6, "lat": 46})["commune"] is None
    tables = {table["name"]: table["rows"] for table in served.json("tables", "/api/tables")["tables"]}
    assert tables["commune"] == 42
    communes = served.json("table", "/api/table/commune")
    assert communes["total"] == len(communes["rows"]) == 42
    assert list(communes["rows"][0]) == [column["name"] for column in communes["columns"]]
    page = served.json("table", "/api/table/commune", {"offset": 40, "limit": 5})
    assert page["rows"] == communes["rows"][40:] and page["total"] == 42
    one = served.json("table", "/api/table/commune", {"code": "0A027"})["rows"]
    assert [row["name"] for row in one] == ["Saint-Ys"]
    few = served.json("table", "/api/table/commune", {"columns": "any_4g_population_pct,code", "code": "0A027"})
    assert few["rows"] == [{"code": "0A027", "any_4g_population_pct": one[0]["any_4g_population_pct"]}] and len(few["columns"]) == 2
    assert served.json("table", "/api/table/commune", {"columns": "name", "code": "0A027"})["rows"] == [{"name": "Saint-Ys"}]
    assert len(served.json("table", "/api/table/commune_operators", {"code": "0A027"})["rows"]) > 1
    zones = served.json("table", "/api/zones/no_4g")
    assert zones["rows"][0]["rank"] == 1 and zones["rows"][0]["name"].startswith("Saint-Ys")
    told = served.json("explain", "/api/explain", {"column": "any_4g_population_pct", "code": "0A002"})
    assert told["rows"] == json.loads(
        run("explain", "sample", "any_4g_population_pct", "0A002", "--format", "json", "--language", "en").stdout)


def check_refusals(served):
    for path, query, status, code, word in [
        ("/api/at", None, 400, "usage", "lon"),
        ("/api/at", {"lon": "x", "lat": 46}, 400, "usage", "«x»"),
        ("/api/at", {"lon": "nan", "lat": 46}, 400, "usage", "longitude"),
        ("/api/at", {"lon": 190, "lat": 46}, 400, "usage", "longitude"),
        ("/api/table/towns", None, 404, "not-found", "commune"),
        ("/api/table/commune", {"code": "9"}, 404, "not-found", "«9»"),
        ("/api/table/commune", {"limit": 0}, 400, "usage", "limit"),
        ("/api/table/commune", {"offset": -1}, 400, "usage", "«-1»"),
        ("/api/table/commune", {"columns": "code,colour"}, 404, "not-found", "«colour»"),
        ("/api/table/commune", {"columns": ","}, 404, "not-found", "«»"),
        ("/api/zones/no", None, 404, "not-found", "no_4g"),
        ("/api/explain", None, 400, "usage", "column"),
        ("/api/explain", {"column": "nothing"}, 404, "not-found", "nothing"),
        ("/api/explain", {"column": "any_4g_population", "code": "0A002", "where": "x"}, 400, "usage", "x"),
        ("/api", None, 404, "not-found", "/api"),
        ("/api/at/x", None, 404, "not-found", "/api/at/x"),
    ]:
        error = served.json("error", path, query, status)["error"]
        assert error["code"] == code and word in error["where"] + error["what"] and error["next"], (path, query, error)
    assert served.ask("/api/at", PLACE, method="POST")[0] == 405
    assert served.ask("/api/at", PLACE, method="DELETE")[0] == 405
    status, _, body = served.ask("/api/at", PLACE, method="HEAD")
    assert (status, body) == (200, b"")


def check_description(served):
    """Each path of the description is there, with a schema that is one of docs/schema."""
    found, kind, body = served.ask("/openapi.json")
    assert (found, kind) == (200, "application/json")
    told = json.loads(body)
    assert told["openapi"] == "3.1.0" and told["info"]["version"] in run("--version").stdout
    examples = {"name": {"/api/table/{name}": "commune", "/api/zones/{name}": "no_4g"}, "column": "any_4g_population", **PLACE}
    for path, item in told["paths"].items():
        assert list(item) == ["get"], path
        parameters = item["get"]["parameters"]
        named = [p for p in parameters if p["in"] == "path"]
        query = {p["name"]: examples[p["name"]] for p in parameters if p["in"] == "query" and p["required"]}
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert told["components"]["schemas"][schema]["title"] == schemas.all[schema]["title"]
        served.json(schema, path.replace("{name}", examples["name"][path]) if named else path, query)


def hashes():
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "sample").iterdir()}


assert run("run", source / "data/sample/job.toml", "-o", "sample", "--progress", "none").returncode == 0
before = hashes()
with Served() as server:
    assert server.address.hostname == "127.0.0.1"
    check_answers(server)
    check_refusals(server)
    check_description(server)
    assert server.ask("/")[1].startswith("text/html")  # the map page
    assert server.ask("/api/at", PLACE, host="elsewhere.example")[0] == 421
with Served("--no-page", "--host", "0.0.0.0") as server:
    assert server.json("error", "/", status=404)["error"]["code"] == "not-found"
    assert server.ask("/api/at", PLACE, host="elsewhere.example")[0] == 200
assert hashes() == before  # read only
for host in ("nowhere", "203.0.113.1"):
    refused = run("serve", "sample", "--no-page", "--host", host)
    assert refused.returncode == 2 and "--host " + host in refused.stderr, refused.stderr

"""covmap mcp, by its protocol: initialize, tools/list, tools/call. test_mcp.py COVMAP SOURCE"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
from schemas import Schemas

covmap, source = sys.argv[1], pathlib.Path(sys.argv[2])
schemas = Schemas(source)
kept = tempfile.TemporaryDirectory(prefix="covmap-mcp-")
folder = pathlib.Path(kept.name)


def run(*arguments):
    return subprocess.run([covmap, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300)


class Session:
    """The other side of a server on stdin and stdout."""

    def __init__(self):
        self.process = subprocess.Popen([covmap, "mcp", "sample"], cwd=folder, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.id = 0

    def line(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def read(self):
        return json.loads(self.process.stdout.readline())

    def ask(self, method, **parameters):
        self.id += 1
        self.line(json.dumps({"jsonrpc": "2.0", "id": self.id, "method": method, "params": parameters}))
        answer = self.read()
        assert (answer["jsonrpc"], answer["id"]) == ("2.0", self.id), answer
        return answer

    def call(self, tool, **arguments):
        result = self.ask("tools/call", name=tool, arguments=arguments)["result"]
        assert [part["type"] for part in result["content"]] == ["text"]
        said = json.loads(result["content"][0]["text"])
        assert result["isError"] or said == result["structuredContent"]
        return result["isError"], said

    def end(self):
        self.process.stdin.close()
        assert self.process.wait(20) == 0
        assert self.process.stdout.read() == "" and self.process.stderr.read() == ""


def check_greeting(session):
    for asked, spoken in (("2025-03-26", "2025-03-26"), ("1999-01-01", "2025-06-18")):
        told = session.ask("initialize", protocolVersion=asked, capabilities={}, clientInfo={"name": "test", "version": "1"})["result"]
        assert told["protocolVersion"] == spoken and told["serverInfo"]["name"] == "covmap" and "tools" in told["capabilities"]
    session.line(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}))
    assert session.ask("ping")["result"] == {}


def check_tools(session):
    tools = {tool["name"]: tool for tool in session.ask("tools/list")["result"]["tools"]}
    assert list(tools) == ["at", "tables", "table", "zones", "explain"]
    calls = {"at": {"lon": -4.277790, "lat": 46.585905}, "tables": {}, "table": {"name": "commune", "code": "0A027", "columns": "code,name"},
             "zones": {"name": "no_4g", "limit": 1}, "explain": {"column": "any_4g_population_pct", "code": "0A002"}}
    said = {}
    for name, tool in tools.items():
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
        jsonschema.validate(calls[name], tool["inputSchema"])
        failed, said[name] = session.call(name, **calls[name])
        assert not failed, said[name]
        jsonschema.validate(said[name], tool["outputSchema"])
        schemas.check("table" if name == "zones" else name, said[name])
    assert said["at"] == json.loads(run("at", "sample", "-4.277790", "46.585905", "--format", "json").stdout)
    assert said["table"]["rows"] == [{"code": "0A027", "name": "Saint-Ys"}] and len(said["zones"]["rows"]) == 1


def check_refusals(session):
    failed, said = session.call("table", name="towns")
    assert failed and schemas.check("error", said)["error"]["code"] == "not-found"
    failed, said = session.call("at", lon=190, lat=46)
    assert failed and schemas.check("error", said)["error"]["code"] == "usage"
    for parameters in ({"name": "fly"}, {"name": "at", "arguments": {"lon": 1}}, {"name": "at", "arguments": {"lon": "1", "lat": 2}},
                       {"name": "table", "arguments": {"name": "commune", "offset": -1}}, {"name": "at", "arguments": []}, {}):
        assert session.ask("tools/call", **parameters)["error"]["code"] == -32602, parameters
    assert session.ask("resources/list")["error"]["code"] == -32601
    session.line("{no json")
    assert session.read()["error"]["code"] == -32700
    for text in ("[1]", '"x"', '{"jsonrpc": "2.0", "id": 1}', '{"jsonrpc": "2.0", "id": 1, "method": 2}'):
        session.line(text)
        assert session.read()["error"]["code"] == -32600, text
    session.line("")
    assert session.ask("ping")["result"] == {}  # still there


assert run("run", source / "data/sample/job.toml", "-o", "sample", "--progress", "none").returncode == 0
talk = Session()
check_greeting(talk)
check_tools(talk)
check_refusals(talk)
talk.end()
nowhere = run("mcp", "nowhere")
assert nowhere.returncode == 1 and nowhere.stdout == "" and "nowhere" in nowhere.stderr

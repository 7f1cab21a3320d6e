// covmap mcp RUN
#include "cli/serve/mcp.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>
#include <type_traits>

#include "cli/command.hpp"
#include "cli/rows.hpp"
#include "cli/serve/schemas.hpp"
#include "core/error.hpp"
#include "run/base/versions.hpp"

namespace covmap::cli {
namespace {

/// Versions of the protocol that are spoken, the newest first: modelcontextprotocol.io/specification.
constexpr std::array<const char*, 3> kProtocols = {"2025-06-18", "2025-03-26", "2024-11-05"};

// JSON-RPC 2.0, section 5.1.
constexpr int kNoJson = -32700, kNoRequest = -32600, kNoMethod = -32601, kBadParameters = -32602;

struct RpcFault {
    int code;
    std::string message;
};

Json described(const char* type, const char* what) { return {{"type", type}, {"description", what}}; }

Json tool_json(const char* name, const char* what, const Json& properties, const Json& required, const char* answer) {
    return {{"name", name},
            {"description", what},
            {"inputSchema",
             {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}}},
            {"outputSchema", schema(answer)},
            {"annotations", {{"readOnlyHint", true}, {"openWorldHint", false}}}};
}

Json tools_json() {
    const auto rows_of = [](const char* name) {
        return Json{{"name", described("string", name)},
                    {"code", described("string", "Rows of this territory, zone or place alone")},
                    {"columns", described("string", "These columns alone, by their names: code,name,any_4g_population_pct")},
                    {"offset", {{"type", "integer"}, {"minimum", 0}}},
                    {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", kMostRows}}}};
    };
    const Json degrees = {{"lon", described("number", "Longitude, degrees, WGS 84; west is below 0")},
                          {"lat", described("number", "Latitude, degrees, WGS 84; south is below 0")}};
    const Json number = {{"column", described("string", "A column of the tables, or table.column: any_4g_population_pct")},
                         {"code", described("string", "Of a territory, zone or place; without it the column alone")},
                         {"where", described("string", "A row of several: technology=4G")}};
    return Json::array(
        {tool_json("at", "What is at a place: territory, indicators (meets, not, unknown), operators, zones, distances", degrees,
                   Json::array({"lon", "lat"}), "at"),
         tool_json("tables", "The tables of the run: names, titles, numbers of rows", Json::object(), Json::array(), "tables"),
         tool_json("table", "Rows of a table, with what its columns mean", rows_of("A unit or table: commune"),
                   Json::array({"name"}), "table"),
         tool_json("zones", "Contiguous places where an indicator fails, by the people in them",
                   rows_of("The name of a [[zones]]"), Json::array({"name"}), "table"),
         tool_json("explain", "What stands behind a number: definition, formula, and the account that adds up to it", number,
                   Json::array({"column"}), "explain")});
}

/// A text or number of the arguments. Fault: of another type, or missing where it is needed.
template <class Value>
Value argument_of(const Json& arguments, const char* name, std::optional<Value> otherwise) {
    const auto found = arguments.find(name);
    if (found == arguments.end()) {
        if (otherwise) return *otherwise;
        throw RpcFault{kBadParameters, std::string("the argument ") + name + " is missing"};
    }
    const bool fits = std::is_same_v<Value, std::string> ? found->is_string()
                      : std::is_same_v<Value, double>    ? found->is_number()
                                                         : found->is_number_unsigned();
    if (!fits) throw RpcFault{kBadParameters, std::string("the argument ") + name + " is of another type; tools/list tells it"};
    return found->get<Value>();
}

RowsAsked rows_of_call(const Json& arguments) {
    RowsAsked asked;
    asked.code = argument_of<std::string>(arguments, "code", std::string());
    asked.columns = argument_of<std::string>(arguments, "columns", std::string());
    asked.offset = argument_of<std::size_t>(arguments, "offset", std::size_t{0});
    asked.limit = std::clamp(argument_of<std::size_t>(arguments, "limit", kRowsByDefault), std::size_t{1}, kMostRows);
    return asked;
}

Json greeting(const Json& parameters) {
    const std::string asked = argument_of<std::string>(parameters, "protocolVersion", std::string());
    const bool known = std::find(kProtocols.begin(), kProtocols.end(), asked) != kProtocols.end();
    return {{"protocolVersion", known ? asked : kProtocols.front()},
            {"capabilities", {{"tools", Json::object()}}},
            {"serverInfo", {{"name", "covmap"}, {"version", run::versions().at("covmap")}}},
            {"instructions",
             "A finished run of covmap: who is covered by which network, and who is left aside. Begin with the tool tables; "
             "quote unknown beside every share, for unknown is not uncovered."}};
}

std::string line_of(const Json& message) {
    std::string text = json_text(message, -1);
    text.pop_back();
    return text;
}

std::string fault_line(const Json& id, const RpcFault& fault) {
    return line_of({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", fault.code}, {"message", fault.message}}}});
}

class Mcp final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run")->required();
        app.add_option("--threads", m_threads, "Threads that open the run; 0 takes all")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
    }

    /// Until the other side closes stdin.
    int run() override {
        const RunAnswers answers(m_run, m_threads);
        const McpSession session(answers);
        for (std::string line; std::getline(std::cin, line);)
            if (const auto answer = session.answer(line)) std::cout << *answer << std::endl;
        return kDone;
    }

private:
    std::string m_run;
    int m_threads = 0;
};

}  // namespace

Json McpSession::call(const std::string& tool, const Json& arguments) const {
    if (tool == "at") return m_run.at({argument_of<double>(arguments, "lon", {}), argument_of<double>(arguments, "lat", {})});
    if (tool == "tables") return m_run.tables();
    if (tool == "table") return m_run.table(argument_of<std::string>(arguments, "name", {}), rows_of_call(arguments));
    if (tool == "zones") return m_run.zones(argument_of<std::string>(arguments, "name", {}), rows_of_call(arguments));
    if (tool != "explain") throw RpcFault{kBadParameters, "there is no tool «" + tool + "»; tools/list names them"};
    run::ExplainAsked asked;
    asked.column = argument_of<std::string>(arguments, "column", {});
    asked.code = argument_of<std::string>(arguments, "code", std::string());
    const std::string where = argument_of<std::string>(arguments, "where", std::string());
    if (!where.empty()) asked.where.push_back(where);
    return m_run.explain(asked);
}

Json McpSession::called(const Json& parameters) const {
    const std::string tool = argument_of<std::string>(parameters, "name", {});
    const auto given = parameters.find("arguments");
    const Json arguments = given == parameters.end() ? Json::object() : *given;
    if (!arguments.is_object()) throw RpcFault{kBadParameters, "arguments is no object"};
    const auto said = [](const Json& content) { return Json::array({{{"type", "text"}, {"text", line_of(content)}}}); };
    try {
        const Json found = call(tool, arguments);
        return {{"content", said(found)}, {"structuredContent", found}, {"isError", false}};
    } catch (const std::exception&) {
        const Json failure = Json::parse(failure_json(answer_failure(std::current_exception())));
        return {{"content", said(failure)}, {"isError", true}};
    }
}

Json McpSession::result_of(const std::string& method, const Json& parameters) const {
    if (method == "initialize") return greeting(parameters);
    if (method == "ping") return Json::object();
    if (method == "tools/list") return {{"tools", tools_json()}};
    if (method == "tools/call") return called(parameters);
    throw RpcFault{kNoMethod, "there is no method " + method};
}

std::optional<std::string> McpSession::answer(const std::string& line) const {
    if (line.find_first_not_of(" \t\r") == std::string::npos) return std::nullopt;
    const Json message = Json::parse(line, nullptr, false);
    if (message.is_discarded()) return fault_line(nullptr, {kNoJson, "the line is no JSON"});
    const auto method = message.is_object() ? message.find("method") : message.end();
    if (method == message.end() || !method->is_string())
        return fault_line(nullptr, {kNoRequest, "the message is no request: an object with a method"});
    const auto id = message.find("id");
    if (id == message.end()) return std::nullopt;  // a notification
    try {
        const Json parameters = message.value("params", Json::object());
        if (!parameters.is_object()) throw RpcFault{kBadParameters, "params is no object"};
        return line_of({{"jsonrpc", "2.0"}, {"id", *id}, {"result", result_of(method->get<std::string>(), parameters)}});
    } catch (const RpcFault& fault) {
        return fault_line(*id, fault);
    }
}

std::unique_ptr<Command> make_mcp() { return std::make_unique<Mcp>(); }

}  // namespace covmap::cli

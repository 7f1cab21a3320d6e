#include "cli/serve/api.hpp"
#include "cli/serve/schemas.hpp"

namespace covmap::cli {
namespace {

Json parameter_json(const std::string& name, const std::string& in, bool is_required, const Json& schema,
                    const std::string& what) {
    return {{"name", name}, {"in", in}, {"required", is_required}, {"schema", schema}, {"description", what}};
}

Json content_json(const std::string& name) {
    return {{"application/json", {{"schema", {{"$ref", "#/components/schemas/" + name}}}}}};
}

Json path_json(const std::string& id, const std::string& what, const std::string& name, const Json& parameters) {
    const Json failure = {{"description", "What is wrong, and the next step"}, {"content", content_json("error")}};
    return {{"get",
             {{"operationId", id},
              {"summary", what},
              {"parameters", parameters},
              {"responses",
               {{"200", {{"description", what}, {"content", content_json(name)}}},
                {"400", failure},
                {"404", failure},
                {"500", failure}}}}}};
}

Json rows_parameters(const std::string& what) {
    return {parameter_json("name", "path", true, {{"type", "string"}}, what),
            parameter_json("code", "query", false, {{"type", "string"}}, "Rows of this territory, zone or place alone"),
            parameter_json("columns", "query", false, {{"type", "string"}}, "These columns alone: code,name"),
            parameter_json("offset", "query", false, {{"type", "integer"}, {"minimum", 0}, {"default", 0}}, "Rows passed over"),
            parameter_json("limit", "query", false,
                           {{"type", "integer"}, {"minimum", 1}, {"maximum", kMostRows}, {"default", kRowsByDefault}},
                           "Rows of the answer at most")};
}

}  // namespace

Json openapi(const std::string& version) {
    const auto degrees = [](int most) { return Json{{"type", "number"}, {"minimum", -most}, {"maximum", most}}; };
    constexpr int kLongitude = 180, kLatitude = 90;
    const Json text = {{"type", "string"}};
    Json schemas = Json::object();
    for (const char* name : {"at", "tables", "table", "explain", "error"}) schemas[name] = schema(name);
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "A run of covmap"},
              {"version", version},
              {"description", "Who is covered by whom, read only: places, tables, zones, and the account behind each number."}}},
            {"servers", Json::array({{{"url", "/"}}})},
            {"paths",
             {{"/api/at", path_json("at", "What is at a place", "at",
                                    {parameter_json("lon", "query", true, degrees(kLongitude), "Longitude, degrees, WGS 84"),
                                     parameter_json("lat", "query", true, degrees(kLatitude), "Latitude, degrees, WGS 84")})},
              {"/api/tables", path_json("tables", "The tables of the run", "tables", Json::array())},
              {"/api/table/{name}", path_json("table", "Rows of a table", "table", rows_parameters("A unit or table: commune"))},
              {"/api/zones/{name}", path_json("zones", "Zones, by rank", "table", rows_parameters("The name of a [[zones]]"))},
              {"/api/explain", path_json("explain", "What stands behind a number", "explain",
                                         {parameter_json("column", "query", true, text, "A column, or table.column"),
                                          parameter_json("code", "query", false, text, "Of a territory, zone or place"),
                                          parameter_json("where", "query", false, text, "A row of several: technology=4G")})}}},
            {"components", {{"schemas", schemas}}}};
}

}  // namespace covmap::cli

// Lines in a run: kilometres, stretches, the same from its cells. The small world has 4G of X from x 0 to 1.5 km.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Roads : SmallWorld {
    Roads() {
        claims("a.geojson", {{"X", "4G", "data", "", {0, 0, 1.5, 2}}});
        // One road from west to east in two features, one along the border of the communes, one at sea, one drawn twice.
        folder.file("roads.geojson", roads({{"N1", "A", "[[3000000,2500500],[3002500,2500500]]"},
                                            {"N1", "A", "[[3004000,2500500],[3002500,2500500]]"},
                                            {"", "B", "[[3002000,2500250],[3002000,2501750]]"},
                                            {"", "B", "[[3009000,2500000],[3010000,2500000]]"},
                                            {"N1", "A", "[[3002500,2500500],[3004000,2500500]]"}}));
    }
    struct Road {
        std::string name, of_class, coordinates;
    };
    static std::string roads(const std::vector<Road>& roads) {
        std::string text =
            R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}},"features":[)";
        for (const Road& road : roads)
            text += (text.back() == '[' ? "" : ",") + std::string(R"({"type":"Feature","properties":{"name":")") + road.name +
                    R"(","class":")" + road.of_class + R"("},"geometry":{"type":"LineString","coordinates":)" + road.coordinates +
                    "}}";
        return text + "]}";
    }
    [[nodiscard]] model::Job asking(const std::string& more = {}, const std::string& indicators = any_4g()) const {
        return job(supply("a.geojson") + indicators +
                   "[[lines]]\nname = \"roads\"\nsource = \"roads.geojson\"\ncolumns = { name = \"name\", class = \"class\" }\n" +
                   more);
    }
};

run::RunOptions from(const std::string& folder) {
    run::RunOptions options;
    options.from = folder;
    return options;
}

double number(const test::CsvFile& table, const std::string& unit, const std::string& code, const std::string& of_class,
              const std::string& column) {
    return std::stod(table.at(table.row_where({{"unit", unit}, {"code", code}, {"class", of_class}}), column));
}

/// The plane of the squares is up to 1 % wider than the ground.
auto km(double value) { return Approx(value).epsilon(0.015); }

const std::string kOutputs = "[output]\nformats = [\"csv\", \"geojson\", \"gpkg\", \"fgb\"]\n";

}  // namespace

TEST_CASE("a run tells kilometres by commune, parent and class, and the account of what it read") {
    const Roads world;
    const run::RunSummary summary = test::run_into(world.asking(), world.folder.path("out"));
    const auto table = test::read_csv(world.folder.path("out/lines_roads.csv"));
    CHECK(number(table, "commune", "A1", "A", "km") == km(2));
    CHECK(number(table, "commune", "A1", "A", "any_4g_km") == km(1.5));
    CHECK(number(table, "commune", "A1", "A", "any_4g_km_not") == km(0.5));
    CHECK(number(table, "commune", "B1", "A", "any_4g_km_not") == km(2));
    CHECK(number(table, "departement", "A", "B", "km") == Approx(number(table, "departement", "B", "B", "km")).margin(1e-6));
    CHECK(number(table, "all", "all", "B", "km") == km(1.5));
    CHECK(number(table, "all", "all", "all", "km") == km(5.5));
    const auto operators = test::read_csv(world.folder.path("out/lines_roads_operators.csv"));
    CHECK(std::stod(operators.at(operators.row_where({{"code", "A1"}, {"class", "A"}, {"level", "covered"}}), "km")) == km(1.5));
    const auto manifest = nlohmann::json::parse(text_of(world.folder.path("out/manifest.json"))).at("lines").at(0);
    CHECK(manifest.at("lines") == 4);
    CHECK(manifest.at("duplicates") == 1);
    CHECK(manifest.at("balanced") == true);
    CHECK(std::stod(manifest.at("outside_km").get<std::string>()) == km(1));
    bool said = false;
    for (const core::Text& line : summary.accounts) said = said || line.en.starts_with("lines roads: inside 5.");
    CHECK(said);
}

TEST_CASE("an uncovered stretch runs on from feature to feature, ranked, as a layer") {
    const Roads world;
    test::run_into(world.asking(kOutputs), world.folder.path("out"));
    const auto table = test::read_csv(world.folder.path("out/lines_roads_stretches.csv"));
    REQUIRE(table.rows.size() == 2);
    CHECK(table.at(0, "indicator") == "any_4g");
    CHECK(table.at(0, "name") == "N1");
    CHECK(std::stod(table.at(0, "length_km")) == km(2.5));
    CHECK(table.at(0, "commune") == "B1");
    CHECK(table.at(0, "commune_count") == "2");
    CHECK(table.at(1, "class") == "B");
    CHECK(std::stod(table.at(1, "not_km")) == km(1.5));
    const auto layer = nlohmann::json::parse(text_of(world.folder.path("out/lines_roads_stretches.geojson")));
    REQUIRE(layer.at("features").size() == 2);
    const auto& geometry = layer.at("features").at(0).at("geometry");
    CHECK(geometry.at("type") == "MultiLineString");
    CHECK(geometry.at("coordinates").size() == 1);
    CHECK(text_of(world.folder.path("out/lines_roads_stretches.fgb")).size() > 100);
    CHECK(text_of(world.folder.path("out/covmap.gpkg")).find("lines_roads_stretches") != std::string::npos);
}

TEST_CASE("a run that is asked again gives the same lines, and new indicators and minimums theirs") {
    const Roads world;
    test::run_into(world.asking(kOutputs), world.folder.path("out"));
    test::run_into(world.asking(kOutputs), world.folder.path("again"), from(world.folder.path("out")));
    for (const char* file : {"lines_roads.csv", "lines_roads_operators.csv", "lines_roads_stretches.csv",
                             "lines_roads_stretches.geojson", "outlines.covo"})
        CHECK(text_of(world.folder.path(std::string("again/") + file)) == text_of(world.folder.path(std::string("out/") + file)));
    const std::string any = "[[indicator]]\nname = \"any_5g\"\ntechnology = \">=5G\"\nallow_unknown = true\n";
    const std::string more = "minimum_m = 2000\nfails = [\"any_5g\", \"any_4g\"]\n";
    const std::string both = SmallWorld::any_4g() + any;
    test::run_into(world.asking(more, both), world.folder.path("new"), from(world.folder.path("out")));
    test::run_into(world.asking(more, both), world.folder.path("fresh"));
    for (const char* file : {"lines_roads.csv", "lines_roads_stretches.csv"})
        CHECK(text_of(world.folder.path(std::string("new/") + file)) == text_of(world.folder.path(std::string("fresh/") + file)));
    CHECK(test::read_csv(world.folder.path("new/lines_roads_stretches.csv")).rows.size() == 1);
}

TEST_CASE("lines of a job that its run did not have are read, where their file is still there") {
    const Roads world;
    test::run_into(world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + "[output]\nkeep = \"cells\"\n"),
                   world.folder.path("out"));
    test::run_into(world.asking(), world.folder.path("again"), from(world.folder.path("out")));
    test::run_into(world.asking(), world.folder.path("fresh"));
    CHECK(text_of(world.folder.path("again/lines_roads.csv")) == text_of(world.folder.path("fresh/lines_roads.csv")));
    CHECK(text_of(world.folder.path("again/lines_roads_stretches.csv")) ==
          text_of(world.folder.path("fresh/lines_roads_stretches.csv")));
}

TEST_CASE("lines are the same whatever the threads; [only] publishes a part of them") {
    const Roads world;
    test::run_into(world.asking(), world.folder.path("one"), test::with_threads(1));
    test::run_into(world.asking(), world.folder.path("four"), test::with_threads(4));
    for (const char* file : {"lines_roads.csv", "lines_roads_stretches.csv"})
        CHECK(text_of(world.folder.path(std::string("one/") + file)) == text_of(world.folder.path(std::string("four/") + file)));
    test::run_into(world.asking("[only]\ndepartement = [\"A\"]\n"), world.folder.path("only"));
    const auto table = test::read_csv(world.folder.path("only/lines_roads.csv"));
    CHECK(number(table, "all", "all", "A", "km") == km(2));
    const auto stretches = test::read_csv(world.folder.path("only/lines_roads_stretches.csv"));
    CHECK(std::stod(stretches.at(0, "length_km")) == km(1.5));  // along the border, of which half is published
    CHECK(std::stod(stretches.at(0, "not_km")) == km(0.75));
    CHECK(std::stod(stretches.at(1, "length_km")) == km(0.5));
}

TEST_CASE("lines of which none is read are told") {
    const Roads world;
    const run::RunSummary summary = test::run_into(world.asking("where = { class = [\"C\"] }\n"), world.folder.path("out"));
    bool said = false;
    for (const std::string& line : summary.lines)
        said = said || line == "warning: roads.geojson: none of its features is what `where` asks for";
    CHECK(said);
    CHECK(test::read_csv(world.folder.path("out/lines_roads.csv")).rows.empty());
}

// A reference table made by GEOS, which the engine does not use for its sums, and the run of the same sample held against it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "real/support/op_communes.hpp"
#include "real/support/program.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

const std::string kSample = test::source_dir() + "/data/sample/";

/// The squares, the unreadable one left out; one that is given twice adds up.
People sample_people() {
    People people;
    people.width = people.height = 1000;
    for (const auto& row : read_table(kSample + "squares_1km.csv", ',', {"GRD_ID", "T", "Y_GE65", "LAND_SURFACE"})) {
        int north = 0, east = 0;
        if (std::sscanf(row[0].c_str(), "CRS3035RES1000mN%dE%d", &north, &east) != 2) continue;
        const Square square{{std::atof(row[1].c_str()), std::atof(row[2].c_str())}, std::atof(row[3].c_str())};
        const auto known = people.at.find(People::key(east / 1000, north / 1000));
        if (known == people.at.end())
            people.add(east / 1000, north / 1000, square);
        else
            for (std::size_t a = 0; a < 2; ++a) people.squares[known->second].weights[a] += square.weights[a];
    }
    return people;
}

std::vector<Territory> sample_communes() {
    const Plane lambert("EPSG:2154", "EPSG:3035", kParabolas);
    std::map<std::string, std::vector<Shape>> parts;
    for (const Feature& feature : read_features(kSample + "communes.gpkg", {"code"}))
        parts[feature.texts[0]].push_back(shape_of(feature, lambert));
    std::vector<Territory> territories;
    for (const auto& [code, shapes] : parts) territories.push_back({code, code.substr(0, 2), Shape::united(shapes)});
    // Two neighbours overlap; what both claim is the first one's.
    const auto named = [&](const std::string& code) {
        return std::find_if(territories.begin(), territories.end(), [&](const Territory& t) { return t.code == code; });
    };
    named("0A004")->shape = named("0A004")->shape - named("0A003")->shape;
    return territories;
}

struct File {
    std::string name, crs, operator_code;  ///< the operator, where the file has no column of it
    std::vector<std::string> columns;      ///< technology, service, level, operator
};

std::string operator_of(const std::string& name) {
    if (name == "BOR") return "99902";
    return name == "ALZ" || name == "Alizé" ? "99901" : name;
}

/// The sample's invalid polygons have no holes.
Shape claim_of(const Feature& feature, const Plane& plane) {
    std::vector<Shape> parts;
    for (const std::vector<Ring>& rings : feature.polygons) {
        std::vector<Ring> holes;
        for (std::size_t i = 1; i < rings.size(); ++i) holes.push_back(plane.ring(rings[i]));
        const Ring shell = plane.ring(rings.front());
        const Shape part = Shape::polygon(shell, holes);
        parts.push_back(part.was_invalid() ? Shape::wound(shell) : part);
    }
    return Shape::united(parts);
}

std::vector<Map> sample_maps() {
    const std::vector<std::string> arcep = {"techno", "usage", "niveau", "operateur"};
    std::vector<File> files = {{"2024_T4_couv_BOR.geojson", "EPSG:4326", "", arcep},
                               {"cirrus.gpkg", "EPSG:3035", "99903", {"techno", "usage", "niveau"}},
                               {"dune.geojson", "EPSG:4326", "99904", {"technology", "service", "level"}}};
    for (const char* what : {"2G_voix", "2G3G_voix", "3G_data", "4G_data", "5G_data"})
        files.push_back({std::string("2024_T4_couv_Brume_ALZ_") + what + ".gpkg", "EPSG:2154", "", arcep});
    std::map<std::pair<std::string, std::string>, Map> maps;
    for (const File& file : files) {
        const Plane plane(file.crs, "EPSG:3035", kParabolas);
        for (const Feature& feature : read_features(kSample + "supply/" + file.name, file.columns)) {
            const std::vector<std::string>& t = feature.texts;
            if (t[0].empty() || feature.polygons.empty()) continue;  // left out of the run too, and counted there
            const std::string op = file.operator_code.empty() ? operator_of(t[3]) : file.operator_code;
            Map& map = maps[{op, t[0]}];
            map.operator_code = op;
            map.technology = t[0];
            map.levels[t[2]].push_back(claim_of(feature, plane));
        }
    }
    std::vector<Map> out;
    for (auto& [key, map] : maps) out.push_back(std::move(map));
    return out;
}

/// The reference's rows, made once.
const std::vector<OpRow>& sample_rows() {
    static const std::vector<OpRow> rows = [] {
        World world;
        world.spread = Spread::land;
        world.attributes = 2;
        world.territories = sample_communes();
        world.people = sample_people();
        const std::vector<Map> maps = sample_maps();
        world.layers = layers_of(maps);
        return op_rows(truth(world, [](const Territory&) { return true; }), maps);
    }();
    return rows;
}

const Workshop& workshop() {
    static const Workshop made("reconcile");
    static const bool run = [] {
        const auto said = made.covmap("run " + kSample + "job.toml --progress none -o " + made.file("run"));
        INFO(said.out);
        REQUIRE(said.code == 0);
        return true;
    }();
    (void)run;
    return made;
}

nlohmann::json reconciled(const std::string& table, const std::string& points, int code) {
    const std::string file = workshop().write("2024T4_op_communes.csv", table);
    const auto said =
        workshop().covmap("reconcile " + workshop().file("run") + " " + file + " --format-out json --points " + points);
    INFO(said.out.substr(0, 2000));
    REQUIRE(said.code == code);
    return nlohmann::json::parse(said.out)["references"][0];
}

/// The causes of the rows for which `asked` holds, and that there are some.
std::set<std::string> causes(const nlohmann::json& report, const std::function<bool(const nlohmann::json&)>& asked) {
    std::set<std::string> found;
    for (const auto& row : report["rows_beyond"])
        if (asked(row)) found.insert(row["cause"].get<std::string>());
    return found;
}

}  // namespace

TEST_CASE("the sample's run is what GEOS finds, every class of every commune within 0.01 points") {
    const auto report = reconciled(op_communes(sample_rows()), "0.01", 0);
    CHECK(report["beyond"] == 0);
    CHECK(report["compared"].get<int>() > 400);
    CHECK(report["format"] == "arcep-op-communes");
    for (const auto& left : report["not_compared"]) {
        INFO(left.dump());
        const std::string reason = left["reason"];
        CHECK((reason == "operator not in the market of the place" || reason == "unknown to the run (outside the map's extent)"));
    }
}

TEST_CASE("two communes that the reference has as one are found merged, and nothing else is off") {
    const auto report = reconciled(op_communes(merged(sample_rows(), "0A013", "0A014")), "0.01", 1);
    CHECK(causes(report, [](const auto& row) { return row["code"] == "0A013"; }) == std::set<std::string>{"merged commune"});
    CHECK(causes(report, [](const auto& row) { return row["code"] != "0A013"; }).empty());
    CHECK_THAT(report["rows_beyond"][0]["hint"].get<std::string>(), Catch::Contains("0A014"));
}

TEST_CASE("levels that the run's map does not have are the cause where the covered part agrees") {
    std::vector<OpRow> rows = sample_rows();
    for (OpRow& row : rows)
        if (row.operator_code == "99901" && row.technology == "3G") std::swap(row.classes[1], row.classes[3]);
    const auto report = reconciled(op_communes(rows), "0.01", 1);
    CHECK(causes(report, [](const auto& row) { return row["technology"] == "3G" && row["operator"] == "99901"; }) ==
          std::set<std::string>{"missing level"});
    CHECK(report["causes"].size() == 1);
}

TEST_CASE("thresholds where classes are expected are told from a real difference") {
    const std::string text = op_communes(sample_rows(), 0, true);
    const auto report = reconciled(text, "0.01", 1);
    CHECK(report["causes"].size() == 1);
    CHECK(report["causes"].contains("thresholds taken for classes"));
    CHECK(report["defects"][0]["code"] == "reference-sum");
}

TEST_CASE("another population leaves the areas as they are: the population base") {
    const auto report = reconciled(op_communes(sample_rows(), 1), "0.01", 1);
    CHECK(report["causes"].size() == 1);
    CHECK(report["causes"]["population base"].get<int>() > 10);
}

TEST_CASE("a commune that lost its row, and one that nobody has, are told by their codes") {
    std::string table = op_communes(sample_rows());
    for (std::size_t at = 0; (at = table.find("\"0A015\"", at)) != std::string::npos; ++at) table.replace(at, 7, "\"0A777\"");
    const auto report = reconciled(table, "0.01", 0);
    std::map<std::string, nlohmann::json> left;
    for (const auto& entry : report["not_compared"]) left[entry["reason"]] = entry["examples"];
    CHECK(left["code only in the run"] == nlohmann::json::array({"0A015"}));
    CHECK(left["code only in the reference"] == nlohmann::json::array({"0A777"}));
}

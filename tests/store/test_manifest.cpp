#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "export/support/world.hpp"
#include "store/manifest.hpp"
#include "store/support/model.hpp"
#include "store/timings.hpp"

using namespace covmap;
using nlohmann::json;
using tests::Scratch;

namespace {

json manifest_of(const model::RunModel& model) {
    const Scratch scratch;
    store::write_manifest(model, {{"commune.csv", "manifest.json"}, {{"commune.geojson", 20}}, {"a warning of writing"}},
                          scratch / "manifest.json");
    return json::parse(tests::bytes_of(scratch / "manifest.json"));
}

}  // namespace

TEST_CASE("the manifest says what was read, done and checked, in exact decimals") {
    const json m = manifest_of(tests::full_model());
    CHECK(m["format"] == "covmap-run");
    CHECK(m["format_version"] == 1);
    CHECK(m["date"] == "2018-01-01");
    CHECK(m["files"] == json::array({"commune.csv", "manifest.json"}));
    CHECK(m["job"]["path"] == "france.toml");
    CHECK(m["job"]["quanta"]["weights"] == "0.000001");
    CHECK(m["job"]["quanta"]["area_km2"] == "0.00000001");
    CHECK(m["job"]["parameters"]["demand"]["spread"] == "territory");
    CHECK(m["inputs"][0]["path"] == "couv/a.gpkg");
    CHECK(m["inputs"][0]["bytes"] == 123);
    CHECK(m["inputs"][0]["info"]["licence"] == "Licence Ouverte");
    CHECK(m["territories"] ==
          json::parse(R"({"unit": "commune", "count": 3, "without_demand": 1, "parents": {"departement": 2}})"));
    CHECK(m["claims"][0]["operator_name"] == "Orange");
    CHECK(m["claims"][0]["extent"] == "departement 46, 24");
    CHECK(m["claims"][0]["layers"] == json::array({"BC", "CL"}));
    CHECK(m["claims"][1]["radius_km"] == 8.5);
    CHECK(m["markets"][0]["territories"] == 2);
    CHECK(
        m["balance"][0] ==
        json::parse(
            R"({"attribute": "population", "total": "66319444", "inside": "66000000", "outside": "319444", "balanced": true})"));
    CHECK(m["outside_area_km2"] == "1.23456789");
    CHECK(m["checks"]["c_area_mismatches"][0]["code"] == "2A004");
    CHECK(m["overlaps"]["largest"][0] == json::parse(R"({"code": "75056", "area_km2": "0.000005"})"));
    CHECK(m["gaps"]["area_km2"] == "0.00000007");
    CHECK(m["moved_inside"] == "-1.5");
    CHECK(m["counts"]["discs"] == 10);
    CHECK(m["warnings"] == json::array({"one", "two", "a warning of writing"}));
    CHECK(m["generalised"] == json::parse(R"([{"file": "commune.geojson", "to_m": 20.0}])"));
    CHECK(m["licences"]["strictest"] == "Licence Ouverte");
    CHECK(m["licences"]["terms"] == "open, or with attribution");
    CHECK(m["versions"]["gdal"] == "3.6.2");
}

TEST_CASE("defects are listed by code and file with examples") {
    const json defects = manifest_of(tests::full_model())["defects"];
    REQUIRE(defects.size() == 2);
    CHECK(defects[1]["code"] == "ring-self-crossing");
    CHECK(defects[1]["count"] == 4);
    CHECK(defects[1]["examples"][0] == json::parse(R"({"layer": "couv", "feature": "9", "detail": "index 0"})"));
}

TEST_CASE("of confidential files only row numbers are shown") {
    const json defect = manifest_of(tests::full_model())["defects"][0];
    CHECK(defect["code"] == "bad-coordinates");
    CHECK(defect["count"] == 2);
    CHECK(defect["examples"] ==
          json::parse(R"([{"layer": "", "feature": "", "detail": ""}, {"layer": "", "feature": "41", "detail": ""}])"));
}

TEST_CASE("nothing of the machine is in it: resolved paths, folders and lines are left out") {
    model::RunModel model = tests::full_model();
    const json before = manifest_of(model);
    model.job.folder = "/home/somebody";
    model.job.demand.source.files = {"/home/somebody/squares.csv.gz"};
    model.job.supply[0].source.line = 12;
    CHECK(manifest_of(model) == before);
}

TEST_CASE("texts that are not UTF-8 do not stop the manifest") {
    model::RunModel model = tests::full_model();
    model.warnings = {"B\xE9ta"};
    CHECK(manifest_of(model)["warnings"][0] == "B\uFFFDta");
}

TEST_CASE("an empty model has a manifest too") { CHECK(manifest_of({})["territories"]["count"] == 0); }

TEST_CASE("timings keep the order of the phases") {
    const Scratch scratch;
    store::write_timings({{{"read", 1.5, 2.5}, {"sweep", 0.5, 1.0}}, 2.25, 3.5, 1024, 2}, scratch / "timings.json");
    const json t = json::parse(tests::bytes_of(scratch / "timings.json"));
    CHECK(t["phases"] == json::parse(R"([{"phase": "read", "seconds": 1.5, "cpu_seconds": 2.5},
                                         {"phase": "sweep", "seconds": 0.5, "cpu_seconds": 1.0}])"));
    CHECK(t["peak_memory_bytes"] == 1024);
    CHECK(t["threads"] == 2);
}

TEST_CASE("a manifest that cannot be written is an output error") {
    const auto error = tests::error_of([] { store::write_manifest({}, {}, "/nowhere/manifest.json"); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(tests::error_of([] { store::write_timings({}, "/nowhere/timings.json"); })->kind() == core::ErrorKind::output);
}

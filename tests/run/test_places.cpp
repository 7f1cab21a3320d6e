// «What is here?» in a run, from its cells, and by what_is_at. The small world has 4G of X from x 0 to 1.5 km.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "run/points/point_query.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

/// Two squares served, the third half: school in the served half, shop in the other, farm 1.75 km from the last served centre.
struct Places : SmallWorld {
    Places() {
        claims("a.geojson", {{"X", "4G", "data", "", {0, 0, 1.5, 2}}});
        folder.file("places.csv",
                    "ref,label,east,north\n"
                    "1,School,3001250,2501500\n2,Shop,3001750,2501500\n3,Farm,3003250,2501500\n4,Ship,3009000,2501500\n");
    }
    [[nodiscard]] model::Job asking(const std::string& more = {}) const {
        return job(supply("a.geojson") + any_4g() +
                   "[[places]]\nsource = \"places.csv\"\nname = \"spots\"\ncrs = \"EPSG:3035\"\n"
                   "columns = { id = \"ref\", name = \"label\", x = \"east\", y = \"north\" }\n" +
                   more);
    }
};

run::RunOptions from(const std::string& folder) {
    run::RunOptions options;
    options.from = folder;
    return options;
}

std::string text_of(const model::Table& table, const std::string& column) {
    const model::Column* found = table.find(column);
    REQUIRE(found != nullptr);
    if (found->nulls.front()) return "";
    return found->type == model::ColumnType::text ? found->texts.front()
                                                  : model::decimal_text(found->numbers.front(), found->scale);
}

}  // namespace

TEST_CASE("places of a run are told their commune, the indicator and the way to the nearest served square") {
    const Places world;
    test::run_into(world.asking(), world.folder.path("out"));
    const auto spots = test::read_csv(world.folder.path("out/spots.csv"));
    REQUIRE(spots.rows.size() == 4);
    CHECK(spots.at(0, "id") == "1");
    CHECK(spots.at(0, "name") == "School");
    CHECK(spots.at(0, "commune") == "A1");
    CHECK(spots.at(0, "any_4g") == "meets");
    CHECK(spots.at(0, "any_4g_km") == "0");
    CHECK(spots.at(0, "x_technology") == "4G");
    CHECK(spots.at(1, "any_4g") == "not");
    CHECK(spots.at(1, "x_technology") == "none");
    // Its own square, half of it served, counts: the way is that to its centre. The projection is true to area, not to length.
    CHECK(std::stod(spots.at(1, "any_4g_km")) == Approx(0.25).epsilon(0.02));
    CHECK(spots.at(2, "commune") == "B1");
    CHECK(std::stod(spots.at(2, "any_4g_km")) == Approx(1.75).epsilon(0.02));
    CHECK(spots.at(3, "commune").empty());
    CHECK(spots.at(3, "any_4g").empty());
    CHECK(spots.at(3, "any_4g_km").empty());
    CHECK(std::filesystem::exists(world.folder.path("out/cells.covc")));
}

TEST_CASE("places asked of a finished run are the same, byte for byte, whatever the threads") {
    const Places world;
    test::run_into(world.asking(), world.folder.path("out"), test::with_threads(1));
    test::run_into(world.asking(), world.folder.path("four"), test::with_threads(4));
    test::run_into(world.asking(), world.folder.path("again"), from(world.folder.path("out")));
    const std::string expected = test::bytes_of(world.folder.path("out/spots.csv"));
    CHECK_FALSE(expected.empty());
    CHECK(test::bytes_of(world.folder.path("four/spots.csv")) == expected);
    CHECK(test::bytes_of(world.folder.path("again/spots.csv")) == expected);
}

TEST_CASE("places may be asked of a run that kept its cells for nothing else") {
    const Places world;
    test::run_into(world.asking(), world.folder.path("whole"));
    test::run_into(world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + "[output]\nkeep = \"cells\"\n"),
                   world.folder.path("kept"));
    test::run_into(world.asking(), world.folder.path("answered"), from(world.folder.path("kept")));
    CHECK(test::bytes_of(world.folder.path("answered/spots.csv")) == test::bytes_of(world.folder.path("whole/spots.csv")));
}

TEST_CASE("places asked of a run without cells are an Error with its remedy") {
    const Places world;
    test::run_into(world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + "[output]\nkeep = \"none\"\n"),
                   world.folder.path("bare"));
    CHECK_FALSE(std::filesystem::exists(world.folder.path("bare/cells.covc")));
    const auto error =
        test::error_of([&] { test::run_into(world.asking(), world.folder.path("out"), from(world.folder.path("bare"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where() == world.folder.path("bare"));
    CHECK(error->message().find("add keep = \"cells\" to the [output] of its job and run that again") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(world.folder.path("out")));
}

TEST_CASE("confidential places are refused: their points would be published") {
    const Places world;
    const model::Job job = world.asking("confidential = true\n");
    test::run_into(world.asking(), world.folder.path("kept"));
    for (const std::string& folder : std::vector<std::string>{"", world.folder.path("kept")}) {
        const auto error = test::error_of([&] { test::run_into(job, world.folder.path("out"), from(folder)); });
        REQUIRE(error);
        CHECK(error->kind() == core::ErrorKind::job);
        CHECK(error->where() == job.path + ":" + std::to_string(job.places[0].line));
        CHECK(error->message().find("the places «spots» are confidential") == 0);
        CHECK_FALSE(std::filesystem::exists(world.folder.path("out")));
    }
}

TEST_CASE("a list of places is an input of the manifest, with its hash and its defects") {
    const Places world;
    world.folder.file("places.csv", "ref,label,east,north\n1,School,3001250,2501500\n2,Shop,,\n");
    test::run_into(world.asking(), world.folder.path("out"));
    CHECK(test::read_csv(world.folder.path("out/spots.csv")).rows.size() == 1);
    const auto manifest = nlohmann::json::parse(test::bytes_of(world.folder.path("out/manifest.json")));
    bool found = false;
    for (const auto& input : manifest["inputs"]) {
        if (input["role"] != "places[0]") continue;
        found = true;
        CHECK(input["path"] == "places.csv");
        CHECK(input["sha256"].get<std::string>().size() == 64);
    }
    CHECK(found);
    REQUIRE(manifest["defects"].size() == 1);
    CHECK(manifest["defects"][0]["code"] == "coordinate-not-a-number");
}

TEST_CASE("what is asked of a finished run says of each town hall of the sample what the run's own table says") {
    const std::string& run = test::sample_run("job.toml");
    const auto halls = test::read_csv(run + "/mairies.csv");
    for (std::size_t row = 0; row < halls.rows.size(); row += 5) {
        INFO(halls.at(row, "name"));
        const model::Table at = run::what_is_at(run, {std::stod(halls.at(row, "lon")), std::stod(halls.at(row, "lat"))});
        for (const std::string& column : halls.columns)
            if (column != "id" && column != "name") CHECK(text_of(at, column) == halls.at(row, column));
    }
}

TEST_CASE("longitude and latitude that are nowhere on Earth are a fault of usage") {
    const auto error = test::error_of([&] { run::what_is_at(test::sample_run("job.toml"), {2, 146}); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::usage);
    CHECK(error->message().find("the longitude comes first") != std::string::npos);
}

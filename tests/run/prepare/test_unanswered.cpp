// Indicators that no supply answers, and markets of nobody.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "read/job/job.hpp"
#include "run/prepare/check.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

const std::string kFive = "[[indicator]]\nname = \"five\"\ntechnology = \"5G\"\nservice = \"data\"\n";

/// A offers 4G everywhere.
struct WorldOf4g : SmallWorld {
    WorldOf4g() { claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 4, 2}}}); }
};

}  // namespace

TEST_CASE("an indicator that no supply answers is an error that lists what there is") {
    const WorldOf4g world;
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + kFive);
    CHECK_THROWS_WITH(test::run_into(job, world.folder.path("out")), Catch::Contains("indicator five: no supply answers it") &&
                                                                         Catch::Contains("hold: 4G data.") &&
                                                                         Catch::Contains("allow_unknown = true"));
    const auto findings = run::check_job(job);
    CHECK(std::any_of(findings.begin(), findings.end(), [](const run::CheckFinding& f) {
        return f.severity == "error" && f.what.find("indicator five: no supply answers it") != std::string::npos;
    }));
}

TEST_CASE("where unknown is allowed it is unknown everywhere") {
    const WorldOf4g world;
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + kFive + "allow_unknown = true\n");
    test::run_into(job, world.folder.path("out"));
    CHECK(test::read_csv(world.folder.path("out/commune.csv")).of("A1", "five_population_unk") == "140");
}

TEST_CASE("of a ready set what has no data is left out, with one line") {
    const WorldOf4g world;
    static_cast<void>(world.job(SmallWorld::supply("a.geojson")));
    std::ifstream file(world.folder.path("job.toml"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const model::Job job = read::parse_job(world.folder.file("set.toml", "use = [\"arcep-4g\", \"eu-2023\"]\n" + text));
    const auto lines = test::run_into(job, world.folder.path("out")).lines;
    const auto told = [](const std::string& line) { return line.starts_with("note: no supply answers "); };
    CHECK(std::count_if(lines.begin(), lines.end(), told) == 1);
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "any_4g_population") == "140");
    CHECK_FALSE(communes.has("eu_white_population"));
}

TEST_CASE("markets that license none of the operators are an error that names both") {
    const WorldOf4g world;
    const model::Job job =
        world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + "[[market]]\noperators = [\"X\", \"Y\"]\n");
    CHECK_THROWS_WITH(test::run_into(job, world.folder.path("out")),
                      Catch::Contains("the supplies say A, the markets X, Y") && Catch::Contains("aliases"));
}

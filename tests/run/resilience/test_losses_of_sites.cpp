// Who is lost with some sites: as a run of the same job on a file that never had them.
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <sstream>

#include "core/error.hpp"
#include "run/prepare/markets.hpp"
#include "run/resilience/losses_of_sites.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr double kWest_m = 3000000, kSouth_m = 2500000;
const std::string kMarket = "[[market]]\noperators = [\"O1\", \"O2\"]\n";

struct Mast {
    std::string id, operator_code;
    double x_km, y_km;
};
const std::vector<Mast> kMasts = {{"m1", "O1", 0.4, 0.6}, {"m2", "O1", 2.3, 1.1}, {"m3", "O2", 2.8, 1.2}, {"m4", "O2", 3.6, 0.2}};

/// The masts but for those that `without` names, with discs of 900 m.
model::Job job_of(const SmallWorld& world, const std::string& without = {}, const std::string& more = {}) {
    std::ostringstream table;
    table.precision(12);
    table << "id,op,x,y\n";
    for (const Mast& mast : kMasts)
        if (without.find(mast.id) == std::string::npos)
            table << mast.id << ',' << mast.operator_code << ',' << kWest_m + 1000 * mast.x_km << ','
                  << kSouth_m + 1000 * mast.y_km << '\n';
    world.folder.file("masts.csv", table.str());
    return world.job(
        "[[supply]]\nsource = \"masts.csv\"\nformat = \"sites\"\ncrs = \"EPSG:3035\"\ntechnology = \"4G\"\nservice = \"data\"\n"
        "columns = { id = \"id\", operator = \"op\", x = \"x\", y = \"y\" }\nradius_km = 0.9\nextent = \"everywhere\"\n" +
        kMarket + SmallWorld::any_4g(more));
}

/// As the command does it.
run::Resilience lost(const SmallWorld& world, const model::Job& job, const run::SitesLost& named,
                     const std::string& words = "site") {
    const std::string before = world.folder.path("before"), after = world.folder.path("after");
    test::run_into(job, before, test::overwriting());
    const model::Job again = run::job_without_sites(job);
    run::LostSites sites(named, run::canonical_operators(again));
    run::RunOptions options = test::overwriting();
    options.lost_sites = [&](const model::Site& site, const std::string& id) { return sites.take(site, id); };
    options.allow_unknown = true;
    test::run_into(again, after, options);
    return run::losses_of_sites({before, "", {}}, after, sites, words);
}

/// Who has 4G, people by commune, in a run on the file that `without` are not in.
std::map<std::string, std::string> served_without(const std::string& without, const std::string& more = {}) {
    const SmallWorld world;
    const std::string out = world.folder.path("out");
    test::run_into(job_of(world, without, more), out);
    const test::CsvFile table = test::read_csv(out + "/commune.csv");
    return {{"A1", table.of("A1", "any_4g_population")}, {"B1", table.of("B1", "any_4g_population")}};
}

void check_as_without(const run::Resilience& found, const std::string& without, const std::string& more = {}) {
    const auto before = served_without("", more), after = served_without(without, more);
    const auto& territories = found.model.territories.territories;
    for (std::size_t t = 0; t < territories.size(); ++t) {
        INFO(territories[t].code);
        const measure::Loss& loss = found.losses.front().territories[t];
        const double one = static_cast<double>(core::kWeightQuantaPerUnit);
        CHECK(static_cast<double>(loss.served[0]) / one == Approx(std::stod(before.at(territories[t].code))).margin(1e-6));
        CHECK(static_cast<double>(loss.served[0] - loss.lost[0]) / one ==
              Approx(std::stod(after.at(territories[t].code))).margin(1e-6));
        CHECK(loss.unsure[0] == 0);
    }
}

std::string error_of(const std::function<void()>& action) {
    const auto error = test::error_of(action);
    return error ? error->what() : "";
}

}  // namespace

TEST_CASE("without some sites as many lose it as in a run on a file that never had them") {
    for (const std::string need : {"", "operators = { min = 2 }\n"}) {
        const SmallWorld world;
        const run::Resilience found = lost(world, job_of(world, "", need), {{"m1", "m3"}, "", ""});
        check_as_without(found, "m1 m3", need);
        CHECK(found.sites_lost == 2);
        CHECK(found.sites == 4);
        CHECK(found.whole.front().lost.front() > 0);
        CHECK_FALSE(found.fragile.empty());
    }
}

TEST_CASE("an operator that loses its last site is absent, and not unknown") {
    const SmallWorld world;
    const run::Resilience found = lost(world, job_of(world), {{"m1", "m2", "m3", "m4"}, "", ""});
    CHECK(found.whole.front().lost == found.whole.front().served);
    CHECK(found.whole.front().unsure.front() == 0);
}

TEST_CASE("an area takes the sites in its polygons") {
    const SmallWorld world;
    world.boxes("flood.geojson", {{2, 0, 4, 1.15}});
    const run::Resilience found = lost(world, job_of(world), {{}, world.folder.path("flood.geojson"), ""}, "area=flood.geojson");
    CHECK(found.sites_lost == 2);
    check_as_without(found, "m2 m4");
    CHECK(found.losses.front().sites == "area=flood.geojson");
}

TEST_CASE("a list of outages names sites by id, or by place within 100 m, of one operator or of all") {
    const SmallWorld world;
    const model::Job job = job_of(world);
    const std::string list = world.folder.file("outages.csv", "id,operator\nm1,O1\nm3,\n");
    check_as_without(lost(world, job, {{}, "", list}), "m1 m3");
    // Where m2 stands: (2.3, 1.1) km of the world's corner is there in degrees, to 1 m.
    const SmallWorld other;
    const model::Job again = job_of(other);
    const std::string before = other.folder.path("first");
    std::string lon, lat;
    run::LostSites spy({{"none"}, "", ""}, run::canonical_operators(again));
    run::RunOptions options;
    options.lost_sites = [&](const model::Site& site, const std::string& id) {
        if (id == "m2") {
            lon = std::to_string(site.at.x);
            lat = std::to_string(site.at.y);
        }
        return spy.take(site, id);
    };
    test::run_into(again, before, options);
    CHECK(spy.taken() == 0);
    CHECK(spy.not_met() == std::vector<std::string>{"none"});
    const std::string places = other.folder.file("places.csv", "lon;lat\n" + lon + ";" + lat + "\n");
    check_as_without(lost(other, again, {{}, "", places}), "m2");
    const std::string of_other = other.folder.file("other.csv", "lon;lat;operator\n" + lon + ";" + lat + ";O2\n");
    CHECK_THAT(error_of([&] { lost(other, again, {{}, "", of_other}); }), Catch::Contains("none is meant by " + of_other + ":2"));
}

TEST_CASE("what cannot be lost is told with its remedy") {
    const SmallWorld world;
    const model::Job job = job_of(world);
    CHECK_THAT(error_of([&] {
                   lost(world, job, {{"m9"}, "", ""});
               }),
               Catch::Contains("of the 4 sites of the job none is meant by m9"));
    world.boxes("sea.geojson", {{10, 10, 11, 11}});
    CHECK_THAT(error_of([&] {
                   lost(world, job, {{}, world.folder.path("sea.geojson"), ""}, "area=sea.geojson");
               }),
               Catch::Contains("area=sea.geojson holds none of the 4 sites"));
    const std::string no_columns = world.folder.file("wrong.csv", "name\nx\n");
    CHECK_THAT(error_of([&] { lost(world, job, {{}, "", no_columns}); }), Catch::Contains("needs a column id, or lon and lat"));
    const std::string no_place = world.folder.file("far.csv", "lon,lat\n3000000,2500000\n");
    CHECK_THAT(error_of([&] {
                   lost(world, job, {{}, "", no_place});
               }),
               Catch::Contains("far.csv:2") && Catch::Contains("in degrees"));
    world.claims("claims.geojson", {{"O1", "4G", "data", "BC", {0, 0, 2, 2}}});
    const model::Job polygons = world.job(SmallWorld::supply("claims.geojson") + kMarket + SmallWorld::any_4g());
    CHECK_THAT(error_of([&] { run::job_without_sites(polygons); }), Catch::Contains("no [[supply]] of format \"sites\""));
}

TEST_CASE("inputs that have changed since the run are refused") {
    const SmallWorld world;
    const model::Job job = job_of(world);
    const std::string before = world.folder.path("before"), after = world.folder.path("after");
    test::run_into(job, before);
    CHECK(run::job_file_of(before) == job.path);
    const model::Job again = run::job_without_sites(job_of(world, "m4"));
    run::LostSites sites({{"m1"}, "", ""}, run::canonical_operators(again));
    run::RunOptions options;
    options.lost_sites = [&](const model::Site& site, const std::string& id) { return sites.take(site, id); };
    test::run_into(again, after, options);
    CHECK_THAT(error_of([&] {
                   run::losses_of_sites({before, "", {}}, after, sites, "site=m1");
               }),
               Catch::Contains("masts.csv: is no longer what the run"));
}

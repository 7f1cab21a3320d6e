// The next sites of a run: they begin with the run's own figure, and a run with these sites as planned discs serves the same
// people.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/sites/next_sites.hpp"
#include "run/sites/site_files.hpp"
#include "run/sites/site_tables.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::decimal;
using test::SmallWorld;

namespace {

run::SitesOptions asked(const std::string& folder, const std::string& candidates, std::size_t k) {
    run::SitesOptions options;
    options.run = folder;
    options.candidates = candidates;
    options.k = k;
    return options;
}

run::SitesFound found_of(const run::SitesOptions& options) {
    test::Quiet quiet;
    return run::next_sites(options, quiet);
}

std::string quanta(const std::string& text) { return std::to_string(decimal(text) / 100); }  // 10^-8 to 10^-6

std::int64_t sum_of(const run::SitesFound& found, std::size_t attribute) {
    std::int64_t sum = 0;
    for (const run::FoundSite& site : found.sites) sum += site.gain.people[attribute];
    return sum;
}

std::string error_of(const run::SitesOptions& options) {
    try {
        found_of(options);
    } catch (const core::Error& error) {
        return error.what();
    }
    return {};
}

/// The sites of a run as a supply that is planned, and the standard with it.
std::string planned(const test::TempFolder& folder, const run::SitesFound& found) {
    std::ostringstream csv;
    csv.precision(12);
    csv << "lon,lat\n";
    for (const run::FoundSite& site : found.sites) csv << site.at.place.wgs84.x << ',' << site.at.place.wgs84.y << '\n';
    const std::string path = folder.file("next.csv", csv.str());
    return "\n[[supply]]\nsource = \"" + path +
           "\"\nformat = \"sites\"\ncrs = \"EPSG:4326\"\noperator = \"99901\"\ntechnology = \"4G\"\n"
           "columns = { x = \"lon\", y = \"lat\" }\nradius_km = { \"4G\" = " +
           std::to_string(found.options.radius_km) +
           " }\nnature = \"planned\"\nextent = \"everywhere\"\n"
           "[[indicator]]\nname = \"planned_4g\"\ntechnology = \">=4G\"\nnature = [\"planned\"]\nof = [\"99901\"]\n"
           "[[indicator]]\nname = \"then_4g\"\nany_of = [\"any_4g\", \"planned_4g\"]\n";
}

}  // namespace

TEST_CASE("gains, what is left and what is unknown are the run's own figures, to the quantum") {
    const std::string& folder = test::sample_run("job.toml");
    for (const char* standard : {"any_4g", "all_4g"}) {
        run::SitesOptions options = asked(folder, "grid:2km", 30);
        options.standard = standard;
        options.radius_km = 3;
        const run::SitesFound found = found_of(options);
        const test::CsvFile all = test::read_csv(folder + "/all.csv"), communes = test::read_csv(folder + "/commune.csv");
        const std::string prefix = std::string(standard) + "_";
        for (std::size_t a = 0; a < 2; ++a) {
            const std::string name = prefix + found.model->attributes[a].name;
            CHECK(std::to_string(found.failing[a]) == quanta(all.at(0, name + "_not")));
            CHECK(std::to_string(found.unknown[a]) == quanta(all.at(0, name + "_unk")));
            std::int64_t served = 0;
            for (const run::TerritoryGain& gain : found.territories) {
                const std::string& code = found.model->territories.territories[gain.territory.value].code;
                CHECK(std::to_string(gain.failing[a]) == quanta(communes.of(code, name + "_not")));
                served += gain.served[a];
            }
            CHECK(served == sum_of(found, a));
            CHECK(served <= found.failing[a]);
        }
        for (std::size_t i = 1; i < found.sites.size(); ++i) CHECK(found.sites[i].gain.worth <= found.sites[i - 1].gain.worth);
        CHECK(found.bound.value() >= found.worth);
    }
}

TEST_CASE("shares count as people do: gains and what is left are the run's figures, to the quantum") {
    const std::string& folder = test::sample_run("job_share.toml");
    run::SitesOptions options = asked(folder, "grid:2km", 12);
    options.standard = "both_4g";
    options.gain = {{"alone", 2000}, {"aged", 1000}};
    const run::SitesFound found = found_of(options);
    REQUIRE(found.model->attributes.size() == 4);
    CHECK(found.model->attributes[found.attribute].name == "alone");
    const test::CsvFile all = test::read_csv(folder + "/all.csv"), communes = test::read_csv(folder + "/commune.csv");
    std::size_t unknown = 0;
    for (std::size_t a = 0; a < 4; ++a) {
        const std::string name = "both_4g_" + found.model->attributes[a].name;
        CHECK(std::to_string(found.failing[a]) == quanta(all.at(0, name + "_not")));
        CHECK(std::to_string(found.unknown[a]) == quanta(all.at(0, name + "_unk")));
        std::int64_t served = 0;
        for (const run::TerritoryGain& gain : found.territories) {
            const std::string& failing =
                communes.of(found.model->territories.territories[gain.territory.value].code, name + "_not");
            INFO(name << " " << found.model->territories.territories[gain.territory.value].code);
            CHECK(std::to_string(gain.failing[a]) == (failing.empty() ? "0" : quanta(failing)));
            CHECK(gain.served[a] <= gain.failing[a]);
            unknown += failing.empty() ? 1 : 0;
            served += gain.served[a];
        }
        CHECK(served == sum_of(found, a));
        CHECK(served > 0);
    }
    CHECK(unknown > 0);  // and their columns are empty
    CHECK(found.worth == 2000 * sum_of(found, 3) + 1000 * sum_of(found, 2));
}

TEST_CASE("a run with the sites as planned discs serves the same people within half a percent") {
    const std::string& folder = test::sample_run("job.toml");
    run::SitesOptions options = asked(folder, "grid:1km", 4);
    options.standard = "any_4g";
    options.radius_km = 3;
    const run::SitesFound found = found_of(options);
    const test::TempFolder temporary;
    std::ifstream original(test::project_path("data/sample/job.toml"));
    const std::string text((std::istreambuf_iterator<char>(original)), {});
    const std::filesystem::path copy = temporary.path("sample");
    std::filesystem::copy(test::project_path("data/sample"), copy, std::filesystem::copy_options::recursive);
    std::ofstream(copy / "then.toml") << text << planned(temporary, found);
    test::run_into(read::parse_job((copy / "then.toml").string()), temporary.path("out"));
    const test::CsvFile all = test::read_csv(temporary.path("out") + "/all.csv");
    const double before = std::stod(all.at(0, "any_4g_population_not")), after = std::stod(all.at(0, "then_4g_population_not"));
    const double served = static_cast<double>(sum_of(found, 0)) / core::kWeightQuantaPerUnit;
    INFO("served " << served << ", by a run " << before - after);
    CHECK(std::abs(before - after - served) < 0.005 * served);
}

TEST_CASE("a disc over whole squares serves them to the quantum") {
    const SmallWorld world;
    world.claims("claims.geojson", {{"O1", "4G", "data", "BC", {0, 0, 1, 2}}});
    const std::string out = world.folder.path("out");
    test::run_into(world.job(SmallWorld::supply("claims.geojson") + SmallWorld::any_4g() + "[output]\nkeep = \"cells\"\n"), out);
    const std::string candidates = world.folder.file("masts.csv",
                                                     "id,x,y,price\nfar,3009500,2500500,1\nmiddle,3002500,2501000,9\n"
                                                     "east,3003500,2501000,\"2,5\"\n");
    run::SitesOptions options = asked(out, candidates, 5);
    options.crs = "EPSG:3035";
    options.radius_km = 2;
    const run::SitesFound found = found_of(options);
    REQUIRE(found.sites.size() == 1);
    CHECK(found.failing == std::vector<std::int64_t>{300'000'000});
    CHECK(found.sites[0].at.place.id == "middle");
    CHECK(found.sites[0].gain.people == found.failing);
    CHECK(found.bound == found.worth);
    CHECK(found.candidates == 3);
    CHECK(found.model->territories.territories[found.sites[0].territory.value].code == "B1");
    run::SitesOptions with_budget = options;
    with_budget.cost_column = "price";
    with_budget.budget = 3'000'000;
    const run::SitesFound cheap = found_of(with_budget);
    REQUIRE(cheap.sites.size() == 1);
    CHECK(cheap.sites[0].at.place.id == "east");
    CHECK(cheap.sites[0].at.cost == 2'500'000);
    CHECK(cheap.sites[0].gain.people[0] >= 220'000'000);  // all of the two eastern columns
    CHECK(cheap.sites[0].gain.people[0] < 300'000'000);
}

TEST_CASE("what is confidential is not told by a small disc, nor by a mast") {
    const SmallWorld world;
    world.claims("claims.geojson", {{"O1", "4G", "data", "BC", {0, 0, 1, 2}}});
    const auto run_of = [&](const std::function<void(model::Job&)>& change) {
        const std::string out = world.folder.path("out");
        model::Job job = world.job(SmallWorld::supply("claims.geojson") + SmallWorld::any_4g() + "[output]\nkeep = \"cells\"\n");
        change(job);
        test::run_into(job, out, test::overwriting());
        return out;
    };
    run::SitesOptions options = asked(run_of([](model::Job& job) { job.demand.source.info.confidential = true; }), "grid:1km", 3);
    CHECK(error_of(options).find("publish_min = { population = 11 }") != std::string::npos);
    options.run = run_of([](model::Job& job) {
        job.demand.source.info.confidential = true;
        job.publish_min["population"] = 50 * core::kWeightQuantaPerUnit;
    });
    options.radius_km = 0.6;
    const run::SitesFound found = found_of(options);
    CHECK_FALSE(found.sites.empty());
    for (const run::FoundSite& site : found.sites) CHECK(site.gain.people[0] >= 50 * core::kWeightQuantaPerUnit);
    options.run = run_of([](model::Job& job) { job.supply.front().source.info.confidential = true; });
    options.existing_first = 1.0;
    CHECK(error_of(options).find("leave --existing-first out") != std::string::npos);
}

TEST_CASE("what cannot be asked is told with its remedy") {
    const std::string& folder = test::sample_run("job.toml");
    run::SitesOptions options = asked(folder, "grid:2", 3);
    CHECK(error_of(options).find("write grid:2km") != std::string::npos);
    options.candidates = "grid:1m";
    CHECK(error_of(options).find("take one of wider squares") != std::string::npos);
    options.candidates = "nowhere.csv";
    CHECK(error_of(options).find("nowhere.csv: no such file") != std::string::npos);
    options.candidates = "grid:2km";
    options.standard = "any_9g";
    CHECK(error_of(options).find("any_4g") != std::string::npos);
    options.standard = "any_4g";
    options.gain = {{"cats", 1000}};
    CHECK(error_of(options).find("population") != std::string::npos);
    options.gain = {};
    options.existing_first = 1.0;
    CHECK(error_of(options).find("knows no sites") != std::string::npos);
    const test::TempFolder temporary;
    options.existing_first.reset();
    options.candidates = temporary.file("c.csv", "id,lon,lat,price\na,-4.1,46.5,free\n");
    options.cost_column = "price";
    CHECK(error_of(options).find("the cost «free» in the column price") != std::string::npos);
}

TEST_CASE("masts that lack the technology are merged and taken first") {
    const std::string& folder = test::sample_run("job_sites.toml");
    run::SitesOptions options = asked(folder, "grid:1km", 3);
    const run::SitesFound fresh = found_of(options);
    options.existing_first = 0.0;
    const run::SitesFound shared = found_of(options);
    CHECK(shared.existing > 0);
    CHECK(shared.candidates == fresh.candidates + shared.existing);
    CHECK(shared.failing == fresh.failing);
    CHECK(shared.sites.front().at.existing);
    CHECK_FALSE(shared.sites.front().at.operators.empty());
    CHECK(shared.worth <= shared.bound.value());
}

TEST_CASE("the folder of sites is whole, says what it is, and replaces nothing else") {
    const test::TempFolder temporary;
    const std::string& folder = test::sample_run("job.toml");
    run::SitesOptions options = asked(folder, "grid:2km", 3);
    options.threads = 1;
    const run::SitesFound found = found_of(options);
    run::SiteFilesOptions files{temporary.path("sites"), false, ""};
    const std::vector<std::string> names = run::write_site_files(found, files);
    for (const std::string& name : names) CHECK(std::filesystem::exists(files.folder + "/" + name));
    const test::CsvFile sites = test::read_csv(files.folder + "/sites.csv");
    CHECK(sites.rows.size() == found.sites.size());
    CHECK(sites.at(0, "rank") == "1");
    const nlohmann::json manifest = nlohmann::json::parse(std::ifstream(files.folder + "/manifest.json"));
    CHECK(manifest["model"] == "flat discs of 5 km, no relief");
    CHECK(manifest["files"].size() == names.size());
    CHECK_THROWS_WITH(run::write_site_files(found, files), Catch::Contains("holds sites already"));
    files.overwrite = true;
    options.threads = 3;
    run::write_site_files(found_of(options), files);
    CHECK(test::read_csv(files.folder + "/sites.csv").rows == sites.rows);
    files.folder = temporary.path("run");
    test::run_into(test::sample_job("job_sites.toml"), files.folder);
    CHECK_THROWS_WITH(run::check_site_folder(files), Catch::Contains("holds a run, which this would not replace"));
}

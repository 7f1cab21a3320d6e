// The same answer everywhere: outputs depend on what the inputs say, not on threads, memory or the order in which they say it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "read/job/job.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "run/support/shuffle.hpp"

using namespace covmap;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

/// All files of a run but its clock, and the crate, which names each input by its hash.
Files files_of(const std::string& folder) {
    Files files = test::contents_of(folder);
    REQUIRE(files.erase("timings.json") == 1);
    REQUIRE(files.erase("ro-crate-metadata.json") == 1);
    return files;
}

/// A manifest, or the head of a tally, without what tells one writing of an input from another: sizes, hashes, places of its
/// defects, the sample of vertices that its transform was measured on, edges beyond the frame.
std::string about_results(const std::string& manifest) {
    auto json = nlohmann::json::parse(manifest);
    for (auto& input : json["inputs"])
        for (const char* key : {"sha256", "bytes", "transform_error_m"}) input.erase(key);
    for (auto& defect : json["defects"]) defect.erase("examples");
    json["counts"].erase("edges");
    json["job"].erase("path");
    if (json.contains("hashes"))
        for (const char* file : {"tally.covt", "outlines.covo", "ro-crate-metadata.json"})
            json["hashes"].erase(file);  // they tell of their inputs
    return json.dump(1);
}

/// The head of a tally file is JSON between a magic number with its length and the rows; a checksum ends the file.
std::string rows_of_tally(const std::string& bytes) {
    const std::size_t begin = bytes.find('{');
    REQUIRE(begin != std::string::npos);
    int depth = 0;
    bool quoted = false;
    std::size_t end = begin;
    do {
        const char c = bytes[end];
        if (c == '"' && bytes[end - 1] != '\\') quoted = !quoted;
        if (!quoted) depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        ++end;
    } while (depth > 0 && end < bytes.size());
    constexpr std::size_t kChecksum = 8;
    return about_results(bytes.substr(begin, end - begin)) + bytes.substr(end, bytes.size() - kChecksum - end);
}

void check_same(const Files& expected, const Files& found, const std::string& what) {
    for (const auto& [name, bytes] : expected) {
        INFO(what << ": " << name);
        REQUIRE(found.contains(name));
        const std::string& other = found.at(name);
        const bool same = name == "manifest.json" ? about_results(bytes) == about_results(other)
                          : name == "tally.covt"  ? rows_of_tally(bytes) == rows_of_tally(other)
                                                  : bytes == other;
        CHECK(same);
    }
    CHECK(expected.size() == found.size());
}

/// The sample's polygons and sites together on the squares of 200 m: five bands, discs, extents and levels in one job.
model::Job all_in_bands(const std::string& folder) {
    const std::string polygons = test::bytes_of(test::project_path("data/sample/job.toml")),
                      sites = test::bytes_of(test::project_path("data/sample/job_sites.toml"));
    const auto part = [](const std::string& text, const std::string& from, const std::string& to) {
        const auto begin = text.find(from), end = text.find(to, begin);
        REQUIRE(begin != std::string::npos);
        REQUIRE(end != std::string::npos);
        return text.substr(begin, end - begin);
    };
    const std::string demand = part(sites, "[[demand]]", "[[territory]]");
    const std::string territory = part(polygons, "[[territory]]", "# Alizé");
    const std::string supplies = part(polygons, "# Alizé", "[[market]]"), discs = part(sites, "[[supply]]", "[[market]]");
    const std::string rest = polygons.substr(polygons.find("[[market]]"));
    std::ofstream(folder + "/all_in_bands.toml", std::ios::binary) << "version = 1\nname = \"bands\"\n"
                                                                   << demand << territory << supplies << discs << rest;
    return read::parse_job(folder + "/all_in_bands.toml");
}

void copy_sample(const std::string& folder) {
    fs::copy(test::project_path("data/sample"), folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

/// The sample with its claims, extent, sites, squares and joined table in another order.
void shuffle_supplies(const std::string& folder, std::uint32_t seed) {
    copy_sample(folder);
    const std::string sample = test::project_path("data/sample");
    for (const auto& entry : fs::directory_iterator(sample + "/supply")) {
        const std::string name = "/supply/" + entry.path().filename().string();
        fs::remove(folder + name);
        test::shuffle_vectors(sample + name, folder + name, seed++);
    }
    for (const char* name : {"/sites.csv", "/squares_1km.csv", "/population.csv"})
        test::shuffle_lines(sample + name, folder + name, seed++);
}

}  // namespace

TEST_CASE("1, 2, 3 and 8 threads publish the same bytes") {
    const test::TempFolder folder;
    copy_sample(folder.path("sample"));
    const std::vector<model::Job> jobs{read::parse_job(folder.path("sample/job.toml")),
                                       read::parse_job(folder.path("sample/job_sites.toml")),
                                       all_in_bands(folder.path("sample"))};
    for (const model::Job& job : jobs) {
        Files one;
        for (const int threads : {1, 2, 3, 8}) {
            const std::string out = folder.path(job.name + std::to_string(threads));
            test::run_into(job, out, test::with_threads(threads));
            if (threads == 1)
                one = files_of(out);
            else
                CHECK(one == files_of(out));
        }
        CHECK(one.size() > 20);
    }
}

TEST_CASE("vertices and tally that spill to scratch publish the same bytes as in memory") {
    const test::TempFolder folder;
    copy_sample(folder.path("sample"));
    // 65,536 vertices and more are beyond the least budget of a store.
    const std::string dense = folder.path("sample/supply/2024_T4_couv_BOR.geojson");
    fs::remove(dense);
    test::densify(test::project_path("data/sample/supply/2024_T4_couv_BOR.geojson"), dense, 0.000015);
    const model::Job job = all_in_bands(folder.path("sample"));
    test::Quiet quiet;
    const auto loaded = run::load_job(job, 1, quiet);
    REQUIRE(std::any_of(loaded.supplies.begin(), loaded.supplies.end(),
                        [](const read::SupplyRead& supply) { return supply.store.spilled(); }));
    test::run_into(job, folder.path("roomy"), test::with_threads(2));
    for (const int threads : {1, 3}) {
        const std::string out = folder.path("tight" + std::to_string(threads));
        test::run_into(job, out, test::with_threads(threads, 400'000));
        CHECK(files_of(folder.path("roomy")) == files_of(out));
    }
}

TEST_CASE("claims, sites and squares in another order give the same tables, tally and maps") {
    const test::TempFolder folder;
    copy_sample(folder.path("as_published"));
    for (const std::uint32_t seed : {1U, 1000U}) {
        const std::string shuffled = folder.path("shuffled" + std::to_string(seed));
        shuffle_supplies(shuffled, seed);
        REQUIRE(test::bytes_of(shuffled + "/supply/cirrus.gpkg") !=
                test::bytes_of(folder.path("as_published/supply/cirrus.gpkg")));
        for (const char* name : {"job.toml", "job_sites.toml"}) {
            const std::string expected = folder.path(std::string(name) + ".expected"), found = shuffled + "/found_" + name;
            if (!fs::exists(expected))
                test::run_into(read::parse_job(folder.path(std::string("as_published/") + name)), expected,
                               test::with_threads(2));
            test::run_into(read::parse_job(shuffled + "/" + name), found, test::with_threads(2));
            check_same(files_of(expected), files_of(found), std::string(name) + " shuffled");
        }
    }
}

TEST_CASE("communes in another order give the same tables and tally") {
    const test::TempFolder folder;
    copy_sample(folder.path("as_published"));
    copy_sample(folder.path("shuffled"));
    fs::remove(folder.path("shuffled/communes.gpkg"));
    test::shuffle_vectors(folder.path("as_published/communes.gpkg"), folder.path("shuffled/communes.gpkg"), 7);
    const std::vector<std::string> set{"output.formats=[\"csv\"]"};
    test::run_into(read::parse_job(folder.path("as_published/job.toml"), set), folder.path("one"), test::with_threads(2));
    test::run_into(read::parse_job(folder.path("shuffled/job.toml"), set), folder.path("two"), test::with_threads(2));
    Files one = files_of(folder.path("one")), two = files_of(folder.path("two"));
    for (Files* files : {&one, &two}) REQUIRE(files->erase("outlines.covo") == 1);  // rings as their file has them, as on maps
    check_same(one, two, "communes shuffled");
}

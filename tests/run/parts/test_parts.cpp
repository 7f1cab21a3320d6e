// A run in parts is the run: the same bytes, or a clear refusal.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "read/job/job.hpp"
#include "run/base/retry.hpp"
#include "run/merge.hpp"
#include "run/parts/band_work.hpp"
#include "run/parts/plan.hpp"
#include "run/parts/run_part.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"
#include "store/parts/part_plan.hpp"

using namespace covmap;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

/// All files below a run's folder, but its clock.
Files files_of(const std::string& folder) {
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().filename() != "timings.json")
            files[entry.path().lexically_relative(folder).string()] = test::bytes_of(entry.path().string());
    return files;
}

void check_same(const Files& expected, const Files& found) {
    for (const auto& [name, bytes] : expected) {
        INFO(name);
        REQUIRE(found.contains(name));
        CHECK((bytes == found.at(name)));
    }
    CHECK(expected.size() == found.size());
}

/// The parts of a job, and what is done with them.
class Parts {
public:
    Parts(model::Job job, unsigned parts) : m_job(std::move(job)), m_parts(parts), m_options(test::with_threads(2)) {}

    run::RunSummary plan() { return run::plan_parts(question(), m_quiet); }
    run::RunSummary run(unsigned part) { return run::run_part(question(), part, m_quiet); }
    void run_all() {
        for (unsigned part = 1; part <= m_parts; ++part) run(part);
    }
    Files merged() {
        test::TempFolder out;
        run::RunOptions options = m_options;
        options.output_folder = out.path("run");
        run::merge_parts(m_job, folder(), options, m_quiet);
        return files_of(out.path("run"));
    }
    [[nodiscard]] std::string folder() const { return m_folder.path("parts"); }
    [[nodiscard]] std::string of(unsigned part) const { return run::folder_of(folder(), part, m_parts); }
    [[nodiscard]] store::PartPlan planned() const { return *store::read_plan(folder() + "/plan.json"); }

private:
    [[nodiscard]] run::PartsQuestion question() const { return {m_job, {}, m_options, folder(), m_parts}; }

    test::TempFolder m_folder;
    model::Job m_job;
    unsigned m_parts;
    run::RunOptions m_options;
    test::Quiet m_quiet;
};

Files whole(const model::Job& job) {
    test::TempFolder out;
    test::run_into(job, out.path("run"), test::with_threads(2));
    return files_of(out.path("run"));
}

void check_parts(const model::Job& job, std::initializer_list<unsigned> numbers) {
    const Files expected = whole(job);
    for (const unsigned number : numbers) {
        INFO(number << " parts");
        Parts parts(job, number);
        parts.run_all();
        check_same(expected, parts.merged());
    }
}

/// Nine bands of rows: two communes on top of one another, coverage at the southern end alone.
class TallWorld : public test::SmallWorld {
public:
    static constexpr int kRows = 288;

    TallWorld() {
        std::string squares = "x,y,people\n";
        for (int row = 0; row < kRows; ++row)
            for (int col = 0; col < 4; ++col)
                squares += std::to_string(3000000 + 1000 * col) + "," + std::to_string(2500000 + 1000 * row) + "," +
                           std::to_string(1 + (row * 7 + col * 3) % 11) + "\n";
        folder.file("squares.csv", squares);
        communes("communes.geojson", {{"A1", {0, 0, 4, 100.3}}, {"B1", {0, 100.3, 4, kRows}}});
        claims("claims.geojson", {{"alz", "4G", "data", "", {0.5, 0, 3.5, 20.25}}, {"brm", "4G", "data", "", {0, 0, 2.1, 9.6}}});
        folder.file("places.csv", "id,name,x,y\nnorth,North,3001500,2780500\nsouth,South,3001500,2501500\n");
    }
    [[nodiscard]] model::Job job(const std::string& more = {}) const {
        return test::SmallWorld::job(
            supply("claims.geojson") + any_4g() +
            "[[zones]]\nname = \"without\"\nfails = \"any_4g\"\nattribute = \"population\"\nwithin = \"all\"\nmax_km2 = 0\n"
            "[[places]]\nname = \"spots\"\nsource = \"places.csv\"\ncrs = \"EPSG:3035\"\n"
            "columns = { id = \"id\", name = \"name\", x = \"x\", y = \"y\" }\n" +
            more);
    }
};

const char* const kAllFormats =
    "[output]\nformats = [\"csv\", \"xlsx\", \"geojson\", \"gpkg\", \"fgb\", \"tif\", \"html\", \"mbtiles\"]\n";

std::size_t lines_of(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

TEST_CASE("any number of parts makes the same files, tiles and page included, also where some have no rows") {
    const TallWorld world;
    check_parts(world.job(kAllFormats), {7});
    check_parts(world.job(), {1, 2, 64});
}

TEST_CASE("one zone lies over seven parts, and a place is served from five parts away") {
    const TallWorld world;
    Parts parts(world.job(), 7);
    parts.run_all();
    const store::PartPlan plan = parts.planned();
    for (const auto& [begin, end] : plan.sweeps.front().rows) CHECK(begin < end);
    const Files files = parts.merged();
    const std::string& zones = files.at("zones_without.csv");
    INFO(zones);
    CHECK(lines_of(zones) == 2);  // its head, and the zone from the northern edge to the coverage in the last part
    // The northernmost square of coverage lies 20 km from the southern edge, the place 280.5 km: six parts away.
    CHECK_THAT(files.at("spots.csv"), Contains("north,North,") && Contains("not,259.833,"));
    check_same(whole(world.job()), files);
}

TEST_CASE("zones, places, levels and extents of the sample come out the same in parts") {
    check_parts(test::sample_job("job.toml", {"output.formats=[\"csv\",\"tif\",\"pmtiles\"]"}), {2});
}

TEST_CASE("distances, lines, tests, premises and circles come out the same in parts") {
    const std::string name =
        GENERATE("job_help.toml", "job_roads.toml", "job_measurement.toml", "job_premises.toml", "job_sites.toml");
    INFO(name);
    check_parts(test::sample_job(name), {2});
}

TEST_CASE("cells that are not kept, or too large to be, are the same in parts") {
    const TallWorld world;
    const std::string keep = GENERATE("keep = \"none\"\n", "keep = \"cells\"\n");
    check_parts(world.job("[output]\nformats = [\"csv\"]\n" + keep), {3});
    const test::SmallWorld small;
    small.claims("claims.geojson", {{"alz", "4G", "data", "", {0, 0, 2, 1}}});
    for (const char* limit : {"0", "1"})
        check_parts(small.job(test::SmallWorld::supply("claims.geojson") + test::SmallWorld::any_4g() +
                              "[output]\nkeep_limit = " + limit + "\n"),
                    {2});
}

TEST_CASE("parts share the work, from north to south, in whole bands") {
    const std::vector<core::Row> bands = {-2, -1, 0, 1, 2, 5};
    const auto rows = run::divide_rows(bands, {10, 10, 10, 10, 10, 10}, 3);
    CHECK(rows == std::vector<std::pair<core::Row, core::Row>>{{-64, 0}, {0, 64}, {64, 192}});
    CHECK(run::bands_within(bands, rows[2]) == std::vector<core::Row>{2, 5});
    const auto heavy = run::divide_rows(bands, {0, 0, 100, 0, 0, 0}, 2);
    CHECK(run::bands_within(bands, heavy[0]).size() + run::bands_within(bands, heavy[1]).size() == bands.size());
    const auto many = run::divide_rows({3}, {7}, 4);
    std::size_t busy = 0;
    for (const auto& [begin, end] : many) busy += begin < end ? 1 : 0;
    CHECK(many.size() == 4);
    CHECK(busy == 1);
}

TEST_CASE("tasks that start at once without a plan make one, and fit together") {
    const TallWorld world;
    const model::Job job = world.job();
    Parts parts(job, 3);
    std::vector<std::thread> tasks;
    for (unsigned part = 1; part <= 3; ++part) tasks.emplace_back([&parts, part] { parts.run(part); });
    for (std::thread& task : tasks) task.join();
    check_same(whole(job), parts.merged());
}

TEST_CASE("missing parts can be tried again, and are named with the command that runs them") {
    const TallWorld world;
    Parts parts(world.job(), 3);
    parts.plan();
    parts.run(2);
    const auto error = test::error_of([&] { parts.merged(); });
    REQUIRE(error);
    CHECK_THAT(error->what(), Contains("2 of 3 parts are missing: 1, 3") && Contains("job.toml --part 1/3 -o " + parts.folder()));
    CHECK_THROWS_AS(parts.merged(), run::Retry);
    parts.run(1);
    parts.run(3);
    check_same(whole(world.job()), parts.merged());
}

TEST_CASE("a part that is cut off, damaged, doubled or of another plan is refused, and its command told") {
    const TallWorld world;
    Parts parts(world.job(), 3);
    parts.run_all();
    const std::string sweep = parts.of(2) + "/sweep-0.covp", again = "job.toml --part 2/3 -o " + parts.folder();
    const auto refused = [&] { return test::error_of([&] { parts.merged(); }); };
    SECTION("cut off") {
        fs::resize_file(sweep, fs::file_size(sweep) - 1);
        CHECK_THAT(refused()->what(), Contains("part-0002-of-0003: sweep-0.covp is cut off") && Contains(again));
        parts.run(2);
        check_same(whole(world.job()), parts.merged());
    }
    SECTION("damaged") {
        std::fstream file(sweep, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-20, std::ios::end);
        file.put('\x55');
        file.close();
        CHECK_THAT(refused()->what(), Contains("sweep-0.covp is damaged") && Contains(again));
    }
    SECTION("a file is missing") {
        fs::remove(parts.of(2) + "/cells-0.covc");
        CHECK_THAT(refused()->what(), Contains("cells-0.covc is missing") && Contains(again));
    }
    SECTION("its manifest is missing") {
        fs::remove(parts.of(2) + "/manifest.json");
        CHECK_THAT(refused()->what(), Contains("its manifest.json is missing") && Contains(again));
    }
    SECTION("doubled") {
        fs::copy(parts.of(1), parts.folder() + "/part-0001-of-0003 copy");
        CHECK_THAT(refused()->what(), Contains("is part 1, and so is"));
    }
    SECTION("in the place of another") {
        fs::remove_all(parts.of(2));
        fs::copy(parts.of(1), parts.of(2));
        CHECK_THAT(refused()->what(), Contains("part-0002-of-0003: is part 1, and so is"));
    }
    SECTION("of another plan") {
        Parts others(world.job("[output]\nkeep = \"none\"\n"), 3);
        others.run(2);
        fs::remove_all(parts.of(2));
        fs::copy(others.of(2), parts.of(2));
        CHECK_THAT(refused()->what(), Contains("is of another plan") && Contains(again));
    }
    SECTION("of another number of parts") {
        Parts others(world.job(), 4);
        others.run(2);
        fs::copy(others.of(2), parts.folder() + "/part-0002-of-0004");
        CHECK_THAT(refused()->what(), Contains("part-0002-of-0004") && Contains("is of another plan"));
    }
}

TEST_CASE("what is planned holds: another job, another number of parts, a changed input, a damaged plan are refused") {
    const TallWorld world;
    Parts parts(world.job(), 2);
    parts.plan();
    parts.run(1);
    test::Quiet quiet;
    const run::RunOptions options;
    const auto refused = [&](const model::Job& job, unsigned number) {
        return test::error_of([&] { run::run_part({job, {}, options, parts.folder(), number}, 1, quiet); });
    };
    CHECK_THAT(refused(world.job(), 3)->what(), Contains("is of 2 parts, not 3"));
    CHECK_THAT(refused(world.job("[output]\nkeep = \"none\"\n"), 2)->what(), Contains("is of another job"));
    CHECK_THAT(run::run_part({world.job(), {}, options, parts.folder(), 2}, 1, quiet).lines.front(), Contains("left as it is"));
    SECTION("an input is of another size") {
        std::ofstream(world.folder.path("claims.geojson"), std::ios::app) << "\n";
        CHECK_THAT(refused(world.job(), 2)->what(), Contains("claims.geojson: has changed since the run was planned"));
    }
    SECTION("an input is of the same size and other bytes") {
        std::string text = test::bytes_of(world.folder.path("squares.csv"));
        text[text.size() - 2] = text[text.size() - 2] == '1' ? '2' : '1';
        world.folder.file("squares.csv", text);
        const auto error = test::error_of([&] { parts.run(2); });
        CHECK_THAT(error->what(), Contains("squares.csv: has changed since the run was planned"));
        CHECK_FALSE(fs::exists(parts.of(2)));
    }
    SECTION("an input cannot be reached for now") {
        fs::rename(world.folder.path("places.csv"), world.folder.path("elsewhere.csv"));
        CHECK_THROWS_AS(parts.run(2), run::Retry);
        fs::rename(world.folder.path("elsewhere.csv"), world.folder.path("places.csv"));
        CHECK_NOTHROW(parts.run(2));
    }
    SECTION("the plan is damaged") {
        std::string text = test::bytes_of(parts.folder() + "/plan.json");
        text.replace(text.find("\"bits\": ") + 8, 1, "9");
        std::ofstream(parts.folder() + "/plan.json") << text;
        CHECK_THAT(refused(world.job(), 2)->what(), Contains("plan.json: is damaged"));
    }
    SECTION("there is no plan") {
        fs::remove(parts.folder() + "/plan.json");
        CHECK_THAT(test::error_of([&] { parts.merged(); })->what(), Contains("holds no plan.json"));
    }
}

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"

using namespace covmap;
using run::MemoryNeed;

namespace {

class Notes final : public run::Progress {
public:
    void phase(const std::string&) override {}
    void advance(double) override {}
    void note(const std::string& text) override { notes.push_back(text); }
    void done() override {}
    std::vector<std::string> notes;
};

std::uint64_t bytes_for(const std::vector<MemoryNeed>& needs, const std::string& what) {
    for (const MemoryNeed& need : needs)
        if (need.what.find(what) != std::string::npos) return need.bytes;
    return 0;
}

}  // namespace

TEST_CASE("what the program takes is no one's share, and a quarter is left in any case") {
    const run::MemoryShares shares = run::shares_of_memory(1'090'000'000, 2);
    CHECK(shares.vertices == 600'000'000);
    CHECK(shares.tally == 200'000'000);
    CHECK(run::shares_of_memory(40'000'000, 2).vertices == 6'000'000);
    CHECK(run::shares_of_memory(1'090'000'000, 20).vertices < 500'000'000);
    CHECK(run::shares_of_memory(0, 2).vertices == run::shares_of_memory(std::size_t{1} << 30, 2).vertices);
}

TEST_CASE("a run needs memory for outlines, tables and squares, and for tiles where it makes them") {
    const model::Job job = test::sample_job("job.toml");
    test::Quiet quiet;
    const run::LoadedJob loaded = run::load_job(job, std::size_t{1} << 30, quiet);
    model::Job tables = job, tiles = job;
    tables.output.formats = {"csv"};
    tiles.output.formats = {"csv", "pmtiles"};
    const auto few = run::memory_needs(tables, loaded, 2), many = run::memory_needs(tiles, loaded, 2);
    std::uint64_t vertices = 0;
    for (const auto& input : loaded.territories.inputs) vertices += input.vertices;
    REQUIRE(vertices > 0);
    CHECK(bytes_for(few, "outlines of 42 territories") == 16 * vertices);
    CHECK(bytes_for(many, "outlines of 42 territories") == 3 * 16 * vertices);
    CHECK(bytes_for(few, "tables of 42 territories") > 0);
    CHECK(bytes_for(few, "squares of the map tiles") == 0);
    CHECK(bytes_for(many, "squares of the map tiles") > 0);
    CHECK(bytes_for(run::memory_needs(tables, loaded, 8), "threads") > bytes_for(few, "threads"));
}

TEST_CASE("what is certain and too much is an error, an estimate a note, nothing stated no matter") {
    const std::vector<MemoryNeed> needs{{500U << 20U, "outlines", true, "generalise them"}, {200U << 20U, "tables", false, ""}};
    Notes progress;
    run::hold_against_memory(needs, 0, progress);
    run::hold_against_memory(needs, 700U << 20U, progress);
    CHECK(progress.notes.empty());
    run::hold_against_memory(needs, 600U << 20U, progress);
    CHECK(progress.notes ==
          std::vector<std::string>{"warning: memory = 600 MiB may not be enough: the run needs about 700 MiB: 500 MiB for the "
                                   "outlines, 200 MiB for the tables; give --memory 700MiB, or generalise them"});
    const auto error = test::error_of([&] { run::hold_against_memory(needs, 400U << 20U, progress); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK_THAT(error->what(), Catch::Contains("memory = 400 MiB: the run needs about 700 MiB: 500 MiB for the outlines"));
    CHECK(progress.notes.size() == 1);
}

TEST_CASE("memory that was taken beyond what was stated is told") {
    CHECK(run::overrun_of_memory(0).empty());
    CHECK(run::overrun_of_memory(std::uint64_t{1} << 50U).empty());
    CHECK_THAT(run::overrun_of_memory(1'000'000), Catch::Contains("more than the 1 MiB that it was given"));
}

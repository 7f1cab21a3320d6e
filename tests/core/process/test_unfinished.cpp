#include <catch2/catch.hpp>
#include <filesystem>

#include "core/process/unfinished.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
namespace fs = std::filesystem;

TEST_CASE("what is unfinished when the program ends goes, what is done or forgotten stays") {
    const test::TempFolder folder;
    for (const char* name : {"open", "done", "closed"}) fs::create_directories(folder.path(name) + "/inner");
    const core::Unfinished open(folder.path("open"));
    core::Unfinished done(folder.path("done"));
    done.done();
    { const core::Unfinished closed(folder.path("closed")); }
    core::remove_unfinished();
    CHECK_FALSE(fs::exists(folder.path("open")));
    CHECK(fs::exists(folder.path("done") + "/inner"));
    CHECK(fs::exists(folder.path("closed") + "/inner"));
}

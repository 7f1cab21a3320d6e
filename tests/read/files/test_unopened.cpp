#include <catch2/catch.hpp>

#include "read/files/unopened.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

using Catch::Contains;
using test::TempFolder;

TEST_CASE("where the disk fails, that is told, and not that the file is of another kind") {
    // What the system gives out where nothing is mapped: an error of input and output, as of a broken disk.
    CHECK_THROWS_WITH(fail_unopened("/proc/self/mem", "map.gpkg", "is no GIS file"),
                      Contains("map.gpkg: cannot be read: Input/output error") && Contains("is the disk sound?"));
}

TEST_CASE("a file that can be read is of another kind, and so is one that is not there") {
    const TempFolder folder;
    CHECK_THROWS_WITH(fail_unopened(folder.file("a.gpkg", "text"), "a.gpkg", "is no GIS file"), "a.gpkg: is no GIS file");
    CHECK_THROWS_WITH(fail_unopened(folder.path("b.gpkg"), "b.gpkg", "is no GIS file"), "b.gpkg: is no GIS file");
}

// Which files a job's formats make.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "run/publish/map_files.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;

namespace {

/// Names of the files of a run in these formats, without tables and what every run has.
std::vector<std::string> maps_of(const std::vector<std::string>& formats) {
    const test::SmallWorld world;
    model::Job job = world.job();
    job.output.formats = formats;
    test::run_into(job, world.folder.path("out"));
    std::vector<std::string> names;
    for (const auto& [name, bytes] : test::contents_of(world.folder.path("out")))
        if (name.find(".csv") == std::string::npos && name.find(".json") == std::string::npos &&
            name.find(".cov") == std::string::npos)
            names.push_back(name);
    return names;
}

}  // namespace

TEST_CASE("each format makes its files, with style and metadata beside each layer's") {
    CHECK(maps_of({"csv"}).empty());
    CHECK(maps_of({"gpkg"}) == std::vector<std::string>{"covmap.gpkg", "covmap.qgz"});
    CHECK(maps_of({"fgb"}) == std::vector<std::string>{"all.fgb", "all.qmd", "all.qml", "commune.fgb", "commune.qmd",
                                                       "commune.qml", "departement.fgb", "departement.qmd", "departement.qml"});
    CHECK(maps_of({"geojson", "fgb"}) == std::vector<std::string>{"all.fgb", "all.geojson", "all.qmd", "all.qml", "commune.fgb",
                                                                  "commune.geojson", "commune.qmd", "commune.qml",
                                                                  "departement.fgb", "departement.geojson", "departement.qmd",
                                                                  "departement.qml"});
}

TEST_CASE("a background is in the GeoPackage alone, and no table") {
    const test::SmallWorld world;
    world.boxes("lake.geojson", {{0.5, 0.5, 1, 1}});
    model::Job job = world.job("[[context]]\nname = \"lake\"\nsource = \"lake.geojson\"\nkind = \"water\"\nlabel = \"Lake\"\n");
    job.output.formats = {"csv", "geojson", "gpkg"};
    test::run_into(job, world.folder.path("out"));
    for (const auto& [name, bytes] : test::contents_of(world.folder.path("out"))) CHECK(name.find("lake") == std::string::npos);
    CHECK(test::bytes_of(world.folder.path("out/covmap.gpkg")).find("context_lake") != std::string::npos);
}

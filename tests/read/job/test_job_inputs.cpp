// The sections of a job that say what goes in: demand, territory, supply.
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using covmap::model::Job;
using namespace covmap::test;

TEST_CASE("land given makes the spread land unless the job says otherwise") {
    const JobFolder folder;
    const std::string with_land = replaced(kLeast, "attributes", "land = \"LAND\"\nattributes");
    CHECK(folder.parsed(with_land).demand.spread == covmap::core::Spread::land);
    CHECK(folder.parsed(replaced(with_land, "land =", "spread = \"cell\"\nland =")).demand.spread == covmap::core::Spread::cell);
    const Job polygons = folder.parsed(replaced(kLeast, "attributes", "land = \"extent.gpkg\"\nattributes"));
    REQUIRE(polygons.demand.land_polygons.has_value());
    CHECK(polygons.demand.land_polygons->files == std::vector<std::string>{folder.file("extent.gpkg")});
    CHECK(polygons.demand.land.empty());
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "spread = \"land\"\nattributes")), 4, "needs `land`");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "spread = \"points\"\nattributes")), 4, "needs `points`");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "attributes", "spread = \"lnad\"\nattributes")), 4, "did you mean «land»?");
}

TEST_CASE("bands of a raster may be whole numbers") {
    const JobFolder folder;
    const std::string raster =
        replaced(kLeast, "attributes = { population = \"T\" }",
                 "format = \"raster\"\nattributes = { population = 1, old = { column = 2 }, young = \"3\" }");
    const Job job = folder.parsed(raster);
    CHECK(job.demand.attributes[0].column == "1");
    CHECK(job.demand.attributes[1].column == "2");
    CHECK(job.demand.attributes[2].column == "3");
    CHECK_ONE_FAULT(folder.faults(replaced(raster, "population = 1", "population = 0")), 5, "number of a band");
    CHECK_ONE_FAULT(folder.faults(replaced(raster, "population = 1", "population = \"T\"")), 5, "number of a band");
    CHECK_ONE_FAULT(folder.faults(replaced(raster, "format", "columns = { id = \"G\" }\nformat")), 4, "a raster has no columns");
}

TEST_CASE("squares have an id, or x, y and size") {
    const JobFolder folder;
    const auto with = [&](const std::string& columns) { return replaced(kLeast, "attributes", columns + "\nattributes"); };
    const Job job =
        folder.parsed(with("columns = { x = \"x\", y = \"y\", size = 200, anchor = \"centre\", crs = \"EPSG:3035\" }"));
    CHECK(job.demand.x_column == "x");
    CHECK(job.demand.y_column == "y");
    CHECK(job.demand.size == 200.0);
    CHECK(job.demand.anchor == "centre");
    CHECK(job.demand.source.crs == "EPSG:3035");
    CHECK_ONE_FAULT(folder.faults(with("columns = { x = \"x\", size = 200 }")), 4, "x and y together");
    CHECK_ONE_FAULT(folder.faults(with("columns = { x = \"x\", y = \"y\" }")), 4, "side of the squares");
    CHECK_ONE_FAULT(folder.faults(with("columns = { id = \"i\", x = \"x\", y = \"y\", size = 1 }")), 4, "keep one of the two");
    CHECK_ONE_FAULT(folder.faults(with("columns = { x = \"x\", y = \"y\", size = 0 }")), 4, "above 0");
    CHECK_ONE_FAULT(folder.faults(with("columns = { x = \"x\", y = \"y\", size = \"1\" }")), 4, "a number, not a text");
    CHECK_ONE_FAULT(folder.faults(with("columns = { id = \"i\", anchor = \"center\" }")), 4, "did you mean «centre»?");
    CHECK_ONE_FAULT(folder.faults(with("crs = \"EPSG:1\"\ncolumns = { id = \"i\", crs = \"EPSG:2\" }")), 5, "keep one");
    CHECK_ONE_FAULT(folder.faults(with("format = \"grid-squares\"")), 2, "grid squares need columns");
}

TEST_CASE("sources are found beside the job file") {
    const JobFolder folder;
    const auto with = [&](const std::string& path) { return replaced(kLeast, "\"communes.gpkg\"", "\"" + path + "\""); };
    CHECK_ONE_FAULT(folder.faults(with("comunes.gpkg")), 6, "did you mean «communes.gpkg»?");
    CHECK_ONE_FAULT(folder.faults(with("nowhere/communes.gpkg")), 6, "there is no folder");
    CHECK_ONE_FAULT(folder.faults(with("couv/*.shp")), 6, "«couv/*.shp» matches no file in");
    CHECK(folder.parsed(with("couv/?.gpkg")).territory.source.files.size() == 2);
    CHECK(folder.parsed(with("c*/[ab].gpkg")).territory.source.files.size() == 2);
    CHECK(folder.parsed(with(folder.file("couv/a.gpkg"))).territory.source.files ==
          std::vector<std::string>{folder.file("couv/a.gpkg")});
    CHECK(folder.parsed(with("/vsicurl/https://example.org/a.gpkg")).territory.source.files ==
          std::vector<std::string>{"/vsicurl/https://example.org/a.gpkg"});
    CHECK(folder.parsed(with("/vsizip/couv/a.gpkg/inside.shp")).territory.source.files ==
          std::vector<std::string>{"/vsizip/" + folder.file("couv/a.gpkg/inside.shp")});
    CHECK(reported(folder.faults(with("/vsizip/couv/c.zip/inside.shp")), 6, "«/vsizip/couv/c.zip/inside.shp»"));
}

TEST_CASE("only, extent and where speak of the unit or its parents") {
    const JobFolder folder;
    CHECK(folder.parsed(kLeast + "[only]\ncommune = \"01001\"\n").only.at("commune") == std::vector<std::string>{"01001"});
    CHECK_ONE_FAULT(folder.faults(kLeast + "[only]\ndepartment = [\"46\"]\n"), 10, "did you mean «departement»?");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[market]]\noperators = [\"A\"]\nwhere = { region = [\"1\"] }\n"), 11,
                    "a key of where");
    const std::string supply = "[[supply]]\nsource = \"couv/a.gpkg\"\noperator = \"A\"\ntechnology = \"4g\"\n";
    CHECK(folder.parsed(kLeast + supply).supply.front().technology.constant == "4G");
    CHECK_ONE_FAULT(folder.faults(kLeast + supply + "extent = { region = [\"1\"] }\n"), 13, "a key of `extent`");
    CHECK(folder.parsed(kLeast + supply + "extent = \"extent.gpkg\"\n").supply.front().extent.polygons.has_value());
    CHECK(folder.parsed(kLeast + supply + "extent = { source = \"extent.gpkg\", layer = \"l\" }\n")
              .supply.front()
              .extent.polygons->layer == "l");
    CHECK_ONE_FAULT(folder.faults(kLeast + supply + "extent = \"extnt.gpkg\"\n"), 13, "did you mean «extent.gpkg»?");
}

TEST_CASE("joins and references are checked") {
    const JobFolder folder;
    const std::string join = "join = [{ source = \"communes_population.csv\", on = \"code\", columns = { region = \"r\" } }]\n";
    CHECK(folder.parsed(kLeast + join).territory.joins.size() == 1);
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(join, " on = \"code\",", "")), 9, "join needs `on`");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(join, ", columns = { region = \"r\" }", "")), 9, "join needs `columns`");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(join, "communes_population", "communes_populaton")), 9, "did you mean");
    CHECK_ONE_FAULT(folder.faults(kLeast + "reference = { populatio = \"p\" }\n"), 9, "did you mean «population»?");
    CHECK_ONE_FAULT(folder.faults(kLeast + "reference = \"p\"\n"), 9, "reference is a table");
    CHECK_ONE_FAULT(folder.faults(replaced(kLeast, "{ code = \"dep\" }", "\"dep\"")), 8, "parents.departement is a table");
}

TEST_CASE("a supply says operator, technology and levels without contradiction") {
    const JobFolder folder;
    const std::string supply = "[[supply]]\nsource = \"couv/a.gpkg\"\ncolumns = { operator = \"o\", technology = \"t\" }\n";
    const auto with = [&](const std::string& more) { return folder.faults(kLeast + supply + more + "\n"); };
    CHECK(with("").empty());
    CHECK_ONE_FAULT(with("operator = \"A\""), 12, "both as a column and as a constant");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(supply, "operator = \"o\", ", "")), 9, "needs `operator`");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(supply, ", technology = \"t\"", "")), 9, "needs `technology`");
    CHECK_ONE_FAULT(with("level = \"BC\""), 9, "`level` needs its scale");
    CHECK_ONE_FAULT(with("level = \"BD\"\nlevels = [\"TBC\", \"BC\"]"), 12, "did you mean");
    CHECK_ONE_FAULT(with("no_level = \"BC\""), 12, "`no_level` needs `levels`");
    CHECK_ONE_FAULT(with("levels = [\"TBC\", \"BC\"]\nno_level = \"CL\""), 13, "`no_level` is \"TBC\", \"BC\" or \"unknown\"");
    CHECK_ONE_FAULT(with("levels = [\"BC\", \"BC\"]"), 12, "twice");
    CHECK_ONE_FAULT(with("levels = [\"BC\", \"none\"]"), 12, "rename it");
    CHECK_ONE_FAULT(with("levels = []"), 12, "empty list");
    CHECK(folder.parsed(kLeast + supply + "levels = [\"TBC\", \"CL\"]\n").supply.front().no_level == "CL");
    CHECK_ONE_FAULT(with("nature = \"claims\""), 12, "did you mean «claimed»?");
    CHECK_ONE_FAULT(with("kind = \"mobil\""), 12, "did you mean «mobile»?");
    CHECK_ONE_FAULT(with("service = \"sms\""), 12, "\"voice\" or \"data\"");
    CHECK_ONE_FAULT(with("format = \"polygon\""), 12, "did you mean «polygons»?");
    CHECK_ONE_FAULT(with("radius_km = 3.0"), 12, "format = \"sites\"");
}

TEST_CASE("sites need coordinates, technologies and a radius for each") {
    const JobFolder folder;
    const std::string sites =
        "[[supply]]\nsource = \"sites.csv\"\nformat = \"sites\"\ncolumns = { x = \"x\", y = \"y\", operator = \"o\" }\n";
    const auto with = [&](const std::string& more) { return folder.faults(kLeast + sites + more + "\n"); };
    const std::string flags = "technologies = { \"2G\" = \"a\", \"4g\" = \"b\" }\n";
    CHECK(with(flags + "radius_km = { \"2G\" = 8.0, \"4G\" = 4.0 }").empty());
    CHECK_ONE_FAULT(with(flags + "radius_km = { \"2G\" = 8.0 }"), 14, "says nothing of 4G");
    CHECK_ONE_FAULT(with(flags + "radius_km = { \"2G\" = 8.0, \"4G\" = 4.0, \"5G\" = 1 }"), 14, "a key of radius_km");
    CHECK_ONE_FAULT(with(flags + "radius_km = { \"2G\" = 8.0, \"4G\" = 4000 }"), 14, "is it in metres?");
    CHECK_ONE_FAULT(with(flags + "radius_km = { \"2G\" = 8.0, \"4G\" = -1 }"), 14, "above 0");
    CHECK_ONE_FAULT(with(flags), 9, "sites need `radius_km`");
    CHECK_ONE_FAULT(with("radius_km = { \"2G\" = 8.0 }"), 9, "sites need technologies");
    CHECK_ONE_FAULT(with("technology = \"4G\"\n" + flags + "radius_km = 4"), 14, "keep one");
    CHECK(folder.parsed(kLeast + sites + "technology = \"4G\"\nradius_km = 4\n").supply.front().radius_km.at("4G") == 4.0);
    CHECK(folder.parsed(kLeast + replaced(sites, "operator =", "technology = \"t\", operator =") + "radius_km = { \"4G\" = 4 }\n")
              .supply.front()
              .technology.column == "t");
    const std::string constant = "technology = \"4G\"\nradius_km = 4\n";
    const std::string no_columns = replaced(sites, "x = \"x\", y = \"y\", ", "");
    CHECK_ONE_FAULT(folder.faults(kLeast + no_columns + constant), 9, "need their coordinates");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(sites, "x = \"x\", ", "") + constant), 9, "x and y together");
    CHECK(folder.faults(kLeast + replaced(no_columns, "sites.csv", "extent.gpkg") + constant).empty());
}

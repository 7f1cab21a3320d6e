// make_country OUT_DIR [--small N] [--smooth]
//
// A country of 35,000 communes (5 million vertices), 10^8 cells of 100 m, 4 operators × 2 technologies (one MultiPolygon each):
// communes.gpkg, people_100m.tif, couv_<operator>_<technology>.gpkg, job.toml, counts.txt. Always the same bytes of geometry.
// --small N: N times smaller in each direction. --smooth: contours instead of cell outlines.
#include <gdal.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>

#include "country.hpp"

namespace bench {

Country smaller(Country country, int divisor) {
    country.communes_per_side = std::max(2, country.communes_per_side / divisor);
    country.field_cells = std::max(20, country.field_cells / divisor);
    if (divisor > 1) {  // a raster around the smaller land, in the middle of the large one
        const double whole = 187 * 4000.0;
        country.west_m += (whole - country.side_m()) / 2;
        country.south_m += (whole - country.side_m()) / 2;
        const int cells = std::max(200, 10000 / divisor / 100 * 100);
        country.raster_west_m += (country.raster_cells - cells) / 2 * 100.0;
        country.raster_north_m -= (country.raster_cells - cells) / 2 * 100.0;
        country.raster_cells = cells;
    }
    return country;
}

namespace {

constexpr const char* kJob = R"(version = 1
name = "national-benchmark"

[[demand]]
source = "people_100m.tif"
format = "raster"
attributes = { population = "1" }
spread = "cell"

[[territory]]
unit = "commune"
source = "communes.gpkg"
columns = { code = "code", name = "nom" }
parents = { departement = { code = "departement" } }

[[supply]]
source = "couv_*.gpkg"
format = "polygons"
columns = { operator = "operateur", technology = "techno", service = "usage", level = "niveau" }
levels = ["TBC", "BC", "CL"]
date = "2024-12-31"

[[market]]
operators = ["20801", "20810", "20815", "20820"]

[[indicator]]
name = "any_4g"
technology = ">=4G"
service = "data"
operators = { min = 1 }

[[indicator]]
name = "all_4g"
technology = ">=4G"
service = "data"
operators = { all = true }

[output]
folder = "out"
formats = ["csv"]
)";

void make(const std::string& folder, const Country& country, bool smooth) {
    std::filesystem::create_directories(folder);
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".gpkg" || entry.path().extension() == ".tif") std::filesystem::remove(entry.path());
    std::ofstream counts(folder + "/counts.txt");
    const auto note = [&](const std::string& line) {
        counts << line << "\n";
        std::fprintf(stderr, "%s\n", line.c_str());
    };
    const auto counted = [](const Counted& c) {
        return std::to_string(c.parts) + " parts, " + std::to_string(c.holes) + " holes, " + std::to_string(c.vertices) +
               " vertices";
    };
    note("communes.gpkg: " + counted(write_communes(country, folder + "/communes.gpkg")));
    note("people_100m.tif: " + std::to_string(country.raster_cells) + " x " + std::to_string(country.raster_cells) + " cells, " +
         std::to_string(write_people(country, folder + "/people_100m.tif")) + " inhabited");
    for (const int op : {20801, 20810, 20815, 20820}) {
        for (const char* technology : {"3G", "4G"}) {
            const std::string name = "couv_" + std::to_string(op) + "_" + technology + ".gpkg";
            note(name + ": " + counted(write_coverage(country, folder + "/" + name, op, technology, smooth)));
        }
    }
    std::ofstream(folder + "/job.toml") << kJob;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    std::string folder;
    int divisor = 1;
    bool smooth = false, usage = false;
    for (int k = 1; k < argc; ++k) {
        if (std::strcmp(argv[k], "--smooth") == 0)
            smooth = true;
        else if (std::strcmp(argv[k], "--small") == 0 && k + 1 < argc)
            divisor = std::atoi(argv[++k]);
        else if (argv[k][0] != '-' && folder.empty())
            folder = argv[k];
        else
            usage = true;
    }
    if (usage || folder.empty() || divisor < 1) {
        std::fprintf(stderr, "usage: bench_make_country OUT_DIR [--small N] [--smooth]\n");
        return 2;
    }
    GDALAllRegister();
    try {
        bench::make(folder, bench::smaller({}, divisor), smooth);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}

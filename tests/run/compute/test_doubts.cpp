// Where nobody can be said to be without, though a map speaks there: near the edge of a list of sites, and in the box of a ring
// that could not be read. The small world has 140 people west (departement A), 220 east (B).
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::Box;
using test::SmallWorld;

namespace {

constexpr double kEast_m = 3000000, kNorth_m = 2500000, kPi = 3.141592653589793;
const double kPeople[2][4] = {{50, 60, 70, 80}, {10, 20, 30, 40}};  // [row from the south][column]

struct Place {
    double x_km, y_km;
};
const std::vector<Place> kCorner = {{0, 0}};

/// A list of sites of A's 4G, and where it speaks.
std::string sites(const SmallWorld& world, const std::vector<Place>& places, double radius_km, const std::string& more,
                  const std::string& file = "sites.csv") {
    std::ostringstream table, job;
    table.precision(12);
    table << "x,y\n";
    for (const Place& p : places) table << kEast_m + 1000 * p.x_km << ',' << kNorth_m + 1000 * p.y_km << '\n';
    world.folder.file(file, table.str());
    job << "[[supply]]\nsource = \"" << file
        << "\"\nformat = \"sites\"\ncrs = \"EPSG:3035\"\ncolumns = { x = \"x\", y = \"y\" }\n"
        << "operator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\nnature = \"claimed\"\nradius_km = " << radius_km << "\n"
        << more << "\n";
    return job.str();
}

struct Answer {
    std::vector<std::string> lines;
    test::CsvFile departements;
    nlohmann::json manifest;
    [[nodiscard]] double of(const std::string& code, const std::string& state) const {
        return std::stod(departements.of(code, "any_4g_population" + state));
    }
    [[nodiscard]] bool says(const std::string& text) const {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
};

Answer answer_of(const SmallWorld& world, const std::string& supplies, const std::string& from = {}) {
    run::RunOptions options;
    options.overwrite = true;
    options.from = from;
    Answer answer;
    const std::string out = world.folder.path(from.empty() ? "out" : "again");
    answer.lines = test::run_into(world.job(supplies + SmallWorld::any_4g()), out, options).lines;
    answer.departements = test::read_csv(out + "/departement.csv");
    std::ifstream(out + "/manifest.json") >> answer.manifest;
    return answer;
}

/// Hand sums are of circles, and covmap's are polygons of 64 corners.
auto near(double value) { return Approx(value).epsilon(0.004).margin(0.3); }

/// The part of a cell that lies within `radius` of a cell that is held and is not told.
double share_near(const bool told[2][4], int row, int col, double radius) {
    constexpr int kFine = 200;
    int within = 0;
    for (int i = 0; i < kFine; ++i)
        for (int j = 0; j < kFine; ++j) {
            const double x = col + (i + 0.5) / kFine, y = row + (j + 0.5) / kFine;
            double nearest = HUGE_VAL;
            for (int r = 0; r < 2; ++r)
                for (int c = 0; c < 4; ++c)
                    if (!told[r][c])
                        nearest =
                            std::min(nearest, std::hypot(std::max({c - x, x - c - 1, 0.0}), std::max({r - y, y - r - 1, 0.0})));
            within += nearest < radius ? 1 : 0;
        }
    return static_cast<double>(within) / (kFine * kFine);
}

/// A ring that crosses itself some two million times, within a box.
std::string scribble(const Box& box) {
    std::mt19937 random(3);
    std::ostringstream ring;
    ring.precision(12);
    const auto corner = [&](double x, double y) { ring << '[' << kEast_m + 1000 * x << ',' << kNorth_m + 1000 * y << "],"; };
    corner(box.west_km, box.south_km), corner(box.east_km, box.south_km);
    corner(box.east_km, box.north_km), corner(box.west_km, box.north_km);
    for (int i = 0; i < 4000; ++i) {
        const auto between = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(random); };
        const double x = between(box.west_km, box.east_km);
        corner(x, between(box.south_km, box.north_km));
    }
    ring << '[' << kEast_m + 1000 * box.west_km << ',' << kNorth_m + 1000 * box.south_km << ']';
    return '[' + ring.str() + ']';
}

std::string square(const Box& box) {
    std::ostringstream ring;
    ring.precision(12);
    const double x[] = {box.west_km, box.east_km, box.east_km, box.west_km, box.west_km},
                 y[] = {box.south_km, box.south_km, box.north_km, box.north_km, box.south_km};
    for (int i = 0; i < 5; ++i)
        ring << (i > 0 ? "," : "[") << '[' << kEast_m + 1000 * x[i] << ',' << kNorth_m + 1000 * y[i] << ']';
    return ring.str() + ']';
}

std::string polygon(const std::string& rings, const std::string& properties = {}) {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}},"features":[)"
           R"({"type":"Feature","properties":{)" +
           properties + R"(},"geometry":{"type":"Polygon","coordinates":[)" + rings + "]}}]}";
}

const std::string kMap =
    "[[supply]]\nsource = \"a.geojson\"\noperator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\nextent = \"everywhere\"\n";

}  // namespace

TEST_CASE("within the radius of other land a list of sites does not know who is without") {
    const SmallWorld world;
    const Answer answer = answer_of(world, sites(world, kCorner, 0.5, "extent = { departement = [\"A\"] }"));
    const double met = kPi / 4 * 0.25 * 50, edge = 0.5 * (60 + 20);
    CHECK(answer.of("A", "") == near(met));
    CHECK(answer.of("A", "_unk") == near(edge));
    CHECK(answer.of("A", "_not") == near(140 - met - edge));
    CHECK(answer.of("B", "_unk") == 220);
    CHECK(answer.says("note: sites.csv: within 0.5 km of land beyond departement A, who is served by none of its sites"));
    CHECK(answer.manifest.at("claims").at(0).at("doubt") == "within 0.5 km of land beyond departement A");
    const Answer again =
        answer_of(world, sites(world, kCorner, 0.5, "extent = { departement = [\"A\"] }"), world.folder.path("out"));
    CHECK(again.of("A", "_unk") == answer.of("A", "_unk"));
}

TEST_CASE("whom a site serves near the edge is served") {
    const SmallWorld world;
    const Answer answer = answer_of(world, sites(world, {{1.75, 0.5}}, 0.1, "extent = { departement = [\"A\"] }"));
    CHECK(answer.of("A", "") == near(kPi * 0.01 * 60));
    CHECK(answer.of("A", "_unk") == near(0.1 * 80));
}

TEST_CASE("the sea is no edge, and land across a strait is one") {
    const SmallWorld world;
    const std::string list = sites(world, kCorner, 0.5, "extent = { departement = [\"A\"] }");
    world.communes("communes.geojson", {{"A1", {0, 0, 2, 2}}, {"B1", {3.7, 0, 4, 2}}});
    const Answer far = answer_of(world, list);
    CHECK(far.of("A", "_unk") == 0);
    CHECK_FALSE(far.says("of land beyond"));
    CHECK_FALSE(far.manifest.at("claims").at(0).contains("doubt"));
    world.communes("communes.geojson", {{"A1", {0, 0, 2, 2}}, {"B1", {2.25, 0, 4, 2}}});
    CHECK(answer_of(world, list).of("A", "_unk") == near(0.25 * 80));
}

TEST_CASE("a list that speaks of all land has no edge; nor have two that meet, nor one beside a map of everywhere") {
    const SmallWorld world;
    const std::string a = "extent = { departement = [\"A\"] }", b = "extent = { departement = [\"B\"] }";
    for (const std::string& supplies : {sites(world, kCorner, 0.5, "extent = { departement = [\"A\", \"B\"] }"),
                                        sites(world, kCorner, 0.5, a) + sites(world, {{4, 2}}, 0.5, b, "b.csv")}) {
        const Answer answer = answer_of(world, supplies);
        CHECK(answer.of("A", "_unk") + answer.of("B", "_unk") == 0);
        CHECK_FALSE(answer.says("of land beyond"));
    }
    world.folder.file("a.geojson", polygon(square({3, 0, 4, 2})));
    const Answer beside = answer_of(world, sites(world, kCorner, 0.5, a) + kMap);
    CHECK(beside.of("A", "_unk") + beside.of("B", "_unk") == 0);
}

TEST_CASE("a list may speak in the box or the hull of its places") {
    const SmallWorld world;
    const Answer box = answer_of(world, sites(world, {{1, 0}, {3, 2}}, 0.25, "extent = \"box\""));
    const double met = kPi / 4 * 0.0625 * (50 + 60);
    CHECK(box.of("A", "") == near(met));
    CHECK(box.of("A", "_not") == near(0.75 * 80));  // the box ends in the sea, north and south
    CHECK(box.of("A", "_unk") == near(140 - 0.75 * 80 - met));
    CHECK_FALSE(box.says("own extent"));
    const Answer hull = answer_of(world, sites(world, {{0, 0}, {4, 0}, {4, 2}}, 0.001, "extent = \"hull\""));
    CHECK(hull.of("A", "_unk") == near(10 + 20 + 50 * 0.75 + 60 * 0.25));
}

TEST_CASE("a list may speak inside polygons, whose roughness at the coast is no land beyond") {
    const SmallWorld world;
    world.boxes("part.geojson", {{-1, -1, 1, 3}});
    const Answer part = answer_of(world, sites(world, kCorner, 0.5, "extent = \"part.geojson\""));
    const double met = kPi / 4 * 0.25 * 50;
    CHECK(part.of("A", "_not") == near(0.5 * 60 - met));
    CHECK(part.of("A", "_unk") == near(140 - 0.5 * 60));
    world.boxes("rough.geojson", {{0.01, 0.01, 2, 1.99}});
    const Answer rough = answer_of(world, sites(world, {{1, 1}}, 0.1, "extent = \"rough.geojson\""));
    CHECK(rough.of("A", "_not") > 140 - 0.1 * 80 - 3 - kPi * 0.01 * 35);
}

TEST_CASE("in worlds of whole squares the edge is what lies within the radius of a square beyond") {
    std::mt19937 random(11);
    for (int round = 0; round < 6; ++round) {
        const SmallWorld world;
        std::vector<std::pair<std::string, Box>> communes;
        bool told[2][4] = {};
        std::string codes;
        for (int row = 0; row < 2; ++row)
            for (int col = 0; col < 4; ++col) {
                const std::string code(1, static_cast<char>('A' + 4 * row + col));
                const double x = col, y = row;
                communes.push_back({code + "1", {x, y, x + 1, y + 1}});
                told[row][col] = random() % 2 == 0;
                if (told[row][col]) codes += (codes.empty() ? "\"" : ", \"") + code + "\"";
            }
        if (codes.empty()) continue;
        world.communes("communes.geojson", communes);
        const double radius = round % 2 == 0 ? 0.3 : 1.2;
        const Answer answer = answer_of(world, sites(world, {{-0.001, 1}}, radius, "extent = { departement = [" + codes + "] }"));
        for (int row = 0; row < 2; ++row)
            for (int col = 0; col < 4; ++col) {
                CAPTURE(round, row, col, codes);
                const std::string code(1, static_cast<char>('A' + 4 * row + col));
                const double people = kPeople[row][col];
                if (!told[row][col])
                    CHECK(answer.of(code, "_unk") + answer.of(code, "") == Approx(people));
                else if (col >= 2)  // no site reaches there
                    CHECK(answer.of(code, "_unk") / people == Approx(share_near(told, row, col, radius)).margin(0.01));
            }
    }
}

TEST_CASE("a ring that crosses itself too often leaves its box unknown, for its own claim alone") {
    const SmallWorld world;
    world.folder.file("a.geojson", polygon(scribble({1, 0, 2, 2})));
    world.claims("b.geojson", {{"B", "4G", "data", "", {0, 0, 1, 2}}});
    const Answer alone = answer_of(world, kMap);
    CHECK(alone.says("rings of A 4G data cross themselves too often"));
    CHECK(alone.says("ring-too-crossed"));
    const Answer both = answer_of(world, kMap + SmallWorld::supply("b.geojson"));
    CHECK(both.of("A", "") == 60);
    CHECK(both.of("A", "_unk") == 80);
}

TEST_CASE("a hole that crosses itself too often is its box, of which nothing is known") {
    const SmallWorld world;
    world.folder.file("a.geojson", polygon(square({0, 0, 2, 2}) + "," + scribble({1, 0, 2, 2})));
    const Answer answer = answer_of(world, kMap);
    CHECK(answer.of("A", "") == near(60));
    CHECK(answer.of("A", "_unk") == near(80));
}

TEST_CASE("a territory whose ring crosses itself too often is an error that names it") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 2, 2}}});
    world.folder.file("communes.geojson", polygon(scribble({0, 0, 2, 2}), R"("code":"A1","nom":"Commune A1","departement":"A")"));
    CHECK_THROWS_WITH(answer_of(world, SmallWorld::supply("a.geojson")),
                      Catch::Contains("communes.geojson") && Catch::Contains("crosses itself more than 262144 times"));
}

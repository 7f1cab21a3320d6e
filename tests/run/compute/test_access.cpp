// Places that help: who is near one, how far the others are, where nobody can tell. On the small world, whose people stand in
// squares of 1 km: 50 60 | 70 80 in the south, 10 20 | 30 40 in the north.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <sstream>

#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr double kEast_m = 3000000, kNorth_m = 2500000;

struct Place {
    double x_km, y_km;
    std::string commune = {}, services = {};
    bool placed = true;
};

/// A list of places with its question: is one within 1 km?
std::string help(const SmallWorld& world, const std::vector<Place>& places, const std::string& more) {
    std::ostringstream table;
    table.precision(12);
    table << "x,y,commune,services\n";
    for (const Place& p : places) {
        if (p.placed)
            table << kEast_m + 1000 * p.x_km << ',' << kNorth_m + 1000 * p.y_km;
        else
            table << ',';
        table << ',' << p.commune << ',' << p.services << '\n';
    }
    world.folder.file("help.csv", table.str());
    return "[[access]]\nname = \"help\"\nsource = \"help.csv\"\ncrs = \"EPSG:3035\"\nwithin_km = [0.5, 1]\n"
           "columns = { x = \"x\", y = \"y\", commune = \"commune\" }\n" +
           more + "\n[[indicator]]\nname = \"near\"\naccess = { help = 1 }\n";
}

struct Answer {
    std::vector<std::string> lines;
    test::CsvFile departements, all;
    [[nodiscard]] double number(const std::string& code, const std::string& column) const {
        return std::stod((code == "all" ? all : departements).of(code, column));
    }
    [[nodiscard]] bool says(const std::string& text) const {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
};

Answer answer_of(const SmallWorld& world, const std::string& asked, const std::string& from = {}) {
    run::RunOptions options;
    options.overwrite = true;
    options.from = from;
    Answer answer;
    const std::string out = world.folder.path(from.empty() ? "out" : "again");
    answer.lines = test::run_into(world.job(asked), out, options).lines;
    answer.departements = test::read_csv(out + "/departement.csv");
    answer.all = test::read_csv(out + "/all.csv");
    return answer;
}

/// The plane of the squares is up to 1 % wider than the ground.
auto km(double value) { return Approx(value).epsilon(0.015).margin(0.002); }

const std::string kEverywhere = "extent = \"everywhere\"";

}  // namespace

TEST_CASE("the way to the nearest place is told by mean, median and nine tenths, and anew for what is above") {
    const SmallWorld world;
    const Answer answer = answer_of(world, help(world, {{0.5, 0.5}}, kEverywhere));
    CHECK(answer.number("A", "help_mean_km") == km((60 + 10 + 20 * std::sqrt(2)) / 140));
    CHECK(answer.number("A", "help_median_km") == km(1));
    CHECK(answer.number("A", "help_p90_km") == km(std::sqrt(2)));
    CHECK(answer.number("A", "help_km_unk") == 0);
    const double west = 60 + 10 + 20 * std::sqrt(2), east = 2 * 70 + 3 * 80 + 30 * std::sqrt(5) + 40 * std::sqrt(10);
    CHECK(answer.number("all", "help_mean_km") == km((west + east) / 360));
    CHECK(answer.number("all", "help_median_km") == km(2));
    CHECK(answer.number("all", "help_p90_km") == km(std::sqrt(10)));
    CHECK(answer.number("B", "near_population") == 0);
    CHECK(answer.number("B", "near_population_not") == 220);
}

TEST_CASE("of the nearest of several places, whatever their order") {
    const SmallWorld world;
    const Answer answer = answer_of(world, help(world, {{3.5, 1.5}, {0.5, 0.5}, {2.5, 0.5}}, kEverywhere));
    CHECK(answer.number("B", "help_mean_km") == km((80 + 30) / 220.0));
    const Answer other = answer_of(world, help(world, {{2.5, 0.5}, {3.5, 1.5}, {0.5, 0.5}}, kEverywhere));
    CHECK(other.departements.rows == answer.departements.rows);
}

TEST_CASE("what a territory has of a square stands at its own middle") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", {0, 0, 1.5, 2}}, {"B1", {1.5, 0, 4, 2}}});
    const Answer answer = answer_of(world, help(world, {{1.25, 0.5}}, kEverywhere));
    CHECK(answer.number("A", "population") == 100);
    CHECK(answer.number("A", "help_mean_km") == km((0.75 * 50 + 1.25 * 10 + 1 * 10) / 100));
}

TEST_CASE("a list that does not say where it speaks does so in the first parents that hold a place") {
    const SmallWorld world;
    const Answer answer = answer_of(world, help(world, {{0.5, 0.5}}, ""));
    CHECK(answer.says("note: help.csv: the list «help» is taken to speak where it holds a place: departement A (1 place)"));
    CHECK(answer.number("B", "near_population_unk") == 220);
    CHECK(answer.number("B", "help_km_unk") == 220);
    CHECK(answer.departements.of("B", "help_mean_km").empty());
    // In the east of A a place beyond the border may be nearer.
    CHECK(answer.number("A", "help_km_unk") == 80);
    CHECK(answer.number("A", "help_mean_km") == km(10 / 60.0));
    CHECK(answer.number("A", "help_median_km") == 0);
    CHECK(answer.number("A", "help_p90_km") == km(1));
    const double known = answer.number("A", "near_population") + answer.number("A", "near_population_not");
    CHECK(known + answer.number("A", "near_population_unk") == Approx(140));
    CHECK(answer.number("A", "near_population_unk") > 20);
    CHECK(answer.says("within 1 km of land beyond departement A, who is near none of its places counts as unknown"));
    CHECK_FALSE(answer.says("within 0.5 km of land beyond departement A"));
}

TEST_CASE("a place without coordinates leaves its commune unknown, by code or by name, and is told") {
    const SmallWorld world;
    for (const char* commune : {"B1", "COMMUNE-B1"}) {
        const Answer answer = answer_of(world, help(world, {{0.5, 0.5}, {0, 0, commune, "", false}}, kEverywhere));
        CHECK(
            answer.says("warning: help.csv: 1 place without usable coordinates; nobody is said to be far from one in or near "
                        "Commune B1 (1 place)"));
        CHECK(answer.number("B", "near_population_unk") == 220);
        CHECK(answer.number("B", "help_km_unk") == 220);
        CHECK(answer.number("A", "help_km_unk") == 80);
    }
    const Answer lost = answer_of(world, help(world, {{0.5, 0.5}, {0, 0, "Nowhere", "", false}}, kEverywhere));
    CHECK(lost.says("1 place without usable coordinates; of 1 no territory is known"));
    CHECK(lost.number("B", "near_population_not") == 220);
}

TEST_CASE("places without coordinates are counted by the commune that they name, and none is dropped") {
    const SmallWorld world;
    const std::string asked = help(world,
                                   {{0.5, 0.5},
                                    {0, 0, "B1", "", false},
                                    {0, 0, "commune b1", "", false},
                                    {0, 0, "B1", "", false},
                                    {0, 0, "Nowhere", "", false},
                                    {0, 0, "", "", false}},
                                   kEverywhere);
    (void)answer_of(world, asked);
    const std::string path = world.folder.path("out/access_help_unplaced.csv");
    CHECK(test::bytes_of(path) ==
          "said,code,name,departement,territories,places\n,,,,0,1\nB1,B1,Commune B1,B,1,2\nNowhere,,,,0,1\n"
          "commune b1,B1,Commune B1,B,1,1\n");
    (void)answer_of(world, asked, world.folder.path("out"));
    CHECK(test::bytes_of(world.folder.path("again/access_help_unplaced.csv")) == test::bytes_of(path));
    (void)answer_of(world, help(world, {{0.5, 0.5}}, kEverywhere));
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("what places offer can be asked for, alone or in a list") {
    const SmallWorld world;
    const std::vector<Place> places = {{0.5, 0.5, "", "print|scan"}, {2.5, 0.5, "", "print"}, {3.5, 0.5, "", "scanner"}};
    const Answer all = answer_of(world, help(world, places, kEverywhere));
    CHECK(all.number("B", "help_median_km") == 0);
    const Answer scan = answer_of(world, help(world, places, kEverywhere + "\nwhere = { services = [\"scan\"] }"));
    CHECK(scan.number("B", "help_mean_km") == km((2 * 70 + 3 * 80 + 30 * std::sqrt(5) + 40 * std::sqrt(10)) / 220));
}

TEST_CASE("coverage and help together are exact at each place, and the ways hold on in a run that is asked again") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {2, 0, 3, 2}}});
    const std::string asked = SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + help(world, {{0.5, 0.5}}, kEverywhere) +
                              "[[indicator]]\nname = \"either\"\nany_of = [\"any_4g\", \"near\"]\n";
    const Answer answer = answer_of(world, asked);
    CHECK(answer.number("B", "either_population") == 100);
    CHECK(answer.number("A", "either_population") == answer.number("A", "near_population"));
    const Answer again =
        answer_of(world, asked + "[[indicator]]\nname = \"nearer\"\naccess = { help = 0.5 }\n", world.folder.path("out"));
    for (const char* column : {"help_mean_km", "help_median_km", "help_p90_km", "help_km_unk", "near_population"})
        CHECK(again.departements.of("A", column) == answer.departements.of("A", column));
    CHECK(again.number("A", "nearer_population") == Approx(50 * 3.14159 / 4).epsilon(0.01));
}

// The sheet of a territory in the world of three communes (support/two_operators.hpp). Zones, in people and km²:
//
//   zone 1: A1 40, 4; A2 5, 1     scattered: A2 2
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/sheet/sheet.hpp"
#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"
#include "measure/tables/zone_tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct World : TwoOperators {
    std::vector<model::Table> tables;

    explicit World(bool low_is_good = false) {
        model::IndicatorSpec any = indicator("any", "4G");
        any.low_is_good = low_is_good;
        model.job.indicator = {any};
        model.frame.lattice = {"EPSG:3035", 0, 0, 1000, 1000};
        model::ZonesSpec spec;
        spec.name = "no_4g";
        spec.fails = "any";
        spec.attribute = "population";
        model.job.zones = {spec};
        tables = measure::make_tables(model, tally);
        tables.push_back(measure::zone_table(model, spec, zones()));
        tables.push_back(measure::zone_parts_table(model, spec, zones()));
    }

    [[nodiscard]] model::Sheet sheet(const std::string& unit, const std::string& code) const {
        return measure::make_sheet(model, tables, {unit, {}, code, ""});
    }

    void say_range(std::size_t row, std::int64_t lo, std::int64_t hi) {
        for (model::Column& column : tables.front().columns) {
            const bool low = column.name == "any_population_lo";
            if (!low && column.name != "any_population_hi") continue;
            column.numbers[row] = low ? lo : hi;
            column.nulls[row] = false;
        }
    }

private:
    static model::ZoneSet zones() {
        model::ZoneSet set;
        set.name = "no_4g";
        set.units = {{"all", ""}};
        model::Zone zone;
        zone.id = "any_all_1";
        zone.name = "Aix 1";
        zone.parts = {part(0, 40, 4), part(1, 5, 1)};
        zone.outside = {3 * kPerson, kKm2};
        zone.row = -2685;
        zone.col = 4048;
        zone.served = model::Away{1234.4, 90.04};
        zone.present = {0};
        set.zones = {zone};
        set.scattered = {part(1, 2, 0)};
        return set;
    }
    static model::ZonePart part(std::uint32_t territory, std::int64_t people, std::int64_t km2) {
        return {core::TerritoryId(territory), {people * kPerson, km2 * kKm2, 0, 0}};
    }
};

}  // namespace

TEST_CASE("a sheet tells who lacks an indicator, and of whom it is not known") {
    const World w;
    const model::Sheet a1 = w.sheet("commune", "A1"), a2 = w.sheet("commune", "A2");
    CHECK(a1.people == 100 * kPerson);
    CHECK(a1.area == 10 * kKm2);
    CHECK(a1.noun.fr == "personnes");
    REQUIRE(a1.indicators.size() == 1);
    CHECK(a1.indicators[0].lacking() == 40 * kPerson);
    CHECK(a1.indicators[0].here.share == 6000);
    CHECK(a2.indicators[0].lacking() == 0);
    CHECK(a2.indicators[0].here.unknown == 20 * kPerson);
    CHECK_FALSE(a2.indicators[0].here.lo.has_value());
}

TEST_CASE("where less is better those lack who are in the case") {
    CHECK(World(true).sheet("commune", "A1").indicators[0].lacking() == 60 * kPerson);
}

TEST_CASE("a commune stands beside each of its parents and the whole, with its rank there") {
    const model::SheetIndicator found = World().sheet("commune", "A1").indicators[0];
    REQUIRE(found.around.size() == 2);
    CHECK(found.around[0].around.name == "Alpha");
    CHECK(found.around[0].share.share == 5385);  // 70 of 130
    REQUIRE(found.around[0].rank.has_value());
    CHECK(found.around[0].rank->rank == 1);
    CHECK(found.around[0].rank->places == 2);
    CHECK(found.around[1].around.unit == "all");
    CHECK(found.around[1].rank->rank == 2);  // behind Cys, 5 of 6
    CHECK(found.around[1].rank->places == 3);
    CHECK_FALSE(found.around[1].rank->has_ranges);
}

TEST_CASE("the order turns where less is better, and the unknown counts as the worse there too") {
    const World less(true);
    CHECK(less.sheet("commune", "A1").indicators[0].around[1].rank->rank == 1);  // 60 of 100
    CHECK(less.sheet("commune", "A2").indicators[0].around[1].rank->rank == 3);  // 10 of 30, and 20 of whom nothing is known
}

TEST_CASE("only a range that lies wholly above or below makes a rank sure") {
    World w;
    w.say_range(0, 5000, 7000);
    w.say_range(1, 3000, 5500);   // overlaps
    w.say_range(2, 8000, 10000);  // above
    const model::SheetRank rank = *w.sheet("commune", "A1").indicators[0].around[1].rank;
    CHECK(rank.has_ranges);
    CHECK(rank.surely_better == 1);
    CHECK(rank.surely_worse == 0);
}

TEST_CASE("a blank parent is no place: neither beside a commune nor with a sheet of its own") {
    const World w;
    const model::Sheet x0 = w.sheet("commune", "X0");
    REQUIRE(x0.around.size() == 1);
    CHECK(x0.around[0].unit == "all");
    std::vector<std::string> codes;
    for (const model::SheetPlace& place : measure::sheet_places(w.model, w.tables))
        codes.push_back(place.unit + " " + place.code);
    CHECK(codes == std::vector<std::string>{"commune A1", "commune A2", "commune X0", "departement A", "all all"});
}

TEST_CASE("a parent's sheet lists its communes, and a place alone of its unit has no rank") {
    const model::Sheet sheet = World().sheet("departement", "A");
    REQUIRE(sheet.members.size() == 2);
    CHECK(sheet.members[1].code == "A2");
    CHECK(sheet.members[1].people == 30 * kPerson);
    CHECK(sheet.members[0].shares[0].not_met == 40 * kPerson);
    REQUIRE(sheet.around.size() == 1);
    CHECK_FALSE(sheet.indicators[0].around[0].rank.has_value());
    CHECK(World().sheet("all", "all").members.size() == 3);
    CHECK(World().sheet("all", "all").around.empty());
}

TEST_CASE("operators tell people by their best level here, and add up to all of them") {
    const model::Sheet sheet = World().sheet("commune", "A1");
    REQUIRE(sheet.services.size() == 1);
    const model::SheetService& service = sheet.services[0];
    CHECK(service.levels == std::vector<std::string>{"TBC", "covered", "none"});
    REQUIRE(service.operators.size() == 2);
    CHECK(service.operators[0].name == "Orion");
    CHECK(service.operators[0].people == std::vector<model::SheetValue>{60 * kPerson, 0, 40 * kPerson});
    CHECK(service.operators[1].people == std::vector<model::SheetValue>{0, 60 * kPerson, 40 * kPerson});
}

TEST_CASE("a zone counts as far as it lies in the territory, and who is scattered is told apart") {
    const World w;
    const model::SheetZones a2 = w.sheet("commune", "A2").zones.at(0);
    REQUIRE(a2.zones.size() == 1);
    CHECK(a2.zones[0].people == 5 * kPerson);
    CHECK(a2.zones[0].people_whole == 45 * kPerson);
    CHECK(a2.zones[0].area == kKm2);
    CHECK(a2.zones[0].served_m == 1234);
    CHECK(a2.zones[0].outside == 3 * kPerson);
    CHECK(a2.zones[0].bearing == 900);
    CHECK(a2.scattered == 2 * kPerson);
    CHECK(w.sheet("departement", "A").zones[0].zones[0].people == 45 * kPerson);
    CHECK(w.sheet("commune", "X0").zones[0].zones.empty());
}

TEST_CASE("a sheet names the maps that end before the run does, the unknown ones first") {
    World w;
    model::Claim claim;
    claim.operator_code = "O";
    claim.technology = "4G";
    w.model.partial_maps = {{claim, "o.gpkg", 1, "population", 100 * kPerson, 5 * kPerson, false},
                            {claim, "o.gpkg", 1, "area_km2", 10 * kKm2, 2 * kKm2, true},
                            {claim, "o.gpkg", 1, "population", 100 * kPerson, 90 * kPerson, true}};
    const model::Sheet sheet = w.sheet("commune", "A1");
    REQUIRE(sheet.partial_maps.size() == 3);
    CHECK(sheet.partial_maps[0].outside == 90 * kPerson);
    CHECK(sheet.partial_maps[0].operator_name == "Orion");
    CHECK(sheet.partial_maps[0].noun.en == "people");
    CHECK(sheet.partial_maps[1].of_area);
    CHECK_FALSE(sheet.partial_maps[2].unknown);
}

TEST_CASE("what became of people since an earlier indicator is told, from known to unknown apart") {
    World w;
    model::IndicatorSpec now = indicator("now", "4G");
    now.since = "any";
    w.model.job.indicator.push_back(now);
    model::Table& communes = w.tables.front();
    std::int64_t figure = 1;
    for (const char* change : {"_gained", "_lost", "_newly_known"}) {
        model::Column column;
        column.name = std::string("now_population") + change;
        column.type = model::ColumnType::quantity;
        for (std::size_t row = 0; row < communes.rows(); ++row) column.push(std::optional<std::int64_t>(figure * kPerson));
        ++figure;
        communes.columns.push_back(column);
    }
    const model::Sheet sheet = w.sheet(communes.unit, "A1");
    CHECK_FALSE(sheet.indicators[0].changes);
    REQUIRE(sheet.indicators[1].changes);
    const model::SheetChanges& changes = *sheet.indicators[1].changes;
    CHECK((changes.gained == kPerson && changes.lost == 2 * kPerson && changes.newly_known == 3 * kPerson));
    CHECK_FALSE(changes.no_longer_known);  // the table does not hold it
    CHECK(changes.since.en == "any");
}

TEST_CASE("files of a confidential source are not named, and the job is no source") {
    World w;
    model::InputFile job, census, secret;
    job.role = "job";
    job.path = "folder/job.toml";
    job.sha256 = "abc";
    census.role = "demand";
    census.path = "data/squares.csv";
    secret.role = "premises";
    secret.path = "data/doors.csv";
    secret.info.confidential = true;
    w.model.inputs = {job, census, secret};
    const model::Sheet sheet = w.sheet("commune", "A1");
    CHECK(sheet.job_file == "job.toml");
    CHECK(sheet.job_sha256 == "abc");
    REQUIRE(sheet.sources.size() == 2);
    CHECK(sheet.sources[0].files == std::vector<std::string>{"squares.csv"});
    CHECK(sheet.sources[1].files.empty());
}

TEST_CASE("a place that the run does not have is an error") {
    try {
        (void)World().sheet("commune", "Z9");
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.message() == "the run has no «Z9»");
    }
}

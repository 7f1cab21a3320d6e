// Two runs of three communes with one indicator, drawn as their CSVs would be.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/compare/comparison.hpp"

using namespace covmap;
using model::ColumnType;

namespace {

constexpr std::int64_t kPerson = 1'000'000, kKm2 = 100'000'000;

model::Column column(const std::string& name, ColumnType type, int scale, const std::vector<std::int64_t>& numbers) {
    model::Column c;
    c.name = name;
    c.type = type;
    c.scale = scale;
    for (const std::int64_t n : numbers) c.push(n < 0 ? std::nullopt : std::optional(n));
    return c;
}

model::Column texts(const std::string& name, const std::vector<std::string>& values) {
    model::Column c;
    c.name = name;
    for (const std::string& value : values) c.push(value);
    return c;
}

/// Met people of A1, A2, B1 out of 100 each; negative: null.
model::Table commune(const std::vector<std::int64_t>& met, const std::vector<std::int64_t>& hundredths) {
    model::Table t;
    t.name = t.unit = "commune";
    std::vector<std::int64_t> quanta;
    for (const std::int64_t m : met) quanta.push_back(m < 0 ? -1 : m * kPerson);
    t.columns = {texts("code", {"A1", "A2", "B1"}),
                 texts("name", {"Albas", "Anglars", "Boule"}),
                 column("population", ColumnType::quantity, 6, {100 * kPerson, 100 * kPerson, 100 * kPerson}),
                 column("any_population", ColumnType::quantity, 6, quanta),
                 column("any_population_pct", ColumnType::share, 2, hundredths),
                 column("any_population_lo", ColumnType::share, 2, hundredths),
                 column("any_area_km2", ColumnType::quantity, 8, {kKm2, kKm2, kKm2})};
    return t;
}

model::PublishedRun run_of(model::Table table) {
    model::PublishedRun run;
    run.folder = "r";
    run.job = {{"name", "j"}, {"indicator[any].technology_at_least", "4G"}};
    run.inputs = {{"demand", "d.csv", "d1"}, {"territory", "t.gpkg", "t1"}, {"supply[0]", "s.gpkg", "s1"}};
    run.units = {"commune", "all"};
    run.attributes = {"population"};
    run.indicators = {{"any", false}};
    run.tables = {std::move(table)};
    return run;
}

const model::Table& before() {
    static const model::Table t = commune({50, 60, 70}, {5000, 6000, 7000});
    return t;
}

std::string columns_of(const model::PlaceChange& place) {
    std::string out;
    for (const model::FigureChange& f : place.figures) out += (out.empty() ? "" : " ") + f.column;
    return out;
}

model::CompareOptions within(std::int64_t people, std::int64_t hundredths, bool losses_only = false) {
    model::CompareOptions options;
    options.tolerance = {people * 100'000'000, hundredths * 1'000'000, 0};
    options.losses_only = losses_only;
    return options;
}

}  // namespace

TEST_CASE("a run is equal to itself") {
    const model::Comparison c = measure::compare(run_of(before()), run_of(before()), {});
    CHECK_FALSE(c.differs);
    CHECK(c.context.empty());
    CHECK(c.people_told);
    REQUIRE(c.units.size() == 1);
    CHECK(c.units.front().common == 3);
    CHECK(c.units.front().equal());
}

TEST_CASE("of two losses the one with more people who meet the indicator comes first, whatever is said of the rest") {
    model::Table a = before(), b = commune({49, 50, 70}, {5000, 6000, 7000});
    for (model::Table* t : {&a, &b}) t->columns.push_back(column("any_population_unk", ColumnType::quantity, 6, {0, 0, 0}));
    b.columns.back().numbers[0] = 30 * kPerson;
    const model::Comparison c = measure::compare(run_of(a), run_of(b), {});
    REQUIRE(c.units.front().changed.size() == 2);
    CHECK(c.units.front().changed[0].place.code == "A2");
    CHECK(columns_of(c.units.front().changed[1]) == "any_population any_population_unk");
}

TEST_CASE("changed territories come with their figures, losses first, then the most people") {
    const model::Comparison c = measure::compare(run_of(before()), run_of(commune({55, 59, 90}, {5500, 5900, 9000})), {});
    CHECK(c.differs);
    const auto& changed = c.units.front().changed;
    REQUIRE(changed.size() == 3);
    CHECK(changed[0].place.code == "A2");
    CHECK(changed[0].loss);
    CHECK(changed[1].place.code == "B1");
    CHECK(changed[2].place.code == "A1");
    CHECK(c.units.front().losses == 1);
    CHECK(columns_of(changed[0]) == "any_population any_population_pct any_population_lo");
    CHECK(*changed[0].figures[0].a == 60 * kPerson);
    CHECK(*changed[0].figures[0].b == 59 * kPerson);
    CHECK(changed[0].figures[0].loss);
    CHECK_FALSE(changed[0].figures[2].loss);  // a bound is a doubt, not coverage
}

TEST_CASE("a difference of exactly the tolerance is none; each measure has its own") {
    const model::PublishedRun a = run_of(before()), b = run_of(commune({51, 60, 70}, {5100, 6000, 7000}));
    CHECK_FALSE(measure::compare(a, b, within(1, 100)).differs);
    CHECK(measure::compare(a, b, within(0, 100)).differs);
    const model::Comparison shares = measure::compare(a, b, within(1, 99));
    REQUIRE(shares.units.front().changed.size() == 1);
    CHECK(columns_of(shares.units.front().changed.front()) == "any_population_pct any_population_lo");
}

TEST_CASE("with losses only, what got better makes no difference") {
    const model::PublishedRun a = run_of(before()), better = run_of(commune({55, 60, 70}, {5500, 6000, 7000}));
    const model::Comparison c = measure::compare(a, better, within(0, 0, true));
    CHECK_FALSE(c.differs);
    CHECK(c.units.front().changed.size() == 1);
    CHECK(measure::compare(better, a, within(0, 0, true)).differs);
    CHECK_FALSE(measure::compare(better, a, within(5, 500, true)).differs);
}

TEST_CASE("where low is good, more is a loss") {
    model::PublishedRun a = run_of(before()), b = run_of(commune({55, 60, 70}, {5500, 6000, 7000}));
    a.indicators.front().low_is_good = b.indicators.front().low_is_good = true;
    CHECK(measure::compare(a, b, within(0, 0, true)).differs);
    CHECK_FALSE(measure::compare(b, a, within(0, 0, true)).differs);
}

TEST_CASE("what only became unknown is no loss, what is lost beside it is") {
    const auto with_unknown = [](model::Table t, const std::vector<std::int64_t>& people,
                                 const std::vector<std::int64_t>& known) {
        std::vector<std::int64_t> quanta;
        for (const std::int64_t p : people) quanta.push_back(p * kPerson);
        t.columns.push_back(column("any_population_unk", ColumnType::quantity, 6, quanta));
        t.columns.push_back(column("any_population_known_pct", ColumnType::share, 2, known));
        return t;
    };
    const model::Table a = with_unknown(before(), {0, 0, 0}, {10000, 10000, 10000});
    // A1: 10 became unknown. A2: 10 became unknown and 5 are lost.
    const model::Table b = with_unknown(commune({40, 45, 70}, {4000, 4500, 7000}), {10, 10, 0}, {9000, 9000, 10000});
    const model::Comparison c = measure::compare(run_of(a), run_of(b), {});
    REQUIRE(c.units.front().changed.size() == 2);
    CHECK(c.units.front().losses == 1);
    CHECK(c.units.front().changed.front().place.code == "A2");
    CHECK(c.units.front().changed.front().loss);
    model::PublishedRun low_a = run_of(b), low_b = run_of(a);  // and back: 10 became known
    low_a.indicators = low_b.indicators = {{"any", true}};
    const model::Comparison low = measure::compare(low_a, low_b, {});
    CHECK(low.units.front().losses == 1);
    CHECK(low.units.front().changed.front().place.code == "A2");
}

TEST_CASE("where another operator is licensed nothing is judged to be lost, and it is named") {
    model::PublishedRun a = run_of(before()), b = run_of(commune({40, 60, 70}, {4000, 6000, 7000}));
    a.markets = {{{"O", "P"}, 3}};
    b.markets = {{{"O", "P", "Q"}, 3}};
    const model::Comparison c = measure::compare(a, b, within(0, 0, true));
    CHECK_FALSE(c.differs);
    REQUIRE_FALSE(c.notes.empty());
    CHECK(c.notes.front().find("market changed: operator Q is licensed in B alone") != std::string::npos);
    b.markets = a.markets;
    CHECK(measure::compare(a, b, within(0, 0, true)).differs);
}

TEST_CASE("a folder that keeps some of its tables is quiet about the others") {
    model::PublishedRun a = run_of(before()), b = run_of(before());
    model::Table whole = before();
    whole.unit = whole.name = "all";
    b.tables.push_back(whole);
    CHECK(measure::compare(a, b, {}).notes.empty());
    a.units = {"commune"};
    CHECK_FALSE(measure::compare(a, b, {}).notes.empty());
}

TEST_CASE("a null is no number; bounds that one run does not know are not compared") {
    model::Table nulls = before();
    nulls.columns[5] = column("any_population_lo", ColumnType::share, 2, {-1, -1, -1});
    CHECK_FALSE(measure::compare(run_of(before()), run_of(nulls), {}).differs);
    nulls.columns[3] = column("any_population", ColumnType::quantity, 6, {50 * kPerson, -1, 70 * kPerson});
    const model::Comparison c = measure::compare(run_of(before()), run_of(nulls), within(1000, 10000));
    REQUIRE(c.units.front().changed.size() == 1);
    CHECK_FALSE(c.units.front().changed.front().figures.front().b);
    CHECK_FALSE(c.units.front().changed.front().loss);
}

TEST_CASE("with other demand or territories shares alone are compared") {
    model::PublishedRun a = run_of(before()), b = run_of(commune({5000, 60, 70}, {5001, 6000, 7000}));
    for (const char* role : {"demand", "territory"}) {
        model::PublishedRun other = b;
        for (auto& input : other.inputs)
            if (input.role == role) input.sha256 = "x";
        const model::Comparison c = measure::compare(a, other, {});
        CHECK_FALSE(c.people_told);
        CHECK(c.notes.size() == 1);
        REQUIRE(c.units.front().changed.size() == 1);
        CHECK(columns_of(c.units.front().changed.front()) == "any_population_pct any_population_lo");
    }
    b.inputs[2].sha256 = "x";  // another supply is what one compares
    CHECK(measure::compare(a, b, {}).people_told);
}

TEST_CASE("what was not alike is told before: job, inputs, totals, defects, versions") {
    model::PublishedRun a = run_of(before()), b = run_of(before());
    b.job["indicator[any].technology_at_least"] = "5G";
    b.job["supply[1].nature"] = "planned";
    b.job["supply[1].date"] = "2024-12-31";
    b.inputs[2] = {"supply[0]", "s2.gpkg", "s2"};
    b.inputs.push_back({"job", "j.toml", "j1"});  // its parameters speak for it
    b.inputs[0].path = "renamed.csv";             // the same content: the same file
    a.totals["population"] = "inside 3, outside 1";
    b.totals["population"] = "inside 4, outside 0";
    a.defects["ring-open in s.gpkg"] = "2";
    b.versions["gdal"] = "3.8";
    const model::Comparison c = measure::compare(a, b, {});
    CHECK(c.context ==
          std::vector<model::ContextDifference>{{"job", "indicator[any].technology_at_least", "4G", "5G"},
                                                {"job", "supply[1]", "", "given"},
                                                {"input", "supply[0]", "s.gpkg (sha256 s1)", "s2.gpkg (sha256 s2)"},
                                                {"total", "population", "inside 3, outside 1", "inside 4, outside 0"},
                                                {"defects", "ring-open in s.gpkg", "2", ""},
                                                {"version", "gdal", "", "3.8"}});
    CHECK_FALSE(c.differs);  // the figures are the same
}

TEST_CASE("territories, columns and names of one run only are differences") {
    model::Table b = before();
    b.columns[0].texts.set(1, "A9");
    b.columns[1].texts.set(2, "Boule-d'Amont");
    b.columns[6].name = "two_population";
    const model::Comparison c = measure::compare(run_of(before()), run_of(b), {});
    const model::UnitComparison& unit = c.units.front();
    CHECK(unit.common == 2);
    CHECK(unit.only_a == std::vector<model::PlaceName>{{"A2", "Anglars"}});
    CHECK(unit.only_b == std::vector<model::PlaceName>{{"A9", "Anglars"}});
    CHECK(unit.columns_a == std::vector<std::string>{"any_area_km2"});
    CHECK(unit.columns_b == std::vector<std::string>{"two_population"});
    REQUIRE(unit.changed.size() == 1);
    CHECK(unit.changed.front().figures.front().text_b == "Boule-d'Amont");
    CHECK(c.differs);
    CHECK_FALSE(measure::compare(run_of(before()), run_of(b), within(0, 0, true)).differs);
}

TEST_CASE("parents that add up other territories have not lost coverage") {
    model::PublishedRun a = run_of(before()), b = run_of(commune({50, 60, 65}, {5000, 6000, 6500}));
    for (model::PublishedRun* run : {&a, &b}) {
        run->tables.push_back(run->tables.front());
        run->tables.back().unit = "all";
    }
    CHECK(measure::compare(a, b, {}).units[1].losses == 1);
    b.job["only.departement"] = "46";
    const model::Comparison c = measure::compare(a, b, {});
    CHECK(c.units[0].losses == 1);
    CHECK(c.units[1].losses == 0);
    CHECK(c.units[1].changed.size() == 1);
    CHECK_FALSE(c.units[1].changed.front().figures.front().loss);
    CHECK_THAT(c.notes.front(), Catch::StartsWith("[only] is not the same"));
}

TEST_CASE("one unit can be asked for; none in common cannot be compared") {
    model::PublishedRun a = run_of(before()), b = a;
    b.tables.front().unit = "epci";
    const auto message = [](const model::PublishedRun& x, const model::PublishedRun& y, const model::CompareOptions& options) {
        try {
            measure::compare(x, y, options);
        } catch (const core::Error& error) {
            CHECK(error.kind() == core::ErrorKind::input);
            return error.message();
        }
        return std::string();
    };
    CHECK(message(a, b, {}) == "have no unit in common: A has commune; B has epci");
    model::CompareOptions by_region;
    by_region.unit = "region";
    CHECK(message(a, a, by_region) == "do not both have the unit «region»: A has commune; B has commune");
    b.tables.push_back(before());
    const model::Comparison c = measure::compare(a, b, {});
    CHECK(c.notes == std::vector<std::string>{"only B has the unit epci: it is not compared"});
    CHECK_FALSE(c.differs);
}

TEST_CASE("zones are compared on one lattice only, and get their names") {
    model::PublishedRun a = run_of(before()), b = a;
    model::ZoneIndex index;
    index.name = "no_4g";
    index.attribute = "population";
    index.ids = {"z1"};
    index.squares = {{{0, 0, 50 * kPerson}}};
    a.zones = model::ZoneFile{{"EPSG:3035", 0, 0, 1000, 1000}, {index}};
    b.zones = a.zones;
    b.zones->zones.front().names = {"Figeac 1"};
    CHECK_FALSE(measure::compare(a, b, {}).differs);
    b.zones->zones.front().squares.front().front().weight = 60 * kPerson;
    model::Comparison c = measure::compare(a, b, {});
    REQUIRE(c.zones.size() == 1);
    REQUIRE(c.zones.front().changes.size() == 1);
    CHECK(c.zones.front().changes.front().fate == model::ZoneFate::grown);
    CHECK(c.zones.front().changes.front().b.front().name == "Figeac 1");
    CHECK(c.zones.front().people_a == 50 * kPerson);
    CHECK(c.zones.front().people_b == 60 * kPerson);
    CHECK(c.differs);
    CHECK_FALSE(measure::compare(a, b, within(10, 0)).differs);
    b.zones->zones.front() = model::ZoneIndex{"no_4g", 1, "population", {}, {}, {}, {}};
    CHECK(measure::compare(a, b, within(49, 0)).zones.front().changes.front().fate == model::ZoneFate::vanished);
    CHECK_FALSE(measure::compare(a, b, within(50, 0)).differs);
    CHECK(measure::compare(b, a, within(49, 0)).zones.front().changes.front().fate == model::ZoneFate::appeared);
    b.zones->lattice.cell_width = 200;
    CHECK(measure::compare(a, b, {}).zones.front().refused ==
          "the squares of the two runs are not the same: zones cannot be paired");
    b.zones->lattice = a.zones->lattice;
    b.zones->zones.front().attribute = "seniors";
    CHECK(measure::compare(a, b, {}).zones.front().refused ==
          "ranked by population in A and by seniors in B: zones cannot be paired");
    b.zones.reset();
    c = measure::compare(a, b, {});
    CHECK(c.zones.front().refused == "only A has these zones");
    CHECK(c.differs);
    b.zones_kept = false;  // a golden folder of tables alone
    c = measure::compare(a, b, {});
    CHECK(c.zones.empty());
    CHECK(c.notes == std::vector<std::string>{"B was not kept with its zones.covz: zones are not compared"});
    CHECK_FALSE(c.differs);
}

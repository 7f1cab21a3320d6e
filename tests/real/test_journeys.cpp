// From files to a right table: `init`, at most two edits, `check`, `run`. Right is what the jobs written by hand give, which the
// other tests here hold against GEOS.
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "real/support/program.hpp"
#include "run/support/csv_file.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

class Journey {
public:
    Journey(const std::string& name, const std::string& files) : m_shop("journey-" + name) {
        const Workshop::Said said = m_shop.covmap("init " + files + " -o " + m_shop.file("job.toml"));
        INFO(said.out);
        REQUIRE(said.code == 0);
        m_job = text_of("job.toml");
    }

    [[nodiscard]] const std::string& job() const { return m_job; }
    void edit(const std::string& from, const std::string& to) {
        const std::size_t at = m_job.find(from);
        INFO(from);
        REQUIRE(at != std::string::npos);
        m_job.replace(at, from.size(), to);
        REQUIRE(++m_edits <= 2);
    }

    /// The table of the smallest territories. `unit`: as the draft named it.
    test::CsvFile table(const std::string& unit) const {
        const std::string job = m_shop.write("job.toml", m_job);
        const Workshop::Said check = m_shop.covmap("check " + job);
        INFO(m_job << check.out);
        REQUIRE(check.code == 0);
        return run(job, unit);
    }

    /// The same of the job written by hand for these data; its indicators are changed by `settings`.
    test::CsvFile by_hand(const std::string& name, const std::string& unit, const std::string& settings = {}) const {
        std::string text = text_at(test::source_dir() + "/benchmarks/jobs/" + name + ".toml.in");
        for (std::size_t at = 0; (at = text.find("@DATA@", at)) != std::string::npos;)
            text.replace(at, 6, std::filesystem::absolute(test::real_data_dir()).lexically_normal().string());
        return run(m_shop.write("hand.toml", text), unit, settings);
    }

private:
    static std::string text_at(const std::string& path) {
        std::ostringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        return text.str();
    }
    [[nodiscard]] std::string text_of(const std::string& name) const { return text_at(m_shop.file(name)); }
    [[nodiscard]] test::CsvFile run(const std::string& job, const std::string& unit, const std::string& settings = {}) const {
        const std::string out = m_shop.file("out");
        const Workshop::Said ran = m_shop.covmap("run " + job + " --overwrite --set output.folder=" + out +
                                                 " --set 'output.formats=[\"csv\"]' " + settings);
        INFO(ran.out);
        REQUIRE(ran.code == 0);
        return test::read_csv(out + "/" + unit + ".csv");
    }

    Workshop m_shop;
    std::string m_job;
    int m_edits = 0;
};

/// Both tables have the same rows, and `column` of each is equal.
void check_same(const test::CsvFile& found, const test::CsvFile& expected, const std::string& column) {
    REQUIRE(found.rows.size() == expected.rows.size());
    std::size_t different = 0;
    for (std::size_t row = 0; row < found.rows.size(); ++row)
        different += found.at(row, "code") != expected.at(row, "code") || found.at(row, column) != expected.at(row, column);
    INFO(column);
    CHECK(different == 0);
}

double total(const test::CsvFile& table, const std::string& column) {
    double sum = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) sum += std::strtod(table.at(row, column).c_str(), nullptr);
    return sum;
}

std::string data(const std::string& files) { return test::real_data_dir() + "/" + files + " "; }

const std::string kFrance = "france/communes_2018.gpkg", kCensus = "france/census2021_1km_FR.csv.gz";

}  // namespace

TEST_CASE("journey: France from census, communes and sites, without an edit", "[real]") {
    const Journey journey("france", data(kCensus) + data(kFrance) + data("france/communes_population.csv") +
                                        data("france/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv"));
    const test::CsvFile found = journey.table("commune"), expected = journey.by_hand("france", "commune");
    for (const std::string column : {"population", "seniors", "any_4g_population", "any_4g_population_not"})
        check_same(found, expected, column);
    CHECK(found.has("region"));
}

TEST_CASE("journey: the Lot from coverage that ends, with what is published", "[real]") {
    Journey journey("lot", data(kCensus) + data(kFrance) + data("france/lot/*.gpkg"));
    CHECK((journey.job().find("operators = [\"20801\", \"20815\"]") != std::string::npos ||
           journey.job().find("operators = [\"20815\", \"20801\"]") != std::string::npos));
    const std::size_t only = journey.job().find("# [only]");
    journey.edit(journey.job().substr(only, journey.job().find("\n\n", only) - only), "[only]\ndepartement = [\"46\", \"24\"]");
    const test::CsvFile found = journey.table("commune"), expected = journey.by_hand("lot", "commune");
    check_same(found, expected, "population");
    // The box cuts cells that the départements do not cut: quanta of people fall to the other side of a cell.
    for (std::size_t row = 0; row < found.rows.size(); ++row) {
        const auto covered = [row](const test::CsvFile& table) {
            return std::strtod(table.at(row, "any_4g_population").c_str(), nullptr);
        };
        CHECK(std::abs(covered(found) - covered(expected)) < 1e-5);
    }
    std::size_t whole = 0;  // communes inside the box of the files: known as by the hand's extent
    for (std::size_t row = 0; row < found.rows.size(); ++row)
        if (std::strtod(found.at(row, "any_4g_population_unk").c_str(), nullptr) == 0) {
            ++whole;
            CHECK(found.at(row, "any_4g_population_not") == expected.at(row, "any_4g_population_not"));
        }
    CHECK(whole > 20);
    CHECK(total(found, "any_4g_population_unk") > total(found, "any_4g_population_not"));
}

TEST_CASE("journey: Ibiza from a planning tool's polygons", "[real]") {
    Journey journey("ibiza", data("ibiza/census2021_1km_ibiza.csv") + data("ibiza/ibiza_municipalities.geojson") +
                                 data("ibiza/mobile-coverage.gpkg") + data("ibiza/points-of-interest.csv"));
    const test::CsvFile found = journey.table("municipality"),
                        expected = journey.by_hand("ibiza", "municipality",
                                                   "--set 'supply[0].nature=\"claimed\"' --set "
                                                   "'indicator[0].nature=\"claimed\"' --set "
                                                   "'indicator[1].nature=\"claimed\"'");
    for (const std::string column : {"population", "seniors", "any_4g_population"}) check_same(found, expected, column);
}

TEST_CASE("journey: São Miguel from everything that lies in its folder", "[real]") {
    const Journey journey("sao-miguel", data("saomiguel/inst/sao_miguel/*"));
    const test::CsvFile found = journey.table("concelho"), expected = journey.by_hand("saomiguel", "concelho");
    check_same(found, expected, "population");
}

TEST_CASE("journey: Switzerland from everything that lies in its folder", "[real]") {
    const Journey journey("switzerland", data("switzerland/*"));
    const test::CsvFile found = journey.table("municipality"), expected = journey.by_hand("swiss", "municipality");
    check_same(found, expected, "population");
}

TEST_CASE("journey: a département's list of places that help", "[real]") {
    Journey journey("mediation", data(kCensus) + data(kFrance) + data("france/mediation_creuse.csv"));
    const std::size_t only = journey.job().find("# [only]"), hint = journey.job().find("# extent = ");
    const std::string only_line = journey.job().substr(only, journey.job().find("\n\n", only) - only),
                      hint_line = journey.job().substr(hint, journey.job().find('\n', hint) - hint);
    journey.edit(hint_line, "extent = { departement = [\"23\"] }");
    journey.edit(only_line, "[only]\ndepartement = [\"23\", \"19\"]");
    const test::CsvFile table = journey.table("commune");
    double near = 0, far = 0, unknown = 0;
    std::size_t communes = 0, whole = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto value = [&](const std::string& column) { return std::strtod(table.at(row, column).c_str(), nullptr); };
        if (table.at(row, "departement") == "19") CHECK(value("near_help_population_not") == 0);  // nobody knows
        if (table.at(row, "departement") != "23") continue;
        unknown += value("near_help_population_unk");  // within reach of a place of the next département, were there one
        ++communes, whole += value("near_help_population_unk") == 0;
        near += value("near_help_population"), far += value("near_help_population_not");
    }
    CHECK(near > 0);
    CHECK(far > 0);
    CHECK(unknown > 0);
    CHECK(unknown < 0.1 * (near + far));
    CHECK(whole * 2 > communes);
}

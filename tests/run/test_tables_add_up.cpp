// The promises about every published number, on the whole sample.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"

using namespace covmap;
using test::CsvFile;
using test::decimal;

namespace {

struct SampleRun {
    std::string job;
    std::vector<std::string> units;  ///< the first holds the territories
    std::vector<std::string> indicators;
};

const std::vector<SampleRun>& samples() {
    static const std::vector<SampleRun> all{{"job.toml",
                                             {"commune", "epci", "departement", "region", "all"},
                                             {"any_4g", "good_4g_two", "all_4g", "voice", "fast_5g", "nobody_4g", "soon_5g"}},
                                            {"job_sites.toml", {"commune", "departement", "all"}, {"any_4g", "three_3g"}}};
    return all;
}

const std::vector<std::string> kWeights{"population", "seniors", "area_km2"};

CsvFile table(const SampleRun& sample, const std::string& name) {
    return test::read_csv(test::sample_run(sample.job) + "/" + name + ".csv");
}

/// A number, 0 where it is empty.
std::int64_t number(const std::string& text) { return text.empty() ? 0 : decimal(text); }

/// A share says what part / whole is, and is extreme only where the part is.
bool share_is_true(const std::string& share, std::int64_t part, std::int64_t whole) {
    if (whole == 0) return share.empty();
    if ((share == "100.00") != (part == whole) || (share == "0.00") != (part == 0)) return false;
    const double exact = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    const bool clamped = share == "99.99" || share == "0.01";
    return std::abs(std::stod(share) - exact) <= (clamped ? 0.01 : 0.005 + 1e-9);
}

/// Sums of each weight over rows whose columns `keys` agree.
struct Sums {
    std::map<std::string, std::int64_t> of;
};

std::map<std::vector<std::string>, Sums> grouped(const CsvFile& file, const std::vector<std::string>& keys) {
    std::map<std::vector<std::string>, Sums> groups;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        std::vector<std::string> key;
        for (const std::string& column : keys) key.push_back(file.at(row, column));
        Sums& sums = groups[key];
        for (const std::string& weight : kWeights) sums.of[weight] += number(file.at(row, weight));
    }
    return groups;
}

void check_partition(const SampleRun& sample, const std::string& unit, const std::string& suffix,
                     const std::vector<std::string>& keys) {
    const CsvFile whole = table(sample, unit), parts = table(sample, unit + suffix);
    std::set<std::string> codes;
    for (const auto& [key, sums] : grouped(parts, keys)) {
        INFO(unit << suffix << " " << key[0] << " " << key[1] << " " << key[2] << " " << key[3]);
        for (const std::string& weight : kWeights) CHECK(sums.of.at(weight) == number(whole.of(key[0], weight)));
        codes.insert(key[0]);
    }
    CHECK(codes.size() == whole.rows.size());
    for (std::size_t row = 0; row < parts.rows.size(); ++row)
        for (const char* attribute : {"population", "seniors"}) {
            const std::string name = attribute;
            CHECK(parts.at(row, name + "_total") == whole.of(parts.at(row, "code"), name));
            CHECK(
                share_is_true(parts.at(row, name + "_pct"), number(parts.at(row, name)), number(parts.at(row, name + "_total"))));
        }
}

}  // namespace

TEST_CASE("inside and outside are the input's total, and inside is what is published") {
    for (const SampleRun& sample : samples()) {
        const auto manifest = nlohmann::json::parse(test::bytes_of(test::sample_run(sample.job) + "/manifest.json"));
        for (const auto& account : manifest["balance"]) {
            const std::string attribute = account["attribute"];
            INFO(sample.job << " " << attribute);
            CHECK(decimal(account["inside"]) + decimal(account["outside"]) == decimal(account["total"]));
            if (sample.job != "job.toml") continue;  // the other publishes a part
            std::int64_t sum = 0;
            const CsvFile communes = table(sample, "commune");
            for (std::size_t row = 0; row < communes.rows.size(); ++row) sum += number(communes.at(row, attribute));
            CHECK(sum == decimal(account["inside"]));
        }
        CHECK(manifest["balance"].size() == 2);
        CHECK(manifest["checks"]["b_open_windings"] == 0);
        CHECK(manifest["checks"]["c_area_mismatches"].empty());
        CHECK(manifest["checks"]["a_worst_cell_sum_error"].get<double>() < 1e-9);
    }
}

TEST_CASE("the total of the sample's squares is that of its file, to the quantum") {
    const CsvFile squares = test::read_csv(test::project_path("data/sample/squares_1km.csv"));
    std::int64_t people = 0, seniors = 0;
    for (std::size_t row = 0; row < squares.rows.size(); ++row) {
        if (!squares.at(row, "GRD_ID").starts_with("CRS3035RES1000m")) continue;  // the unreadable id
        people += number(squares.at(row, "T"));
        seniors += number(squares.at(row, "Y_GE65"));
    }
    const auto balance = nlohmann::json::parse(test::bytes_of(test::sample_run("job.toml") + "/manifest.json"))["balance"];
    CHECK(decimal(balance[0]["total"]) == people);
    CHECK(decimal(balance[1]["total"]) == seniors);
}

TEST_CASE("met, not met and unknown make up the whole in every wide row, and shares are true") {
    for (const SampleRun& sample : samples())
        for (const std::string& unit : sample.units) {
            const CsvFile file = table(sample, unit);
            REQUIRE_FALSE(file.rows.empty());
            for (std::size_t row = 0; row < file.rows.size(); ++row)
                for (const std::string& indicator : sample.indicators)
                    for (const std::string& weight : kWeights) {
                        const std::string base = indicator + "_" + weight;
                        INFO(sample.job << " " << unit << " " << file.rows[row][0] << " " << base);
                        const std::string& whole = file.at(row, weight);
                        CHECK(file.at(row, base).empty() == whole.empty());
                        const std::int64_t met = number(file.at(row, base)), all = number(whole);
                        CHECK(met + number(file.at(row, base + "_not")) + number(file.at(row, base + "_unk")) == all);
                        const std::string& share = file.at(row, base + "_pct");
                        CHECK(share_is_true(share, met, all));
                        const std::string &lo = file.at(row, base + "_lo"), &hi = file.at(row, base + "_hi");
                        CHECK(lo.empty() == share.empty());
                        if (share.empty()) continue;
                        CHECK(decimal(lo) <= decimal(share));
                        CHECK(decimal(share) <= decimal(hi));
                    }
        }
}

TEST_CASE("the rows of one code, technology, service and operator add up to the whole") {
    for (const SampleRun& sample : samples())
        for (const std::string& unit : sample.units)
            check_partition(sample, unit, "_operators", {"code", "technology", "service", "operator"});
}

TEST_CASE("the counts of one code, technology, service and level add up to the whole") {
    for (const SampleRun& sample : samples())
        for (const std::string& unit : sample.units)
            check_partition(sample, unit, "_counts", {"code", "technology", "service", "level"});
}

TEST_CASE("every level adds up to the communes, column by column") {
    for (const SampleRun& sample : samples()) {
        const CsvFile communes = table(sample, "commune");
        for (std::size_t u = 1; u < sample.units.size(); ++u) {
            const std::string& unit = sample.units[u];
            const CsvFile file = table(sample, unit);
            for (const std::string& column : file.columns) {
                const bool adds = std::any_of(kWeights.begin(), kWeights.end(), [&](const std::string& w) {
                    return column == w || column.ends_with("_" + w) || column.ends_with("_" + w + "_not") ||
                           column.ends_with("_" + w + "_unk");
                });
                if (!adds) continue;
                std::map<std::string, std::int64_t> sums;
                for (std::size_t row = 0; row < communes.rows.size(); ++row)
                    sums[unit == "all" ? "all" : communes.at(row, unit)] += number(communes.at(row, column));
                CHECK(sums.size() == file.rows.size());
                for (const auto& [code, sum] : sums) {
                    INFO(sample.job << " " << unit << " " << code << " " << column);
                    CHECK(number(file.of(code, column)) == sum);
                }
            }
        }
    }
}

TEST_CASE("the long tables of every level add up to those of the communes") {
    const SampleRun& sample = samples().front();
    const CsvFile communes = table(sample, "commune");
    std::map<std::string, std::string> departement;
    for (std::size_t row = 0; row < communes.rows.size(); ++row)
        departement[communes.at(row, "code")] = communes.at(row, "departement");
    for (const auto& [suffix, keys] : std::map<std::string, std::vector<std::string>>{
             {"_operators", {"code", "technology", "service", "operator", "level", "nature"}},
             {"_counts", {"code", "technology", "service", "level", "operators"}}}) {
        std::map<std::vector<std::string>, Sums> sums;
        for (const auto& [key, part] : grouped(table(sample, "commune" + suffix), keys)) {
            auto above = key;
            above[0] = departement.at(key[0]);
            for (const auto& [weight, value] : part.of) sums[above].of[weight] += value;
        }
        const auto found = grouped(table(sample, "departement" + suffix), keys);
        for (const auto& [key, expected] : sums) {
            INFO("departement" << suffix << " " << key[0] << " " << key[1] << " " << key[2] << " " << key[3] << " " << key[4]);
            const auto row = found.find(key);
            REQUIRE(row != found.end());
            CHECK(row->second.of == expected.of);
        }
    }
}

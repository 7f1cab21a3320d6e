#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/share_table.hpp"
#include "support/temp_folder.hpp"

namespace covmap::read {
namespace {

using Catch::Matchers::Contains;
using test::source_of;
using test::TempFolder;
using Counts = std::vector<std::optional<std::int64_t>>;
using Rates = std::vector<std::optional<double>>;

model::ShareSpec share_of(const std::string& path, bool count, bool percent = false) {
    model::ShareSpec spec;
    spec.source = source_of(path);
    spec.on = "insee";
    spec.columns = {{"aged", "P80", count, percent, "population", {}, {}}};
    return spec;
}

model::TerritorySet three_communes() {
    model::TerritorySet set;
    for (const char* code : {"01001", "01002", "75056"}) set.territories.emplace_back().code = code;
    return set;
}

}  // namespace

TEST_CASE("counts meet their territories in quanta; the total holds rows of other codes too") {
    const TempFolder folder;
    const std::string path = folder.file("t.csv", "insee;P80\n01001;12,5\n01002;s\n99999;1\n98888;\n75056;0\n");
    const ShareTableRead read = read_share_table(share_of(path, true), {}, three_communes());
    CHECK(read.columns.at(0).counts == Counts{12'500'000, std::nullopt, 0});
    CHECK(read.columns.at(0).total == 13'500'000);
    CHECK(read.defects.count("share-not-a-number") == 1);
    CHECK(read.defects.count("join-unmatched") == 2);
    CHECK(read.inputs.at(0).records == 5);
    CHECK(read.warnings.empty());
}

TEST_CASE("numbers below 0, rates above the whole and counts beyond reason are defects") {
    const TempFolder folder;
    const std::string path = folder.file("t.csv", "insee,P80\n01001,-1\n01002,0.5\n75056,1.5\n");
    const ShareTableRead rates = read_share_table(share_of(path, false), {}, three_communes());
    CHECK(rates.columns.at(0).rates == Rates{std::nullopt, 0.5, std::nullopt});
    CHECK(rates.defects.count("share-out-of-range") == 2);
    CHECK_THAT(rates.warnings.at(0), Contains("1 rates «P80» are above 1") && Contains("percent = true"));
    const ShareTableRead percents = read_share_table(share_of(path, false, true), {}, three_communes());
    CHECK(percents.columns.at(0).rates == Rates{std::nullopt, 0.005, 0.015});
    CHECK(percents.warnings.empty());
    const ShareTableRead counts = read_share_table(
        share_of(folder.file("c.csv", "insee,P80\n01001,9000000001\n01002,2\n75056,3\n"), true), {}, three_communes());
    CHECK(counts.columns.at(0).counts == Counts{std::nullopt, 2'000'000, 3'000'000});
    CHECK(counts.columns.at(0).total == 5'000'000);
}

TEST_CASE("of rows that became one territory counts add up, and rates are not known") {
    const TempFolder folder;
    const std::string path = folder.file("t.csv", "insee,P80\n75101,0.2\n75102,0.3\n01001,0\n01002,1\n");
    model::TerritorySpec territory;
    territory.fold = {{"75101", "75056"}, {"75102", "75056"}};
    CHECK(read_share_table(share_of(path, true), territory, three_communes()).columns.at(0).counts ==
          Counts{0, 1'000'000, 500'000});
    const ShareTableRead rates = read_share_table(share_of(path, false), territory, three_communes());
    CHECK(rates.columns.at(0).rates == Rates{0.0, 1.0, std::nullopt});
    CHECK_THAT(rates.warnings.at(0), Contains("1 territories are made of several rows"));
}

TEST_CASE("a share by codes that lost their zeros is an error, a missing column is told on opening") {
    const TempFolder folder;
    model::ShareSpec spec = share_of(folder.file("t.csv", "insee,P80\n1001,2\n1002,3\n"), true);
    CHECK_THROWS_WITH(read_share_table(spec, {}, three_communes()), Contains("joins no territory"));
    open_share_table(spec);
    spec.columns.front().column = "P90";
    CHECK_THROWS_WITH(open_share_table(spec), Contains("P90"));
}

}  // namespace covmap::read

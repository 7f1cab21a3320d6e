#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/joined_column.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::source_of;
using test::TempFolder;
using Values = std::vector<std::optional<double>>;

model::CriterionSpec column_of(const std::string& path, bool count = false) {
    model::CriterionSpec spec;
    spec.source = source_of(path);
    spec.on = "insee";
    spec.column = "rate";
    spec.count = count;
    return spec;
}

model::TerritorySet three() {
    model::TerritorySet set;
    for (const char* code : {"01001", "01002", "75056"}) set.territories.emplace_back().code = code;
    return set;
}

}  // namespace

TEST_CASE("numbers meet their territories by code, and what does not is counted") {
    const TempFolder folder;
    const JoinedRead read =
        read_joined_column(column_of(folder.file("t.csv", "insee;rate\n01001;12,5\n01002;s\n99999;1\n98888;\n")), {}, three());
    CHECK(read.values == Values{12.5, std::nullopt, std::nullopt});
    CHECK(read.figures.count("index-not-a-number") == 1);
    CHECK(read.defects.count("join-unmatched") == 2);
    CHECK(read.defects.count("join-missing") == 1);
    CHECK(read.warnings.empty());
    CHECK(read.inputs.at(0).records == 4);
}

TEST_CASE("of rows that became one territory counts add up, and rates have no common figure") {
    const TempFolder folder;
    const std::string path = folder.file("t.csv", "insee,rate\n75101,2\n75102,3\n");
    model::TerritorySpec territory;
    territory.fold = {{"75101", "75056"}, {"75102", "75056"}};
    CHECK(read_joined_column(column_of(path, true), territory, three()).values == Values{std::nullopt, std::nullopt, 5.0});
    const JoinedRead rates = read_joined_column(column_of(path), territory, three());
    CHECK(rates.values == Values{std::nullopt, std::nullopt, std::nullopt});
    CHECK_THAT(rates.warnings.at(0), Contains("1 territories are made of several rows"));
}

TEST_CASE("codes that lost their zeros are an error, a missing column is told on opening") {
    const TempFolder folder;
    model::CriterionSpec spec = column_of(folder.file("t.csv", "insee,rate\n1001,2\n1002,3\n"));
    CHECK_THROWS_WITH(read_joined_column(spec, {}, three()), Contains("joins no territory"));
    open_joined_column(spec);
    spec.column = "rat";
    CHECK_THROWS_WITH(open_joined_column(spec), Contains("rate"));
}

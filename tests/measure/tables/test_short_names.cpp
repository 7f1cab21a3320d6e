#include <catch2/catch.hpp>
#include <set>

#include "measure/tables/short_names.hpp"

using namespace covmap;

namespace {

std::vector<std::string> short_names(const std::vector<std::pair<std::string, std::string>>& names_and_hints) {
    model::Table table;
    for (const auto& [name, hint] : names_and_hints) {
        model::Column& column = table.columns.emplace_back();
        column.name = name;
        column.short_name = hint;
    }
    measure::fill_short_names(table);
    std::vector<std::string> names;
    for (const model::Column& column : table.columns) names.push_back(column.short_name);
    return names;
}

}  // namespace

TEST_CASE("a name that fits is its own short name") {
    CHECK(short_names({{"code", ""}, {"population", "pop"}}) == std::vector<std::string>{"code", "population"});
}

TEST_CASE("a longer one takes its hint, or itself without underscores, cut") {
    CHECK(short_names({{"any_4g_population_pct", "any4gpop_p"}, {"operator_name", ""}}) ==
          std::vector<std::string>{"any4gpop_p", "operatorna"});
    CHECK(measure::short_hint("any_4g", "population", "_p") == "any4gpop_p");
}

TEST_CASE("names that fit are served first, whatever their place") {
    CHECK(short_names({{"abcdefghijk", ""}, {"abcdefghij", ""}}) == std::vector<std::string>{"abcdefghi1", "abcdefghij"});
}

TEST_CASE("a hundred equal wishes are told apart within 10 characters") {
    std::vector<std::pair<std::string, std::string>> names;
    for (int i = 0; i < 120; ++i) names.emplace_back("a_very_long_name_" + std::to_string(i), "averylongn");
    const auto found = short_names(names);
    CHECK(std::set<std::string>(found.begin(), found.end()).size() == 120);
    for (const std::string& name : found) CHECK(name.size() <= 10);
    CHECK(found == short_names(names));
}

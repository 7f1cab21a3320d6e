#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "model/column/text_column.hpp"

using covmap::model::TextColumn;

TEST_CASE("a column of texts reads like a list of them") {
    TextColumn column{"01001", "01001", "", "01002"};
    column.push_back("Ain");
    CHECK(column.size() == 5);
    CHECK(column.front() == "01001");
    CHECK(column.back() == "Ain");
    CHECK(column[2].empty());
    CHECK(column == std::vector<std::string>{"01001", "01001", "", "01002", "Ain"});
    CHECK(std::count(column.begin(), column.end(), "01001") == 2);
    CHECK(std::find(column.begin(), column.end(), "01002") - column.begin() == 3);
    const std::vector<std::string> copied(column.begin(), column.end());
    CHECK(column == copied);
}

TEST_CASE("rows of a column of texts are changed, added and forgotten") {
    TextColumn column;
    column.assign(3, "none");
    column.set(1, "4G");
    column.resize(4);
    CHECK(column == TextColumn{"none", "4G", "none", ""});
    CHECK_FALSE(column == TextColumn{"none", "4G", "none"});
    CHECK_FALSE(column == TextColumn{"none", "4G", "none", "x"});
    column.resize(1);
    CHECK(column == TextColumn{"none"});
    column.clear();
    CHECK(column.empty());
    column.push_back("again");
    CHECK(column == TextColumn{"again"});
}

TEST_CASE("a copy of a column of texts does not change with it") {
    TextColumn column{"a", "b"};
    const TextColumn copy = column;
    column.set(0, "c");
    column.push_back("d");
    CHECK(copy == TextColumn{"a", "b"});
}

TEST_CASE("any number of texts, met in any order, is kept as they came") {
    std::mt19937 random(17);
    for (const std::uint32_t kinds : {1U, 7U, 300U, 5000U}) {
        TextColumn column;
        std::vector<std::string> expected;
        for (int i = 0; i < 10'000; ++i) {
            expected.push_back("text number " + std::to_string(random() % kinds));
            column.push_back(expected.back());
        }
        CHECK(column == expected);
    }
}

#include <catch2/catch.hpp>

#include "measure/presence.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;
using measure::Presence;
using measure::presence_of;

namespace {

using Words = std::vector<std::uint64_t>;

/// O: 2G3G without scale (bit 0), 4G at TBC and CL (1, 2); P: 4G at CL (3), 5G planned (4).
model::RunModel offers() {
    model::RunModel model = three_communes();
    const auto old = add_claim(model, "O", "2G3G");
    const auto fast = add_claim(model, "O", "4G", {{"TBC", "BC", "CL"}, ""});
    const auto other = add_claim(model, "P", "4G", {{"TBC", "BC", "CL"}, ""});
    const auto plan = add_claim(model, "P", "5G");
    model.catalogue.claims[plan.value].key.nature = "planned";
    add_layer(model, old);
    add_layer(model, fast, "TBC");
    add_layer(model, fast, "CL");
    add_layer(model, other, "CL");
    add_layer(model, plan);
    return model;
}

}  // namespace

TEST_CASE("the highest technology wins, and of it the best level of any operator") {
    const model::RunModel model = offers();
    const Presence all = presence_of(Words{0b01111}, model.catalogue);
    CHECK(all.technology == "4G");
    CHECK(all.level == "TBC");
    CHECK(all.operators == std::vector<std::string>{"O", "P"});
    CHECK(presence_of(Words{0b01101}, model.catalogue).level == "CL");
}

TEST_CASE("only one operator may be asked for") {
    const model::RunModel model = offers();
    const Presence other = presence_of(Words{0b01111}, model.catalogue, "P");
    CHECK(other.operators == std::vector<std::string>{"P"});
    CHECK(other.level == "CL");
    CHECK(presence_of(Words{0b00111}, model.catalogue, "P").technology.empty());
}

TEST_CASE("a technology without scale has no level") {
    const model::RunModel model = offers();
    const Presence old = presence_of(Words{0b00001}, model.catalogue);
    CHECK(old.technology == "2G3G");
    CHECK(old.level.empty());
}

TEST_CASE("what is planned is not there yet") {
    const model::RunModel model = offers();
    const Presence none = presence_of(Words{0b10000}, model.catalogue);
    CHECK(none.operators.empty());
    CHECK(none.technology.empty());
    CHECK(none.level.empty());
}

TEST_CASE("layers beyond the first word of a signature are seen") {
    model::RunModel model = three_communes();
    for (int i = 0; i < 70; ++i) add_layer(model, add_claim(model, i == 69 ? "Z" : "O", i == 69 ? "5G" : "2G"));
    const Presence far = presence_of(Words{0, std::uint64_t{1} << 5}, model.catalogue);
    CHECK(far.operators == std::vector<std::string>{"Z"});
    CHECK(far.technology == "5G");
}

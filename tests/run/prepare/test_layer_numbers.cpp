#include <catch2/catch.hpp>

#include "run/prepare/layer_numbers.hpp"
#include "run/support/folders.hpp"

using namespace covmap;

namespace {

model::Claim claim(const std::string& op, const std::string& technology) {
    return {op, technology, "data", "mobile", "claimed", ""};
}

/// A supply of one claim with layers of these levels.
read::SupplyRead supply(const model::Claim& key, const std::vector<std::string>& levels,
                        const model::Scale& scale = {{"TBC", "BC", "CL"}, "CL"}, const std::string& date = {}) {
    read::SupplyRead read;
    read.claims = {key};
    read.scales = {scale};
    read.radius_km = {0};
    read.dates = {date};
    for (const std::string& level : levels) read.layers.push_back({0, level});
    return read;
}

run::LoadedJob loaded_of(std::vector<read::SupplyRead> supplies, const std::vector<int>& extent_of = {}) {
    run::LoadedJob loaded;
    loaded.supplies = std::move(supplies);
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) loaded.supply_of.push_back(s);
    loaded.extent_of = extent_of;
    loaded.extent_of.resize(loaded.supplies.size(), -1);
    loaded.territories.set.unit = "commune";
    loaded.territories.set.parent_kinds = {"departement"};
    loaded.territories.set.territories = {{"A1", "", {"A"}, {""}, {}, 0}, {"B1", "", {"B"}, {""}, {}, 0}};
    return loaded;
}

std::vector<read::SupplyRead> list(read::SupplyRead&& a, read::SupplyRead&& b) {
    std::vector<read::SupplyRead> supplies;
    supplies.push_back(std::move(a));
    supplies.push_back(std::move(b));
    return supplies;
}

std::string layers_of(const model::Catalogue& catalogue) {
    std::string text;
    for (const model::LayerInfo& layer : catalogue.layers) {
        const model::Claim& key = catalogue.claims[layer.claim.value].key;
        text += key.operator_code + " " + key.technology + " " + (layer.level.empty() ? "-" : layer.level) + "; ";
    }
    return text;
}

run::ExtentPlan of_departements(const std::vector<std::string>& codes) {
    run::ExtentPlan plan;
    plan.spec.parents = {{"departement", codes}};
    return plan;
}

}  // namespace

TEST_CASE("layers are numbered by claim, then from the best level to none, whatever the order of supplies") {
    const std::string expected = "A 4G TBC; A 4G CL; A 4G -; B 2G BC; ";
    const auto one =
        run::make_catalogue(loaded_of(list(supply(claim("B", "2G"), {"BC"}), supply(claim("A", "4G"), {"", "CL", "TBC"}))));
    const auto other =
        run::make_catalogue(loaded_of(list(supply(claim("A", "4G"), {"TBC", "", "CL"}), supply(claim("B", "2G"), {"BC"}))));
    CHECK(layers_of(one.catalogue) == expected);
    CHECK(layers_of(other.catalogue) == expected);
    CHECK(one.bit_of == std::vector<std::vector<std::uint32_t>>{{3}, {2, 1, 0}});
    CHECK(other.bit_of == std::vector<std::vector<std::uint32_t>>{{0, 2, 1}, {3}});
}

TEST_CASE("two supplies with the same key are one layer, of the newest date") {
    const auto map = run::make_catalogue(loaded_of(list(supply(claim("A", "4G"), {"BC"}, {{"BC"}, "BC"}, "2023-12-31"),
                                                        supply(claim("A", "4G"), {"BC"}, {{"BC"}, "BC"}, "2024-12-31"))));
    CHECK(layers_of(map.catalogue) == "A 4G BC; ");
    CHECK(map.bit_of == std::vector<std::vector<std::uint32_t>>{{0}, {0}});
    CHECK(map.catalogue.claims[0].date == "2024-12-31");
}

TEST_CASE("two scales for one claim are an Error that names the claim") {
    const auto loaded =
        loaded_of(list(supply(claim("A", "4G"), {"BC"}), supply(claim("A", "4G"), {"good"}, {{"good", "bad"}, "bad"})));
    const auto error = test::error_of([&] { run::make_catalogue(loaded); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK(error->where() == "supply[1]");
    CHECK(error->message().find("A 4G data") != std::string::npos);
}

TEST_CASE("files of one supply share its extent, and a fault names the supply and not the file") {
    std::vector<read::SupplyRead> files = list(supply(claim("A", "4G"), {"BC"}), supply(claim("B", "4G"), {"BC"}));
    files.push_back(supply(claim("B", "4G"), {"x"}, {{"x"}, "x"}));
    auto loaded = loaded_of(std::move(files));
    loaded.supply_of = {0, 0, 1};
    loaded.extent_of = {0, -1};
    loaded.extents.push_back(of_departements({"A"}));
    CHECK(test::error_of([&] { run::make_catalogue(loaded); })->where() == "supply[1]");
    loaded.supplies.pop_back();
    const auto map = run::make_catalogue(loaded);
    CHECK(map.catalogue.claims[0].extent == 0);
    CHECK(map.catalogue.claims[1].extent == 0);
}

TEST_CASE("an extent by codes holds in its territories, after the bits of the layers") {
    auto loaded = loaded_of(list(supply(claim("A", "4G"), {"BC"}), supply(claim("B", "4G"), {"BC"})), {-1, 0});
    loaded.extents.push_back(of_departements({"A", "Z"}));
    const auto map = run::make_catalogue(loaded);
    CHECK(map.catalogue.bits() == 3);
    CHECK(map.catalogue.claims[0].extent == -1);
    CHECK(map.catalogue.claims[1].extent == 0);
    CHECK(map.catalogue.extents[0].source == "departement A, Z");
    CHECK(map.territory_bits == std::vector<std::vector<std::uint32_t>>{{2}, {}});
    REQUIRE(map.warnings.size() == 1);
    CHECK(map.warnings[0].find("departement Z") != std::string::npos);
}

TEST_CASE("a claim of two supplies is known in the union of their extents, and everywhere if one of them speaks everywhere") {
    auto both = loaded_of(list(supply(claim("A", "4G"), {"BC"}), supply(claim("A", "4G"), {"CL"})), {0, 1});
    both.extents.push_back(of_departements({"A"}));
    both.extents.push_back(of_departements({"B"}));
    const auto map = run::make_catalogue(both);
    CHECK(map.catalogue.extents.size() == 1);
    CHECK(map.territory_bits == std::vector<std::vector<std::uint32_t>>{{2}, {2}});

    both.extent_of = {0, -1};
    CHECK(run::make_catalogue(both).catalogue.extents.empty());
}

#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/definition.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct Asked {
    TwoOperators world;
    model::IndicatorSpec spec;
    [[nodiscard]] core::Text definition() const { return measure::definition_of(spec, world.model); }
    [[nodiscard]] core::Text lack() const { return measure::lack_of(spec, world.model); }
};

}  // namespace

TEST_CASE("a definition says technology, level, operators and whose word it is") {
    Asked asked;
    asked.spec.technology_at_least = "4G";
    asked.spec.level_at_least = "BC";
    asked.spec.service = "data";
    asked.spec.min = 2;
    CHECK(asked.definition().en == "data, 4G or better, level BC or better, from at least 2 operators (as claimed by operators)");
    asked.spec.service.clear();
    CHECK(asked.definition().en == "4G or better, level BC or better, from at least 2 operators (as claimed by operators)");
    CHECK(asked.definition().fr == "4G ou mieux, niveau BC ou mieux, d'au moins 2 opérateurs (selon les opérateurs)");
}

TEST_CASE("operators are given by name, and none, all or at most some are told apart") {
    Asked asked;
    asked.world.model.operator_names = {{"O", "Orange"}};
    asked.spec.technologies = {"4G", "5G"};
    asked.spec.service = "voice";
    asked.spec.of = {"O", "P"};
    CHECK(asked.definition().en == "calls, 4G or 5G, from at least 1 operator of Orange, P");
    asked.spec.of.clear();
    asked.spec.max = 0;
    CHECK(asked.definition().fr == "appels, 4G ou 5G, d'aucun opérateur");
    asked.spec.max = 1;
    asked.spec.min = 1;
    CHECK(asked.definition().en == "calls, 4G or 5G, from at least 1 operator and from at most 1 operator");
    asked.spec.max.reset();
    asked.spec.min.reset();
    asked.spec.all = true;
    CHECK(asked.definition().en == "calls, 4G or 5G, from every operator");
}

TEST_CASE("speeds, latency and medium are said") {
    Asked asked;
    asked.spec.kind = "fixed";
    asked.spec.down_kbps = 30'000;
    asked.spec.up_kbps = 2'500;
    asked.spec.low_latency = true;
    asked.spec.medium = "wired";
    CHECK(asked.definition().en ==
          "at least 30 Mbit/s down, at least 2.5 Mbit/s up, low latency, by wire, from at least 1 operator");
    CHECK(asked.definition().fr ==
          "au moins 30 Mbit/s en réception, au moins 2,5 Mbit/s en émission, faible latence, par un réseau filaire, d'au moins 1 "
          "opérateur");
}

TEST_CASE("a combination gives the labels of what it combines") {
    Asked asked;
    model::IndicatorSpec mobile, fixed;
    mobile.name = "mobile";
    mobile.label = {"4G mobile", "mobile 4G"};
    fixed.name = "fixed";
    asked.world.model.job.indicator = {mobile, fixed};
    asked.spec.all_of = {"mobile", "fixed"};
    CHECK(asked.definition().en.starts_with("«mobile 4G» and «fixed»"));
    asked.spec.all_of.clear();
    asked.spec.none_of = {"mobile", "fixed"};
    CHECK(asked.definition().fr.starts_with("ni « 4G mobile » ni « fixed »"));
}

TEST_CASE("an indicator carries its own negative, which never says that one operator is missing where all are asked") {
    Asked asked;
    asked.world.model.operator_names = {{"O", "Orange"}};
    asked.spec.technology_at_least = "4G";
    asked.spec.service = "data";
    asked.spec.min = 1;
    CHECK(asked.lack() == core::Text{"aucune 4G", "no 4G at all"});
    asked.spec.of = {"O", "P"};
    CHECK(asked.lack() == core::Text{"aucune 4G (Orange ou P)", "no 4G (Orange or P)"});
    asked.spec.of.clear();
    asked.spec.nature = {"claimed", "planned"};
    CHECK(asked.lack().en == "no 4G at all, not even planned");
    asked.spec.nature = {"claimed"};
    asked.spec.min = 2;
    asked.spec.level_at_least = "BC";
    CHECK(asked.lack() == core::Text{"pas la 4G de niveau BC ou mieux d'au moins 2 opérateurs",
                                     "less than 4G of level BC or better from at least 2 operators"});
    asked.spec.level_at_least.clear();
    asked.spec.min.reset();
    asked.spec.all = true;
    CHECK(asked.lack().en == "less than 4G from every operator");
    asked.spec.label_not = {"pas les quatre", "not all four"};
    CHECK(asked.lack().en == "not all four");
}

TEST_CASE("where low is good, those who meet it are left: nobody serves them") {
    Asked asked;
    asked.spec.service = "voice";
    asked.spec.max = 0;
    CHECK(asked.lack().en.empty());
    asked.spec.low_is_good = true;
    CHECK(asked.lack() == core::Text{"aucun réseau pour téléphoner", "no network for calls at all"});
    asked.spec.technology_at_least = "2G";
    CHECK(asked.lack().en == "no network for calls at all");
    asked.spec.max = 1;
    CHECK(asked.lack().en.empty());
    asked.spec.any_of = {"a"};
    CHECK(asked.lack().en.empty());
}

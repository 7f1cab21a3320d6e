#include <catch2/catch.hpp>

#include "measure/basis.hpp"
#include "measure/support/world.hpp"

using namespace covmap;
using namespace covmap::test;

TEST_CASE("claims of operators are said to be so, with their newest date") {
    model::RunModel model = three_communes();
    add_claim(model, "O", "4G");
    model.catalogue.claims[add_claim(model, "P", "4G").value].date = "2019-06-30";
    const auto basis = measure::basis_of(indicator("any", "4G"), model.catalogue);
    CHECK(basis.any_claim);
    CHECK(basis.nature == core::Text{"selon les opérateurs", "as claimed by operators"});
    CHECK(basis.date == "2019-06-30");
    CHECK(basis.note == core::Text{});
}

TEST_CASE("discs are said to be modelled, with their radius") {
    model::RunModel model = three_communes();
    for (const double radius_km : {4.0, 2.5}) {
        auto& info = model.catalogue.claims[add_claim(model, "O", "4G").value];
        info.key.nature = "modelled";
        info.radius_km = radius_km;
    }
    auto spec = indicator("any", "4G");
    CHECK_FALSE(measure::basis_of(spec, model.catalogue).any_claim);
    spec.nature = {"claimed", "modelled"};
    CHECK(measure::basis_of(spec, model.catalogue).nature ==
          core::Text{"modélisé, rayon 2,5 km ou 4 km", "modelled, radius 2.5 km or 4 km"});
}

TEST_CASE("layers without level are said to be there, where a level is asked for") {
    model::RunModel model = three_communes();
    add_layer(model, add_claim(model, "O", "4G", {{"BC", "CL"}, ""}));
    auto spec = indicator("any", "4G");
    CHECK(measure::basis_of(spec, model.catalogue).note.en.empty());
    spec.level_at_least = "BC";
    CHECK(measure::basis_of(spec, model.catalogue).note.en == "a layer without level counts as CL");
    CHECK(measure::basis_of_all(model.catalogue).note.fr == "une couche sans niveau compte comme CL");
}

TEST_CASE("the sources of supply are named once each, in order") {
    model::Job job;
    for (const char* title : {"Maps 2018", "", "Maps 2018"}) {
        model::SupplySpec supply;
        supply.source.info.title = title;
        supply.source.given = "couv/*.gpkg";
        job.supply.push_back(supply);
    }
    CHECK(measure::supply_titles(job) == "Maps 2018; couv/*.gpkg");
}

#include <catch2/catch.hpp>

#include "export/credits.hpp"
#include "export/support/world.hpp"

using namespace covmap;

namespace {

model::RunModel model_with(const std::vector<std::string>& natures, const std::string& language) {
    model::RunModel model;
    model.date = "2021-06-30";
    model.job.output.language = language;
    for (const std::string& nature : natures) {
        model::ClaimInfo claim;
        claim.key.nature = nature;
        model.catalogue.claims.push_back(claim);
    }
    return model;
}

}  // namespace

TEST_CASE("coverage is never said to be measured when it is claimed or modelled") {
    CHECK(exports::credits_of(model_with({"claimed"}, "fr")).note == "Couverture déclarée par les opérateurs, non mesurée");
    CHECK(exports::credits_of(model_with({"modelled", "claimed", "claimed"}, "en")).note ==
          "Coverage as claimed by operators or modelled, not measured");
    CHECK(exports::credits_of(model_with({"planned"}, "en")).note == "Coverage as planned, not measured");
    CHECK(exports::credits_of(model_with({"measured"}, "en")).note == "Coverage as measured");
    CHECK(exports::credits_of(model_with({}, "en")).note.empty());
}

TEST_CASE("each source is named once, in the job's order, and licences are sorted") {
    model::RunModel model = model_with({"claimed"}, "en");
    const model::SourceInfo census{"Census", "Eurostat", "2021", "CC-BY", "", false},
        communes{"Communes", "IGN", "", "Ouverte", "https://ign.fr", false};
    for (const model::SourceInfo& info : {census, communes, census, model::SourceInfo{}}) {
        model::InputFile input;
        input.info = info;
        model.inputs.push_back(input);
    }
    const exports::Credits credits = exports::credits_of(model);
    CHECK(credits.sources == std::vector<std::string>{"Census, Eurostat, 2021, CC-BY", "Communes, IGN, Ouverte, https://ign.fr"});
    CHECK(credits.licences == std::vector<std::string>{"CC-BY", "Ouverte"});
    CHECK(exports::attribution(credits) ==
          "Coverage as claimed by operators, not measured. Sources: Census, Eurostat, 2021, CC-BY; Communes, IGN, Ouverte, "
          "https://ign.fr");
}

TEST_CASE("nothing to credit is an empty line") { CHECK(exports::attribution({}).empty()); }

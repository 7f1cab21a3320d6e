#include "read/job/index_sets.hpp"

#include <utility>

namespace covmap::read {
namespace {

using model::CriterionSpec;
using model::IndexScale;
using model::IndexSpec;

CriterionSpec criterion(const char* key, IndexScale scale, double weight = 1, bool low = false) {
    CriterionSpec spec;
    spec.key = key;
    spec.scale = scale;
    spec.weight = weight;
    spec.low = low;
    return spec;
}

CriterionSpec group(const char* key, std::vector<CriterionSpec> criteria) {
    CriterionSpec spec;
    spec.key = key;
    spec.scale = IndexScale::none;
    spec.criteria = std::move(criteria);
    return spec;
}

// La Mednum, indice de fragilité numérique: five criteria, each from 1 to 10, 10 the highest risk.
// https://infos.fragilite-numerique.fr/ressources-cgu. How each is brought to 1 to 10 is not published there: minimum to maximum.
IndexSpec ifn() {
    IndexSpec spec;
    spec.name = "ifn";
    spec.label = {"Fragilité numérique, à la manière de l'indice de la Mednum",
                  "Digital fragility, in the manner of Mednum's index"};
    spec.to = {1, 10};
    for (const char* key : {"no_broadband", "no_4g", "seniors", "low_education", "poverty"})
        spec.criteria.push_back(criterion(key, IndexScale::minmax));
    return spec;
}

// Purdue Center for Regional Development, Digital Divide Index, its ten indicators since 2017:
// INFA = 0.30 NBBND + 0.30 NIA + 0.30 NCD - 0.05 DNS - 0.05 UPS and SE = mean of AGE65, POV, LTHS, DIS, all z-scores;
// DDI = INFA + SE, stretched to 0 to 100.
IndexSpec ddi() {
    IndexSpec spec;
    spec.name = "ddi";
    spec.label = {"Fracture numérique, à la manière de l'indice de Purdue", "Digital divide, in the manner of Purdue's index"};
    spec.to = {0, 100};
    const auto z = [](const char* key, double weight, bool low = false) {
        return criterion(key, IndexScale::zscore, weight, low);
    };
    spec.criteria = {group("infrastructure", {z("no_broadband", 0.30), z("no_internet", 0.30), z("no_device", 0.30),
                                              z("down", 0.05, true), z("up", 0.05, true)}),
                     group("socioeconomic", {z("seniors", 1), z("poverty", 1), z("low_education", 1), z("disability", 1)})};
    return spec;
}

using IndexMaker = IndexSpec (*)();
constexpr std::pair<const char*, IndexMaker> kIndexSets[] = {{"ddi", ddi}, {"ifn", ifn}};

}  // namespace

std::vector<std::string> index_sets() {
    std::vector<std::string> names;
    for (const auto& [name, make] : kIndexSets) names.emplace_back(name);
    return names;
}

IndexSpec index_set(const std::string& name) {
    for (const auto& [known, make] : kIndexSets)
        if (name == known) return make();
    return {};
}

}  // namespace covmap::read

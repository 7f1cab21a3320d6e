#include "run/prepare/territory_filter.hpp"

#include <algorithm>

namespace covmap::run {

namespace {

const std::string& code_of(const model::TerritorySet& set, const model::Territory& territory, const std::string& kind) {
    static const std::string kNone;
    if (kind == set.unit) return territory.code;
    const auto at = std::find(set.parent_kinds.begin(), set.parent_kinds.end(), kind);
    return at == set.parent_kinds.end() ? kNone : territory.parents[static_cast<std::size_t>(at - set.parent_kinds.begin())];
}

}  // namespace

bool is_meant(const model::TerritorySet& set, const model::Territory& territory, const KindCodes& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& entry) {
        return std::find(entry.second.begin(), entry.second.end(), code_of(set, territory, entry.first)) != entry.second.end();
    });
}

std::vector<bool> meant(const model::TerritorySet& set, const KindCodes& wanted) {
    std::vector<bool> result;
    for (const model::Territory& territory : set.territories) result.push_back(is_meant(set, territory, wanted));
    return result;
}

std::vector<std::string> unmatched(const model::TerritorySet& set, const KindCodes& wanted) {
    std::vector<std::string> missing;
    for (const auto& [kind, codes] : wanted)
        for (const std::string& code : codes)
            if (std::none_of(set.territories.begin(), set.territories.end(),
                             [&, k = kind](const model::Territory& t) { return code_of(set, t, k) == code; }))
                missing.push_back(kind + " " + code);
    return missing;
}

std::string text_of(const KindCodes& wanted) {
    std::string text;
    for (const auto& [kind, codes] : wanted) {
        if (!text.empty()) text += "; ";
        text += kind;
        for (std::size_t i = 0; i < codes.size(); ++i) text += (i == 0 ? " " : ", ") + codes[i];
    }
    return text;
}

}  // namespace covmap::run

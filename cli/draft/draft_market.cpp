#include <algorithm>

#include "cli/draft/draft_supply.hpp"
#include "read/presets/arcep_operators.hpp"

namespace covmap::cli {
namespace {

const char* const kMarketHint =
    "# [[market]]  # who is licensed; default: every operator of the supplies\n# operators = [\"20801\", \"20810\"]\n"
    "# aliases = { \"20801\" = [\"OF\", \"Orange\"] }  # other names of one operator\n# names = { \"20801\" = \"Orange\" "
    "}\n\n";

bool holds(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// Of networks: places that help are of no market.
bool is_of_a_network(const DraftSource& supply) {
    if (supply.preset() == "mediation") return false;
    return supply.role() == "supply-polygons" || supply.role() == "sites" || supply.first().raster.has_value();
}

/// What the source's records, its files' names, or else its block say; empty where there are too many.
std::vector<std::string> named_by(const DraftSource& supply) {
    if (!supply.operators().empty() || !supply.guess("operator").empty()) return supply.operators();
    const std::string named = operator_in_name(supply.source);
    return {named.empty() ? "operator" : named};
}

/// All that Arcep licenses in métropole are there: the built-in markets say it, overseas too.
bool is_all_of_france(const std::vector<std::string>& operators) {
    const std::vector<std::string> licensed = read::arcep_markets().back().operators;
    return std::all_of(licensed.begin(), licensed.end(), [&](const std::string& code) { return holds(operators, code); });
}

}  // namespace

std::string market_block(const std::vector<DraftSource>& supplies) {
    std::vector<std::string> operators;
    Pairs names;
    bool arcep = false;
    for (const DraftSource& supply : supplies) arcep = arcep || supply.preset().starts_with("arcep-");
    for (const DraftSource& supply : supplies) {
        if (!is_of_a_network(supply)) continue;
        const std::vector<std::string> named = named_by(supply);
        if (named.empty()) return kMarketHint;
        for (const std::string& name : named) {
            const std::string known = arcep ? read::arcep_operator(name, {}) : std::string();
            const std::string& code = known.empty() ? name : known;
            if (holds(operators, code)) continue;
            operators.push_back(code);
            if (!known.empty()) names.emplace_back(code, read::arcep_market_of_all().names.at(code));
        }
    }
    if (operators.empty()) return kMarketHint;
    if (arcep && is_all_of_france(operators)) return "# The built-in markets of Arcep's formats say who is licensed where.\n\n";
    return "[[market]]  # who is licensed: \"all\" and numbers of operators run over these\noperators = " + toml_list(operators) +
           "\n" +
           (names.empty() ? "# names = { " + toml_key(operators.front()) + " = \"…\" }  # as they are shown\n"
                          : "names = " + inline_table(names) + "\n") +
           "# aliases = { " + toml_key(operators.front()) + " = [\"…\"] }  # other names of one operator in the files\n\n";
}

}  // namespace covmap::cli

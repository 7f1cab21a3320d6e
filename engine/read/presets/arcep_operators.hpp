// Who is licensed where in France, and what Arcep's files call them.
//
// Codes are MCC-MNC as in the column `operateur`; the words of file names differ by territory: «FREE» is 20815 in métropole and
// 64703 in the Indian Ocean. Source: Arcep, «Mon réseau mobile».
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::read {

/// The territory of Arcep's files: «metropole», «971» … «978».
struct ArcepTerritory {
    std::string code;
    std::string crs;  ///< of its coverage maps: «EPSG:2154»
};

/// The territory that a word of a file's name means («Metropole», «974», «STB»); null for other words.
const ArcepTerritory* arcep_territory(const std::string& word);

/// The code of an operator by a word of a file's name («OF», «SFR0», «20801»), in a territory («metropole» when empty); empty for
/// other words.
std::string arcep_operator(const std::string& word, const std::string& territory);

/// A market for each overseas territory, by departement (a kind of the territories), then métropole, which is everywhere else.
std::vector<model::MarketSpec> arcep_markets();
/// One market everywhere, of the operators that the supplies hold: where territories do not tell their departement.
model::MarketSpec arcep_market_of_all();

/// Whether most of these codes or names of operators are known to Arcep; of none: no.
bool are_arceps(const std::vector<std::string>& operators);

/// Codes and names of one operator: the first is its code. For jobs that have a market of their own.
std::vector<std::vector<std::string>> arcep_synonyms();

}  // namespace covmap::read

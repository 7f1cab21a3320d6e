// «departement = ["46", "24"]»: which territories a table of kinds and codes means.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/territory.hpp"

namespace covmap::run {

using KindCodes = std::map<std::string, std::vector<std::string>>;

/// A territory is meant when, for every kind, its code of that kind is listed (the unit itself is a kind too).
bool is_meant(const model::TerritorySet& set, const model::Territory& territory, const KindCodes& wanted);

/// The same of each territory of the set.
std::vector<bool> meant(const model::TerritorySet& set, const KindCodes& wanted);

/// Codes of `wanted` that no territory has, as «departement 99».
std::vector<std::string> unmatched(const model::TerritorySet& set, const KindCodes& wanted);

/// «departement 46, 24».
std::string text_of(const KindCodes& wanted);

}  // namespace covmap::run

// Who is licensed where, and under which names the sources know them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "model/layer.hpp"
#include "model/run_model.hpp"
#include "read/supply/supply.hpp"

namespace covmap::run {

/// Operator as a source names it -> canonical code, by the aliases and mergers of all markets. Unknown names stay as they are.
std::function<std::string(const std::string&)> canonical_operators(const model::Job& job);

struct Markets {
    std::vector<model::Market> markets;
    std::vector<std::uint32_t> market_of;  ///< per territory
    std::map<std::string, std::string> names;
    std::vector<std::string> warnings;
};

/// The markets of a job on its territories. Without a [[market]]: every operator of the claims, everywhere. The first market that
/// means a territory has it; a territory that none means gets an empty market, with a warning. Places of a kind of their own are
/// in Market::of_kind. Throws Error(job) where markets of a kind license none of the operators that claim something of it.
/// Markets that come with a preset and mean no territory are left out.
Markets make_markets(const model::Job& job, const model::TerritorySet& set, const std::vector<model::ClaimInfo>& claims);

/// What records call operators (SupplySpec::operator_name), for those that have no name yet: the first in the order of letters.
void add_names(const std::vector<read::SupplyRead>& supplies, std::map<std::string, std::string>& names);

}  // namespace covmap::run

// What a run would lose with some operators, from its tally alone; with some sites: losses_of_sites.hpp.
#pragma once

#include <string>
#include <vector>

#include "measure/loss/loss_tables.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::run {

struct ResilienceOptions {
    std::string run;       ///< a folder
    std::string standard;  ///< an indicator of it; empty: what its first [[zones]] ask, else its first indicator
    std::vector<std::string>
        lost;  ///< codes or aliases of operators that fall together; empty: each one that the markets license, alone
};

/// The losses of one unit's row.
struct FragilePlace {
    std::string code, name;
    std::size_t loss = 0;  ///< position in Resilience::losses: with which it loses most of the first attribute
    std::int64_t served = 0, lost = 0;
};

struct Resilience {
    model::RunModel model;
    std::size_t standard = 0;
    std::vector<measure::OperatorLoss> losses;
    std::vector<measure::Loss> whole;   ///< of all that is published, one a loss
    std::vector<FragilePlace> fragile;  ///< the ten territories of which some loss takes most people
    std::vector<model::Table> tables;
    std::string folder;            ///< of the run that was read
    std::uint64_t sites_lost = 0;  ///< where sites are lost: how many
    std::uint64_t sites = 0;       ///< of how many
};

/// Exact: from the signatures of tally.covt. Errors: input (not a run), usage (an unknown indicator, an operator that no market
/// licenses). Cost: one pass over the tally a loss.
Resilience resilience_of(const ResilienceOptions& options);

struct ResilienceFiles {
    std::string folder;
    bool overwrite = false;
};

/// resilience_<unit>.csv, columns.csv and manifest.json: whole or not at all. Returns their names. Errors: output.
std::vector<std::string> write_resilience(const Resilience& found, const ResilienceFiles& files);
/// The errors of it that can be told before the work.
void check_resilience_folder(const ResilienceFiles& files);

}  // namespace covmap::run

// What the sweep ought to say, found the usual slow way: overlay by GEOS, then each face cut into cells.
//
// Shares no code with the kernel but the reading of rings (core::snap, rotation_index, simple_loops, disc_ring), which
// tests/core holds to account.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sweep/support/geos.hpp"
#include "sweep/support/world.hpp"

namespace covmap::test {

struct OracleTerritory {
    std::vector<double> values;  ///< [attributes + 1] of the whole territory: quanta, then dm2
    std::vector<double> doubt;   ///< [attributes]: quanta that a part near 1e-6 or an inside near 1e-4 of a cell may move
    double claimed_area = 0;     ///< cells inside its own rings, whoever gets them, within the frame
    bool shells_only = true;     ///< its winding is never below 0
    bool in_demand = false;      ///< some demand cell has a part of it
    std::uint32_t parts = 0;     ///< (cell, signature) parts in cut cells: each may be a quantum off
};

struct OracleResult {
    std::map<Key, std::vector<double>> tally;
    std::vector<OracleTerritory> territories;
    std::vector<double> outside;  ///< [attributes]: quanta
    std::vector<double> outside_doubt;
    std::map<std::pair<core::Row, core::Col>, double> inside;  ///< fraction of each cell inside territories, where it is not 0
};

OracleResult ask_oracle(const World& world);

/// Where each owner is present, whoever else is: territories, then bits.
std::vector<Region> owner_regions(const World& world);

/// Every disagreement in words; empty when all territories, layers and signatures agree: areas within 1e-8 of the territory,
/// people within 1e-6 or one quantum a part; the accounts balance to the last quantum; the checks of the report are good.
using Complaints = std::vector<std::string>;
Complaints disagreements(const World& world, const Swept& swept, const OracleResult& oracle);

/// Sweeps and compares.
Complaints compare_with_oracle(World world, const RunOptions& options = {});

/// The world as text that can be pasted into a test.
std::string told(const World& world);

}  // namespace covmap::test

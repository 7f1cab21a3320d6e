// The program's integers beside GEOS' figures: every territory, every layer.
#pragma once

#include <map>
#include <string>

#include "real/support/engine_run.hpp"
#include "real/support/truth.hpp"

namespace covmap::real {

/// What may differ, and why.
struct Tolerance {
    double area = 1e-8;            ///< of the territory
    double people = 1e-6;          ///< of the territory's people
    double border_m = 0;           ///< metres by which a border may lie elsewhere, on average along it: vertices are rounded
    double square = 0;             ///< of the people of the squares that its border or the layer's edge cuts
    double metres2_per_unit2 = 1;  ///< area of the truth's unit
};

/// Compares all accounts; prints the worst by code; CHECKs that none is out of its tolerance.
void compare(const std::string& what, const EngineRun& run, const std::map<std::string, Account>& accounts,
             const Tolerance& tolerance);

/// 1: every territory. Otherwise every n-th: the environment's COVMAP_REAL_SAMPLE, or 10 under a sanitizer.
std::size_t sample_step();

}  // namespace covmap::real

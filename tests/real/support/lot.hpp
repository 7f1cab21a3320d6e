// The published data around Gourdon (Lot), as shapes.
#pragma once

#include <string>
#include <vector>

#include "real/support/op_communes.hpp"
#include "real/support/truth.hpp"

namespace covmap::real {

struct Lot {
    World world;            ///< territories that share a square with one that is compared, and people; no layers yet
    std::vector<Map> maps;  ///< one each file
    Box reach;              ///< of the maps and of the communes where they are known
    std::size_t invalid = 0;
};

/// Whether the job's extent knows the territory.
bool lot_knows(const Territory& territory);

Lot read_lot(const std::string& data_folder);

}  // namespace covmap::real

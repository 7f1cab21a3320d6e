// The columns of a map of territories, found by what they look like where no publisher's names are among them. Private to the
// room.
#pragma once

#include <string>
#include <vector>

#include "read/files/inspection.hpp"

namespace covmap::read {

struct ParentColumns {
    std::string kind;
    const InspectedColumn* code = nullptr;
    const InspectedColumn* name = nullptr;  ///< null: none was found
};

struct MapColumns {
    const InspectedColumn* code = nullptr;  ///< null: the layer has none
    const InspectedColumn* name = nullptr;
    std::vector<ParentColumns> parents;  ///< the nearest first
};

/// A column of codes and one of names: those of OCHA (ADM2_PCODE, ADM2_EN, with the levels above as parents), of Natural Earth
/// and OpenStreetMap, and of any two columns whose names end or begin with a word for code and for name, in a dozen languages,
/// around the same stem: «kommunenummer» and «kommunenavn», «LAD21CD» and «LAD21NM», «cod_mun» and «nom_mun». Pure.
MapColumns map_columns(const InspectedLayer& layer);

}  // namespace covmap::read

// What a regulator would publish, worked out by GEOS: classes of every commune, operator and technology, in Arcep's shape.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "real/support/truth.hpp"

namespace covmap::real {

/// nc, cl, bc, tbc: area and people by attribute.
using Classes = std::array<Figures, 4>;

struct OpRow {
    std::string technology, operator_code, commune;
    Classes classes;
};

/// Polygons of one operator and technology by level: «TBC», «BC», «CL»; without level «».
struct Map {
    std::string operator_code, technology, service;
    std::map<std::string, std::vector<Shape>> levels;
};

/// The layers of maps for World::layers: three thresholds each, unions of the levels. Without level: all of it is CL.
std::vector<Layer> layers_of(const std::vector<Map>& maps);
/// The classes of each account and map.
std::vector<OpRow> op_rows(const std::map<std::string, Account>& accounts, const std::vector<Map>& maps);

/// "techno";"mcc_mnc";"commune";"couv_nc";…;"pop_tbc" with two decimals; `attribute` is who is counted. Blank where
/// nobody lives.
/// `thresholds`: cl and bc wrongly hold all that is as good or better.
std::string op_communes(const std::vector<OpRow>& rows, std::size_t attribute = 0, bool thresholds = false);

/// One commune of two, under the code of the first.
std::vector<OpRow> merged(std::vector<OpRow> rows, const std::string& into, const std::string& gone);

}  // namespace covmap::real

// What GEOS says of territories, layers and squares, one overlay at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "real/support/inputs.hpp"
#include "real/support/shape.hpp"

namespace covmap::real {

struct Territory {
    std::string code;
    std::string parent;
    Shape shape;
};

struct Layer {
    std::string name;  ///< as `covmap tally` prints it: «20801 4G data»
    Shape shape;
};

enum class Spread { cell, land };

/// Area and people of a territory, or of a layer's part of it.
struct Figures {
    double area = 0;              ///< unit of the target CRS, squared; grids in degrees: m2, by cell_area_m2
    std::vector<double> weights;  ///< by attribute
};

/// One territory's account and what bounds the comparison with integers.
struct Account {
    Figures whole;
    std::vector<double> evenly;             ///< its people had they been spread evenly over the squares (Spread::cell)
    std::map<std::string, Figures> layers;  ///< layers that reach it
    std::size_t cut_cells = 0;              ///< squares of the lattice that its border cuts
    std::vector<double> cut_weights;        ///< people of those squares, by attribute
    double border = 0;                      ///< length of its border
    std::map<std::string, double> edges;    ///< length of each layer's edge inside it
};

struct World {
    std::vector<Territory> territories;
    std::vector<Layer> layers;
    People people;
    std::size_t attributes = 1;
    Spread spread = Spread::cell;
    std::function<double(int row)> cell_area_m2;  ///< grids in degrees only
};

/// The accounts of the territories for which `wanted` holds; the others only keep their part of shared squares. Territories are
/// taken not to overlap.
std::map<std::string, Account> truth(const World& world, const std::function<bool(const Territory&)>& wanted);

}  // namespace covmap::real

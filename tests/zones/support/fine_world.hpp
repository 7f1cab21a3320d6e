// Worlds drawn in eighths of a cell, so that all shares are exact, and their zones found by flood fill: no code of the engine.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"
#include "sweep/support/random.hpp"
#include "sweep/support/world.hpp"

namespace covmap::test {

inline constexpr int kFine = 8;                    ///< fine cells a side of a cell
inline constexpr std::int64_t kFineArea = 10'000;  ///< dm2 of a fine cell
inline constexpr std::int64_t kCellArea = kFine * kFine * kFineArea;
inline constexpr std::int64_t kFinePerson = 1'000'000;  ///< quanta: weights of a cell are multiples of 64 of them or 0

/// Operators X and Y, one market; the standard asks for both. Bits: 0 X, 1 Y, 2 Y is known here.
inline constexpr std::uint8_t kX = 1, kY = 2, kKnown = 4;

struct FineWorld {
    core::Row row = 0;  ///< of its north-western cell
    core::Col col = 0;
    int rows = 0, cols = 0;  ///< in cells
    int territories = 0;
    std::vector<int> territory;                 ///< fine, row-major; -1: outside
    std::vector<std::uint8_t> layers;           ///< fine
    std::vector<std::int64_t> people, seniors;  ///< per cell, quanta
    std::vector<std::uint32_t> unit_of;         ///< per territory; zones::kNone: not published

    FineWorld(int the_rows, int the_cols);
    [[nodiscard]] int wide() const { return cols * kFine; }
    [[nodiscard]] int high() const { return rows * kFine; }
    [[nodiscard]] std::size_t fine(int r, int c) const { return static_cast<std::size_t>(r * wide() + c); }
    [[nodiscard]] std::size_t cell(int r, int c) const { return static_cast<std::size_t>(r * cols + c); }
    /// One character a cell: «.» outside, a letter a territory («A» is 0), small where both operators are.
    static FineWorld drawn(const std::vector<std::string>& rows, core::Row row = 0, core::Col col = 0);
    /// The same with four characters a cell, in rows and columns of quarters; `people` has one digit a cell.
    static FineWorld drawn_in_quarters(const std::vector<std::string>& rows, const std::vector<std::string>& people,
                                       core::Row row = 0);
    [[nodiscard]] std::string told() const;
    [[nodiscard]] World world() const;
};

FineWorld random_fine_world(std::uint64_t seed);

/// The catalogue, the market, two attributes and the territories «A», «B»… of units «U0», «U1»….
model::RunModel model_of(const FineWorld& world);
model::IndicatorSpec both_operators();

using Sums = std::map<std::uint32_t, std::vector<std::int64_t>>;  ///< by territory: white and then grey people, seniors, area

struct FineZone {
    std::vector<std::pair<core::Row, core::Col>> sub_cells;  ///< sorted
    std::uint32_t unit = 0;
    Sums accounts;
    std::uint64_t present = 0;
    std::int64_t outline_area = 0;
    std::vector<std::int64_t> outside = std::vector<std::int64_t>(3, 0);  ///< of the accounts, in no sub-cell of it
    std::tuple<std::int64_t, core::Row, core::Col> summit;                ///< weight, row, column
    std::map<std::pair<core::Row, core::Col>, std::int64_t> squares;
    auto operator<=>(const FineZone&) const = default;
};

struct FineZones {
    std::vector<FineZone> zones;  ///< sorted; those below the minimum too
    Sums scattered, empty;
    bool operator==(const FineZones&) const = default;
};

/// By the words of the rules: members, leftovers, flood fill, cutting. `attribute` is 0 (people) or 1 (seniors).
FineZones brute_force(const FineWorld& world, const model::ZonesSpec& spec, std::size_t attribute);
/// Is a cell served: half of what lies inside, or more, has both operators?
bool served_by_force(const FineWorld& world, int row, int col);

std::string told(const FineZones& zones);

}  // namespace covmap::test

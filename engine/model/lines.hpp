// Lines that are measured: as they were read, and where along them what is offered.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/grid.hpp"
#include "core/units.hpp"

namespace covmap::model {

/// Decimal places of a length in km: one quantum is 1 mm = 10^-6 km.
inline constexpr int kLengthScale = 6;

/// One line, a list of vertices in LineSet.
struct Line {
    std::string id, name;             ///< as given; empty where there is none
    std::uint32_t class_number = 0;   ///< position in LineSet::classes
    std::size_t first = 0, last = 0;  ///< its vertices: [first, last), at least two
    bool operator==(const Line&) const = default;
};

/// The lines of one [[lines]], in the order of the files (sorted) and of their features; of several equal ones the first.
struct LineSet {
    std::vector<std::string> classes;  ///< sorted; empty text: features without one. One entry, empty, without class column
    std::vector<Line> lines;
    std::vector<core::Point> vertices;  ///< grid coordinates, snapped; on a grid in degrees continuous across its seam
    std::vector<std::int64_t> at_mm;    ///< per vertex: geodesic length of its line up to it, 0 at the first
    std::uint64_t duplicates = 0;       ///< lines that were left out because an equal one came before
    bool operator==(const LineSet&) const = default;

    [[nodiscard]] std::int64_t length_mm(const Line& line) const { return at_mm[line.last - 1]; }
};

/// One territory and what is present in it; without a territory: outside.
struct LineState {
    core::TerritoryId territory;
    std::vector<std::uint64_t> signature;
    auto operator<=>(const LineState&) const = default;
};

/// A piece of a line of which each side is of one state. Each side has half of its length.
struct LinePiece {
    std::int64_t to_mm = 0;             ///< where it ends; it begins where the piece before ends, or at 0
    std::uint32_t left = 0, right = 0;  ///< positions in LineFindings::states
    bool operator==(const LinePiece&) const = default;
};

/// What was found along the lines of one LineSet.
struct LineFindings {
    std::vector<LineState> states;         ///< sorted, each once; the outside is the last where it occurs
    std::vector<LinePiece> pieces;         ///< line by line
    std::vector<std::size_t> first_piece;  ///< per line, and one more entry

    /// The length of the left side of a piece: halves of whole numbers, so that both sides of every line add up to it.
    static std::int64_t left_mm(std::int64_t from_mm, std::int64_t to_mm) { return to_mm / 2 - from_mm / 2; }
    bool operator==(const LineFindings&) const = default;
};

/// The account of one [[lines]]: inside + outside = read, to the mm.
struct LineAccount {
    std::string name;
    std::uint64_t lines = 0, duplicates = 0;
    std::int64_t read_mm = 0, inside_mm = 0, outside_mm = 0;
    bool operator==(const LineAccount&) const = default;
};

}  // namespace covmap::model

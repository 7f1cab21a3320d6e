// What the writer and the reader of zones.covz agree on. docs/formats/zones.md describes the whole file.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "model/zone_index.hpp"

namespace covmap::store {

/// The first bytes of a file of zones: not text, and a transfer that changes line ends changes them.
inline constexpr std::string_view kZoneMagic{"COVZ\r\n\x1a\n", 8};
inline constexpr std::uint32_t kZoneVersion = 1;
inline constexpr const char* kZoneFormat = "covmap-zones";

/// Boxes of known zones, not empty, sorted by (row_begin, col_begin); one list of squares a zone, sorted by (row, col), each
/// square once; sub-cells of 1, 2, 4 or 8 a side.
inline bool is_sound(const model::ZoneIndex& index) {
    const auto by_corner = [](const model::ZoneBox& a, const model::ZoneBox& b) {
        return std::tie(a.row_begin, a.col_begin) < std::tie(b.row_begin, b.col_begin);
    };
    const auto out_of_order = [](const model::ZoneSquare& a, const model::ZoneSquare& b) {
        return std::tie(a.row, a.col) >= std::tie(b.row, b.col);
    };
    return (index.names.empty() || index.names.size() == index.ids.size()) && index.detail >= 1 && index.detail <= 8 &&
           8 % index.detail == 0 && index.squares.size() == index.ids.size() &&
           std::all_of(index.boxes.begin(), index.boxes.end(),
                       [&](const model::ZoneBox& box) {
                           return box.zone < index.ids.size() && box.row_begin < box.row_end && box.col_begin < box.col_end;
                       }) &&
           std::is_sorted(index.boxes.begin(), index.boxes.end(), by_corner) &&
           std::all_of(index.squares.begin(), index.squares.end(), [&](const auto& squares) {
               return std::adjacent_find(squares.begin(), squares.end(), out_of_order) == squares.end();
           });
}

}  // namespace covmap::store

// What the writer and the reader of cells.covc agree on. docs/formats/cells.md describes the whole file.
#pragma once

#include <cstdint>
#include <string_view>

namespace covmap::store {

/// The first bytes of a file of cells: not text, and a transfer that changes line ends changes them.
inline constexpr std::string_view kCellsMagic{"COVC\r\n\x1a\n", 8};
inline constexpr std::uint32_t kCellsVersion = 2;
inline constexpr const char* kCellsFormat = "covmap-cells";

/// Records of a band; a record begins with (distance << 2 | kind).
enum class CellRecord : std::uint32_t {
    end = 0,  ///< of the band
    row = 1,  ///< distance: rows since the last one, or the band's first
    run = 2,  ///< distance: columns since the end of the record before, or column 0 of the frame
    cut = 3   ///< the same
};

/// Places of sites are kept in 10^-7 degree.
inline constexpr double kSiteUnits = 1e7;

}  // namespace covmap::store

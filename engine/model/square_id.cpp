#include "model/square_id.hpp"

#include <cmath>
#include <optional>

namespace covmap::model {

namespace {

std::optional<long long> whole(double value) {
    constexpr double kMost = 1e12;
    if (!(std::abs(value) < kMost) || value != std::floor(value)) return std::nullopt;
    return static_cast<long long>(value);
}

}  // namespace

std::string square_id(const core::Lattice& lattice, core::Row row, core::Col col) {
    constexpr const char* kAuthority = "EPSG:";
    const auto size = whole(lattice.cell_width), origin_x = whole(lattice.origin_x), origin_y = whole(lattice.origin_y);
    const bool named =
        lattice.crs.rfind(kAuthority, 0) == 0 && lattice.crs.find_first_not_of("0123456789", 5) == std::string::npos;
    // Cells of one degree and more are no squares of metres.
    if (!named || !size || *size < 10 || lattice.cell_width != lattice.cell_height || !origin_x || !origin_y)
        return "R" + std::to_string(row) + "C" + std::to_string(col);
    const long long north = *origin_y - *size * (static_cast<long long>(row) + 1), east = *origin_x + *size * col;
    return "CRS" + lattice.crs.substr(5) + "RES" + std::to_string(*size) + "mN" + std::to_string(north) + "E" +
           std::to_string(east);
}

}  // namespace covmap::model

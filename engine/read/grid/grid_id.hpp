// Names of grid squares: CRS3035RES1000mN2776000E3326000 and the short 1kmN2776E3326 (INSPIRE, Data Specification on
// Geographical Grid Systems, D2.8.I.2). Lower-left corner; N and E in either order. Internal to the room.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

namespace covmap::read {

struct GridId {
    int epsg = 0;  ///< 0: not said (short form)
    std::int64_t size_m = 0;
    std::int64_t north_m = 0, east_m = 0;
};

/// Reads one number at the front of `text` and cuts it off.
inline bool take_number(std::string_view& text, std::int64_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

inline bool take(std::string_view& text, std::string_view token) {
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
}

/// False when `text` is no such name. In the short form as many zeros are cut from the coordinates as the size in metres has.
inline bool parse_grid_id(std::string_view text, GridId& id) {
    std::int64_t epsg = 0;
    const bool full = take(text, "CRS");
    if (full && !(take_number(text, epsg) && epsg > 0 && epsg < 1'000'000 && take(text, "RES"))) return false;
    if (!take_number(text, id.size_m) || id.size_m <= 0 || id.size_m > 10'000'000) return false;
    if (take(text, "km"))
        id.size_m *= 1000;
    else if (!take(text, "m"))
        return false;
    const bool north_first = take(text, "N");
    if (!north_first && !take(text, "E")) return false;
    std::int64_t first = 0, second = 0;
    if (!take_number(text, first) || !take(text, north_first ? "E" : "N") || !take_number(text, second) || !text.empty())
        return false;
    constexpr std::int64_t kFarthest = 1'000'000'000;
    if (first < -kFarthest || first > kFarthest || second < -kFarthest || second > kFarthest) return false;
    std::int64_t factor = 1;
    if (!full)
        for (std::int64_t size = id.size_m; size % 10 == 0; size /= 10) factor *= 10;
    id.epsg = static_cast<int>(epsg);
    id.north_m = (north_first ? first : second) * factor;
    id.east_m = (north_first ? second : first) * factor;
    return true;
}

/// Short names give no CRS. In Europe their digits tell a UTM grid (easting below 1,000 km, northing of 48 to 72 degrees) from
/// EPSG:3035, whose squares with such eastings lie at sea south of 4,000 km.
inline bool has_utm_digits(const GridId& id) {
    return id.epsg == 0 && id.east_m >= 0 && id.east_m < 1'000'000 && id.north_m >= 5'000'000 && id.north_m < 8'000'000;
}

}  // namespace covmap::read

// How far people are from the places that help them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace covmap::model {

/// «2.5 KM»: the technology of places within so far (AccessSpec::within_km).
inline std::string access_band(double km) {
    char text[32];
    std::snprintf(text, sizeof text, "%g KM", km);
    return text;
}

/// The people of one territory or parent, by their way to the nearest place of a list, as the crow flies. Whoever may have a
/// nearer one beyond where the list speaks is unknown.
struct AccessRow {
    std::string unit, code;                         ///< «departement», «23»; «all», «all»
    std::optional<std::int64_t> mean, median, p90;  ///< metres; none where nobody's way is known
    std::int64_t unknown = 0;                       ///< quanta of the first attribute
    bool operator==(const AccessRow&) const = default;
};

/// Places of a list without usable coordinates, by what the list says of where they are.
struct UnplacedPlaces {
    std::string said;                ///< a code or a name; empty: nothing
    std::vector<std::string> codes;  ///< the territories that it may mean: none, one, or all of that name
    std::uint64_t places = 0;
    bool operator==(const UnplacedPlaces&) const = default;
};

/// Of one [[access]]; rows sorted by (unit, code).
struct AccessDistances {
    std::string name;
    std::vector<AccessRow> rows;
    std::vector<UnplacedPlaces> unplaced;  ///< sorted by what is said

    [[nodiscard]] const AccessRow* find(const std::string& unit, const std::string& code) const {
        const auto at =
            std::lower_bound(rows.begin(), rows.end(), std::tie(unit, code),
                             [](const AccessRow& row, const auto& key) { return std::tie(row.unit, row.code) < key; });
        return at != rows.end() && at->unit == unit && at->code == code ? &*at : nullptr;
    }
    bool operator==(const AccessDistances&) const = default;
};

}  // namespace covmap::model

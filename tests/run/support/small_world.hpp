// A world to check by hand, on squares of 1 km in EPSG:3035. Coordinates are in km from its south-west corner:
//
//     y 2  10 20 | 30 40     people, in squares
//     y 1  50 60 | 70 80     communes A1 (x 0 to 2) in departement A and B1 (x 2 to 4) in departement B
//        x 0  1    2  3  4
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "run/support/folders.hpp"

namespace covmap::test {

struct Box {
    double west_km, south_km, east_km, north_km;
};

/// One feature of a supply.
struct ClaimBox {
    std::string op, technology, service, level;
    Box box;
};

class SmallWorld {
public:
    SmallWorld();

    /// GeoJSON of claims; empty texts are null.
    void claims(const std::string& file, const std::vector<ClaimBox>& claims) const;
    /// GeoJSON of polygons without columns.
    void boxes(const std::string& file, const std::vector<Box>& boxes) const;
    /// GeoJSON of communes with code, nom, departement.
    void communes(const std::string& file, const std::vector<std::pair<std::string, Box>>& communes) const;
    /// [[supply]] with columns operator, technology, service, level, and further lines; it speaks everywhere, unless those say
    /// `extent` or `format`.
    static std::string supply(const std::string& file, const std::string& more = {});
    static std::string supply_in_levels(const std::string& file, const std::string& more = {});
    /// [[indicator]] for 4G data, and further lines.
    static std::string any_4g(const std::string& more = {});
    /// Parses a job of this demand and these communes, and what else it holds.
    [[nodiscard]] model::Job job(const std::string& more = {}) const;

    TempFolder folder;
};

}  // namespace covmap::test

#include <catch2/catch.hpp>
#include <cmath>

#include "core/error.hpp"
#include "geodesy/proj_handle.hpp"

using namespace covmap;
using geodesy::open_crs;

namespace {

std::string fault_of(const std::string& crs) {
    const auto context = geodesy::make_context();
    try {
        (void)open_crs(context.get(), crs);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.where().empty());
        return error.message();
    }
    return "";
}

std::string operation_fault(const std::string& from, const std::string& to) {
    const auto context = geodesy::make_context();
    const auto a = open_crs(context.get(), from), b = open_crs(context.get(), to);
    try {
        (void)geodesy::make_operation(context.get(), a, b);
    } catch (const core::Error& error) {
        return error.message();
    }
    return "";
}

bool same(const std::string& one, const std::string& other) {
    const auto context = geodesy::make_context();
    return geodesy::same_crs(context.get(), open_crs(context.get(), one), open_crs(context.get(), other));
}

}  // namespace

TEST_CASE("an unknown CRS is an error that says how to state one") {
    CHECK(
        fault_of("EPSG:99999") ==
        "PROJ does not know the CRS «EPSG:99999»; state one as an authority's code, for instance crs = \"EPSG:2154\", or as WKT");
    CHECK_FALSE(fault_of("").empty());
    CHECK_FALSE(fault_of("nonsense").empty());
    CHECK(fault_of("EPSG:2154").empty());
}

TEST_CASE("heights and geocentric coordinates are no plane") {
    CHECK(fault_of("EPSG:4978") ==
          "the CRS «EPSG:4978» is neither projected nor geographic; state one that is, for instance crs = \"EPSG:4326\"");
    CHECK_FALSE(fault_of("EPSG:5773").empty());
}

TEST_CASE("a CRS tells its kind, unit and ellipsoid") {
    const auto context = geodesy::make_context();
    const auto lambert = open_crs(context.get(), "EPSG:2154");
    CHECK_FALSE(lambert.geographic);
    CHECK(lambert.unit == 1);
    CHECK(lambert.ellipsoid.semi_major_m == 6378137);
    CHECK(1 / lambert.ellipsoid.flattening == Approx(298.257222101));
    const auto degrees = open_crs(context.get(), "EPSG:4326");
    CHECK(degrees.geographic);
    CHECK(degrees.degrees == 1);
    CHECK(open_crs(context.get(), "EPSG:4807").degrees == Approx(0.9));              // grads
    CHECK(open_crs(context.get(), "EPSG:2277").unit == Approx(0.3048006096012192));  // US survey feet
    CHECK(open_crs(context.get(), "EPSG:5698").ellipsoid.semi_major_m == 6378137);   // Lambert-93 + height
    CHECK(open_crs(context.get(), "+proj=utm +zone=31 +datum=WGS84").unit == 1);
}

TEST_CASE("the order of axes does not make another CRS") {
    CHECK(same("EPSG:4326", "OGC:CRS84"));
    CHECK(same("EPSG:3035", "EPSG:3035"));
    CHECK_FALSE(same("EPSG:3035", "EPSG:2154"));
    CHECK_FALSE(same("EPSG:4326", "EPSG:4258"));
}

TEST_CASE("operations exist where they must, none of them ballpark") {
    for (const auto& [from, to] :
         {std::pair("EPSG:27572", "EPSG:2154"), std::pair("EPSG:2056", "EPSG:3035"), std::pair("EPSG:4171", "EPSG:3035"),
          std::pair("EPSG:4326", "EPSG:2154"), std::pair("EPSG:3857", "EPSG:3035"), std::pair("EPSG:4326", "ESRI:54009"),
          std::pair("EPSG:2975", "EPSG:4326")}) {
        INFO(from << " -> " << to);
        CHECK(operation_fault(from, to).empty());
    }
    CHECK(operation_fault("+proj=laea +lat_0=52 +lon_0=10 +ellps=GRS80", "EPSG:3035").find("better than a ballpark one") !=
          std::string::npos);
}

TEST_CASE("x comes first whatever the authority's order, and known points land where the registry says") {
    const auto context = geodesy::make_context();
    const auto degrees = open_crs(context.get(), "EPSG:4326"), laea = open_crs(context.get(), "EPSG:3035");
    const auto operation = geodesy::make_operation(context.get(), degrees, laea);
    const auto centre = geodesy::transformed(operation.get(), {10, 52});  // the projection's own origin
    CHECK(centre.x == Approx(4321000));
    CHECK(centre.y == Approx(3210000));
    const auto nowhere = geodesy::transformed(operation.get(), {10, 95});
    CHECK_FALSE(std::isfinite(nowhere.x));
}

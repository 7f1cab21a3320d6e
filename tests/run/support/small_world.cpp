#include "run/support/small_world.hpp"

#include <sstream>

#include "read/job/job.hpp"

namespace covmap::test {

namespace {

constexpr double kEast_m = 3000000, kNorth_m = 2500000;

std::string polygon(const Box& box) {
    std::ostringstream out;
    out.precision(15);
    const auto point = [&](double x, double y) { out << '[' << kEast_m + 1000 * x << ',' << kNorth_m + 1000 * y << ']'; };
    out << R"({"type":"Polygon","coordinates":[[)";
    point(box.west_km, box.south_km);
    out << ',';
    point(box.east_km, box.south_km);
    out << ',';
    point(box.east_km, box.north_km);
    out << ',';
    point(box.west_km, box.north_km);
    out << ',';
    point(box.west_km, box.south_km);
    out << "]]}";
    return out.str();
}

std::string value(const std::string& text) { return text.empty() ? "null" : "\"" + text + "\""; }

std::string feature(const std::string& properties, const Box& box) {
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + polygon(box) + "}";
}

/// A few boxes would pass for a map that ends there.
std::string extent_beside(const std::string& more) {
    const bool told = more.find("extent") != std::string::npos || more.find("format") != std::string::npos;
    return told ? std::string() : "extent = \"everywhere\"\n";
}

std::string collection(const std::vector<std::string>& features) {
    std::string text =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}},"features":[)";
    for (std::size_t i = 0; i < features.size(); ++i) text += (i > 0 ? ",\n" : "\n") + features[i];
    return text + "]}\n";
}

}  // namespace

SmallWorld::SmallWorld() {
    folder.file("squares.csv",
                "x,y,people\n"
                "3000000,2501000,10\n3001000,2501000,20\n3002000,2501000,30\n3003000,2501000,40\n"
                "3000000,2500000,50\n3001000,2500000,60\n3002000,2500000,70\n3003000,2500000,80\n");
    communes("communes.geojson", {{"A1", {0, 0, 2, 2}}, {"B1", {2, 0, 4, 2}}});
}

void SmallWorld::claims(const std::string& file, const std::vector<ClaimBox>& claims) const {
    std::vector<std::string> features;
    for (const ClaimBox& c : claims)
        features.push_back(feature("\"operator\":" + value(c.op) + ",\"technology\":" + value(c.technology) +
                                       ",\"service\":" + value(c.service) + ",\"level\":" + value(c.level),
                                   c.box));
    folder.file(file, collection(features));
}

void SmallWorld::boxes(const std::string& file, const std::vector<Box>& boxes) const {
    std::vector<std::string> features;
    for (const Box& box : boxes) features.push_back(feature("", box));
    folder.file(file, collection(features));
}

void SmallWorld::communes(const std::string& file, const std::vector<std::pair<std::string, Box>>& communes) const {
    std::vector<std::string> features;
    for (const auto& [code, box] : communes)
        features.push_back(feature(
            "\"code\":" + value(code) + ",\"nom\":" + value("Commune " + code) + ",\"departement\":" + value(code.substr(0, 1)),
            box));
    folder.file(file, collection(features));
}

std::string SmallWorld::supply(const std::string& file, const std::string& more) {
    return "[[supply]]\nsource = \"" + file +
           "\"\ncolumns = { operator = \"operator\", technology = \"technology\", service = \"service\" }\n" + more + "\n" +
           extent_beside(more);
}

std::string SmallWorld::supply_in_levels(const std::string& file, const std::string& more) {
    return "[[supply]]\nsource = \"" + file +
           "\"\ncolumns = { operator = \"operator\", technology = \"technology\", service = \"service\", level = \"level\" }\n"
           "levels = [\"TBC\", \"BC\", \"CL\"]\n" +
           more + "\n" + extent_beside(more);
}

std::string SmallWorld::any_4g(const std::string& more) {
    return "[[indicator]]\nname = \"any_4g\"\ntechnology = \">=4G\"\n" +
           (more.empty() ? std::string("service = \"data\"") : more) + "\n";
}

model::Job SmallWorld::job(const std::string& more) const {
    const std::string text =
        "version = 1\nname = \"small\"\n"
        "[[demand]]\nsource = \"squares.csv\"\nformat = \"grid-squares\"\n"
        "columns = { x = \"x\", y = \"y\", size = 1000, crs = \"EPSG:3035\" }\nattributes = { population = \"people\" }\n"
        "[[territory]]\nunit = \"commune\"\nsource = \"communes.geojson\"\ncolumns = { code = \"code\", name = \"nom\" }\n"
        "parents = { departement = { code = \"departement\" } }\n";
    return read::parse_job(folder.file("job.toml", text + more));
}

}  // namespace covmap::test

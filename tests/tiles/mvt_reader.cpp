// Reads vector tiles by test::read_tile() for the tests that hold it against other readers:
//   mvt_reader TILE…      a JSON line for each: its layers, or {"error": …}
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "core/error.hpp"
#include "tiles/support/mvt_tile.hpp"

using namespace covmap;
using nlohmann::json;

namespace {

json told(const test::TileFeature& feature) {
    json properties = json::object();
    for (const auto& [key, value] : feature.properties) std::visit([&, k = key](const auto& v) { properties[k] = v; }, value);
    json parts = json::array();
    for (const auto& part : feature.parts) {
        parts.push_back(json::array());
        for (const core::TilePoint& point : part) parts.back().push_back({point.x, point.y});
    }
    return {{"id", feature.id ? json(*feature.id) : json()},
            {"type", feature.type ? static_cast<int>(*feature.type) : 0},
            {"properties", properties},
            {"parts", parts}};
}

json told(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    try {
        json layers = json::array();
        for (const test::TileLayer& layer : test::read_tile(bytes, path)) {
            json features = json::array();
            for (const test::TileFeature& feature : layer.features) features.push_back(told(feature));
            layers.push_back(
                {{"name", layer.name}, {"version", layer.version}, {"extent", layer.extent}, {"features", features}});
        }
        return {{"layers", layers}};
    } catch (const core::Error& error) {
        return {{"error", error.what()}};
    }
}

}  // namespace

int main(int count, char** arguments) {
    for (int i = 1; i < count; ++i) std::puts(told(std::string(arguments[i])).dump().c_str());
}

#include "read/inspect/inspect.hpp"

#include <algorithm>

#include "read/files/field_text.hpp"
#include "read/files/guess_role.hpp"
#include "read/inspect/operators_of.hpp"
#include "read/presets/look_into.hpp"
#include "read/presets/presets.hpp"
#include "read/vector/layer_choice.hpp"

namespace covmap::read {
namespace {

bool has_longitude(const InspectedLayer& layer) {
    return std::any_of(layer.columns.begin(), layer.columns.end(), [](const InspectedColumn& column) {
        const std::string name = lower_case(column.name);
        return name == "x" || name == "longitude" || name == "lon";
    });
}

/// What a publisher's format is for; better known than by the names of columns.
std::string role_of_preset(const Inspection& file, const InspectedLayer& layer) {
    const std::string& section = file.preset_section;
    if (section == "territory") return "territories";
    if (section == "premises") return "premises";
    if (file.preset == "mediation") return "access";
    if (section == "demand") return file.raster ? "demand-raster" : "demand-squares";
    if (layer.geometry.find("olygon") != std::string::npos) return "supply-polygons";
    const bool points = file.kind == InspectedKind::table && has_longitude(layer);
    return points ? "sites" : "supply";
}

void guess_publisher(Inspection& file) {
    const std::size_t first = file.guess_layer;
    for (std::size_t i = 0; i < std::max<std::size_t>(1, file.layers.size()) && file.preset.empty(); ++i) {
        const std::size_t at = i == 0 ? first : i <= first ? i - 1 : i;
        const InspectedLayer layer = at < file.layers.size() ? file.layers[at] : InspectedLayer{};
        file.preset = guess_preset(file, layer);
        if (file.preset.empty()) continue;
        file.preset_section = preset_section(file, layer);
        file.guess_layer = at;
        file.guess_role = role_of_preset(file, layer);
    }
}

}  // namespace

bool reads_parts(const Inspection& file) {
    const std::string& role = file.guess_role;
    if (role != "supply-polygons" && role != "sites" && role != "premises") return false;
    const auto kind = [](const InspectedLayer& layer) {
        return std::pair(layer.geometry.find("oint") != std::string::npos, layer.geometry.find("olygon") != std::string::npos);
    };
    const InspectedLayer& guessed = file.layers[file.guess_layer];
    std::vector<std::string> names;
    for (const InspectedLayer& layer : file.layers)
        if (kind(layer) == kind(guessed)) names.push_back(layer.name);
    return !guessed.geometry.empty() && are_parts(names);
}

Inspection inspect_file(const std::string& path) {
    Inspection out = look_into(path, Depth::whole);
    guess_role(out);
    out.operators = operators_of(out);
    guess_publisher(out);
    return out;
}

}  // namespace covmap::read

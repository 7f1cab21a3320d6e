// Supply on grids: numbers of operators by square. docs/formats/operator-counts.md.
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/grid/grid_id.hpp"
#include "read/presets/preset_columns.hpp"
#include "read/presets/presets.hpp"

namespace covmap::read {
namespace {

using model::SupplySpec;

/// The column whose value in the first record is a square's name; null when none is.
const InspectedColumn* square_column(const InspectedLayer& layer, GridId& id) {
    for (const InspectedColumn& column : layer.columns)
        if (!column.examples.empty() && parse_grid_id(column.examples.front(), id)) return &column;
    return nullptr;
}

/// «4G» of «anzahl_4g» or «LTE»; empty for a column that names no generation.
std::string technology_in(const std::string& column) {
    static constexpr std::pair<const char*, const char*> kWords[] = {{"2g", "2G"}, {"gsm", "2G"}, {"3g", "3G"}, {"umts", "3G"},
                                                                     {"4g", "4G"}, {"lte", "4G"}, {"5g", "5G"}, {"nr", "5G"}};
    const std::string name = lower_case(column);
    for (const auto& [word, technology] : kWords) {
        const std::size_t at = name.find(word);
        if (at == std::string::npos) continue;
        // «nr» and «lte» are also parts of words.
        const std::size_t end = at + std::string_view(word).size();
        const auto is_letter = [&](std::size_t i) { return i < name.size() && name[i] >= 'a' && name[i] <= 'z'; };
        if ((at == 0 || !is_letter(at - 1)) && !is_letter(end)) return technology;
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> technology_columns(const InspectedLayer& layer) {
    std::vector<std::pair<std::string, std::string>> found;
    for (const InspectedColumn& column : layer.columns)
        if (std::string technology = technology_in(column.name); !technology.empty())
            found.emplace_back(std::move(technology), column.name);
    return found;
}

SupplySpec counted(SupplySpec spec) {
    spec.format = model::SupplyFormat::counts;
    const PresetLayer file(spec.source);
    if (spec.source.files.empty()) return spec;
    GridId id;
    const InspectedColumn* square = square_column(file.layer(), id);
    if (spec.id_column.empty() && square != nullptr) spec.id_column = square->name;
    if (spec.id_column.empty())
        throw core::Error(
            core::ErrorKind::input, spec.source.given,
            "no column holds names of squares such as 100mN58735E4942; write columns = { id = \"…\" }. Its columns are: " +
                columns_text(file.layer()));
    if (square != nullptr && has_utm_digits(id)) fill_in(spec.source.crs, "EPSG:25832");
    if (spec.technologies.empty()) spec.technologies = technology_columns(file.layer());
    if (spec.technologies.empty())
        throw core::Error(
            core::ErrorKind::input, spec.source.given,
            "no column tells by its name which technology it counts; write technologies = { \"4G\" = \"…\" }. Its columns are: " +
                columns_text(file.layer()));
    return spec;
}

std::vector<SupplySpec> bnetza_grid(const SupplySpec& given) {
    SupplySpec spec = counted(given);
    fill_in_info(spec.source.info, "Mobilfunk-Monitoring, 100 m", "Bundesnetzagentur", {}, "https://www.bundesnetzagentur.de");
    return {spec};
}

bool looks_like_counts(const Inspection& /*file*/, const InspectedLayer& layer) {
    GridId id;
    return square_column(layer, id) != nullptr && has_utm_digits(id) && !technology_columns(layer).empty();
}

}  // namespace

const std::vector<SupplyPreset>& grid_presets() {
    static const std::vector<SupplyPreset> presets = {{"bnetza-grid", bnetza_grid, looks_like_counts}};
    return presets;
}

}  // namespace covmap::read

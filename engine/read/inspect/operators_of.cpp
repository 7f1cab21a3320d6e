#include "read/inspect/operators_of.hpp"

#include <algorithm>

#include "read/presets/arcep_operators.hpp"
#include "read/presets/preset_files.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kMostOperators = 20;

void add_values(const Inspection& file, const std::string& layer, const std::string& column, std::vector<std::string>& values) {
    TableReader table(file.path, layer);
    const std::size_t position = table.column(column);
    while (values.size() <= kMostOperators && table.next()) {
        const std::string_view text = table.text(position);
        if (!text.empty() && std::find(values.begin(), values.end(), text) == values.end()) values.emplace_back(text);
    }
}

std::vector<std::string> named_in_path(const Inspection& file) {
    std::string territory;
    for (const std::string& word : name_words(file.path))
        if (const ArcepTerritory* known = arcep_territory(word)) territory = known->code;
    for (const std::string& word : name_words(file.path))
        if (std::string code = arcep_operator(word, territory); !code.empty()) return {std::move(code)};
    return {};
}

}  // namespace

std::vector<std::string> operators_of(const Inspection& file) {
    if (file.guess_role != "supply-polygons" && file.guess_role != "sites") return {};
    const auto guess =
        std::find_if(file.guesses.begin(), file.guesses.end(), [](const auto& pair) { return pair.first == "operator"; });
    if (guess == file.guesses.end()) return named_in_path(file);
    std::vector<std::string> values;
    if (!reads_parts(file) || file.layers.size() < 2) {
        add_values(file, file.layers.size() < 2 ? std::string() : file.layers[file.guess_layer].name, guess->second, values);
    } else {
        for (const InspectedLayer& layer : file.layers)
            if (std::any_of(layer.columns.begin(), layer.columns.end(), [&](const auto& c) { return c.name == guess->second; }))
                add_values(file, layer.name, guess->second, values);
    }
    return values.size() > kMostOperators ? std::vector<std::string>{} : values;
}

}  // namespace covmap::read

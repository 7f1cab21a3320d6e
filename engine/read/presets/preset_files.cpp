#include "read/presets/preset_files.hpp"

#include "read/files/field_text.hpp"
#include "read/files/source_path.hpp"
#include "read/vector/layer_choice.hpp"

namespace covmap::read {

std::vector<std::string> name_words(const std::string& path) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : path.substr(path.rfind('/') + 1) + "_") {
        if (c != '_' && c != '-' && c != '.' && c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
    }
    return words;
}

std::string LayerHead::column(std::initializer_list<const char*> names) const {
    for (const char* name : names)
        for (const std::string& column : columns)
            if (lower_case(column) == name) return column;
    return {};
}

LayerHead polygon_head(const model::Source& source, const std::string& file) {
    const std::string shown = shown_path(source, file);
    const OpenLayer open = open_layer(file, shown, {source.layer, LayerWant::polygons, {}, Several::alike});
    return {column_names(open.layer), crs_text(OGR_L_GetSpatialRef(open.layer))};
}

LayerHead head_of(const InspectedLayer& layer) {
    LayerHead head;
    head.crs = layer.crs;
    for (const InspectedColumn& column : layer.columns) head.columns.push_back(column.name);
    return head;
}

}  // namespace covmap::read

#include "read/preset_files.hpp"

#include "read/field_text.hpp"
#include "read/source_path.hpp"
#include "read/vector_layer.hpp"

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

LayerHead polygon_head(const core::Source& source, const std::string& file) {
    const std::string shown = shown_path(source, file);
    const Dataset dataset = open_vector(file, shown);
    OGRLayerH layer = choose_layer(dataset.get(), source.layer, LayerWant::polygons, shown);
    return {column_names(layer), crs_text(OGR_L_GetSpatialRef(layer))};
}

LayerHead head_of(const InspectedLayer& layer) {
    LayerHead head;
    head.crs = layer.crs;
    for (const InspectedColumn& column : layer.columns) head.columns.push_back(column.name);
    return head;
}

}  // namespace covmap::read

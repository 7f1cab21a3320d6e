#include "read/presets/preset_columns.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "read/files/archive_members.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/look_into.hpp"
#include "read/presets/presets.hpp"

namespace covmap::read {

namespace {

bool is_empty(const InspectedLayer& layer) {
    return std::all_of(layer.columns.begin(), layer.columns.end(), [](const auto& column) { return column.examples.empty(); });
}

/// A preset's columns are those of one layer, which is not just the first.
void refuse_several(const model::Source& source, const Inspection& file) {
    std::vector<std::string> names;
    for (const InspectedLayer& layer : file.layers)
        if (!is_empty(layer)) names.push_back(layer.name);
    if (names.size() > 1)
        throw core::Error(core::ErrorKind::input, shown_path(source, source.files.front()),
                          "holds several layers: " + listed(names) + "; " + name_one(names.front(), Several::ask));
}

}  // namespace

PresetLayer::PresetLayer(const model::Source& source, Want want) : m_source(source) {
    if (source.files.empty()) return;
    m_file = look_into(source.files.front(), Depth::glance);
    if (want == Want::any && source.layer.empty()) refuse_several(source, m_file);
    const auto wanted = [&](const InspectedLayer& layer) {
        if (!source.layer.empty()) return layer.name == source.layer;
        return want == Want::any || layer.geometry.find("olygon") != std::string::npos;
    };
    const auto found = std::find_if(m_file.layers.begin(), m_file.layers.end(), wanted);
    if (found != m_file.layers.end())
        m_layer = *found;
    else if (!m_file.layers.empty())
        m_layer = m_file.layers.front();
}

std::string PresetLayer::find(ColumnNames names) const {
    if (m_source.files.empty()) return std::string(*names.begin());
    return column_among(m_layer, names);
}

std::string PresetLayer::need(ColumnNames names, std::string_view what) const {
    std::string found = find(names);
    if (!found.empty()) return found;
    std::string wanted;
    for (const char* name : names) wanted += (wanted.empty() ? "«" : ", «") + std::string(name) + "»";
    throw core::Error(core::ErrorKind::input, shown_path(m_source, m_source.files.front()),
                      "has no column for " + std::string(what) + " (" + wanted +
                          "); name it in `columns`. Its columns are: " + columns_text(m_layer));
}

}  // namespace covmap::read

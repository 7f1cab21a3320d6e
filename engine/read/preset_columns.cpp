#include "read/preset_columns.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "read/field_text.hpp"
#include "read/presets.hpp"
#include "read/source_path.hpp"

namespace covmap::read {

std::string column_among(const InspectedLayer& layer, ColumnNames names) {
    for (const char* name : names)
        for (const InspectedColumn& column : layer.columns)
            if (lower_case(column.name) == name) return column.name;
    return {};
}

std::string columns_text(const InspectedLayer& layer) {
    std::string text;
    for (const InspectedColumn& column : layer.columns) text += (text.empty() ? "" : ", ") + column.name;
    return text.empty() ? "none" : text;
}

PresetLayer::PresetLayer(const core::Source& source, Want want) : m_source(source) {
    if (source.files.empty()) return;
    m_file = glance_at(source.files.front());
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

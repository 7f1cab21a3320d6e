// What presets ask of a file: its columns, by the names that publishers use. Private to the room.
#pragma once

#include <string>
#include <string_view>

#include "model/job/job.hpp"
#include "read/files/inspection.hpp"

namespace covmap::read {

/// The layer of a source's first file that a preset is to fill in for: the one that the job names, else the first that holds
/// polygons where those are wanted, else the only one.
class PresetLayer {
public:
    enum class Want { any, polygons };
    /// Nothing is opened where the source has no file: that is a fault already told, and every name counts as there.
    /// Errors: core::Error(input) as of look_into(), and where several layers might be meant.
    explicit PresetLayer(const model::Source& source, Want want = Want::any);

    [[nodiscard]] const InspectedLayer& layer() const { return m_layer; }
    [[nodiscard]] const Inspection& file() const { return m_file; }
    [[nodiscard]] bool has(ColumnNames names) const { return !find(names).empty(); }
    /// As column_among.
    [[nodiscard]] std::string find(ColumnNames names) const;
    /// The same. Throws core::Error(input), which lists the columns, where none is there; `what` they were looked for.
    [[nodiscard]] std::string need(ColumnNames names, std::string_view what) const;

private:
    const model::Source& m_source;
    Inspection m_file;
    InspectedLayer m_layer;
};

}  // namespace covmap::read

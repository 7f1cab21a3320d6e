#include "read/territory/places.hpp"

#include <memory>
#include <optional>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/source_path.hpp"
#include "read/table/point_rows.hpp"
#include "read/vector/coordinate_check.hpp"
#include "read/vector/grid_rings.hpp"
#include "read/vector/point_placer.hpp"

namespace covmap::read {
namespace {

constexpr const char* kDegrees = "EPSG:4326";

class PlaceReader {
public:
    PlaceReader(const model::PlacesSpec& spec, const core::Lattice& lattice, const core::ClipBox& map, const Land* land,
                const std::vector<std::string>& columns, PlaceRead& out)
        : m_spec(spec), m_lattice(lattice), m_map(map), m_land(land), m_out(out) {
        m_id = wanted(spec.id_column);
        m_name = wanted(spec.name_column);
        for (const std::string& column : columns) m_more.push_back(wanted(column));
    }

    void read_file(const std::string& path) {
        m_file = shown_path(m_spec.source, path);
        const bool table = !m_spec.x_column.empty();
        const auto rows = open_points({m_spec.source.layer, m_spec.x_column, m_spec.y_column}, path, m_file, m_columns);
        std::string crs = m_spec.source.crs.empty() ? rows->crs() : m_spec.source.crs;
        if (crs.empty() && table) crs = kDegrees;
        if (crs.empty())
            throw core::Error(core::ErrorKind::input, m_file,
                              "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:4326\"");
        PointPlacer placer(crs, m_lattice, m_file);
        m_out.inputs.push_back(input_file(m_spec.source, "places", m_file, crs));
        m_check.emplace(
            crs, m_map, [&](core::Point at) { return placer.grid(at); }, m_land);
        while (rows->next()) read_row(*rows, placer);
        m_check->finish(m_file);
        m_out.inputs.back().records = rows->records();
    }

private:
    /// Position among the columns to be read, or -1.
    int wanted(const std::string& column) {
        if (column.empty()) return -1;
        m_columns.push_back(column);
        return static_cast<int>(m_columns.size()) - 1;
    }

    void defect(const std::string& code, const PointRows& rows, const std::string& value) {
        m_out.defects.add(code, {m_file, rows.layer(), rows.record(), m_spec.source.info.confidential ? std::string() : value});
    }

    void read_row(const PointRows& rows, PointPlacer& placer) {
        if (rows.ragged()) defect("ragged-record", rows, {});
        core::Point at;
        std::string detail;
        const PointRows::Where where = rows.place(at, detail);
        if (where == PointRows::Where::empty) return defect("geometry-empty", rows, {});
        if (where == PointRows::Where::not_a_number) return defect("coordinate-not-a-number", rows, detail);
        const CoordinateCheck::Verdict verdict = m_check->look(at);
        if (verdict != CoordinateCheck::Verdict::plausible)
            return defect(defect_of(verdict), rows, real_text(at.x) + " " + real_text(at.y));
        model::Place place;
        if (!placer.place(at, place.grid, place.wgs84)) return defect("transform-failed", rows, {});
        const auto text = [&](int column) { return std::string(trimmed(rows.text(static_cast<std::size_t>(column)))); };
        place.id = m_id < 0 ? rows.record() : text(m_id);
        if (m_id < 0 && rows.parts() > 1) place.id += "." + std::to_string(rows.part() + 1);
        if (m_name >= 0) place.name = text(m_name);
        m_out.places.push_back(std::move(place));
        if (m_more.empty()) return;
        std::vector<std::string>& texts = m_out.texts.emplace_back();
        for (const int column : m_more) texts.push_back(text(column));
    }

    const model::PlacesSpec& m_spec;
    const core::Lattice& m_lattice;
    core::ClipBox m_map;
    const Land* m_land;
    PlaceRead& m_out;
    std::vector<std::string> m_columns;
    int m_id = -1, m_name = -1;
    std::vector<int> m_more;
    std::string m_file;
    std::optional<CoordinateCheck> m_check;  ///< of the file at hand
};

}  // namespace

PlaceRead read_places(const model::PlacesSpec& spec, const core::Lattice& lattice, const core::ClipBox& map, const Land* land,
                      const std::vector<std::string>& columns) {
    if (spec.source.files.empty()) throw core::Error(core::ErrorKind::input, spec.source.given, "no such file");
    PlaceRead out;
    PlaceReader reader(spec, lattice, map, land, columns, out);
    for (const std::string& path : spec.source.files) reader.read_file(path);
    return out;
}

}  // namespace covmap::read

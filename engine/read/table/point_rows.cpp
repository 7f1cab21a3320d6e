#include "read/table/point_rows.hpp"

#include <algorithm>

#include "core/process/stop_check.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

class TablePoints : public PointRows {
public:
    TablePoints(const PointColumns& where, const std::string& path, const std::string& shown,
                const std::vector<std::string>& columns)
        : m_table(path, where.layer, shown), m_x(m_table.column(where.x)), m_y(m_table.column(where.y)) {
        for (const std::string& column : columns) m_columns.push_back(m_table.column(column));
    }
    bool next() override { return m_table.next(); }
    [[nodiscard]] std::string text(std::size_t column) const override { return std::string(m_table.text(m_columns[column])); }
    std::optional<double> number(std::size_t column) const override {
        double value = 0;
        return m_table.number(m_columns[column], value) ? std::optional(value) : std::nullopt;
    }
    Where place(core::Point& at, std::string& detail) const override {
        constexpr NumberUse kUse = NumberUse::coordinate;
        if (m_table.number(m_x, at.x, kUse) && m_table.number(m_y, at.y, kUse)) return Where::placed;
        detail = std::string(m_table.text(m_x)) + " " + std::string(m_table.text(m_y));
        return Where::not_a_number;
    }
    [[nodiscard]] std::string record() const override { return m_table.record(); }
    [[nodiscard]] std::string layer() const override { return m_table.layer(); }
    [[nodiscard]] std::string crs() const override { return m_table.crs(); }
    [[nodiscard]] bool ragged() const override { return m_table.ragged(); }
    [[nodiscard]] std::uint64_t records() const override { return m_table.records(); }

private:
    TableReader m_table;
    std::size_t m_x, m_y;
    std::vector<std::size_t> m_columns;
};

bool is_text_column(OGRFeatureDefnH definition, int column) {
    return column != kFidColumn && OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, column)) == OFTString;
}

/// The points of a geometry; false where it holds something else too, which `detail` gets.
bool collect_points(OGRGeometryH geometry, std::vector<core::Point>& points, std::string& detail) {
    if (OGR_G_IsEmpty(geometry) != 0) return true;
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint) {
        points.push_back({OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0)});
        return true;
    }
    detail = OGR_G_GetGeometryName(geometry);
    if (type != wkbMultiPoint && type != wkbGeometryCollection) return false;
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i)
        if (!collect_points(OGR_G_GetGeometryRef(geometry, i), points, detail)) return false;
    return true;
}

class LayerPoints : public PointRows {
public:
    LayerPoints(const PointColumns& where, const std::string& path, const std::string& shown,
                const std::vector<std::string>& columns)
        : m_layers(open_layers(path, shown, {where.layer, LayerWant::points, columns, Several::parts})), m_wanted(columns) {
        m_file.name = shown;
        enter(0);
    }
    bool next() override {
        if (m_part + 1 < m_points.size()) return ++m_part > 0;
        while (!next_feature()) {
            if (m_at + 1 == m_layers.size()) return false;
            enter(m_at + 1);
        }
        ++m_records;
        m_part = 0;
        m_points.clear();
        m_other.clear();
        OGRGeometryH geometry = OGR_F_GetGeometryRef(m_feature.get());
        std::string other;
        if (geometry != nullptr && !collect_points(geometry, m_points, other)) {
            m_points.clear();
            m_other = other;
        }
        return true;
    }
    [[nodiscard]] std::string text(std::size_t column) const override {
        return feature_text(m_feature.get(), OGR_L_GetLayerDefn(layer_at()), m_columns[column]);
    }
    std::optional<double> number(std::size_t column) const override {
        const std::string kept = text(column);
        double value = 0;
        if (is_text_column(OGR_L_GetLayerDefn(layer_at()), m_columns[column]))
            return m_numbers.read(kept, m_wanted[column], value) ? std::optional(value) : std::nullopt;
        return parse_number(kept, value) ? std::optional(value) : std::nullopt;
    }
    Where place(core::Point& at, std::string& detail) const override {
        detail = m_other;
        if (m_points.empty()) return m_other.empty() ? Where::empty : Where::not_a_number;
        at = m_points[m_part];
        return Where::placed;
    }
    [[nodiscard]] std::size_t part() const override { return m_part; }
    [[nodiscard]] std::size_t parts() const override { return std::max<std::size_t>(1, m_points.size()); }
    [[nodiscard]] std::string record() const override { return integer_text(OGR_F_GetFID(m_feature.get())); }
    [[nodiscard]] std::string layer() const override { return m_file.layer; }
    [[nodiscard]] std::string crs() const override { return crs_text(OGR_L_GetSpatialRef(layer_at())); }
    [[nodiscard]] bool ragged() const override { return false; }
    [[nodiscard]] std::uint64_t records() const override { return m_records; }

private:
    [[nodiscard]] OGRLayerH layer_at() const { return m_layers[m_at].layer; }

    void enter(std::size_t at) {
        m_at = at;
        m_here = 0;
        m_file.layer = OGR_L_GetName(layer_at());
        m_numbers = FileNumbers(GDALGetDescription(m_layers[at].dataset.get()), m_file.layer, m_file.name);
        m_columns.clear();
        for (const std::string& column : m_wanted) m_columns.push_back(find_column(layer_at(), column, m_file.name));
        OGR_L_ResetReading(layer_at());
    }

    bool next_feature() {
        forget_gdal_message();
        m_feature.reset(OGR_L_GetNextFeature(layer_at()));
        core::stop_check();
        if (m_feature ? gdal_failed_to_read() : gdal_failed()) throw_damaged(m_file, last_gdal_message());
        if (!m_feature && is_cut_short(m_layers[m_at].dataset.get(), layer_at(), m_here)) throw_damaged(m_file, kCutShort);
        m_here += m_feature ? 1 : 0;
        return m_feature != nullptr;
    }

    std::vector<OpenLayer> m_layers;
    std::vector<std::string> m_wanted;
    std::size_t m_at = 0;
    StreamFile m_file;
    ColumnPositions m_columns;
    FeatureHandle m_feature;
    std::vector<core::Point> m_points;  ///< of the feature
    std::string m_other;                ///< what it is where it is no points
    std::size_t m_part = 0;
    mutable FileNumbers m_numbers;  ///< of the layer
    std::uint64_t m_records = 0;
    std::uint64_t m_here = 0;  ///< features of the layer at hand
};

}  // namespace

std::unique_ptr<PointRows> open_points(const PointColumns& where, const std::string& path, const std::string& shown,
                                       const std::vector<std::string>& columns) {
    if (!where.x.empty()) return std::make_unique<TablePoints>(where, path, shown, columns);
    return std::make_unique<LayerPoints>(where, path, shown, columns);
}

}  // namespace covmap::read

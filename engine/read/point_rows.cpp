#include "read/point_rows.hpp"

#include "read/feature_handle.hpp"
#include "read/field_text.hpp"
#include "read/gdal_init.hpp"
#include "read/ring_stream_paths.hpp"
#include "read/table_reader.hpp"
#include "read/vector_layer.hpp"

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

class LayerPoints : public PointRows {
public:
    LayerPoints(const PointColumns& where, const std::string& path, const std::string& shown,
                const std::vector<std::string>& columns)
        : m_dataset(open_vector(path, shown)),
          m_layer(choose_layer(m_dataset.get(), where.layer, LayerWant::points, shown)),
          m_definition(OGR_L_GetLayerDefn(m_layer)) {
        m_file.name = shown;
        m_file.layer = OGR_L_GetName(m_layer);
        m_numbers = FileNumbers(path, m_file.layer, shown);
        m_names = columns;
        for (const std::string& column : columns) m_columns.push_back(find_column(m_layer, column, shown));
        OGR_L_ResetReading(m_layer);
    }
    bool next() override {
        forget_gdal_message();
        m_feature.reset(OGR_L_GetNextFeature(m_layer));
        if (m_feature) return ++m_records > 0;
        if (gdal_failed()) throw_damaged(m_file, last_gdal_message());
        return false;
    }
    [[nodiscard]] std::string text(std::size_t column) const override {
        return feature_text(m_feature.get(), m_definition, m_columns[column]);
    }
    std::optional<double> number(std::size_t column) const override {
        const std::string kept = text(column);
        double value = 0;
        if (is_text_column(m_definition, m_columns[column]))
            return m_numbers.read(kept, m_names[column], value) ? std::optional(value) : std::nullopt;
        return parse_number(kept, value) ? std::optional(value) : std::nullopt;
    }
    Where place(core::Point& at, std::string& detail) const override {
        OGRGeometryH point = OGR_F_GetGeometryRef(m_feature.get());
        if (point != nullptr && OGR_GT_Flatten(OGR_G_GetGeometryType(point)) == wkbMultiPoint &&
            OGR_G_GetGeometryCount(point) > 0)
            point = OGR_G_GetGeometryRef(point, 0);
        if (point == nullptr || OGR_G_IsEmpty(point) != 0) return Where::empty;
        if (OGR_GT_Flatten(OGR_G_GetGeometryType(point)) != wkbPoint) {
            detail = OGR_G_GetGeometryName(point);
            return Where::not_a_number;
        }
        at = {OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)};
        return Where::placed;
    }
    [[nodiscard]] std::string record() const override { return integer_text(OGR_F_GetFID(m_feature.get())); }
    [[nodiscard]] std::string layer() const override { return m_file.layer; }
    [[nodiscard]] std::string crs() const override { return crs_text(OGR_L_GetSpatialRef(m_layer)); }
    [[nodiscard]] bool ragged() const override { return false; }
    [[nodiscard]] std::uint64_t records() const override { return m_records; }

private:
    Dataset m_dataset;
    OGRLayerH m_layer;
    OGRFeatureDefnH m_definition;
    StreamFile m_file;
    ColumnPositions m_columns;
    FeatureHandle m_feature;
    std::vector<std::string> m_names;  ///< of m_columns
    mutable FileNumbers m_numbers;
    std::uint64_t m_records = 0;
};

}  // namespace

std::unique_ptr<PointRows> open_points(const PointColumns& where, const std::string& path, const std::string& shown,
                                       const std::vector<std::string>& columns) {
    if (!where.x.empty()) return std::make_unique<TablePoints>(where, path, shown, columns);
    return std::make_unique<LayerPoints>(where, path, shown, columns);
}

}  // namespace covmap::read

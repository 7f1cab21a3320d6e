#include "read/table/table_reader.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <cmath>
#include <deque>
#include <map>
#include <optional>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/column_names.hpp"
#include "read/files/data_files.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/text_bytes.hpp"
#include "read/table/csv_header.hpp"
#include "read/table/csv_table.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/ring_stream_paths.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {

using core::Error;
using core::ErrorKind;

class TableReader::Impl {
public:
    virtual ~Impl() = default;
    virtual bool next() = 0;
    [[nodiscard]] virtual std::string_view raw(std::size_t column) const = 0;
    /// A value that the file keeps as a number; nothing when it keeps text.
    [[nodiscard]] virtual std::optional<double> kept_number(std::size_t) const { return std::nullopt; }
    [[nodiscard]] virtual bool keeps_numbers(std::size_t) const { return false; }
    [[nodiscard]] virtual std::int64_t record() const = 0;
    [[nodiscard]] virtual bool ragged() const { return false; }

    std::string path, layer, crs, driver;
    std::string given_path, given_layer;  ///< to open it once more
    bool semicolons = false;
    std::vector<std::string> columns;
    std::uint64_t records = 0;
    mutable std::map<std::pair<std::size_t, NumberUse>, NumberStyle> styles;  ///< of columns with doubtful numbers
    mutable std::deque<std::string> recoded;                                  ///< texts of the current record that were not UTF-8
};

namespace {

class CsvTable final : public TableReader::Impl {
public:
    CsvTable(const std::string& shown, const std::string& opened) : m_stream(shown, opened) {
        path = shown;
        driver = "CSV";
        if (const std::uint64_t titles = header_line(m_stream.head()); titles > 0)
            m_stream.begin_at_line(m_stream.line() + titles);
        semicolons = m_stream.separator() == ';';
        if (!m_stream.next())
            throw Error(ErrorKind::input, path, "is empty: a header line with the names of the columns is needed");
        for (std::size_t i = 0; i < m_stream.fields(); ++i) columns.push_back(header_name(i));
    }

    bool next() override {
        while (m_stream.next()) {
            if (m_stream.fields() == 1 && trimmed(m_stream.field(0)).empty()) continue;
            return true;
        }
        return false;
    }
    [[nodiscard]] std::string_view raw(std::size_t column) const override { return m_stream.field(column); }
    [[nodiscard]] std::int64_t record() const override { return static_cast<std::int64_t>(m_stream.line()); }
    [[nodiscard]] bool ragged() const override { return m_stream.fields() != columns.size(); }

private:
    [[nodiscard]] std::string header_name(std::size_t i) const {
        const std::string_view name = trimmed(m_stream.field(i));
        if (name.empty()) return "column_" + std::to_string(i + 1);
        return to_utf8(std::string(name));
    }

    CsvStream m_stream;
};

class OgrTable final : public TableReader::Impl {
public:
    OgrTable(const std::string& shown, const std::string& opened, const std::string& layer_name)
        : m_open(open_layer(opened, shown, {layer_name, LayerWant::any, {}})), m_layer(m_open.layer) {
        path = shown;
        driver = GDALGetDriverShortName(GDALGetDatasetDriver(m_open.dataset.get()));
        layer = OGR_L_GetName(m_layer);
        crs = crs_text(OGR_L_GetSpatialRef(m_layer));
        columns = column_names(m_layer);
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_layer);
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            const OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i));
            m_numeric.push_back(type == OFTReal || type == OFTInteger || type == OFTInteger64);
        }
        const char* ignored[] = {"OGR_GEOMETRY", "OGR_STYLE", nullptr};
        if (OGR_L_TestCapability(m_layer, OLCIgnoreFields) != 0) OGR_L_SetIgnoredFields(m_layer, ignored);
        OGR_L_ResetReading(m_layer);
    }
    OgrTable(const OgrTable&) = delete;
    OgrTable& operator=(const OgrTable&) = delete;
    ~OgrTable() override { OGR_F_Destroy(m_feature); }

    bool next() override {
        OGR_F_Destroy(m_feature);
        forget_gdal_message();
        m_feature = OGR_L_GetNextFeature(m_layer);
        core::stop_check();
        if (m_feature == nullptr ? gdal_failed() : gdal_failed_to_read())
            throw Error(ErrorKind::input, path + ":" + layer, "is damaged: reading stopped. " + last_gdal_message());
        if (m_feature == nullptr && is_cut_short(m_open.dataset.get(), m_layer, m_read))
            throw Error(ErrorKind::input, path + ":" + layer, std::string("is damaged: reading stopped. ") + kCutShort);
        m_read += m_feature != nullptr ? 1 : 0;
        return m_feature != nullptr;
    }
    [[nodiscard]] std::string_view raw(std::size_t column) const override {
        const int i = static_cast<int>(column);
        if (column >= columns.size() || OGR_F_IsFieldSetAndNotNull(m_feature, i) == 0) return {};
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_layer);
        if (OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i)) == OFTString) return OGR_F_GetFieldAsString(m_feature, i);
        return recoded.emplace_back(feature_text(m_feature, definition, i));
    }
    [[nodiscard]] bool keeps_numbers(std::size_t column) const override { return column < columns.size() && m_numeric[column]; }
    [[nodiscard]] std::optional<double> kept_number(std::size_t column) const override {
        if (OGR_F_IsFieldSetAndNotNull(m_feature, static_cast<int>(column)) == 0) return std::nullopt;
        const double value = OGR_F_GetFieldAsDouble(m_feature, static_cast<int>(column));
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    [[nodiscard]] std::int64_t record() const override { return OGR_F_GetFID(m_feature); }

private:
    OpenLayer m_open;
    OGRLayerH m_layer;
    OGRFeatureH m_feature = nullptr;
    std::uint64_t m_read = 0;
    std::vector<bool> m_numeric;
};

bool is_csv(const std::string& opened) {
    std::string name = lower_case(opened);
    if (name.size() > 3 && name.ends_with(".gz")) name.resize(name.size() - 3);
    return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

}  // namespace

TableReader::TableReader(const std::string& path, const std::string& layer, const std::string& shown) {
    init_gdal();
    forget_gdal_message();
    const std::string& name = shown.empty() ? path : shown;
    const DataFiles files = data_files(path, name, {Content::tables, layer, Several::ask});
    if (is_csv(files.paths.front()))
        m_impl = std::make_unique<CsvTable>(name, files.paths.front());
    else
        m_impl = std::make_unique<OgrTable>(name, files.paths.front(), files.layer);
    m_impl->given_path = path;
    m_impl->given_layer = layer;
}
TableReader::~TableReader() = default;
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader& TableReader::operator=(TableReader&&) noexcept = default;

const std::vector<std::string>& TableReader::columns() const { return m_impl->columns; }
std::uint64_t TableReader::records() const { return m_impl->records; }
const std::string& TableReader::path() const { return m_impl->path; }
const std::string& TableReader::layer() const { return m_impl->layer; }
const std::string& TableReader::crs() const { return m_impl->crs; }
const std::string& TableReader::driver() const { return m_impl->driver; }
std::string TableReader::record() const { return std::to_string(m_impl->record()); }
std::int64_t TableReader::record_number() const { return m_impl->record(); }
bool TableReader::ragged() const { return m_impl->ragged(); }
bool TableReader::semicolons() const { return m_impl->semicolons; }
bool TableReader::keeps_numbers(std::size_t column) const { return m_impl->keeps_numbers(column); }

bool TableReader::number(std::size_t column, double& value, NumberUse use) const {
    if (m_impl->keeps_numbers(column)) {
        const std::optional<double> kept = m_impl->kept_number(column);
        value = kept.value_or(value);
        return kept.has_value();
    }
    const std::string_view text = m_impl->raw(column);
    if (!is_doubtful_number(text)) return parse_number(text, value);
    const auto [at, fresh] = m_impl->styles.try_emplace({column, use}, NumberStyle::decimals);
    if (fresh) at->second = style_of_column(m_impl->given_path, m_impl->given_layer, m_impl->path, {column, use});
    return parse_number(text, value, at->second);
}

NumberStyle style_of_column(const std::string& path, const std::string& layer, const std::string& shown, ColumnUse column) {
    TableReader table(path, layer, shown);
    if (table.keeps_numbers(column.position)) return NumberStyle::decimals;
    const ColumnTexts texts = [&](const std::function<bool(std::string_view)>& look) {
        while (table.next() && look(table.raw(column.position))) {
        }
    };
    return style_of_column(texts, {table.semicolons(), column.use}, table.path(), table.columns()[column.position]);
}

bool FileNumbers::read(std::string_view text, const std::string& column, double& value) {
    if (!is_doubtful_number(text)) return parse_number(text, value);
    const auto [at, fresh] = m_styles.try_emplace(column, NumberStyle::decimals);
    if (fresh) {
        const std::size_t position = TableReader(m_path, m_layer, m_shown).column(column);
        at->second = style_of_column(m_path, m_layer, m_shown, {position, NumberUse::quantity});
    }
    return parse_number(text, value, at->second);
}

std::size_t TableReader::find_column(const std::string& name) const {
    const std::string where = m_impl->layer.empty() ? m_impl->path : m_impl->path + ":" + m_impl->layer;
    return position_of_name(name, m_impl->columns, where).value_or(kNoColumn);
}

std::size_t TableReader::column(const std::string& name) const {
    const std::size_t found = find_column(name);
    if (found != kNoColumn) return found;
    const std::string nearest = nearest_name(name, m_impl->columns);
    const std::string where = m_impl->layer.empty() ? m_impl->path : m_impl->path + ":" + m_impl->layer;
    throw Error(ErrorKind::input, where,
                "has no column «" + name + "»" + (nearest.empty() ? "." : "; did you mean «" + nearest + "»?") +
                    " Its columns are: " + columns_text(m_impl->columns));
}

bool TableReader::next() {
    m_impl->recoded.clear();
    if (!m_impl->next()) return false;
    ++m_impl->records;
    return true;
}

std::string_view TableReader::raw(std::size_t column) const { return m_impl->raw(column); }

std::string_view TableReader::text(std::size_t column) const {
    const std::string_view value = trimmed(m_impl->raw(column));
    if (is_ascii(value) || is_utf8(value)) return value;
    return trimmed(m_impl->recoded.emplace_back(from_windows_1252(value)));
}

}  // namespace covmap::read

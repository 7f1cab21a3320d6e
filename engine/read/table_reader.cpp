#include "read/table_reader.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>

#include "core/error.hpp"
#include "read/csv_table.hpp"
#include "read/field_text.hpp"
#include "read/gdal_init.hpp"
#include "read/text_bytes.hpp"
#include "read/vector_layer.hpp"

namespace covmap::read {

using core::Error;
using core::ErrorKind;

class TableReader::Impl {
public:
    virtual ~Impl() = default;
    virtual bool next() = 0;
    [[nodiscard]] virtual std::string_view raw(std::size_t column) const = 0;
    virtual bool number(std::size_t column, double& value) const { return parse_number(raw(column), value); }
    [[nodiscard]] virtual std::int64_t record() const = 0;
    [[nodiscard]] virtual bool ragged() const { return false; }

    std::string path, layer, crs, driver;
    std::vector<std::string> columns;
    std::uint64_t records = 0;
    mutable std::deque<std::string> recoded;  ///< texts of the current record that were not UTF-8
};

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

class CsvTable final : public TableReader::Impl {
public:
    CsvTable(const std::string& shown, const std::string& opened) : m_stream(shown, opened) {
        path = shown;
        driver = "CSV";
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
        return is_utf8(name) ? std::string(name) : from_windows_1252(name);
    }

    CsvStream m_stream;
};

class OgrTable final : public TableReader::Impl {
public:
    OgrTable(const std::string& shown, const std::string& opened, const std::string& layer_name)
        : m_dataset(open_vector(opened, shown)), m_layer(choose_layer(m_dataset.get(), layer_name, LayerWant::any, shown)) {
        path = shown;
        driver = GDALGetDriverShortName(GDALGetDatasetDriver(m_dataset.get()));
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
        if (m_feature == nullptr && gdal_failed())
            throw Error(ErrorKind::input, path + ":" + layer, "is damaged: reading stopped. " + last_gdal_message());
        return m_feature != nullptr;
    }
    [[nodiscard]] std::string_view raw(std::size_t column) const override {
        const int i = static_cast<int>(column);
        if (column >= columns.size() || OGR_F_IsFieldSetAndNotNull(m_feature, i) == 0) return {};
        if (!m_numeric[column]) return OGR_F_GetFieldAsString(m_feature, i);
        return recoded.emplace_back(OGR_F_GetFieldAsString(m_feature, i));  // GDAL reuses one buffer for numbers
    }
    bool number(std::size_t column, double& value) const override {
        if (column >= columns.size() || !m_numeric[column]) return parse_number(raw(column), value);
        if (OGR_F_IsFieldSetAndNotNull(m_feature, static_cast<int>(column)) == 0) return false;
        value = OGR_F_GetFieldAsDouble(m_feature, static_cast<int>(column));
        return std::isfinite(value);
    }
    [[nodiscard]] std::int64_t record() const override { return OGR_F_GetFID(m_feature); }

private:
    Dataset m_dataset;
    OGRLayerH m_layer;
    OGRFeatureH m_feature = nullptr;
    std::vector<bool> m_numeric;
};

bool is_csv(const std::string& opened) {
    std::string name = lower_case(opened);
    if (name.size() > 3 && name.ends_with(".gz")) name.resize(name.size() - 3);
    return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

// A bare archive stands for the only file in it.
std::string inside_zip(const std::string& shown, const std::string& opened) {
    if (!opened.starts_with("/vsizip/") || !lower_case(opened).ends_with(".zip")) return opened;
    char** list = VSIReadDirRecursive(opened.c_str());
    std::vector<std::string> names, tables;
    for (int i = 0; list != nullptr && list[i] != nullptr; ++i) {
        names.emplace_back(list[i]);
        if (is_csv(names.back())) tables.push_back(names.back());
    }
    CSLDestroy(list);
    if (names.size() == 1) return opened + "/" + names[0];
    if (tables.size() == 1) return opened + "/" + tables[0];
    if (tables.empty()) return opened;
    throw Error(ErrorKind::input, shown,
                "holds several tables: " + joined(tables) + "; name one as «/vsizip/" + shown + "/" + tables[0] + "»");
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

TableReader::TableReader(const std::string& path, const std::string& layer, const std::string& shown) {
    init_gdal();
    forget_gdal_message();
    const std::string& name = shown.empty() ? path : shown;
    const std::string opened = inside_zip(name, vsi_path(path, name));
    if (is_csv(opened))
        m_impl = std::make_unique<CsvTable>(name, opened);
    else
        m_impl = std::make_unique<OgrTable>(name, opened, layer);
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
bool TableReader::number(std::size_t column, double& value) const { return m_impl->number(column, value); }

std::size_t TableReader::find_column(const std::string& name) const {
    const auto& names = m_impl->columns;
    const auto exact = std::find(names.begin(), names.end(), name);
    if (exact != names.end()) return static_cast<std::size_t>(exact - names.begin());
    const std::string wanted = lower_case(name);
    const auto same = [&](const std::string& candidate) { return lower_case(candidate) == wanted; };
    if (std::count_if(names.begin(), names.end(), same) != 1) return kNoColumn;
    return static_cast<std::size_t>(std::find_if(names.begin(), names.end(), same) - names.begin());
}

std::size_t TableReader::column(const std::string& name) const {
    const std::size_t found = find_column(name);
    if (found != kNoColumn) return found;
    const std::string nearest = nearest_name(name, m_impl->columns);
    const std::string where = m_impl->layer.empty() ? m_impl->path : m_impl->path + ":" + m_impl->layer;
    throw Error(ErrorKind::input, where,
                "has no column «" + name + "»" + (nearest.empty() ? "." : "; did you mean «" + nearest + "»?") +
                    " Its columns are: " + joined(m_impl->columns));
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
    return m_impl->recoded.emplace_back(from_windows_1252(value));
}

bool parse_number(std::string_view text, double& value) {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    char pointed[64];
    const std::size_t comma = text.find(',');
    if (comma != std::string_view::npos) {
        if (text.size() > sizeof pointed || text.find('.') != std::string_view::npos) return false;
        std::copy(text.begin(), text.end(), pointed);
        pointed[comma] = '.';
        text = {pointed, text.size()};
    }
    double parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(parsed)) return false;
    value = parsed;
    return true;
}

std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names) {
    const std::string key = lower_case(wanted);
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, (key.size() + 2) / 3) + 1;
    for (const std::string& name : names) {
        const std::size_t distance = edit_distance(key, lower_case(name));
        if (distance < best_distance) {
            best_distance = distance;
            best = name;
        }
    }
    return best;
}

}  // namespace covmap::read

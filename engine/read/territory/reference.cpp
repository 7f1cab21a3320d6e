#include "read/territory/reference.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <optional>
#include <unordered_set>

#include "core/error.hpp"
#include "model/table.hpp"
#include "read/files/column_names.hpp"
#include "read/files/field_text.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {

namespace {

using core::Error;
using core::ErrorKind;
using model::ReferenceRow;
using model::ReferenceShape;

constexpr const char* kLevelsFormat = "arcep-op-communes";
constexpr const char* kCountsFormat = "arcep-nbope";
constexpr const char* kDebitsFormat = "arcep-commune-debit";
constexpr std::array<const char*, 4> kUnits = {"commune", "departement", "region", "territoire"};
constexpr std::int64_t kSumTolerance = model::kPoint / 20;  ///< of four figures with two decimals

bool has_column(const TableReader& table, const std::string& name) { return table.find_column(name) != TableReader::kNoColumn; }

std::string guessed_format(const TableReader& table) {
    if (has_column(table, "pop_nc") && has_column(table, "mcc_mnc")) return kLevelsFormat;
    if (has_column(table, "pop_0") && has_column(table, "niveau")) return kCountsFormat;
    if (has_column(table, "elig_thd30") && has_column(table, "code_insee")) return kDebitsFormat;
    std::string formats;
    for (const std::string& name : reference_formats()) formats += (formats.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::input, table.path(),
                "is none of the published statistics that are known (" + formats +
                    "); its columns are: " + columns_text(table.columns()));
}

ReferenceShape shape_of(const std::string& format) {
    if (format == kLevelsFormat) return ReferenceShape::levels;
    if (format == kCountsFormat) return ReferenceShape::counts;
    if (format == kDebitsFormat) return ReferenceShape::debits;
    std::string known;
    for (const std::string& name : reference_formats()) known += (known.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::usage, "--format " + format, "is not known; the formats are: " + known);
}

/// «2023T3», «2023_T3» or «2023t3» in a file's name: the last day of that quarter.
std::string quarter_of(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    const auto digit = [&](std::size_t i) { return i < name.size() && std::isdigit(static_cast<unsigned char>(name[i])) != 0; };
    for (std::size_t i = 0; i + 5 < name.size() + 1; ++i) {
        if (!digit(i) || !digit(i + 1) || !digit(i + 2) || !digit(i + 3) || (i > 0 && digit(i - 1))) continue;
        std::size_t at = i + 4;
        if (at < name.size() && name[at] == '_') ++at;
        if (at + 1 >= name.size() || (name[at] != 'T' && name[at] != 't') || name[at + 1] < '1' || name[at + 1] > '4') continue;
        constexpr std::array<const char*, 4> kEnds = {"-03-31", "-06-30", "-09-30", "-12-31"};
        return name.substr(i, 4) + kEnds.at(static_cast<std::size_t>(name[at + 1] - '1'));
    }
    return {};
}

std::string medium_of_name(const std::string& path) {
    const std::string name = lower_case(std::filesystem::path(path).filename().string());
    if (name.find("filaire") != std::string::npos) return "wired";
    return name.find("terrestre") != std::string::npos ? "terrestrial" : "any";
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

class ReferenceReader {
public:
    ReferenceReader(TableReader& table, model::Reference& out) : m_table(table), m_out(out) {
        const bool debits = out.shape == ReferenceShape::debits;
        m_code = debits ? table.column("code_insee") : unit_column();
        if (debits) {
            m_out.unit = "commune";
            m_name = table.find_column("nom_com");
            m_type = table.find_column("type");
            m_total = table.column("nbr");
            m_date = table.find_column("date");
            add_figures("", m_people);
        } else {
            m_technology = table.column("techno");
            if (out.shape == ReferenceShape::levels) m_operator = table.column("mcc_mnc");
            if (out.shape == ReferenceShape::counts) m_level = table.column("niveau");
            add_figures("pop_", m_people);
            add_figures("couv_", m_area);
        }
    }

    void read() {
        while (m_table.next()) {
            if (m_table.ragged()) defect("ragged-record", "");
            if (m_type != TableReader::kNoColumn && lower_case(std::string(m_table.text(m_type))) != "all") continue;
            keep(row());
        }
        if (m_out.rows.empty())
            throw Error(ErrorKind::input, m_table.path(),
                        m_table.records() == 0 ? "has no row" : "has no row that counts: none has type = all");
    }

private:
    std::size_t unit_column() {
        for (const char* unit : kUnits)
            if (has_column(m_table, unit)) {
                m_out.unit = unit;
                return m_table.column(unit);
            }
        return m_table.column(kUnits.front());  // says what is missing
    }

    void add_figures(const std::string& prefix, std::vector<std::size_t>& columns) {
        for (const std::string& figure : model::figure_names(m_out.shape)) {
            const bool may_lack = m_out.shape == ReferenceShape::counts && figure != "0";
            columns.push_back(may_lack ? m_table.find_column(prefix + figure) : m_table.column(prefix + figure));
        }
    }

    void defect(const std::string& code, const std::string& detail) {
        m_out.defects.add(code, {m_out.file, m_table.layer(), m_table.record(), detail});
    }

    std::string text(std::size_t column) const {
        return column == TableReader::kNoColumn ? std::string() : std::string(m_table.text(column));
    }

    /// Percentages at kPointScale; whole numbers of premises as they are.
    std::optional<std::int64_t> figure(std::size_t column) {
        const std::string given = text(column);
        if (given.empty()) return std::nullopt;
        const bool debits = m_out.shape == ReferenceShape::debits;
        constexpr double kMostPremises = 1e9;
        double value = 0;
        if (!m_table.number(column, value, debits ? NumberUse::quantity : NumberUse::share) || value < 0 ||
            value > (debits ? kMostPremises : 100)) {
            defect("reference-figure", m_table.columns()[column] + " = " + given);
            return std::nullopt;
        }
        return std::llround(debits ? value : value * static_cast<double>(model::kPoint));
    }

    ReferenceRow row() {
        ReferenceRow row;
        row.code = text(m_code);
        row.name = text(m_name);
        row.operator_code = text(m_operator);
        row.technology = upper(text(m_technology));
        row.level = upper(text(m_level));
        for (const std::size_t column : m_people) row.people.push_back(figure(column));
        for (const std::size_t column : m_area) row.area.push_back(figure(column));
        if (m_total != TableReader::kNoColumn) row.total = figure(m_total);
        if (m_date != TableReader::kNoColumn) m_out.date = std::max(m_out.date, text(m_date));
        check_sum("pop", row.people);
        check_sum("couv", row.area);
        return row;
    }

    void check_sum(const char* what, const std::vector<std::optional<std::int64_t>>& figures) {
        if (m_out.shape == ReferenceShape::debits || figures.empty() || !figures.front()) return;
        const std::int64_t sum = std::accumulate(figures.begin(), figures.end(), std::int64_t{0},
                                                 [](std::int64_t s, const auto& f) { return s + f.value_or(0); });
        if (std::abs(sum - model::kAllPoints) > kSumTolerance)
            defect("reference-sum", std::string(what) + "_* add up to " + model::decimal_text(sum, model::kPointScale));
    }

    void keep(ReferenceRow row) {
        std::string key;
        for (const std::string* part : {&row.code, &row.operator_code, &row.technology, &row.level}) key += *part + '\t';
        if (!m_keys.insert(std::move(key)).second) return defect("reference-duplicate", row.code);
        m_out.rows.push_back(std::move(row));
    }

    TableReader& m_table;
    model::Reference& m_out;
    std::size_t m_code = TableReader::kNoColumn, m_name = TableReader::kNoColumn, m_type = TableReader::kNoColumn,
                m_total = TableReader::kNoColumn, m_date = TableReader::kNoColumn, m_technology = TableReader::kNoColumn,
                m_operator = TableReader::kNoColumn, m_level = TableReader::kNoColumn;
    std::vector<std::size_t> m_people, m_area;
    std::unordered_set<std::string> m_keys;
};

}  // namespace

const std::vector<std::string>& reference_formats() {
    static const std::vector<std::string> kFormats = {kLevelsFormat, kCountsFormat, kDebitsFormat};
    return kFormats;
}

model::Reference read_reference(const std::string& path, const std::string& format, const std::string& medium) {
    model::Reference out;
    out.file = path;
    if (!format.empty()) out.shape = shape_of(format);  // a misspelt one is told before the file is opened
    TableReader table(path);
    out.format = format.empty() ? guessed_format(table) : format;
    out.shape = shape_of(out.format);
    out.date = quarter_of(path);
    if (out.shape == ReferenceShape::debits) out.medium = medium.empty() ? medium_of_name(path) : medium;
    ReferenceReader(table, out).read();
    return out;
}

}  // namespace covmap::read

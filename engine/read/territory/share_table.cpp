#include "read/territory/share_table.hpp"

#include <cmath>

#include "core/units.hpp"
#include "read/files/source_path.hpp"
#include "read/table/table_reader.hpp"
#include "read/territory/joined_numbers.hpp"
#include "read/territory/territory_codes.hpp"
#include "read/territory/territory_join.hpp"

namespace covmap::read {
namespace {

constexpr double kLargestCount = 9e9;  ///< so that 900 of them still add up in 63 bits of quanta
constexpr double kPercent = 100;

/// One attribute's figures, row by row.
class ShareReader {
public:
    ShareReader(const model::ShareColumnSpec& spec, std::size_t position, const std::string& file, const JoinTable& table)
        : m_spec(spec),
          m_position(position),
          m_file(file),
          m_table(table),
          m_numbers({position, spec.column, file, "share-not-a-number", spec.count}, table) {}

    ShareFigures read(const std::vector<std::string>& codes, core::Defects& defects) {
        ShareFigures out;
        for (const std::string& code : codes) {
            const std::vector<const JoinTable::Values*> rows = m_table.rows(code);
            if (m_spec.count)
                out.counts.push_back(sum(code, rows, defects));
            else
                out.rates.push_back(rate(code, rows, defects));
        }
        if (!m_spec.count) return out;
        core::Defects counted_before;
        for (const std::string_view text : m_table.texts(m_position))
            out.total += quanta(figure({}, std::string(text), counted_before).value_or(0));
        return out;
    }

    void warn(std::vector<std::string>& warnings) const {
        if (m_of_several > 0)
            warnings.push_back(m_file + ": " + std::to_string(m_of_several) + " territories are made of several rows, whose «" +
                               m_spec.column +
                               "» have no common rate: it is not known of them; give a count (as = \"count\") or a table of the "
                               "codes of the territories");
        if (m_above > 0 && !m_spec.percent)
            warnings.push_back(m_file + ": " + std::to_string(m_above) + " rates «" + m_spec.column +
                               "» are above 1, and not known; where they are per cent, write percent = true");
    }

private:
    [[nodiscard]] double largest() const { return m_spec.count ? kLargestCount : m_spec.percent ? kPercent : 1; }
    static std::int64_t quanta(double count) { return std::llround(count * static_cast<double>(core::kWeightQuantaPerUnit)); }

    std::optional<double> figure(const std::string& code, const std::string& text, core::Defects& defects) {
        const std::optional<double> value = m_numbers.number(code, text, defects);
        if (!value || (*value >= 0 && *value <= largest())) return value;
        if (*value > largest() && !m_spec.count && !code.empty()) ++m_above;
        defects.add("share-out-of-range", {m_file, {}, code, text});
        return std::nullopt;
    }

    std::optional<std::int64_t> sum(const std::string& code, const std::vector<const JoinTable::Values*>& rows,
                                    core::Defects& defects) {
        std::optional<std::int64_t> all;
        bool known = true;
        for (const JoinTable::Values* row : rows) {
            const std::optional<double> part = figure(code, (*row)[m_position], defects);
            known = known && part.has_value();
            all = all.value_or(0) + quanta(part.value_or(0));
        }
        return known ? all : std::nullopt;
    }

    std::optional<double> rate(const std::string& code, const std::vector<const JoinTable::Values*>& rows,
                               core::Defects& defects) {
        if (rows.size() > 1) {
            ++m_of_several;
            return std::nullopt;
        }
        if (rows.empty()) return std::nullopt;
        const std::optional<double> value = figure(code, (*rows.front())[m_position], defects);
        return value && m_spec.percent ? std::optional(*value / kPercent) : value;
    }

    const model::ShareColumnSpec& m_spec;
    std::size_t m_position;
    const std::string& m_file;
    const JoinTable& m_table;
    JoinedNumbers m_numbers;
    std::size_t m_of_several = 0, m_above = 0;
};

}  // namespace

ShareTableRead read_share_table(const model::ShareSpec& spec, const model::TerritorySpec& territory,
                                const model::TerritorySet& set) {
    ShareTableRead out;
    const TerritoryCodes codes(territory);
    model::JoinSpec join{spec.source, spec.on, {}};
    for (const model::ShareColumnSpec& column : spec.columns) join.columns.emplace_back(column.name, column.column);
    const JoinTable table(join, codes, out.defects, out.inputs);
    std::vector<std::string> known;
    for (const model::Territory& one : set.territories) known.push_back(one.code);
    table.compare(known, territory.source.given, out.defects, out.warnings);
    const std::string file = shown_path(spec.source, spec.source.files.front());
    for (std::size_t i = 0; i < spec.columns.size(); ++i) {
        ShareReader reader(spec.columns[i], i, file, table);
        out.columns.push_back(reader.read(known, out.defects));
        reader.warn(out.warnings);
    }
    return out;
}

void open_share_table(const model::ShareSpec& spec) {
    for (const std::string& path : spec.source.files) {
        const TableReader table(path, spec.source.layer, shown_path(spec.source, path));
        (void)table.column(spec.on);
        for (const model::ShareColumnSpec& column : spec.columns) (void)table.column(column.column);
    }
}

}  // namespace covmap::read

#include "read/territory/joined_column.hpp"

#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/table/table_reader.hpp"
#include "read/territory/joined_numbers.hpp"
#include "read/territory/territory_codes.hpp"
#include "read/territory/territory_join.hpp"

namespace covmap::read {
namespace {

constexpr const char* kValue = "value";

/// The numbers of one joined column.
class Numbers {
public:
    Numbers(const model::CriterionSpec& spec, const JoinTable& table, JoinedRead& out)
        : m_spec(spec),
          m_table(table),
          m_out(out),
          m_file(shown_path(*spec.source, spec.source->files.front())),
          m_numbers({0, spec.column, m_file, "index-not-a-number", spec.count}, table) {}

    std::optional<double> of(const std::string& code) {
        const std::vector<const JoinTable::Values*> rows = m_table.rows(code);
        if (rows.size() > 1 && !m_spec.count) {
            ++m_of_several;
            return std::nullopt;
        }
        std::optional<double> sum;
        for (const JoinTable::Values* row : rows) {
            const std::optional<double> part = m_numbers.number(code, row->front(), m_out.figures);
            if (!part) return std::nullopt;
            sum = sum.value_or(0) + *part;
        }
        return sum;
    }

    void warn() {
        if (m_of_several > 0)
            m_out.warnings.push_back(m_file + ": " + std::to_string(m_of_several) +
                                     " territories are made of several rows, whose «" + m_spec.column +
                                     "» have no common figure: they have none; give a count (as = \"count\") or a table of "
                                     "the codes of the territories");
    }

private:
    const model::CriterionSpec& m_spec;
    const JoinTable& m_table;
    JoinedRead& m_out;
    std::string m_file;
    JoinedNumbers m_numbers;
    std::size_t m_of_several = 0;
};

}  // namespace

JoinedRead read_joined_column(const model::CriterionSpec& spec, const model::TerritorySpec& territory,
                              const model::TerritorySet& set) {
    JoinedRead out;
    const TerritoryCodes codes(territory);
    const model::JoinSpec join{*spec.source, spec.on, {{kValue, spec.column}}};
    const JoinTable table(join, codes, out.defects, out.inputs);
    std::vector<std::string> known;
    for (const model::Territory& one : set.territories) known.push_back(one.code);
    table.compare(known, territory.source.given, out.defects, out.table_warnings);
    Numbers numbers(spec, table, out);
    for (const std::string& code : known) out.values.push_back(numbers.of(code));
    numbers.warn();
    return out;
}

void open_joined_column(const model::CriterionSpec& spec) {
    for (const std::string& path : spec.source->files) {
        const TableReader table(path, spec.source->layer, shown_path(*spec.source, path));
        (void)table.column(spec.on);
        (void)table.column(spec.column);
    }
}

}  // namespace covmap::read

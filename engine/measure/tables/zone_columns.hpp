// The columns of the zones' tables. docs/columns.md lists them.
#pragma once

#include <string>

#include "measure/tables/columns.hpp"
#include "measure/words.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// Makes the columns of one [[zones]], empty of rows.
class ZoneColumns {
public:
    ZoneColumns(const model::RunModel& model, const model::ZonesSpec& spec);

    [[nodiscard]] model::Column text(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column count(const std::string& name, const Text& label, const Text& definition) const;
    /// In kilometres with metres, degrees with one decimal, or coordinates with six.
    [[nodiscard]] model::Column measure(const std::string& name, int scale, const std::string& unit, const Text& label,
                                        const Text& definition) const;
    [[nodiscard]] model::Column flag(const std::string& name, const Text& label, const Text& definition) const;
    /// What fails of an attribute (or ColumnMaker::kArea): all, white or grey, or outside the outline by `suffix`
    /// «», «_white», «_grey», «_outside».
    [[nodiscard]] model::Column failing(std::size_t attribute, const std::string& suffix) const;
    [[nodiscard]] model::Column share(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] const ColumnMaker& maker() const { return m_maker; }
    [[nodiscard]] const Text& standard() const { return m_standard; }

private:
    ColumnMaker m_maker;
    Text m_standard;
    std::string m_source, m_date, m_indicator;
};

}  // namespace covmap::measure

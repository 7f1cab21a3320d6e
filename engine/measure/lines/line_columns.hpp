// The columns of the tables of lines. Private to the room.
#pragma once

#include <string>

#include "measure/tables/columns.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"

namespace covmap::measure {

class LineColumns {
public:
    LineColumns(const model::RunModel& model, const model::LinesSpec& spec);

    /// unit, code, name, class: whose row it is.
    void add_row(TableWriter& writer) const;
    /// What meets an indicator of the job, does not, is not known, and the shares.
    void add_figures(std::size_t indicator, TableWriter& writer) const;
    [[nodiscard]] model::Column text(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column count(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column km(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column share(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column degrees(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] const ColumnMaker& maker() const { return m_maker; }

private:
    [[nodiscard]] model::Column typed(const std::string& name, model::ColumnType type, int scale, const std::string& unit,
                                      const Text& label, const Text& definition) const;

    const model::RunModel& m_model;
    ColumnMaker m_maker;
    std::string m_source, m_date, m_with_supply;
};

}  // namespace covmap::measure

// What a published column is made of, known from its name and table.
#pragma once

#include <cstddef>
#include <string>

#include "measure/tables/columns.hpp"
#include "measure/words.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

struct ColumnMeaning {
    enum class Kind {
        published,     ///< told as it stands: texts, official figures, what is found at a place or of a zone
        quantity,      ///< of the territory, whatever the indicator
        imputed,       ///< share that the source estimated
        gap,           ///< to the official figure
        gap_flag,      ///< whether it is over 10 %
        figure,        ///< of an indicator
        row_quantity,  ///< of a row of the tables by operator and by number
        row_share,
        offer_share,  ///< of the table with a column an operator
    };
    Kind kind = Kind::published;
    std::size_t attribute = 0;  ///< position in RunModel::attributes; their number: the area
    std::size_t indicator = 0;
    Figure figure = Figure::met;
};

/// Pure; cost: the columns of the run's tables are named once.
ColumnMeaning meaning_of(const model::RunModel& model, const model::Table& table, const std::string& column);

/// «any_4g_population_pct = 100 × any_4g_population ÷ population, …»: how the value follows from sums over signatures.
Text formula_of(const ColumnMeaning& meaning, const model::RunModel& model, const std::string& column);

}  // namespace covmap::measure

// What each operator covers, one column an operator and technology: for programs that join one row to one row.
#pragma once

#include <string>
#include <vector>

#include "measure/tables/columns.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// More columns than this are not made: SQLite and QGIS stop at 2,000, a reader long before.
inline constexpr std::size_t kMostWideColumns = 1000;

/// `<unit>_operators_wide` from `<unit>_operators`: `code` (and `name`, from `wide`), then a column
/// `<operator>_<technology>_pct` for each operator and technology (`_<service>` where the table has several, `_<kind>` where it
/// is not mobile, `_<vintage>` where there is one): the share of `attribute` (of ColumnMaker) that the operator covers at any
/// level. Unknown counts as not covered; null where all of it is unknown, the operator is not in the market, or the whole is 0.
/// Names are of [a-z0-9_], accents folded, made of the operator's name, unique (a number tells two of one name apart). An empty
/// table (no columns) where it would have more than kMostWideColumns. Pure; the rows of one code, and of one code and operator,
/// may come in any order.
model::Table operators_wide(const model::Table& longer, const model::Table& wide, const ColumnMaker& make, std::size_t attribute);

/// One column of operators_wide(), and what it is of.
struct WideOffer {
    std::string column, operator_code, technology, service, kind, vintage;
};
/// In the order of the columns, from the same `<unit>_operators`. Empty where there would be too many.
std::vector<WideOffer> wide_offers(const model::Table& longer, const ColumnMaker& make, std::size_t attribute);

/// «Boréal Télécom» is «boreal_telecom», «3» is «op_3»: a name that starts a column's. `fallback` where nothing is left of it.
std::string column_word(const std::string& name, const std::string& fallback);

}  // namespace covmap::measure

// Combinations of what is known of different demands: bounds, never a product.
//
// Where fixed networks are known of dwellings and mobile ones of people in squares, nobody knows which people live in which
// dwelling. A share a of the people and a share b of the dwellings leave max(0, a + b - 1) to min(a, b) for both together
// (Fréchet's bounds).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "measure/tables/account.hpp"
#include "model/job/job.hpp"

namespace covmap::measure {

/// Quanta of a column that surely meet, and that may meet.
struct Bounds {
    std::int64_t lo = 0, hi = 0;
};

/// The bounds of one combination in one column of a row, where some of its operands is wholly unknown there and known of another
/// demand's attribute; none elsewhere: then the account's own are exact. Pure. `doubted`: the account knows lo and hi of so many
/// columns, from the first on.
class BoundsFinder {
public:
    BoundsFinder(const std::vector<model::IndicatorSpec>& indicators, std::size_t attributes, std::size_t doubted)
        : m_indicators(indicators), m_attributes(attributes), m_doubted(doubted) {}
    [[nodiscard]] std::optional<Bounds> across(const Account& account, std::size_t indicator, std::size_t column) const;

private:
    struct Range {
        Bounds bounds;
        bool elsewhere = false;  ///< taken from another column
    };
    [[nodiscard]] Range range(const Account& account, std::size_t indicator, std::size_t column) const;
    [[nodiscard]] Range own(const Account& account, std::size_t indicator, std::size_t column) const;
    [[nodiscard]] Range of_another(const Account& account, std::size_t indicator, std::size_t column) const;
    [[nodiscard]] std::size_t position(const std::string& name) const;

    const std::vector<model::IndicatorSpec>& m_indicators;
    std::size_t m_attributes;
    std::size_t m_doubted;
};

}  // namespace covmap::measure

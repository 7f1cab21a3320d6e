#include "measure/tables/bounds.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace covmap::measure {

namespace {

std::int64_t value(const Account& account, std::size_t indicator, model::State state, std::size_t column) {
    return account.value(indicator, static_cast<std::size_t>(state), column);
}

bool wholly_unknown(const Account& account, std::size_t indicator, std::size_t column) {
    return account.total(column) > 0 && value(account, indicator, model::State::unknown, column) == account.total(column);
}

}  // namespace

std::size_t BoundsFinder::position(const std::string& name) const {
    const auto at = std::find_if(m_indicators.begin(), m_indicators.end(),
                                 [&](const model::IndicatorSpec& spec) { return spec.name == name; });
    return static_cast<std::size_t>(at - m_indicators.begin());
}

BoundsFinder::Range BoundsFinder::own(const Account& account, std::size_t indicator, std::size_t column) const {
    const std::int64_t met = value(account, indicator, model::State::met, column);
    const std::int64_t may = met + value(account, indicator, model::State::unknown, column);
    if (column >= m_doubted) return {{met, may}, false};
    return {{std::min(account.lo(indicator, column), met), std::max(account.hi(indicator, column), may)}, false};
}

// The share in the first attribute of which something is known, of this column's total.
BoundsFinder::Range BoundsFinder::of_another(const Account& account, std::size_t indicator, std::size_t column) const {
    for (std::size_t other = 0; other < m_attributes; ++other) {
        const std::int64_t whole = account.total(other);
        if (other == column || whole <= 0 || wholly_unknown(account, indicator, other)) continue;
        const Range there = own(account, indicator, other);
        const core::Int128 total = account.total(column);
        return {{static_cast<std::int64_t>(there.bounds.lo * total / whole),
                 static_cast<std::int64_t>((there.bounds.hi * total + whole - 1) / whole)},
                true};
    }
    return own(account, indicator, column);
}

BoundsFinder::Range BoundsFinder::range(const Account& account, std::size_t indicator, std::size_t column) const {
    const model::IndicatorSpec& spec = m_indicators[indicator];
    if (!spec.combines())
        return wholly_unknown(account, indicator, column) ? of_another(account, indicator, column)
                                                          : own(account, indicator, column);
    const std::int64_t total = account.total(column);
    bool elsewhere = false;
    const auto find = [&](const std::string& name) {
        const Range found = range(account, position(name), column);
        elsewhere = elsewhere || found.elsewhere;
        return found.bounds;
    };
    Bounds all{total, total};
    const auto both = [&](const Bounds& one) {
        all = {std::max<std::int64_t>(0, all.lo + one.lo - total), std::min(all.hi, one.hi)};
    };
    for (const std::string& name : spec.all_of) both(find(name));
    for (const std::string& name : spec.none_of) {
        const Bounds one = find(name);
        both({total - one.hi, total - one.lo});
    }
    if (!spec.any_of.empty()) {
        Bounds any{0, 0};
        for (const std::string& name : spec.any_of) {
            const Bounds one = find(name);
            any = {std::max(any.lo, one.lo), std::min(total, any.hi + one.hi)};
        }
        both(any);
    }
    return elsewhere ? Range{all, true} : own(account, indicator, column);
}

std::optional<Bounds> BoundsFinder::across(const Account& account, std::size_t indicator, std::size_t column) const {
    if (!m_indicators[indicator].combines()) return std::nullopt;
    const Range found = range(account, indicator, column);
    return found.elsewhere ? std::optional(found.bounds) : std::nullopt;
}

}  // namespace covmap::measure

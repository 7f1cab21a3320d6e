#include "measure/share/share_tally.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "measure/checked.hpp"
#include "measure/words.hpp"

namespace covmap::measure {
namespace {

/// The part of each share that each of one territory's rows has, row after row.
class Spreader {
public:
    explicit Spreader(const std::vector<model::Share>& shares) : m_shares(shares), m_of(shares.size()) {}

    /// `values_of(row)` are a row's values, without those of shares.
    template <class ValuesOf>
    void begin(std::uint32_t territory, std::size_t rows, const ValuesOf& values_of) {
        for (std::size_t s = 0; s < m_shares.size(); ++s) {
            Running& one = m_of[s];
            one = {m_shares[s].values[territory].value_or(0), 0, 0, 0};
            for (std::size_t row = 0; row < rows; ++row) add_to(one.whole, values_of(row)[m_shares[s].of]);
        }
    }

    /// Appends what the next row has of each share.
    void append(std::span<const std::int64_t> values, std::vector<std::int64_t>& out) {
        for (std::size_t s = 0; s < m_shares.size(); ++s) {
            Running& one = m_of[s];
            one.part += values[m_shares[s].of];
            const std::int64_t upto = part_of(one.value, one.part, one.whole);
            out.push_back(upto - std::exchange(one.given, upto));
        }
    }

private:
    struct Running {
        std::int64_t value = 0, whole = 0, part = 0, given = 0;
    };
    const std::vector<model::Share>& m_shares;
    std::vector<Running> m_of;
};

/// The values of one row with those of the shares before the area.
void widen(std::span<const std::int64_t> values, Spreader& spreader, std::vector<std::int64_t>& out) {
    out.insert(out.end(), values.begin(), values.end() - 1);
    spreader.append(values, out);
    out.push_back(values.back());
}

struct Within {
    const char* unit;
    Text where;
};

Text within(const std::string& unit) {
    static const Within kUnits[] = {
        {"commune", {"dans la commune", "within the commune"}},
        {"arrondissement", {"dans l'arrondissement", "within the arrondissement"}},
        {"canton", {"dans le canton", "within the canton"}},
        {"epci", {"dans l'EPCI", "within the EPCI"}},
        {"iris", {"dans l'IRIS", "within the IRIS"}},
        {"departement", {"dans le département", "within the department"}},
        {"province", {"dans la province", "within the province"}},
        {"region", {"dans la région", "within the region"}},
    };
    for (const Within& known : kUnits)
        if (unit == known.unit) return known.where;
    return {"dans chaque " + unit, "within each " + unit};
}

}  // namespace

std::int64_t part_of(std::int64_t value, std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return 0;
    const core::Int128 product = core::Int128{value} * part;
    const auto down = static_cast<std::int64_t>(product / whole);
    return down + (product % whole * 2 >= whole ? 1 : 0);
}

std::vector<std::int64_t> totals_of(const core::TallyReader& tally, std::size_t attribute, std::size_t territories) {
    std::vector<std::int64_t> totals(territories, 0);
    const std::size_t stride = tally.stride();
    tally.for_each([&](const core::TerritoryTally& rows) {
        for (std::size_t row = 0; row < rows.signatures.size(); ++row)
            add_to(totals[rows.territory.value], rows.values[row * stride + attribute]);
    });
    return totals;
}

void ShareTally::for_each(const std::function<void(const core::TerritoryTally&)>& visit) const {
    const std::size_t own = m_own.stride();
    Spreader spreader(m_shares);
    std::vector<std::int64_t> values;
    m_own.for_each([&](const core::TerritoryTally& rows) {
        const auto of_row = [&](std::size_t row) { return rows.values.subspan(row * own, own); };
        values.clear();
        spreader.begin(rows.territory.value, rows.signatures.size(), of_row);
        for (std::size_t row = 0; row < rows.signatures.size(); ++row) widen(of_row(row), spreader, values);
        visit({rows.territory, rows.signatures, values});
    });
}

void share_doubt(const std::vector<model::Share>& shares, std::vector<core::DoubtRow>& rows) {
    Spreader spreader(shares);
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        const core::TerritoryId territory = rows[begin].territory;
        for (end = begin; end < rows.size() && rows[end].territory == territory;) ++end;
        spreader.begin(territory.value, end - begin, [&](std::size_t row) { return std::span(rows[begin + row].values); });
        for (std::size_t row = begin; row < end; ++row) {
            std::vector<std::int64_t> wide;
            widen(rows[row].values, spreader, wide);
            rows[row].values = std::move(wide);
        }
    }
}

core::Text share_label(const core::Text& label, const std::string& name, const std::string& unit) {
    return label_or(label, name) + Text{" (supposé uniforme ", " (assumed even "} + within(unit) + same(")");
}

}  // namespace covmap::measure

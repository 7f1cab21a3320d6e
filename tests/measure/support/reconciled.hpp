// References said in a line, for the tests of reconcile.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "measure/reconcile/reconcile.hpp"
#include "measure/support/world.hpp"
#include "model/reconciliation.hpp"

namespace covmap::test {

using Percent = std::vector<double>;  ///< below 0: blank

inline std::vector<std::optional<std::int64_t>> points(const Percent& given) {
    std::vector<std::optional<std::int64_t>> out;
    for (const double value : given)
        out.push_back(value < 0 ? std::nullopt : std::optional(static_cast<std::int64_t>(std::llround(value * 1e6))));
    return out;
}

inline model::Reference reference(model::ReferenceShape shape, const std::string& unit = "commune") {
    model::Reference out;
    out.file = "reference.csv";
    out.shape = shape;
    out.unit = unit;
    return out;
}

/// nc, cl, bc, tbc of people and area.
inline void say(model::Reference& r, const std::string& code, const std::string& op, const std::string& technology,
                const Percent& people, const Percent& area) {
    r.rows.push_back({code, "", op, technology, "", points(people), points(area), std::nullopt});
}

/// 0 to 5 operators at a level or better.
inline void say_counts(model::Reference& r, const std::string& code, const std::string& technology, const std::string& level,
                       const Percent& people, const Percent& area) {
    r.rows.push_back({code, "", "", technology, level, points(people), points(area), std::nullopt});
}

inline model::ReconciledReference held(const model::RunModel& model, const core::TallyReader& tally,
                                       const model::Reference& reference, model::ReconcileOptions options = {}) {
    return measure::reconcile(model, tally, reference, options,
                              [](const std::string& name) { return name == "Orion" ? "O" : name; });
}

inline const model::ReconciledRow* row_of(const model::ReconciledReference& found, const std::string& code) {
    for (const auto* rows : {&found.beyond, &found.alike})
        for (const model::ReconciledRow& row : *rows)
            if (row.place.code == code) return &row;
    return nullptr;
}

inline std::size_t left_out(const model::ReconciledReference& found, model::NotCompared reason) {
    const auto at = found.not_compared.find(reason);
    return at == found.not_compared.end() ? 0 : at->second.count;
}

}  // namespace covmap::test

// All compared places of a question as one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "measure/reconcile/reference_questions.hpp"
#include "model/reconciliation.hpp"

namespace covmap::measure {

/// The figures of people of compared rows, weighted by the run's people; where the reference says its own total (premises), its
/// side by that.
class TogetherSums {
public:
    void add(std::size_t question, const model::ReconciledRow& row, std::int64_t people, std::optional<std::int64_t> total);
    /// By operator, technology, level.
    [[nodiscard]] std::vector<model::Together> finish(const ReferenceQuestions& questions) const;

private:
    struct Side {
        core::Int128 lo = 0, hi = 0, weight = 0;
        void add(const model::Range& range, std::int64_t people);
        [[nodiscard]] model::Range mean() const;
    };
    struct Figure {
        std::string name;
        Side run, reference;
    };
    struct Sum {
        std::size_t places = 0;
        std::vector<Figure> figures;
    };
    std::map<std::size_t, Sum> m_sums;
};

}  // namespace covmap::measure

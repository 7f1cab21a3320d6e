#include "measure/reconcile/reconcile_together.hpp"

#include <algorithm>
#include <tuple>

namespace covmap::measure {

void TogetherSums::Side::add(const model::Range& range, std::int64_t people) {
    lo += static_cast<core::Int128>(range.lo) * people;
    hi += static_cast<core::Int128>(range.hi) * people;
    weight += people;
}

model::Range TogetherSums::Side::mean() const {
    const auto divided = [&](core::Int128 sum) { return static_cast<std::int64_t>((2 * sum + weight) / (2 * weight)); };
    return {divided(lo), divided(hi)};
}

void TogetherSums::add(std::size_t question, const model::ReconciledRow& row, std::int64_t people,
                       std::optional<std::int64_t> total) {
    if (people <= 0 || (total && *total <= 0)) return;
    Sum& sum = m_sums[question];
    ++sum.places;
    for (const model::ReconciledFigure& figure : row.figures) {
        if (figure.area) continue;
        auto at = std::find_if(sum.figures.begin(), sum.figures.end(), [&](const Figure& f) { return f.name == figure.name; });
        if (at == sum.figures.end()) at = sum.figures.insert(at, Figure{figure.name, {}, {}});
        at->run.add(figure.run, people);
        at->reference.add(figure.reference, total.value_or(people));
    }
}

std::vector<model::Together> TogetherSums::finish(const ReferenceQuestions& questions) const {
    std::vector<model::Together> out;
    for (const auto& [number, sum] : m_sums) {
        const ReferenceQuestion& question = *questions.all()[number];
        model::Together& together = out.emplace_back();
        together.operator_code = question.operator_code;
        together.operator_name = question.operator_name;
        together.technology = question.technology;
        together.level = question.level;
        together.places = sum.places;
        for (const Figure& figure : sum.figures) {
            model::ReconciledFigure& mean = together.figures.emplace_back();
            mean.name = figure.name;
            mean.run = figure.run.mean();
            mean.reference = figure.reference.mean();
            mean.gap = model::gap_between(mean.run, mean.reference);
        }
    }
    std::sort(out.begin(), out.end(), [](const model::Together& a, const model::Together& b) {
        return std::tie(a.operator_code, a.technology, a.level) < std::tie(b.operator_code, b.technology, b.level);
    });
    return out;
}

}  // namespace covmap::measure

#include "run/reuse/doubt_again.hpp"

#include <algorithm>

#include "measure/share/share_tally.hpp"
#include "run/compute/merge_demands.hpp"

namespace covmap::run {

namespace {

/// What their outcomes follow from: not their labels, nor where they were written. Operands are indicators of the list.
std::vector<model::IndicatorSpec> bare(std::vector<model::IndicatorSpec> indicators) {
    for (model::IndicatorSpec& indicator : indicators) {
        indicator.label = indicator.label_not = {};
        indicator.operands.clear();
        indicator.allow_unknown = indicator.from_set = false;
        indicator.line = 0;
    }
    return indicators;
}

std::string names_of_attributes(const model::RunModel& model, std::size_t from) {
    std::string names;
    for (std::size_t a = from; a < model.attributes.size(); ++a) names += (a > from ? ", " : "") + model.attributes[a].name;
    return names;
}

}  // namespace

DoubtQuestion DoubtQuestion::of(const model::RunModel& model) {
    DoubtQuestion question{bare(model.job.indicator), model.markets, model.market_of, {}};
    for (const model::ClaimInfo& claim : model.catalogue.claims) question.claims.push_back(claim.key);
    return question;
}

bool DoubtQuestion::same_as(const DoubtQuestion& other) const {
    const auto same_market = [](const model::Market& a, const model::Market& b) {
        return a.operators == b.operators && a.of_kind == b.of_kind;
    };
    return indicators == other.indicators && market_of == other.market_of && claims == other.claims &&
           std::equal(markets.begin(), markets.end(), other.markets.begin(), other.markets.end(), same_market);
}

void answer_doubt(const std::vector<core::DoubtRow>* replayed, bool earlier, model::RunModel& model) {
    if (model.job.indicator.empty()) return;
    const std::size_t own = model.attributes.size() - model.shares.size(),
                      first = model.cell_attributes == 0 ? own : model.cell_attributes;
    model.doubt.clear();
    model.has_doubt = replayed != nullptr;
    model.doubt_attributes = first == own ? model.attributes.size() : first;
    if (replayed == nullptr) {
        model.warnings.push_back(std::string("lo and hi are empty: ") +
                                 (earlier ? "the run is of a covmap that did not keep them, and it has no cells.covc"
                                          : "the run answered other indicators or markets, and it has no cells.covc") +
                                 "; run the job on its inputs to have them");
        return;
    }
    model.doubt = widened(*replayed, 0, own + 1);
    measure::share_doubt(model.shares, model.doubt);
    if (first < own)
        model.warnings.push_back("lo and hi of " + names_of_attributes(model, first) +
                                 " are empty: cells.covc holds the first demand; run the job on its inputs to have them");
}

}  // namespace covmap::run

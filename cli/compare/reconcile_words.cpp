#include "cli/compare/reconcile_words.hpp"

#include "model/table.hpp"

namespace covmap::cli {

std::string cause_word(model::Cause cause) {
    switch (cause) {
        case model::Cause::population_base:
            return "population base";
        case model::Cause::area_base:
            return "area base";
        case model::Cause::missing_level:
            return "missing level";
        case model::Cause::missing_operator:
            return "missing operator";
        case model::Cause::read_as_threshold:
            return "thresholds taken for classes";
        case model::Cause::merged_commune:
            return "merged commune";
        case model::Cause::satellites:
            return "another medium";
        case model::Cause::claims:
            return "the claims differ";
    }
    return "";
}

std::string reason_word(model::NotCompared reason) {
    switch (reason) {
        case model::NotCompared::outside:
            return "outside the run";
        case model::NotCompared::only_in_reference:
            return "code only in the reference";
        case model::NotCompared::only_in_run:
            return "code only in the run";
        case model::NotCompared::operator_missing:
            return "operator unknown to the run";
        case model::NotCompared::not_licensed:
            return "operator not in the market of the place";
        case model::NotCompared::technology_missing:
            return "technology missing in the run (unknown, not 0)";
        case model::NotCompared::unknown:
            return "unknown to the run (outside the map's extent)";
        case model::NotCompared::blank:
            return "the reference is blank";
    }
    return "";
}

std::string exact_points(std::int64_t points) { return model::decimal_text(points, model::kPointScale); }

std::string points_text(std::int64_t points) {
    constexpr std::int64_t kHundredth = model::kPoint / 100;
    const std::int64_t half = points < 0 ? -kHundredth / 2 : kHundredth / 2;
    return model::fixed_text((points + half) / kHundredth, 2);
}

std::string gap_text(std::int64_t points) { return (points > 0 ? "+" : "") + points_text(points); }

std::string range_text(const model::Range& range) {
    return range.lo == range.hi ? points_text(range.lo) : points_text(range.lo) + ".." + points_text(range.hi);
}

std::string operator_text(const std::string& code, const std::string& name) {
    return name.empty() || name == code ? code : code + " " + name;
}

std::string verdict(const model::Reconciliation& reconciliation) {
    if (reconciliation.compared() == 0) return "nothing could be compared";
    const std::string limit = exact_points(reconciliation.options.tolerance) +
                              (reconciliation.options.tolerance == model::kPoint ? " point" : " points");
    if (reconciliation.beyond() == 0) return "all within " + limit;
    return std::to_string(reconciliation.beyond()) + " of " + std::to_string(reconciliation.compared()) + " beyond " + limit;
}

}  // namespace covmap::cli

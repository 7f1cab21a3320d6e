#include "cli/reconcile_words.hpp"

#include "model/table.hpp"

namespace covmap::cli {

std::string cause_word(core::Cause cause) {
    switch (cause) {
        case core::Cause::population_base:
            return "population base";
        case core::Cause::area_base:
            return "area base";
        case core::Cause::missing_level:
            return "missing level";
        case core::Cause::missing_operator:
            return "missing operator";
        case core::Cause::read_as_threshold:
            return "thresholds taken for classes";
        case core::Cause::merged_commune:
            return "merged commune";
        case core::Cause::satellites:
            return "another medium";
        case core::Cause::claims:
            return "the claims differ";
    }
    return "";
}

std::string reason_word(core::NotCompared reason) {
    switch (reason) {
        case core::NotCompared::outside:
            return "outside the run";
        case core::NotCompared::only_in_reference:
            return "code only in the reference";
        case core::NotCompared::only_in_run:
            return "code only in the run";
        case core::NotCompared::operator_missing:
            return "operator unknown to the run";
        case core::NotCompared::not_licensed:
            return "operator not in the market of the place";
        case core::NotCompared::technology_missing:
            return "technology missing in the run (unknown, not 0)";
        case core::NotCompared::unknown:
            return "unknown to the run (outside the map's extent)";
        case core::NotCompared::blank:
            return "the reference is blank";
    }
    return "";
}

std::string exact_points(std::int64_t points) { return core::decimal_text(points, core::kPointScale); }

std::string points_text(std::int64_t points) {
    constexpr std::int64_t kHundredth = core::kPoint / 100;
    const std::int64_t half = points < 0 ? -kHundredth / 2 : kHundredth / 2;
    return core::fixed_text((points + half) / kHundredth, 2);
}

std::string gap_text(std::int64_t points) { return (points > 0 ? "+" : "") + points_text(points); }

std::string range_text(const core::Range& range) {
    return range.lo == range.hi ? points_text(range.lo) : points_text(range.lo) + ".." + points_text(range.hi);
}

std::string operator_text(const std::string& code, const std::string& name) {
    return name.empty() || name == code ? code : code + " " + name;
}

std::string verdict(const core::Reconciliation& reconciliation) {
    if (reconciliation.compared() == 0) return "nothing could be compared";
    const std::string limit = exact_points(reconciliation.options.tolerance) +
                              (reconciliation.options.tolerance == core::kPoint ? " point" : " points");
    if (reconciliation.beyond() == 0) return "all within " + limit;
    return std::to_string(reconciliation.beyond()) + " of " + std::to_string(reconciliation.compared()) + " beyond " + limit;
}

}  // namespace covmap::cli

#include <nlohmann/json.hpp>

#include "cli/compare/reconcile_words.hpp"
#include "cli/report.hpp"
#include "core/units.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

/// A text, or two where it is a range.
Json range_json(const model::Range& range) {
    if (range.lo == range.hi) return exact_points(range.lo);
    return Json::array({exact_points(range.lo), exact_points(range.hi)});
}

Json reconciled_json(const model::ReconciledFigure& figure) {
    return {{"figure", figure.name},
            {"run", range_json(figure.run)},
            {"reference", range_json(figure.reference)},
            {"gap", exact_points(figure.gap)}};
}

Json row_json(const model::ReconciledRow& row, bool beyond) {
    Json out = {{"code", row.place.code},
                {"name", row.place.name},
                {"operator", row.operator_code},
                {"technology", row.technology},
                {"level", row.level},
                {"figure", row.figures[row.worst].name},
                {"gap", exact_points(row.gap())},
                {"people", model::decimal_text(row.people, core::kWeightScale)},
                {"unknown", exact_points(row.unknown)}};
    if (beyond) {
        out["cause"] = cause_word(row.cause);
        out["hint"] = row.hint;
    }
    out["figures"] = array_of(row.figures, reconciled_json);
    return out;
}

Json defects_json(const core::Defects& defects) {
    Json out = Json::array();
    for (const auto& [key, entry] : defects.entries())
        out.push_back({{"code", key.first}, {"count", entry.count}, {"first_line", entry.examples.front().feature}});
    return out;
}

Json reference_json(const model::ReconciledReference& r) {
    Json causes = Json::object(), left = Json::array();
    for (const auto& [cause, count] : r.causes) causes[cause_word(cause)] = count;
    for (const auto& [reason, out] : r.not_compared)
        left.push_back({{"reason", reason_word(reason)}, {"count", out.count}, {"examples", out.examples}});
    const auto together = [](const model::Together& t) {
        return Json{{"operator", t.operator_code}, {"operator_name", t.operator_name},
                    {"technology", t.technology},  {"level", t.level},
                    {"places", t.places},          {"figures", array_of(t.figures, reconciled_json)}};
    };
    return {{"file", r.file},
            {"format", r.format},
            {"unit", r.unit},
            {"medium", r.medium},
            {"date", r.date},
            {"attribute", r.attribute},
            {"compared", r.compared},
            {"within", r.within},
            {"within_unknown", r.within_unknown},
            {"beyond", r.beyond.size()},
            {"mean", exact_points(r.mean)},
            {"median", exact_points(r.median)},
            {"worst", exact_points(r.worst)},
            {"causes", causes},
            {"not_compared", left},
            {"notes", r.notes},
            {"defects", defects_json(r.defects)},
            {"together", array_of(r.together, together)},
            {"rows_beyond", array_of(r.beyond, [](const auto& row) { return row_json(row, true); })},
            {"rows_within", array_of(r.alike, [](const auto& row) { return row_json(row, false); })}};
}

}  // namespace

std::string reconcile_json(const model::Reconciliation& c) {
    const Json report = {{"format", "covmap-reconcile"},
                         {"format_version", 1},
                         {"run", c.run},
                         {"points", exact_points(c.options.tolerance)},
                         {"verdict", verdict(c)},
                         {"references", array_of(c.references, reference_json)}};
    return report.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace covmap::cli

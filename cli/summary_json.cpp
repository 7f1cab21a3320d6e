// What a run tells at its end, for programs.
#include "cli/summary.hpp"
#include "model/table.hpp"

namespace covmap::cli {
namespace {

constexpr int kHundredths = 2;

Json decimal_json(const model::SheetValue& value, int scale) {
    return value ? Json::parse(model::decimal_text(*value, scale)) : Json();
}

/// Those that begin with a word, without it.
Json lines_after(const std::vector<std::string>& lines, const std::string& word) {
    Json found = Json::array();
    for (const std::string& line : lines)
        if (line.starts_with(word)) found.push_back(line.substr(word.size()));
    return found;
}

Json indicator_json(const model::DigestIndicator& indicator, int scale, const std::string& language) {
    const Json worst = array_of(indicator.worst, [&](const model::DigestPlace& place) {
        return Json{{"code", place.code},
                    {"name", place.name},
                    {"within", place.within.empty() ? Json() : Json(place.within)},
                    {"without", decimal_json(place.lacking, scale)},
                    {"without_pct", decimal_json(place.share, kHundredths)}};
    });
    return {{"name", indicator.name},
            {"label", indicator.label.in(language)},
            {"nature", indicator.nature.in(language)},
            {"date", indicator.date.empty() ? Json() : Json(indicator.date)},
            {"low_is_good", indicator.low_is_good},
            {"pct", decimal_json(indicator.whole.share, kHundredths)},
            {"pct_lo", decimal_json(indicator.whole.lo, kHundredths)},
            {"pct_hi", decimal_json(indicator.whole.hi, kHundredths)},
            {"without", decimal_json(indicator.lacking, scale)},
            {"unknown", decimal_json(indicator.whole.unknown, scale)},
            {"territories_with_some", indicator.places},
            {"worst", worst}};
}

}  // namespace

Json summary_json(const run::RunSummary& summary, const std::string& language) {
    const model::Digest& digest = summary.digest;
    return {{"job", digest.job_name},
            {"folder", summary.folder},
            {"files", summary.files},
            {"counted", digest.counted},
            {"whole", decimal_json(digest.people, digest.scale)},
            {"territories", digest.territories},
            {"indicators", array_of(digest.indicators,
                                    [&](const model::DigestIndicator& indicator) {
                                        return indicator_json(indicator, digest.scale, language);
                                    })},
            {"official_figures", {{"compared", digest.compared}, {"over_10_pct_off", digest.far_off}}},
            {"accounts", array_of(summary.accounts, [&](const core::Text& account) { return account.in(language); })},
            {"warnings", lines_after(summary.lines, "warning: ")},
            {"defects", lines_after(summary.lines, "defect ")},
            {"notes", lines_after(summary.lines, "note: ")}};
}

}  // namespace covmap::cli

#include "run/reuse/report_overview.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "export/credits.hpp"
#include "export/sheet/overview_html.hpp"
#include "measure/sheet/digest.hpp"
#include "run/reuse/diff_runs.hpp"
#include "run/reuse/folder_name.hpp"
#include "run/reuse/open_run.hpp"

namespace covmap::run {

namespace {

const model::FigureChange* figure_of(const model::PlaceChange& place, const std::string& column) {
    for (const model::FigureChange& figure : place.figures)
        if (figure.column == column) return &figure;
    return nullptr;
}

/// The only row of the whole, where it changed.
const model::PlaceChange* whole_of(const model::Comparison& comparison) {
    for (const model::UnitComparison& unit : comparison.units)
        if (unit.unit == "all" && !unit.changed.empty()) return &unit.changed.front();
    return nullptr;
}

bool has_column(const std::vector<std::string>& columns, const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// The places of the finest unit where most came or went.
std::vector<model::OverviewPlaceChange> changed_places(const model::UnitComparison& unit, const std::string& column) {
    std::vector<model::OverviewPlaceChange> places;
    for (const model::PlaceChange& place : unit.changed) {
        const model::FigureChange* figure = figure_of(place, column);
        if (figure != nullptr && figure->a && figure->b)
            places.push_back({place.place.name.empty() ? place.place.code : place.place.name, *figure->a, *figure->b});
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.after - a.before) > std::abs(b.after - b.before); });
    if (places.size() > model::kMostChangedPlaces) places.resize(model::kMostChangedPlaces);
    return places;
}

/// What is not alike beside the figures, but for libraries.
void note_context(const model::Comparison& comparison, model::Overview& overview) {
    overview.notes = comparison.notes;
    for (const model::ContextDifference& difference : comparison.context)
        if (difference.part == "input" || difference.part == "total")
            overview.notes.push_back(difference.part + " " + difference.what + ": " + difference.a + " → " + difference.b);
}

void tell_changes(const model::Comparison& comparison, model::Overview& overview) {
    const model::Digest& digest = overview.digest;
    // Where other operators are licensed nobody gained or lost.
    const bool same_market = std::none_of(comparison.notes.begin(), comparison.notes.end(),
                                          [](const std::string& note) { return note.starts_with("market changed"); });
    overview.people_told = comparison.people_told && same_market;
    note_context(comparison, overview);
    const model::PlaceChange* whole = whole_of(comparison);
    const model::UnitComparison& finest = mapped_unit(comparison);
    for (std::size_t i = 0; i < digest.indicators.size(); ++i) {
        const model::DigestIndicator& indicator = digest.indicators[i];
        const std::string base = indicator.name + "_" + digest.counted, lacking = base + (indicator.low_is_good ? "" : "_not");
        if (has_column(finest.columns_b, base + "_pct")) continue;  // the earlier run did not ask it
        model::OverviewChange change;
        change.indicator = i;
        change.share_before = change.share_after = indicator.whole.share;
        if (const auto* share = whole == nullptr ? nullptr : figure_of(*whole, base + "_pct")) change.share_before = share->a;
        if (overview.people_told) {
            change.lacking_before = change.lacking_after = indicator.lacking;
            if (const auto* people = whole == nullptr ? nullptr : figure_of(*whole, lacking)) change.lacking_before = people->a;
            change.places = changed_places(finest, lacking);
        }
        overview.changes.push_back(std::move(change));
    }
}

}  // namespace

std::string make_overview(const std::string& run_folder, const OverviewOptions& options, Progress& progress) {
    const std::unique_ptr<ReopenedRun> run = reopen(run_folder, options.threads, progress);
    model::Overview overview;
    overview.digest = measure::make_digest(run->model, run->tables);
    overview.date = run->model.coverage_date();
    if (!options.compare.empty()) {
        overview.earlier = name_of_folder(options.compare);
        tell_changes(diff_runs(options.compare, run_folder, {}), overview);
    }
    std::string& language = run->model.job.output.language;  // of the credits too
    if (!options.language.empty()) language = options.language;
    exports::OverviewPage page{overview};
    page.language = language;
    page.note = exports::credits_of(run->model).note;
    page.run = name_of_folder(run_folder);
    return exports::overview_html(page);
}

}  // namespace covmap::run

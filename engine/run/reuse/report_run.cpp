#include "run/reuse/report_run.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "export/credits.hpp"
#include "export/sheet/sheet_html.hpp"
#include "measure/sheet/sheet.hpp"
#include "read/table/table_reader.hpp"
#include "run/reuse/folder_name.hpp"
#include "run/reuse/open_run.hpp"
#include "run/reuse/report_map.hpp"

namespace covmap::run {

namespace {

using Places = std::vector<model::SheetPlace>;

constexpr std::size_t kMostCandidates = 8;

std::string listed(const Places& places) {
    std::string text;
    for (std::size_t i = 0; i < places.size() && i < kMostCandidates; ++i)
        text += (i > 0 ? ", " : "") + places[i].unit + " " + places[i].code +
                (places[i].name.empty() ? "" : " (" + places[i].name + ")");
    if (places.size() > kMostCandidates) text += " and " + std::to_string(places.size() - kMostCandidates) + " more";
    return text;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Places whose name holds what was asked for, else the one with the nearest code or name.
Places near(const Places& places, const std::string& wanted) {
    Places found;
    for (const model::SheetPlace& place : places)
        if (!wanted.empty() && lower(place.name).find(lower(wanted)) != std::string::npos) found.push_back(place);
    if (!found.empty()) return found;
    std::vector<std::string> words;
    for (const model::SheetPlace& place : places) {
        words.push_back(place.code);
        words.push_back(place.name);
    }
    const std::string nearest = read::nearest_name(wanted, words);
    for (const model::SheetPlace& place : places)
        if (!nearest.empty() && (place.code == nearest || place.name == nearest)) found.push_back(place);
    return found;
}

model::SheetPlace asked_place(const std::string& folder, Places places, const ReportOptions& options) {
    std::vector<std::string> units;
    for (const model::SheetPlace& place : places)
        if (std::find(units.begin(), units.end(), place.unit) == units.end()) units.push_back(place.unit);
    if (!options.unit.empty()) {
        std::erase_if(places, [&](const model::SheetPlace& place) { return place.unit != options.unit; });
        std::string known;
        for (const std::string& unit : units) known += (known.empty() ? "" : ", ") + unit;
        if (places.empty())
            throw core::Error(core::ErrorKind::input, folder, "has no unit «" + options.unit + "»; its units are " + known);
    }
    for (const auto& key : {&model::SheetPlace::code, &model::SheetPlace::name}) {
        Places found;
        std::copy_if(places.begin(), places.end(), std::back_inserter(found),
                     [&](const model::SheetPlace& place) { return place.*key == options.territory; });
        if (found.size() == 1) return found.front();
        if (found.size() > 1)
            throw core::Error(core::ErrorKind::input, folder,
                              "«" + options.territory + "» may be " + listed(found) + "; give the code and --unit");
    }
    const Places candidates = near(places, options.territory);
    throw core::Error(
        core::ErrorKind::input, folder,
        "has no territory «" + options.territory + "»" +
            (candidates.empty() ? "; give a code or a whole name of its tables" : "; did you mean " + listed(candidates) + "?"));
}

std::vector<std::string> missing_of(const ReopenedRun& run, const model::SheetMap& map, bool french) {
    std::vector<std::string> missing;
    if (!run.has_cells && !run.model.job.zones.empty())
        missing.emplace_back(french ? "ses carrés (cells.covc), donc pas de zones" : "its squares (cells.covc), hence no zones");
    if (map.outline.empty())
        missing.emplace_back(french ? "ses contours (outlines.covo), donc pas de carte"
                                    : "its outlines (outlines.covo), hence no map");
    return missing;
}

}  // namespace

Report make_report(const std::string& run_folder, const ReportOptions& options, Progress& progress) {
    const std::unique_ptr<ReopenedRun> run = reopen(run_folder, options.threads, progress);
    const model::SheetPlace place = asked_place(run_folder, measure::sheet_places(run->model, run->tables), options);
    const model::Sheet sheet = measure::make_sheet(run->model, run->tables, place);
    const model::SheetMap map = report_map(*run, sheet);
    std::string& language = run->model.job.output.language;  // of the credits too
    if (!options.language.empty()) language = options.language;
    exports::SheetPage page{sheet, map};
    page.language = language;
    page.note = exports::credits_of(run->model).note;
    page.run = name_of_folder(run_folder);
    page.missing = missing_of(*run, map, language == "fr");
    return {sheet.place.code, exports::sheet_html(page)};
}

}  // namespace covmap::run

#include "run/resilience/resilience.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "export/formats/csv.hpp"
#include "measure/tables/tables.hpp"
#include "run/base/named_standard.hpp"
#include "run/base/versions.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/markets.hpp"
#include "run/resilience/resilience_parts.hpp"
#include "store/bytes/output_file.hpp"
#include "store/manifest_format.hpp"
#include "store/run_folder.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kFragile = 10;

/// Those that some market licenses for the kind of an indicator, or of its operands.
void add_licensed(const model::IndicatorSpec& spec, const model::RunModel& model, std::set<std::string>& codes) {
    for (const model::IndicatorSpec& operand : spec.operands) add_licensed(operand, model, codes);
    if (spec.combines()) return;
    for (const model::Market& market : model.markets)
        for (const std::string& code : market.operators_of(spec.kind)) codes.insert(code);
}

std::vector<std::vector<std::string>> lost_sets(const ResilienceOptions& options, const model::RunModel& model,
                                                std::size_t standard) {
    std::set<std::string> licensed;
    add_licensed(model.job.indicator[standard], model, licensed);
    std::vector<std::vector<std::string>> sets;
    if (options.lost.empty())
        for (const std::string& code : licensed) sets.push_back({code});
    const auto canonical = canonical_operators(model.job);
    std::set<std::string> together;
    for (const std::string& given : options.lost) {
        const std::string code = canonical(given);
        if (!licensed.contains(code)) {
            std::string known;
            for (const std::string& one : licensed) known += (known.empty() ? "" : ", ") + one + " " + model.operator_name(one);
            throw core::Error(core::ErrorKind::usage, "--lose",
                              "no market of the run licenses the operator «" + given + "»; it has: " + known);
        }
        together.insert(code);
    }
    if (!together.empty()) sets.emplace_back(together.begin(), together.end());
    return sets;
}

std::vector<FragilePlace> fragile_places(const Resilience& found) {
    const measure::Unit unit = measure::make_units(found.model).front();
    std::vector<FragilePlace> places;
    for (const measure::UnitRow& row : unit.rows) places.push_back({row.code, row.name});
    for (std::size_t l = 0; l < found.losses.size(); ++l) {
        const auto rows = measure::rolled_up(unit, found.losses[l].territories, found.model.attributes.size() + 1);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            FragilePlace& place = places[row];
            place.served = rows[row].served.front();
            if (rows[row].lost.front() > place.lost) {
                place.lost = rows[row].lost.front();
                place.loss = l;
            }
        }
    }
    std::erase_if(places, [](const FragilePlace& place) { return place.lost == 0; });
    std::stable_sort(places.begin(), places.end(), [](const FragilePlace& a, const FragilePlace& b) { return a.lost > b.lost; });
    places.resize(std::min(places.size(), kFragile));
    return places;
}

store::RunFolder open_folder(const ResilienceFiles& files) {
    store::RunFolderOptions how;
    how.format = store::kResilienceFormat;
    how.overwrite = files.overwrite;
    return {files.folder, how};
}

void write_manifest(const Resilience& found, const store::RunFolder& folder) {
    nlohmann::ordered_json manifest{{"format", store::kResilienceFormat}, {"version", 1}, {"covmap", versions().at("covmap")}};
    manifest["run"] = {{"name", found.model.job.name},
                       {"date", found.model.date},
                       {"tally_sha256", hash_file(found.folder + "/tally.covt").sha256}};
    manifest["standard"] = found.model.job.indicator[found.standard].name;
    manifest["lost"] = nlohmann::ordered_json::array();
    for (const measure::OperatorLoss& loss : found.losses) {
        if (loss.sites.empty())
            manifest["lost"].push_back(loss.question.lost);
        else
            manifest["lost"].push_back({{"sites", loss.sites}, {"lost", found.sites_lost}, {"of", found.sites}});
    }
    std::vector<std::string> names = folder.files();
    std::erase(names, "timings.json");
    manifest["files"] = names;
    store::OutputFile out(folder.file("manifest.json"));
    out.append(manifest.dump(1) + "\n");
    out.close();
}

}  // namespace

OpenedResilience open_resilience(const ResilienceOptions& options) {
    OpenedResilience opened;
    opened.found.folder = store::standing_run(options.run);
    store::TallyFile file = store::open_tally(opened.found.folder + "/tally.covt");
    opened.found.model = std::move(file.model);
    opened.tally = std::move(file.reader);
    opened.found.standard = named_standard(options.standard, opened.found.model.job);
    return opened;
}

void add_loss(Resilience& found, measure::OperatorLoss loss) {
    const measure::Unit all = measure::make_units(found.model).back();
    found.whole.push_back(measure::rolled_up(all, loss.territories, found.model.attributes.size() + 1).front());
    found.losses.push_back(std::move(loss));
}

void conclude(Resilience& found) {
    found.fragile = fragile_places(found);
    found.tables = measure::loss_tables(found.model, found.losses);
}

Resilience resilience_of(const ResilienceOptions& options) {
    OpenedResilience opened = open_resilience(options);
    Resilience& found = opened.found;
    for (std::vector<std::string>& lost : lost_sets(options, found.model, found.standard)) {
        measure::OperatorLoss loss{{found.standard, std::move(lost)}, {}};
        loss.territories = measure::losses_of(found.model, *opened.tally, loss.question);
        add_loss(found, std::move(loss));
    }
    conclude(found);
    return std::move(opened.found);
}

void check_resilience_folder(const ResilienceFiles& files) { open_folder(files); }

std::vector<std::string> write_resilience(const Resilience& found, const ResilienceFiles& files) {
    store::RunFolder folder = open_folder(files);
    for (const model::Table& table : found.tables) exports::write_csv(table, folder.file(table.name + ".csv"));
    exports::write_csv(measure::columns_table(found.tables), folder.file("columns.csv"));
    write_manifest(found, folder);
    std::vector<std::string> names = folder.files();
    std::erase(names, "timings.json");
    folder.commit();
    return names;
}

}  // namespace covmap::run

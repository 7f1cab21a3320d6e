#include "run/prepare/gather_inputs.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "model/table.hpp"

namespace covmap::run {

namespace {

void add_inputs(const std::vector<model::InputFile>& inputs, const std::string& role,
                const std::map<std::string, FileHash>& hashes, model::RunModel& model) {
    for (model::InputFile input : inputs) {
        if (!role.empty()) input.role = role;
        if (const auto hash = hashes.find(input.path); hash != hashes.end()) {
            input.sha256 = hash->second.sha256;
            input.bytes = hash->second.bytes;
        }
        model.inputs.push_back(input);
        for (const std::string& companion : companions(input.path))
            if (const auto hash = hashes.find(companion); hash != hashes.end()) {
                model::InputFile beside;
                beside.role = input.role;
                beside.path = companion;
                beside.sha256 = hash->second.sha256;
                beside.bytes = hash->second.bytes;
                beside.info = input.info;
                model.inputs.push_back(std::move(beside));
            }
    }
}

std::vector<std::string> dates_of(const model::Job& job) {
    std::vector<std::string> dates{job.demand.source.info.date, job.territory.source.info.date};
    for (const model::DemandSpec& demand : job.other_demands) dates.push_back(demand.source.info.date);
    for (const model::SupplySpec& supply : job.supply)
        dates.push_back(supply.date.empty() ? supply.source.info.date : supply.date);
    if (job.demand.points) dates.push_back(job.demand.points->source.info.date);
    for (const model::PlacesSpec& places : job.places) dates.push_back(places.source.info.date);
    for (const model::LinesSpec& lines : job.lines) dates.push_back(lines.source.info.date);
    for (const model::IndexSpec& index : job.index)
        for (const model::CriterionSpec* spec : model::leaves_of(index))
            if (spec->source) dates.push_back(spec->source->info.date);
    std::erase(dates, "");
    return dates;
}

/// Years since the year 0, good enough to compare.
double years(const std::string& iso) {
    const double year = std::atof(iso.substr(0, 4).c_str());
    const double month = iso.size() >= 7 ? std::atof(iso.substr(5, 2).c_str()) : 1;
    const double day = iso.size() >= 10 ? std::atof(iso.substr(8, 2).c_str()) : 1;
    return year + (month - 1) / 12 + (day - 1) / 365;
}

std::string text(std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); }

/// Where people live by points: what had none, and what was in no square.
void warn_of_sharing(const model::Job& job, const read::DemandReport& demand, std::vector<std::string>& warnings) {
    if (!demand.sharing) return;
    const read::DemandReport::Sharing& sharing = *demand.sharing;
    if (sharing.squares_without_points > 0)
        warnings.push_back(std::to_string(sharing.squares_without_points) + " of " +
                           std::to_string(sharing.squares_without_points + sharing.squares_with_points) +
                           " inhabited squares hold no point: their " + job.demand.attributes.front().name + " of " +
                           text(sharing.quanta_without_points) + " is spread over their area");
    if (sharing.points_outside > 0)
        warnings.push_back(std::to_string(sharing.points_outside) +
                           " points lie in no inhabited square: nobody is shared among them");
}

/// Bad records are told as people too: the balance closes without them.
void warn_of_left_out(const model::DemandSpec& spec, const read::DemandReport& demand, std::vector<std::string>& warnings) {
    std::string held;
    for (std::size_t a = 0; a < demand.left_out.weight.size(); ++a)
        if (demand.left_out.weight[a] > 0)
            held += (held.empty() ? "" : ", ") + spec.attributes[a].name + " " + text(demand.left_out.weight[a]) +
                    " beside the " + text(demand.input_totals[a]) + " that are read";
    if (!held.empty())
        warnings.push_back(spec.source.given + ": " + std::to_string(demand.left_out.records) +
                           " records are left out, and who they count is in no total: " + held +
                           "; the defects of the file say why");
}

}  // namespace

model::InputFile job_input(const model::Job& job, const FileHash& hash) {
    model::InputFile input;
    input.role = "job";
    input.path = job_name(job);
    input.sha256 = hash.sha256;
    input.bytes = hash.bytes;
    return input;
}

void gather_inputs(const model::Job& job, const LoadedJob& loaded, const std::map<std::string, FileHash>& hashes,
                   model::RunModel& model) {
    if (const auto hash = hashes.find(job_name(job)); hash != hashes.end()) model.inputs.push_back(job_input(job, hash->second));
    const read::DemandReport demand = loaded.demand->report();
    add_inputs(demand.inputs, "", hashes, model);
    model.defects.merge(demand.defects);
    add_inputs(loaded.territories.inputs, "", hashes, model);
    model.defects.merge(loaded.territories.defects);
    const auto warn = [&](const std::vector<std::string>& more) {
        model.warnings.insert(model.warnings.end(), more.begin(), more.end());
    };
    warn_of_left_out(job.demand, demand, model.warnings);
    warn_of_sharing(job, demand, model.warnings);
    warn(loaded.territories.warnings);
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        const model::SupplySpec& spec = job.supply[loaded.supply_of[s]];
        add_inputs(loaded.supplies[s].inputs, (spec.bands ? "access[" : "supply[") + std::to_string(spec.entry) + "]", hashes,
                   model);
        model.defects.merge(loaded.supplies[s].defects);
        warn(loaded.supplies[s].warnings);
    }
    for (const ExtentPlan& extent : loaded.extents)
        for (const read::ExtentRead& polygons : extent.polygons) {
            add_inputs(polygons.inputs, "extent", hashes, model);
            model.defects.merge(polygons.defects);
            warn(polygons.warnings);
        }
    warn_of_dates(job, model.warnings);
}

void gather_demand(const read::OpenDemand& demand, std::size_t number, const std::map<std::string, FileHash>& hashes,
                   model::RunModel& model) {
    const read::DemandReport report = demand.report();
    add_inputs(report.inputs, "demand[" + std::to_string(number) + "]", hashes, model);
    model.defects.merge(report.defects);
    warn_of_left_out(model.job.demand, report, model.warnings);
}

std::string output_date(const model::Job& job) {
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
        const auto seconds = static_cast<std::time_t>(std::atoll(epoch));
        std::tm utc{};
        gmtime_r(&seconds, &utc);
        char date[16];
        std::strftime(date, sizeof date, "%Y-%m-%d", &utc);
        return date;
    }
    const std::vector<std::string> dates = dates_of(job);
    return dates.empty() ? "1970-01-01" : *std::max_element(dates.begin(), dates.end());
}

void warn_of_dates(const model::Job& job, std::vector<std::string>& warnings) {
    const std::vector<std::string> dates = dates_of(job);
    if (dates.empty()) return;
    const auto [first, last] = std::minmax_element(dates.begin(), dates.end());
    if (years(*last) - years(*first) > 2)
        warnings.push_back("the sources are more than two years apart: " + *first + " and " + *last);
}

}  // namespace covmap::run

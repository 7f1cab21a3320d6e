// [[access]] of a job: places that people can reach, and the question whether one is near.
#include <algorithm>

#include "model/access.hpp"
#include "read/files/field_text.hpp"
#include "read/job/job_reading.hpp"
#include "read/presets/presets.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
constexpr double kFarthestKm = 300;

/// Distances from the least to the largest, each once.
std::vector<double> read_bands(JobTable& access) {
    const JobNode* node = access.find("within_km");
    JobFaults& faults = access.faults();
    std::vector<double> bands;
    if (node == nullptr) {
        faults.add(access.node(), "[[access]] needs `within_km`, how far is near; write within_km = [2, 5, 10]");
        return bands;
    }
    const std::vector<JobNode> one = {*node};
    for (const JobNode& item : node->kind == Kind::array ? node->items : one) {
        const auto km = read_number(item, "`within_km`", faults);
        if (!km) continue;
        if (*km > 0 && *km <= kFarthestKm)
            bands.push_back(*km);
        else
            faults.add(item, "a distance of `within_km` is above 0 and at most 300 km; is it in metres?");
    }
    std::sort(bands.begin(), bands.end());
    bands.erase(std::unique(bands.begin(), bands.end()), bands.end());
    if (node->kind == Kind::array && node->items.empty())
        faults.add(*node, "`within_km` names no distance; write within_km = [2, 5, 10]");
    return bands;
}

/// The source and columns of a list that [[places]] names.
void take_places(JobTable& access, model::SupplySpec& spec, const Reading& reading) {
    const std::string name = access.text("places");
    Names names;
    for (const model::PlacesSpec& places : reading.job.places) names.push_back(places.name);
    for (const std::string key : {"source", "layer", "crs", "format", "columns"})
        if (access.has(key))
            access.faults().add(*access.find(key), "`" + key + "` stands beside `places`, which names a list of the job; keep one");
    if (names.empty())
        return access.faults().add(*access.find("places"), "`places` names a list of the job, and the job has no [[places]]");
    if (!check_word(*access.find("places"), name, names, "`places`", access.faults())) return;
    const model::PlacesSpec& places = *std::find_if(reading.job.places.begin(), reading.job.places.end(),
                                                    [&](const model::PlacesSpec& other) { return other.name == name; });
    spec.source = places.source;
    spec.x_column = places.x_column;
    spec.y_column = places.y_column;
}

void read_list(JobTable& access, model::SupplySpec& spec, const Reading& reading) {
    JobFaults& faults = access.faults();
    spec.source = read_source(access, reading.job.folder, "source = \"help.csv\"");
    std::string plain;
    read_format(access, {"mediation"}, {"sites"}, plain, spec.source.preset);
    JobTable columns(columns_node(access), "columns of [[access]]", faults);
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    spec.commune_column = columns.text("commune");
    columns.finish();
    if (spec.x_column.empty() != spec.y_column.empty()) faults.add(access.node(), "columns needs x and y together");
    if (spec.x_column.empty() && spec.source.preset.empty() && is_text_table(spec.source.given))
        faults.add(access.node(), "places of a table need their coordinates; write columns = { x = \"lon\", y = \"lat\" }");
}

/// The name of the list is a kind of its own: no other part of the job has it.
void check_kind(JobTable& access, const std::string& name, const Reading& reading) {
    if (name.empty()) return;
    const JobNode& at = *access.find("name");
    check_name(at, name, "the list of places", access.faults());
    if (holds(kNetworkKinds, name))
        access.faults().add(at, "«" + name + "» is a kind of networks; give the list of places another name");
    for (const model::SupplySpec& supply : reading.job.supply)
        if (supply.kind == name && !holds(kNetworkKinds, name))
            return access.faults().add(at, "«" + name + "» is also the kind of " + supply.source.given + "; rename one");
}

}  // namespace

void read_access(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable access(node, "[[access]]", faults);
    model::AccessSpec spec;
    spec.line = node.line;
    spec.name = access.required_text("name", "name = \"help\"");
    check_kind(access, spec.name, reading);
    spec.label = access.label("label", spec.name);
    spec.within_km = read_bands(access);
    model::SupplySpec supply;
    if (access.find("places") != nullptr)
        take_places(access, supply, reading);
    else
        read_list(access, supply, reading);
    if (!supply.x_column.empty() && supply.source.crs.empty()) supply.source.crs = "EPSG:4326";
    supply.entry = static_cast<int>(reading.job.access.size());
    supply.date = supply.source.info.date;
    supply.format = model::SupplyFormat::sites;
    supply.kind = spec.name;
    supply.nature = "modelled";
    supply.bands = true;
    supply.operator_field.constant = spec.name;
    for (const double km : spec.within_km) supply.radius_km[model::access_band(km)] = km;
    if (const JobNode* where = access.find("where")) supply.where = read_lists(*where, "where", faults);
    read_extent(access, supply.extent, reading);
    if (supply.extent.word.empty() && !supply.extent.names_places()) supply.extent.word = "held";
    access.finish();
    reading.job.access.push_back(spec);
    if (spec.name.empty() || spec.within_km.empty()) return;
    fill_or_report(node, faults, [&] {
        for (model::SupplySpec& made : filled(supply)) reading.job.supply.push_back(std::move(made));
    });
}

void read_access_asked(JobTable& indicator, model::IndicatorSpec& spec, const Reading& reading) {
    const JobNode* node = indicator.find("access");
    if (node == nullptr || spec.combines()) return;
    JobFaults& faults = reading.faults;
    for (const std::string key : {"technology", "level", "service", "kind", "nature", "operators", "of", "down", "up", "latency"})
        if (indicator.has(key))
            return faults.add(*indicator.find(key), "`" + key + "` is asked of networks, and `access` of places; keep one");
    if (node->kind != Kind::table || node->members.size() != 1)
        return faults.add(*node, "`access` names one list and one of its distances; write access = { help = 5 }");
    const JobMember& asked = node->members.front();
    Names lists;
    for (const model::AccessSpec& access : reading.job.access) lists.push_back(access.name);
    if (lists.empty()) return faults.add(*node, "`access` names a list of places, and the job has no [[access]]");
    if (!check_word(asked.value, asked.key, lists, "the list of `access`", faults)) return;
    const auto km = read_number(asked.value, "access." + asked.key, faults);
    if (!km) return;
    const model::AccessSpec& access =
        *std::find_if(reading.job.access.begin(), reading.job.access.end(), [&](const auto& a) { return a.name == asked.key; });
    Names bands;
    for (const double band : access.within_km) bands.push_back(model::access_band(band));
    spec.kind = asked.key;
    spec.technologies = {model::access_band(*km)};
    spec.nature = {"modelled"};
    if (!bands.empty() && !holds(bands, spec.technologies.front())) {
        std::string known;
        for (const std::string& band : bands) known += (known.empty() ? "" : ", ") + band.substr(0, band.find(' '));
        faults.add(asked.value, "`access` asks for a distance of the list «" + access.name + "»: one of " + known);
    }
}

}  // namespace covmap::read

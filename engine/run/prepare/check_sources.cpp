#include "run/prepare/check_sources.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::run {

namespace {

/// «a.csv, b.gpkg and 3 more», each once.
std::string names_of(const std::vector<const model::Source*>& sources) {
    constexpr std::size_t kNamed = 5;
    std::vector<std::string> names;
    for (const model::Source* source : sources)
        if (std::find(names.begin(), names.end(), source->given) == names.end()) names.push_back(source->given);
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > kNamed ? text + " and " + std::to_string(names.size() - kNamed) + " more" : text;
}

bool is_half_cell(double coordinate, double size) {
    constexpr double kNear = 1e-3;  ///< cells
    const double cells = coordinate / size;
    return std::abs(cells - std::floor(cells) - 0.5) < kNear;
}

std::string metres(double value) { return std::to_string(std::llround(value)); }

}  // namespace

std::vector<const model::Source*> sources_of(const model::Job& job) {
    std::vector<const model::Source*> sources;
    const auto add_demand = [&](const model::DemandSpec& demand) {
        sources.push_back(&demand.source);
        if (demand.land_polygons) sources.push_back(&*demand.land_polygons);
        if (demand.points) sources.push_back(&demand.points->source);
        for (const model::ShareSpec& share : demand.share) sources.push_back(&share.source);
    };
    add_demand(job.demand);
    for (const model::DemandSpec& demand : job.other_demands) add_demand(demand);
    const auto add_territory = [&](const model::TerritorySpec& set) {
        sources.push_back(&set.source);
        if (set.passage) sources.push_back(&*set.passage);
        for (const model::JoinSpec& join : set.joins) sources.push_back(&join.source);
    };
    add_territory(job.territory);
    for (const model::TerritorySpec& set : job.other_territories) add_territory(set);
    for (const model::SupplySpec& supply : job.supply) {
        sources.push_back(&supply.source);
        if (supply.extent.polygons) sources.push_back(&*supply.extent.polygons);
    }
    for (const model::PlacesSpec& places : job.places) sources.push_back(&places.source);
    for (const model::LinesSpec& lines : job.lines) sources.push_back(&lines.source);
    for (const model::ContextSpec& context : job.context) sources.push_back(&context.source);
    for (const model::IndexSpec& index : job.index)
        for (const model::CriterionSpec* spec : model::leaves_of(index))
            if (spec->source) sources.push_back(&*spec->source);
    return sources;
}

std::string missing_credits(const model::Job& job) {
    std::vector<const model::Source*> nameless, unlicensed;
    for (const model::Source* source : sources_of(job)) {
        if (source->info.confidential) continue;
        if (source->info.title.empty() && source->info.publisher.empty()) nameless.push_back(source);
        if (source->info.licence.empty()) unlicensed.push_back(source);
    }
    std::string text;
    if (!nameless.empty()) text = "neither title nor publisher is given for " + names_of(nameless);
    if (!unlicensed.empty()) text += (text.empty() ? "" : "; ") + std::string("no licence for ") + names_of(unlicensed);
    return text.empty() ? text
                        : text +
                              ": maps, tables and sheets of this run cannot credit them; say title, publisher, date and "
                              "licence beside their source";
}

std::string half_cell_shift(const core::Lattice& lattice) {
    constexpr double kLeastCell_m = 100;
    const double size = lattice.cell_width;
    if (size < kLeastCell_m || size != lattice.cell_height || size != std::round(size) || !is_half_cell(lattice.origin_x, size) ||
        !is_half_cell(lattice.origin_y, size))
        return {};
    const double half = size / 2;
    return "its cells of " + metres(size) + " m begin half a cell off the multiples of " + metres(size) +
           " where such grids begin, at x " + metres(lattice.origin_x) + ", y " + metres(lattice.origin_y) +
           ". If the centre of the first cell was taken for its corner, people stand half a cell from where they live: its "
           "corner "
           "is then x " +
           metres(lattice.origin_x - half) + ", y " + metres(lattice.origin_y + half) +
           " (gdal_translate -a_ullr writes it into a copy)";
}

}  // namespace covmap::run

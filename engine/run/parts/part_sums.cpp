#include "run/parts/part_sums.hpp"

#include <algorithm>
#include <bit>

#include "measure/checked.hpp"

namespace covmap::run {

namespace {

using Sums = std::map<std::string, std::vector<std::int64_t>>;

constexpr std::size_t kAreaColumns = 4;

std::vector<std::int64_t> counts_of(const core::SweepCounts& c) {
    std::vector<std::int64_t> values;
    for (const std::uint64_t value :
         {c.rows, c.bands, c.edges, c.pieces, c.cut_cells, c.closed_cells, c.slab_cells, c.halved_cells, c.groups, c.discs})
        values.push_back(static_cast<std::int64_t>(value));
    return values;
}

core::SweepCounts counts_in(const std::vector<std::int64_t>& values) {
    core::SweepCounts c;
    std::size_t at = 0;
    for (std::uint64_t* value : {&c.rows, &c.bands, &c.edges, &c.pieces, &c.cut_cells, &c.closed_cells, &c.slab_cells,
                                 &c.halved_cells, &c.groups, &c.discs})
        *value = static_cast<std::uint64_t>(values.at(at++));
    return c;
}

std::vector<std::int64_t> areas_of(const std::vector<sweep::AreaAccount>& areas) {
    std::vector<std::int64_t> values;
    values.reserve(kAreaColumns * areas.size());
    for (const sweep::AreaAccount& a : areas)
        values.insert(values.end(), {a.swept_cells, a.swept_fraction, a.taken_cells, a.taken_fraction});
    return values;
}

std::vector<sweep::AreaAccount> areas_in(const std::vector<std::int64_t>& values) {
    std::vector<sweep::AreaAccount> areas(values.size() / kAreaColumns);
    for (std::size_t t = 0; t < areas.size(); ++t) {
        const std::int64_t* v = values.data() + kAreaColumns * t;
        areas[t] = {v[0], v[1], v[2], v[3]};
    }
    return areas;
}

Sums sums_of(const sweep::SweepReport& report) {
    return {{"outside", report.outside},
            {"total", report.total},
            {"areas", areas_of(report.areas)},
            {"has_demand", {report.has_demand.begin(), report.has_demand.end()}},
            {"overlap_area", report.overlap_area},
            {"polygon_outside", report.polygon_outside},
            {"checks",
             {report.gap_area, report.land_unknown_cells, report.moved_inside, static_cast<std::int64_t>(report.open_windings),
              static_cast<std::int64_t>(report.negative_windings)}},
            {"worst_cell_sum_error", {std::bit_cast<std::int64_t>(report.worst_cell_sum_error)}},
            {"counts", counts_of(report.counts)}};
}

sweep::SweepReport report_of(const Sums& sums) {
    sweep::SweepReport report;
    report.outside = sums.at("outside");
    report.total = sums.at("total");
    report.areas = areas_in(sums.at("areas"));
    for (const std::int64_t has : sums.at("has_demand")) report.has_demand.push_back(has != 0);
    report.overlap_area = sums.at("overlap_area");
    report.polygon_outside = sums.at("polygon_outside");
    const std::vector<std::int64_t>& checks = sums.at("checks");
    report.gap_area = checks.at(0);
    report.land_unknown_cells = checks.at(1);
    report.moved_inside = checks.at(2);
    report.open_windings = static_cast<std::uint64_t>(checks.at(3));
    report.negative_windings = static_cast<std::uint64_t>(checks.at(4));
    report.worst_cell_sum_error = std::bit_cast<double>(sums.at("worst_cell_sum_error").at(0));
    report.counts = counts_in(sums.at("counts"));
    return report;
}

}  // namespace

store::PartFound found_in(const SweepResult& swept) {
    store::PartFound found{sums_of(swept.report), swept.doubt};
    found.sums["imputed"] = swept.imputed;
    return found;
}

void add_found(const store::PartFound& found, SweepResult& swept) {
    swept.report.merge(report_of(found.sums));
    const std::vector<std::int64_t>& imputed = found.sums.at("imputed");
    swept.imputed.resize(std::max(swept.imputed.size(), imputed.size()), 0);
    for (std::size_t t = 0; t < imputed.size(); ++t) measure::add_to(swept.imputed[t], imputed[t]);
    swept.doubt.insert(swept.doubt.end(), found.doubt.begin(), found.doubt.end());
}

}  // namespace covmap::run

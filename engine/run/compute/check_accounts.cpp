#include "run/compute/check_accounts.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "model/table.hpp"
#include "run/compute/areas.hpp"

namespace covmap::run {

namespace {

constexpr double kWorstCellSum = 1e-9;

}  // namespace

void settle(const read::DemandReport& demand, SweepResult& swept, model::RunModel& model) {
    const sweep::SweepReport& report = swept.report;
    std::vector<std::int64_t> inside(swept.tally->stride(), 0);
    swept.tally->for_each([&](const core::TerritoryTally& rows) {
        for (std::size_t i = 0; i < rows.values.size(); ++i)
            if (__builtin_add_overflow(inside[i % inside.size()], rows.values[i], &inside[i % inside.size()]))
                throw core::Error(core::ErrorKind::check, "balance", "a sum exceeds 63 bits: the input's weights are too large");
    });
    const auto text = [](std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); };
    for (std::size_t a = 0; a < model.attributes.size(); ++a) {
        const model::Balance account{model.attributes[a].name, demand.input_totals[a], inside[a], report.outside[a]};
        if (account.inside + account.outside != account.total)
            throw core::Error(core::ErrorKind::check, "balance of " + account.attribute,
                              "inside " + text(account.inside) + " + outside " + text(account.outside) +
                                  " is not the input's total " + text(account.total));
        model.balance.push_back(account);
    }
    model.has_demand = report.has_demand;
    model.doubt = std::move(swept.doubt);
    model.imputed = std::move(swept.imputed);
    model.has_doubt = true;
    model.counts = report.counts;
    model.outside_area = report.outside.back();
    model::Checks& checks = model.checks;
    checks.worst_cell_sum_error = report.worst_cell_sum_error;
    checks.open_windings = report.open_windings;
    checks.negative_windings = report.negative_windings;
    checks.gap_area = report.gap_area;
    checks.land_unknown_cells = report.land_unknown_cells;
    checks.moved_inside = report.moved_inside;
    check_areas(model.territories, report, checks);
    if (checks.worst_cell_sum_error > kWorstCellSum)
        throw core::Error(core::ErrorKind::check, "check (a)",
                          "the parts of a cut cell do not sum to 1: off by " + std::to_string(checks.worst_cell_sum_error));
    if (checks.open_windings > 0)
        throw core::Error(core::ErrorKind::check, "check (b)",
                          std::to_string(checks.open_windings) + " rows end with a winding that is not 0");
}

}  // namespace covmap::run

// Losses of operators as tables.
#pragma once

#include <string>
#include <vector>

#include "measure/loss/operator_loss.hpp"
#include "measure/tables/rollup.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// What is lost with some operators, or with some sites.
struct OperatorLoss {
    LossQuestion question;
    std::vector<Loss> territories;  ///< losses_of(), losses_between()
    std::string sites = {};         ///< which ones, in the words of the question: «area=flood.gpkg»; empty: operators
};

/// The losses of the published territories, summed for each row of a unit.
std::vector<Loss> rolled_up(const Unit& unit, const std::vector<Loss>& territories, std::size_t stride);

/// «resilience_<unit>» for each unit and «all»: a row for each row of the unit and each loss, in that order. docs/columns.md
/// lists the columns. All losses are of one indicator, and all of operators or all of sites.
std::vector<model::Table> loss_tables(const model::RunModel& model, const std::vector<OperatorLoss>& losses);

/// «Alizé, Boréal»: who is lost, by name.
std::string lost_names(const model::RunModel& model, const std::vector<std::string>& codes);
/// «99901,99902»
std::string lost_codes(const std::vector<std::string>& codes);

}  // namespace covmap::measure

// Several demands in one run: one model, one tally.
#pragma once

#include <memory>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "run/compute/one_demand.hpp"
#include "run/compute/tally_store.hpp"

namespace covmap::run {

/// The model of all demands, the first one's with the attributes, balances, doubts, inputs, defects and warnings of the others
/// after its own, and their common tally: a row has all attributes, and the area as the first demand's sweep found it. `merged`
/// stays null where there is one demand. The model of the first answer is moved where there is one, copied where there are
/// several. `memory_bytes`: what the common tally holds before it goes to scratch. Throws Error(check) where the demands met
/// other claims.
model::RunModel merge_demands(const model::Job& job, std::vector<DemandAnswer>& answers,
                              std::unique_ptr<core::TallyReader>& merged, std::size_t memory_bytes);

/// Adds the rows of a tally to a store of `all` columns, its attributes from `first` on, the area where that is 0.
void add_tally(const core::TallyReader& from, std::size_t first, std::size_t all, TallyStore& into);

/// Sorts by (territory, all, any) and adds up equal ones. Errors: check, where a sum overflows.
void sum_doubt(std::vector<core::DoubtRow>& rows);

/// The rows of one demand among those of all: its attributes from `first` on, of `all` columns; the area of the first demand.
std::vector<core::DoubtRow> widened(const std::vector<core::DoubtRow>& rows, std::size_t first, std::size_t all);

/// The model as the first demand alone has it: what cells.covc, zones, places and rasters are made of. The given model itself
/// where it has one demand, else a copy without the other attributes. The given one outlives it.
class FirstDemand {
public:
    explicit FirstDemand(const model::RunModel& model);
    [[nodiscard]] const model::RunModel& model() const { return *m_model; }

private:
    const model::RunModel* m_model;
    std::unique_ptr<model::RunModel> m_narrow;
};

/// The tally as the first demand alone has it. The reader outlives it.
std::unique_ptr<core::TallyReader> first_demand(const core::TallyReader& tally, std::size_t attributes);

}  // namespace covmap::run

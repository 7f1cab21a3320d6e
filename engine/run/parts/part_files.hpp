// The folders of parts: names of their files, and whether they are sound.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "run/compute/one_demand.hpp"
#include "store/parts/part_file.hpp"
#include "store/parts/part_plan.hpp"

namespace covmap::run {

/// The files of one part. The plan outlives it.
class PartFiles {
public:
    PartFiles(const store::PartPlan& plan, unsigned part, std::string folder)
        : m_plan(&plan), m_part(part), m_folder(std::move(folder)) {}
    [[nodiscard]] const store::PartPlan& plan() const { return *m_plan; }
    [[nodiscard]] unsigned part() const { return m_part; }
    [[nodiscard]] std::string sweep(std::size_t number) const { return m_folder + "/sweep-" + std::to_string(number) + ".covp"; }
    [[nodiscard]] std::string cells(std::size_t number) const { return m_folder + "/cells-" + std::to_string(number) + ".covc"; }
    [[nodiscard]] store::PartAbout about(std::size_t sweep, const ReadyDemand& ready) const;

private:
    const store::PartPlan* m_plan;
    unsigned m_part;
    std::string m_folder;
};

/// What becomes of cells in the parts: as in the whole run, but that what is asked of cells is answered in merge.
CellsKept kept_in_parts(const ReadyDemand& ready);
/// Is anything asked of cells that merge answers from those of the parts?
bool replays_cells(const ReadyDemand& ready);

/// Position of a sweep in the plan. Errors: input, where the plan has none of this demand and unit.
std::size_t position_of(const store::PartPlan& plan, const DemandQuestion& question);
/// Refuses inputs that were read otherwise than when the run was planned: Error(input).
void check_sweep(const store::PartPlan& plan, std::size_t sweep, const DemandQuestion& question, const ReadyDemand& ready);

/// A whole part of this plan, each file of its size and hash. Cost: reading them.
bool is_sound_part(const store::PartPlan& plan, unsigned part, const std::string& folder);

/// The folders of all parts, in order, each checked. Errors, with the command that runs the part again: Retry where parts
/// are missing and nothing else is wrong; input where one is of another plan, damaged or there twice.
std::vector<PartFiles> sound_parts(const store::PartPlan& plan, const std::string& job_path, const std::string& folder);

}  // namespace covmap::run

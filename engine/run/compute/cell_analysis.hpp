// What a job asks of cells beside the tally: zones, places, lines, served cells. The sinks of each worker, and their joint
// result.
#pragma once

#include <memory>
#include <vector>

#include "core/sink.hpp"
#include "measure/cells/line_sink.hpp"
#include "measure/cells/place_sink.hpp"
#include "model/lines.hpp"
#include "model/place.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "model/stretch.hpp"
#include "model/zone_index.hpp"
#include "zones/served.hpp"
#include "zones/zone_sink.hpp"

namespace covmap::run {

struct CellFindings {
    std::vector<model::ZoneSet> zones;  ///< one each [[zones]], in the job's order
    model::ZoneFile index;
    std::vector<std::vector<model::Place>> places;                 ///< one list each [[places]]
    std::vector<std::vector<model::PlaceFinding>> place_findings;  ///< the same
    std::vector<model::LineSet> lines;                             ///< one each [[lines]]
    std::vector<model::LineFindings> line_findings;                ///< the same
    std::vector<model::StretchSet> stretches;                      ///< the same
};

/// Outlives its lanes. The model, the areas and the sites outlive it. The same findings whatever the lanes, and whether the cells
/// come from the sweep or from cells.covc.
class CellAnalysis {
public:
    CellAnalysis(const model::RunModel& model, const core::CellAreas& areas, const std::vector<model::Site>& sites,
                 std::vector<std::vector<model::Place>> places, std::vector<model::LineSet> lines = {});
    ~CellAnalysis();
    [[nodiscard]] bool asked() const;  ///< does the job ask anything of cells?

    /// The sinks of one worker.
    class Lane {
    public:
        explicit Lane(const CellAnalysis& analysis);
        void append_to(std::vector<core::Sink*>& sinks);

    private:
        friend class CellAnalysis;
        std::unique_ptr<zones::ZoneSink> m_zones;
        std::unique_ptr<zones::ServedSink> m_served;
        std::unique_ptr<measure::PlaceSink> m_places;
        std::unique_ptr<measure::LineSink> m_lines;
    };

    /// Takes over what the lanes found. Errors: check.
    CellFindings finish(const std::vector<Lane*>& lanes);

private:
    void find_zones(const std::vector<Lane*>& lanes, const std::vector<zones::ServedMap>& served, CellFindings& findings) const;
    void find_places(const std::vector<Lane*>& lanes, const std::vector<zones::ServedMap>& served, CellFindings& findings) const;
    void find_lines(const std::vector<Lane*>& lanes, CellFindings& findings) const;

    struct State;
    std::unique_ptr<State> m_state;
};

/// Throws Error(check) unless, for each territory, zones + scattered + empty = what fails by the tally, to the quantum. Returns
/// the account of each [[zones]].
std::vector<model::ZoneAccount> settle_zones(const model::RunModel& model, const core::TallyReader& tally,
                                             const std::vector<model::ZoneSet>& sets);

/// The account of each [[lines]]. Throws Error(check) unless inside + outside = read, and, for each indicator of `fails`,
/// stretches + short ones = what does not meet it by the tables, to the mm.
std::vector<model::LineAccount> settle_lines(const model::RunModel& model, const CellFindings& findings);

}  // namespace covmap::run

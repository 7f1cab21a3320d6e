// What a job asks of cells beside the tally: zones, places, served cells. The sinks of each worker, and their joint result.
#pragma once

#include <memory>
#include <vector>

#include "core/sink.hpp"
#include "measure/cells/place_sink.hpp"
#include "model/place.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "model/zone_index.hpp"
#include "zones/served.hpp"
#include "zones/zone_sink.hpp"

namespace covmap::run {

struct CellFindings {
    std::vector<model::ZoneSet> zones;  ///< one each [[zones]], in the job's order
    model::ZoneFile index;
    std::vector<std::vector<model::Place>> places;                 ///< one list each [[places]]
    std::vector<std::vector<model::PlaceFinding>> place_findings;  ///< the same
};

/// Outlives its lanes. The model, the areas and the sites outlive it. The same findings whatever the lanes, and whether the cells
/// come from the sweep or from cells.covc.
class CellAnalysis {
public:
    CellAnalysis(const model::RunModel& model, const core::CellAreas& areas, const std::vector<model::Site>& sites,
                 std::vector<std::vector<model::Place>> places);
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
    };

    /// Takes over what the lanes found. Errors: check.
    CellFindings finish(const std::vector<Lane*>& lanes);

private:
    void find_zones(const std::vector<Lane*>& lanes, const std::vector<zones::ServedMap>& served, CellFindings& findings) const;
    void find_places(const std::vector<Lane*>& lanes, const std::vector<zones::ServedMap>& served, CellFindings& findings) const;

    struct State;
    std::unique_ptr<State> m_state;
};

/// Throws Error(check) unless, for each territory, zones + scattered + empty = what fails by the tally, to the quantum. Returns
/// the account of each [[zones]].
std::vector<model::ZoneAccount> settle_zones(const model::RunModel& model, const core::TallyReader& tally,
                                             const std::vector<model::ZoneSet>& sets);

}  // namespace covmap::run

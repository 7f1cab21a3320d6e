#include "run/publish/run_tables.hpp"

#include "measure/lines/line_tables.hpp"
#include "measure/measurement/contradictions.hpp"
#include "measure/measurement/measurement_table.hpp"
#include "measure/quality/quality_table.hpp"
#include "measure/tables/place_table.hpp"
#include "measure/tables/tables.hpp"
#include "measure/tables/zone_tables.hpp"

namespace covmap::run {

std::vector<model::Table> make_run_tables(const model::RunModel& model, const model::RunModel& cells_model,
                                          const core::TallyReader& tally, const CellFindings& findings,
                                          std::vector<std::string>* warnings) {
    std::vector<model::Table> tables = measure::make_tables(model, tally, warnings);
    for (std::size_t z = 0; z < findings.zones.size(); ++z) {
        tables.push_back(measure::zone_table(cells_model, model.job.zones[z], findings.zones[z]));
        tables.push_back(measure::zone_parts_table(cells_model, model.job.zones[z], findings.zones[z]));
    }
    for (std::size_t p = 0; p < findings.places.size(); ++p)
        tables.push_back(measure::place_table(cells_model, model.job.places[p], findings.places[p], findings.place_findings[p]));
    for (const model::AccessDistances& access : model.access)
        if (!access.unplaced.empty()) tables.push_back(measure::unplaced_table(model, access));
    for (std::size_t l = 0; l < findings.lines.size(); ++l) {
        const model::LinesSpec& spec = model.job.lines[l];
        for (model::Table& table : measure::line_tables(cells_model, spec, findings.lines[l], findings.line_findings[l]))
            tables.push_back(std::move(table));
        if (!spec.fails.empty())
            tables.push_back(measure::stretch_table(cells_model, spec, findings.lines[l], findings.stretches[l]));
    }
    for (std::size_t m = 0; m < model.measured.size(); ++m) {
        const model::MeasurementSpec& spec = model.job.measurement[m];
        tables.push_back(measure::measurement_table(model, spec, model.measured[m]));
        if (measure::tells_contradictions(spec))
            tables.push_back(measure::contradiction_table(model, spec, measure::contradictions(model.measured[m], spec)));
    }
    tables.push_back(measure::quality_table(model, tables));
    for (model::Table& table : tables) table.shrink_to_fit();
    return tables;
}

}  // namespace covmap::run

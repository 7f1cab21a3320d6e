#include "run/reuse/point_query.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "geodesy/cell_area.hpp"
#include "geodesy/locator.hpp"
#include "geodesy/row_foot.hpp"
#include "measure/cells/place_sink.hpp"
#include "measure/tables/place_table.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/replay.hpp"
#include "store/cells_file.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"
#include "store/zones_file.hpp"
#include "zones/served.hpp"

namespace covmap::run {

namespace {

/// Looks for the nearest served squares of one place, bands outwards.
class ServedSearch {
public:
    ServedSearch(const model::RunModel& model, const store::CellsFile& file, const core::CellAreas& areas,
                 const geodesy::Locator& locator)
        : m_model(model),
          m_locator(locator),
          m_standards(specs_of(model.job), model.catalogue, model.markets),
          m_sink(m_standards, model.market_of, model.attributes.size() + 1),
          m_cells(file, model, areas),
          m_bands(file.bands()) {}

    /// Per indicator; 0 where it is met.
    std::vector<std::optional<double>> distances(const model::Place& place, const model::PlaceFinding& finding) {
        const std::vector<model::IndicatorSpec>& indicators = m_model.job.indicator;
        std::vector<zones::Verdict> verdicts(indicators.size());
        m_standards.judge(m_model.market_of[finding.territory.value], finding.signature, verdicts);
        std::vector<std::optional<double>> result(indicators.size());
        for (std::size_t i = 0; i < indicators.size(); ++i)
            if (verdicts[i] == zones::Verdict::meets) result[i] = 0;
        const core::Row middle = core::band_of(static_cast<core::Row>(std::floor(place.grid.y)));
        std::sort(m_bands.begin(), m_bands.end(),
                  [&](core::Row a, core::Row b) { return std::abs(a - middle) < std::abs(b - middle); });
        core::Sink* const sinks[] = {&m_sink};
        for (std::size_t b = 0; b < m_bands.size(); ++b) {
            m_cells.replay(m_bands[b], sinks);
            const bool last = b + 1 == m_bands.size();
            if (!last && std::abs(m_bands[b + 1] - middle) == std::abs(m_bands[b] - middle)) continue;
            if (settled(place, verdicts, middle, last ? 0 : std::abs(m_bands[b + 1] - middle), result) || last) break;
        }
        return result;
    }

private:
    static std::vector<const model::IndicatorSpec*> specs_of(const model::Job& job) {
        std::vector<const model::IndicatorSpec*> specs;
        for (const model::IndicatorSpec& indicator : job.indicator) specs.push_back(&indicator);
        return specs;
    }

    // Can no band `next` bands away or more hold anything nearer?
    bool settled(const model::Place& place, const std::vector<zones::Verdict>& verdicts, core::Row middle, core::Row next,
                 std::vector<std::optional<double>>& result) const {
        const double beyond_m = std::min(row_away_m(place, (middle - next + 1) * core::kBandRows - 1),
                                         row_away_m(place, (middle + next) * core::kBandRows));
        bool all = true;
        for (std::size_t i = 0; i < verdicts.size(); ++i) {
            if (verdicts[i] == zones::Verdict::meets) continue;
            const zones::ServedMap map(m_sink.runs()[i]);
            if (const auto nearest = map.nearest(place.grid, m_locator)) result[i] = nearest->away.distance_m;
            all = all && result[i] && *result[i] <= beyond_m;
        }
        return all;
    }

    // Never more than the distance to a row's centres; what lies beyond the row is farther.
    [[nodiscard]] double row_away_m(const model::Place& place, core::Row row) const {
        const auto foot = geodesy::foot_on_row(m_locator, place.wgs84, row + 0.5, place.grid.x);
        return foot ? 0.999 * foot->distance_m : 0;
    }

    const model::RunModel& m_model;
    const geodesy::Locator& m_locator;
    zones::Standards m_standards;
    zones::ServedSink m_sink;
    CellReplay m_cells;
    std::vector<core::Row> m_bands;
};

std::vector<std::string> zones_at(const std::string& run_folder, const model::RunModel& model, core::Point grid) {
    std::vector<std::string> ids(model.job.zones.size());
    const std::string path = run_folder + "/zones.covz";
    if (ids.empty() || !std::filesystem::exists(path)) return ids;
    const model::ZoneFile file = store::open_zone_file(path);
    for (std::size_t z = 0; z < ids.size(); ++z)
        for (const model::ZoneIndex& index : file.zones)
            if (index.name == model.job.zones[z].name)
                if (const auto zone = model::zone_at(index, grid)) ids[z] = index.ids[*zone];
    return ids;
}

}  // namespace

model::Table what_is_at(const std::string& given, core::Point lon_lat) {
    if (!(std::abs(lon_lat.x) <= 180 && std::abs(lon_lat.y) <= 90))
        throw core::Error(core::ErrorKind::usage, "",
                          "a longitude lies within -180 and 180, a latitude within -90 and 90; the longitude comes first");
    const std::string run_folder = store::standing_run(given);
    const store::TallyFile tally = store::open_tally(run_folder + "/tally.covt");
    const std::string path = run_folder + "/cells.covc";
    if (!std::filesystem::exists(path))
        throw core::Error(core::ErrorKind::input, given,
                          "has no cells.covc; add keep = \"cells\" to the [output] of its job and run that again");
    const FirstDemand first(tally.model);
    const model::RunModel& model = first.model();
    const store::CellsFile file(path, model);
    const auto areas = geodesy::make_cell_areas(model.frame.lattice, model.frame.cells);
    const geodesy::Locator locator(model.frame.lattice);
    model::Place place{"", "", lon_lat, locator.grid(lon_lat)};
    model::PlaceFinding finding;
    const std::vector<measure::PlaceQuery> queries = measure::place_queries({place});
    const core::CellBox& box = model.frame.cells;
    const bool on_map = place.grid.x >= box.col_begin && place.grid.x < box.col_end && place.grid.y >= box.row_begin &&
                        place.grid.y < box.row_end;
    if (on_map && !queries.empty()) {
        measure::PlaceSink sink(queries);
        core::Sink* const sinks[] = {&sink};
        CellReplay(file, model, *areas).replay(core::band_of(queries.front().row), sinks);
        for (const measure::PlaceSink::Found& found : sink.found()) {
            finding.territory = found.territory;
            finding.signature = found.signature;
        }
    }
    if (finding.territory.valid()) {
        finding.served_m = ServedSearch(model, file, *areas, locator).distances(place, finding);
        finding.zone = zones_at(run_folder, model, place.grid);
    }
    model::PlacesSpec spec;
    spec.name = "at";
    return measure::place_table(model, spec, {place}, {finding});
}

}  // namespace covmap::run

#include "run/points/point_query.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "geodesy/locator.hpp"
#include "geodesy/row_foot.hpp"
#include "measure/cells/place_sink.hpp"
#include "measure/tables/place_table.hpp"
#include "run/compute/replay.hpp"
#include "run/points/kept_cells.hpp"
#include "store/standing_run.hpp"
#include "zones/served.hpp"

namespace covmap::run {

namespace {

void check_on_earth(core::Point lon_lat) {
    if (!(std::abs(lon_lat.x) <= 180 && std::abs(lon_lat.y) <= 90))
        throw core::Error(core::ErrorKind::usage, "",
                          "a longitude lies within -180 and 180, a latitude within -90 and 90; the longitude comes first");
}

/// Looks for the nearest served squares of one place, bands outwards.
class ServedSearch {
public:
    ServedSearch(const KeptCells& kept, const geodesy::Locator& locator)
        : m_model(kept.model()),
          m_locator(locator),
          m_standards(kept.standards(), m_model.catalogue, m_model.markets),
          m_sink(m_standards, m_model.market_of, m_model.attributes.size() + 1),
          m_cells(kept.file(), m_model, kept.areas()),
          m_bands(kept.file().bands()) {}

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

}  // namespace

struct PointQuery::State {
    explicit State(const std::string& run_folder) : kept(run_folder), locator(kept.model().frame.lattice) {}
    KeptCells kept;
    geodesy::Locator locator;
};

PointQuery::PointQuery(const std::string& run_folder) : m_state(std::make_unique<State>(run_folder)) {}
PointQuery::~PointQuery() = default;

model::Table PointQuery::at(core::Point lon_lat) const {
    check_on_earth(lon_lat);
    const KeptCells& kept = m_state->kept;
    const model::Place place{"", "", lon_lat, m_state->locator.grid(lon_lat)};
    model::PlaceFinding finding;
    const std::vector<measure::PlaceQuery> queries = measure::place_queries({place});
    if (kept.is_on_map(place.grid) && !queries.empty()) {
        measure::PlaceSink sink(queries);
        core::Sink* const sinks[] = {&sink};
        CellReplay(kept.file(), kept.model(), kept.areas()).replay(core::band_of(queries.front().row), sinks);
        for (const measure::PlaceSink::Found& found : sink.found()) {
            finding.territory = found.territory;
            finding.signature = found.signature;
        }
    }
    if (finding.territory.valid()) {
        finding.served_m = ServedSearch(kept, m_state->locator).distances(place, finding);
        finding.zone = kept.zones_at(place.grid);
    }
    model::PlacesSpec spec;
    spec.name = "at";
    return measure::place_table(kept.model(), spec, {place}, {finding});
}

model::Table what_is_at(const std::string& run_folder, core::Point lon_lat) {
    check_on_earth(lon_lat);
    return PointQuery(run_folder).at(lon_lat);
}

bool keeps_cells(const std::string& run_folder) {
    return std::filesystem::exists(store::standing_run(run_folder) + "/cells.covc");
}

bool is_outside(const model::Table& at) {
    constexpr std::size_t kTerritory = 4;  // after id, name, longitude and latitude
    return at.columns.size() > kTerritory && at.columns[kTerritory].texts.front().empty();
}

}  // namespace covmap::run

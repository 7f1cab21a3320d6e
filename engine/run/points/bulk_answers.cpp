#include "run/points/bulk_answers.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <thread>

#include "core/error.hpp"
#include "geodesy/locator.hpp"
#include "measure/cells/place_sink.hpp"
#include "measure/tables/place_table.hpp"
#include "run/base/stop.hpp"
#include "run/compute/replay.hpp"
#include "run/points/kept_cells.hpp"
#include "zones/served.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kRowsATime = 2048;
constexpr std::uint32_t kNoSignature = std::numeric_limits<std::uint32_t>::max();

enum class PointState { inside, outside, not_read };

/// «outside», and the like, in words.
struct PointSaid {
    PointState state = PointState::inside;
    std::string reason;
};

/// The cells of a run, asked for many points at once.
class BulkQuery {
public:
    BulkQuery(const KeptCells& kept, std::vector<read::ListedPoint> points)
        : m_kept(kept),
          m_points(std::move(points)),
          m_grid(m_points.size()),
          m_territory(m_points.size()),
          m_signature(m_points.size(), kNoSignature),
          m_standards(kept.standards(), kept.model().catalogue, kept.model().markets),
          m_locators([this] { return std::make_unique<geodesy::Locator>(m_kept.model().frame.lattice); }) {}

    /// Looks the points up in the cells, and where each standard is met.
    void find(std::size_t workers, Progress& progress) {
        place_points();
        const std::vector<measure::PlaceQuery> queries = measure::point_queries(m_grid);
        std::vector<std::unique_ptr<measure::PlaceSink>> places(workers);
        std::vector<std::unique_ptr<zones::ServedSink>> served(workers);
        const model::RunModel& model = m_kept.model();
        replay_all(
            m_kept.file(), model, m_kept.areas(), workers,
            [&](std::size_t worker) {
                places[worker] = std::make_unique<measure::PlaceSink>(queries);
                served[worker] = std::make_unique<zones::ServedSink>(m_standards, model.market_of, model.attributes.size() + 1);
                return std::vector<core::Sink*>{places[worker].get(), served[worker].get()};
            },
            progress);
        for (const auto& sink : places) take_found(*sink);
        for (std::size_t s = 0; s < m_standards.size(); ++s) {
            std::vector<zones::ServedRun> runs;
            for (const auto& sink : served) runs.insert(runs.end(), sink->runs()[s].begin(), sink->runs()[s].end());
            m_served.emplace_back(std::move(runs));
        }
    }

    [[nodiscard]] std::size_t size() const { return m_points.size(); }
    [[nodiscard]] const read::ListedPoint& point(std::size_t i) const { return m_points[i]; }

    [[nodiscard]] PointSaid said(std::size_t i) const {
        const read::ListedPoint& point = m_points[i];
        if (!point.fault.empty()) return {PointState::not_read, point.fault + (point.given.empty() ? "" : ": " + point.given)};
        if (m_territory[i].valid()) return {PointState::inside, ""};
        return {PointState::outside, is_swapped(i) ? "outside every territory; on the map with longitude and latitude the other "
                                                     "way round"
                                                   : "outside every territory"};
    }

    /// Off the map, and on it the other way round.
    [[nodiscard]] bool is_swapped(std::size_t i) const {
        const core::Point at = m_points[i].wgs84;
        if (!m_points[i].fault.empty() || m_kept.is_on_map(m_grid[i]) || std::abs(at.x) > 90) return false;
        return m_kept.is_on_map(m_locators.local()->grid({at.y, at.x}));
    }

    /// The rows of the points from `begin` up to `end`. Any thread.
    [[nodiscard]] model::Table rows(std::size_t begin, std::size_t end) const {
        std::vector<model::Place> places;
        std::vector<model::PlaceFinding> findings;
        for (std::size_t i = begin; i < end; ++i) {
            // Of a point that was not read the table gets nothing in the place of these.
            const core::Point wgs84 = m_points[i].fault.empty() ? m_points[i].wgs84 : core::Point{0, 0};
            places.push_back({m_points[i].id, m_points[i].name, wgs84, m_grid[i]});
            findings.push_back(finding(i));
        }
        model::PlacesSpec spec;
        spec.name = "points";
        model::Table table = measure::place_table(m_kept.model(), spec, places, findings);
        add_states(begin, end, table);
        return table;
    }

private:
    void place_points() {
        tbb::parallel_for(std::size_t{0}, (m_points.size() + kRowsATime - 1) / kRowsATime, [&](std::size_t block) {
            const geodesy::Locator& locator = *m_locators.local();
            for (std::size_t i = block * kRowsATime; i < std::min(m_points.size(), (block + 1) * kRowsATime); ++i) {
                constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
                m_grid[i] = m_points[i].fault.empty() ? locator.grid(m_points[i].wgs84) : core::Point{kNone, kNone};
                // Far off the map a row's number may be none.
                if (!m_kept.is_on_map(m_grid[i])) m_grid[i] = {kNone, kNone};
            }
        });
    }

    void take_found(const measure::PlaceSink& sink) {
        for (const measure::PlaceSink::Found& found : sink.found()) {
            const auto [known, is_new] = m_known.try_emplace(found.signature, static_cast<std::uint32_t>(m_signatures.size()));
            if (is_new) m_signatures.push_back(found.signature);
            m_territory[found.number] = found.territory;
            m_signature[found.number] = known->second;
        }
    }

    [[nodiscard]] model::PlaceFinding finding(std::size_t i) const {
        model::PlaceFinding one;
        if (!m_territory[i].valid()) return one;
        one.territory = m_territory[i];
        one.signature = m_signatures[m_signature[i]];
        std::vector<zones::Verdict> verdicts(m_standards.size());
        m_standards.judge(m_kept.model().market_of[one.territory.value], one.signature, verdicts);
        for (std::size_t s = 0; s < verdicts.size(); ++s) {
            if (verdicts[s] == zones::Verdict::meets) {
                one.served_m.emplace_back(0);
                continue;
            }
            const auto nearest = m_served[s].nearest(m_grid[i], *m_locators.local());
            one.served_m.push_back(nearest ? std::optional(nearest->away.distance_m) : std::nullopt);
        }
        one.zone = m_kept.zones_at(m_grid[i]);
        return one;
    }

    void add_states(std::size_t begin, std::size_t end, model::Table& table) const {
        model::Column state, reason;
        state.name = "state";
        reason.name = "reason";
        for (std::size_t i = begin; i < end; ++i) {
            const PointSaid told = said(i);
            state.push(told.state == PointState::inside ? "inside" : told.state == PointState::outside ? "outside" : "not_read");
            reason.push(told.reason);
            if (told.state != PointState::not_read) continue;
            for (const char* name : {"lon", "lat"})
                for (model::Column& column : table.columns)
                    if (column.name == name) column.nulls[i - begin] = true;
        }
        table.columns.push_back(std::move(state));
        table.columns.push_back(std::move(reason));
    }

    const KeptCells& m_kept;
    std::vector<read::ListedPoint> m_points;
    std::vector<core::Point> m_grid;  ///< not finite where the point is not on the map
    std::vector<core::TerritoryId> m_territory;
    std::vector<std::uint32_t> m_signature;  ///< in m_signatures
    std::vector<std::vector<std::uint64_t>> m_signatures;
    std::map<std::vector<std::uint64_t>, std::uint32_t> m_known;
    zones::Standards m_standards;
    std::vector<zones::ServedMap> m_served;  ///< one a standard
    mutable tbb::enumerable_thread_specific<std::unique_ptr<geodesy::Locator>> m_locators;
};

BulkCount count_points(const BulkQuery& query) {
    BulkCount count;
    count.points = query.size();
    for (std::size_t i = 0; i < query.size(); ++i) {
        const read::ListedPoint& point = query.point(i);
        if (!point.fault.empty() && count.faults[point.fault]++ == 0)
            count.first_of_fault[point.fault] = point.id + (point.given.empty() ? "" : ": " + point.given);
        const PointState state = query.said(i).state;
        count.inside += state == PointState::inside ? 1 : 0;
        count.outside += state == PointState::outside ? 1 : 0;
        count.swapped += state == PointState::outside && query.is_swapped(i) ? 1 : 0;
    }
    return count;
}

/// Where nothing can be read the list means something else.
void refuse_unread(const BulkCount& count, const std::string& path) {
    if (count.points == 0 || count.inside + count.outside > 0) return;
    const auto& [code, first] = *count.first_of_fault.begin();
    throw core::Error(core::ErrorKind::input, path,
                      "none of its " + std::to_string(count.points) + " points can be read as " + count.crs + " (" + code +
                          ", the first: " + first + "); state the CRS and the columns: --crs EPSG:… --x COLUMN --y COLUMN");
}

struct Piece {
    std::size_t begin = 0;
    std::string text;
};

void write_rows(const BulkQuery& query, std::size_t workers, const RowsToText& to_text,
                const std::function<void(std::string_view)>& write, Progress& progress) {
    std::size_t next = 0;
    const auto give = [&](tbb::flow_control& flow) {
        const std::size_t begin = next;
        if (begin >= std::max<std::size_t>(1, query.size())) flow.stop();  // of an empty list the head
        next += kRowsATime;
        return Piece{begin, {}};
    };
    const auto answer = [&](Piece piece) {
        throw_if_cancelled();
        const std::size_t end = std::min(query.size(), piece.begin + kRowsATime);
        piece.text = to_text(query.rows(piece.begin, end), piece.begin == 0);
        return piece;
    };
    const auto take = [&](const Piece& piece) {
        write(piece.text);
        progress.advance(static_cast<double>(piece.begin) / static_cast<double>(std::max<std::size_t>(1, query.size())));
    };
    tbb::parallel_pipeline(4 * workers, tbb::make_filter<void, Piece>(tbb::filter_mode::serial_in_order, give) &
                                            tbb::make_filter<Piece, Piece>(tbb::filter_mode::parallel, answer) &
                                            tbb::make_filter<Piece, void>(tbb::filter_mode::serial_in_order, take));
}

}  // namespace

BulkCount answer_points(const BulkAsked& asked, const RowsToText& to_text, const std::function<void(std::string_view)>& write,
                        Progress& progress) {
    progress.phase("read");
    const KeptCells kept(asked.run);
    read::PointList list = read::read_point_list(asked.points);
    const std::size_t workers =
        asked.threads > 0 ? static_cast<std::size_t>(asked.threads) : std::max(1U, std::thread::hardware_concurrency());
    BulkCount count;
    tbb::task_arena arena(static_cast<int>(workers));
    arena.execute([&] {
        BulkQuery query(kept, std::move(list.points));
        progress.phase("cells");
        query.find(workers, progress);
        count = count_points(query);
        count.crs = list.crs;
        refuse_unread(count, asked.points.path);
        progress.phase("write");
        write_rows(query, workers, to_text, write, progress);
    });
    progress.done();
    return count;
}

}  // namespace covmap::run

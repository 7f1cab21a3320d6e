#include <ogr_srs_api.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/error.hpp"
#include "geodesy/locator.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/files/weight.hpp"
#include "read/premises/premises.hpp"
#include "read/table/point_rows.hpp"
#include "read/vector/coordinate_check.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {

namespace {

constexpr std::size_t kIndexBytes = std::size_t{64} << 20;  ///< of names in memory; beyond: scratch
constexpr std::size_t kBlockPoints = 1024;
constexpr double kFarthestPremises = 1 << 26;  ///< rows and columns beyond are refused: their fractions would be lost

/// What no coordinate of a plane CRS can be beyond, in its unit: half the way around the Earth, where some projections would
/// begin again at the other side.
double farthest(const std::string& crs) {
    constexpr double kHalfWayRound_m = 2.01e7;
    if (is_geographic(crs)) return std::numeric_limits<double>::infinity();  // CoordinateCheck knows degrees
    OGRSpatialReferenceH handle = OSRNewSpatialReference(nullptr);
    const bool known = OSRSetFromUserInput(handle, crs.c_str()) == OGRERR_NONE;
    const double unit_m = known ? OSRGetLinearUnits(handle, nullptr) : 1;
    OSRDestroySpatialReference(handle);
    return kHalfWayRound_m / unit_m;
}

/// The area of use of EPSG:3035 (EPSG dataset, extent 4755 and its neighbours: 35.58 W to 44.83 E, 24.6 N to 84.73 N).
class Europe {
public:
    explicit Europe(const core::Lattice& lattice) : m_lattice(lattice), m_locator(lattice) {}
    [[nodiscard]] bool holds(core::Point grid) const {
        const core::Point p = m_lattice.to_crs(grid);
        // Wholly inside that area, by more than 100 km: most points need no PROJ.
        if (p.x > 2.6e6 && p.x < 5.6e6 && p.y > 1.5e6 && p.y < 4.8e6) return true;
        const core::Point at = m_locator.wgs84(grid);
        return at.x >= -35.58 && at.x <= 44.83 && at.y >= 24.6 && at.y <= 84.73;
    }

private:
    core::Lattice m_lattice;
    geodesy::Locator m_locator;
};

/// What the points of a source are held against.
struct Reach {
    const Europe* only = nullptr;  ///< reading stops at the first point outside
    core::ClipBox map;             ///< where the squares are; unbounded where the points are the demand
};

}  // namespace

class PremisesReader {
public:
    PremisesReader(const model::PremisesSpec& spec, const WeightColumns& weights, Premises& out, Transforms& transforms,
                   const Reach& bounds)
        : m_spec(spec), m_out(out), m_transforms(transforms), m_bounds(bounds), m_points(out.m_points, 0, kBlockPoints) {
        for (const auto& store : out.m_weights) m_weight_writers.emplace_back(*store, 0, kBlockPoints);
        const auto wanted = [&](const std::string& column) {
            m_columns.push_back(column);
            return m_columns.size() - 1;
        };
        if (!spec.id_column.empty()) {
            m_id = wanted(spec.id_column);
            out.m_by_id.emplace(kIndexBytes);
        }
        if (!spec.place_column.empty()) {
            m_place = wanted(spec.place_column);
            out.m_by_place.emplace(kIndexBytes);
        }
        for (const std::vector<std::string>& columns : weights) {
            m_weights.emplace_back();
            for (const std::string& column : columns) m_weights.back().push_back(wanted(column));
        }
    }

    /// False as soon as a point lies outside Reach::only.
    bool read() {
        if (m_spec.source.files.empty()) throw core::Error(core::ErrorKind::input, m_spec.source.given, "no such file");
        if (m_bounds.only != nullptr && !first_points_inside()) return false;
        for (const std::string& path : m_spec.source.files) {
            read_file(path);
            if (m_outside) return false;
        }
        if (m_out.m_cells.empty())
            throw core::Error(core::ErrorKind::input, m_spec.source.given,
                              "holds no usable point" + first_defects() + "; are `crs` and the columns x and y right?");
        m_points.flush();
        for (auto& writer : m_weight_writers) writer.flush();
        for (auto* index : {&m_out.m_by_id, &m_out.m_by_place})
            if (*index) (*index)->finish();
        m_out.drop_duplicates(m_spec.source.info.confidential);
        m_transforms.report(m_out.m_inputs);
        return true;
    }

private:
    /// One file while it is read.
    struct File {
        std::unique_ptr<PointRows> rows;
        std::string crs;
        geodesy::GridTransform& transform;
        CoordinateCheck check;
        double farthest;
    };

    File open(const std::string& path) {
        m_place_of.file = shown_path(m_spec.source, path);
        auto rows = open_points({m_spec.source.layer, m_spec.x_column, m_spec.y_column}, path, m_place_of.file, m_columns);
        m_place_of.layer = rows->layer();
        const std::string crs = m_spec.source.crs.empty() ? rows->crs() : m_spec.source.crs;
        if (crs.empty())
            throw core::Error(core::ErrorKind::input, m_place_of.file,
                              "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:4326\" for "
                              "longitude and latitude");
        geodesy::GridTransform& transform = m_transforms.of(crs, m_place_of.file);
        return {std::move(rows), crs, transform,
                CoordinateCheck(crs, m_bounds.map, [&transform](core::Point at) { return transform.point(at); }), farthest(crs)};
    }

    // The first point of each file: overseas files are known before those of the mainland were read in vain.
    bool first_points_inside() {
        for (const std::string& path : m_spec.source.files) {
            File file = open(path);
            core::Point grid;
            bool found = false;
            while (!found && file.rows->next()) found = placed(file, grid);
            if (found && !m_bounds.only->holds(grid)) return false;
        }
        m_out.m_defects = {};
        return true;
    }

    void read_file(const std::string& path) {
        File file = open(path);
        m_out.m_inputs.push_back(input_file(m_spec.source, "points", m_place_of.file, file.crs));
        m_out.m_inputs.back().bytes = file_bytes(path);
        m_out.m_first_of_file.push_back(m_out.m_count);
        while (!m_outside && file.rows->next()) {
            if (one_of_named(*file.rows)) continue;
            read_row(file);
            if (++m_out.m_count == std::numeric_limits<std::uint32_t>::max())
                throw core::Error(core::ErrorKind::input, m_place_of.file,
                                  "holds more points than covmap can number; split the job");
        }
        if (!m_outside) file.check.finish(m_place_of.file);
        m_out.m_inputs.back().records = file.rows->records();
    }

    void defect(const char* code, const std::string& detail) {
        m_out.m_defects.add(
            code, {m_place_of.file, m_place_of.layer, m_place_of.feature, m_spec.source.info.confidential ? "" : detail});
    }

    /// A name is of one premises, which stands at the first of its points.
    bool one_of_named(const PointRows& rows) {
        if (m_id == kNone || rows.part() == 0) return false;
        m_place_of.feature = rows.record();
        if (rows.part() == 1) defect("premises-multipoint", std::to_string(rows.parts()) + " points");
        return true;
    }

    void read_row(File& file) {
        const PointRows& rows = *file.rows;
        m_place_of.feature = rows.record();
        if (rows.ragged()) defect("ragged-record", "");
        core::Point grid;
        if (!placed(file, grid)) return leave_out(m_out.m_left_out, readable_weights(rows));
        if (m_bounds.only != nullptr && !m_bounds.only->holds(grid)) {
            m_outside = true;
            return;
        }
        PlacedPoint point;
        const core::Point at = core::snap(grid);
        point.row = static_cast<core::Row>(std::floor(at.y));
        point.col = static_cast<core::Col>(std::floor(at.x));
        point.east = static_cast<std::uint32_t>((at.x - point.col) * core::kVerticesPerCell);
        point.south = static_cast<std::uint32_t>((at.y - point.row) * core::kVerticesPerCell);
        point.number = m_out.m_count;
        name(rows, point);
        const std::uint32_t bucket = Premises::bucket_of(core::band_of(point.row));
        m_points.add(bucket, point);
        for (std::size_t i = 0; i < m_weights.size(); ++i) {
            const std::int64_t quanta = weight(rows, m_weights[i]);
            add_to_total(m_out.m_totals[i], quanta, m_place_of.file);
            m_weight_writers[i].add(bucket, quanta);
        }
        m_out.m_cells = m_out.m_cells.united({point.row, point.row + 1, point.col, point.col + 1});
    }

    bool placed(File& file, core::Point& grid) {
        core::Point at;
        std::string text;
        switch (file.rows->place(at, text)) {
            case PointRows::Where::empty:
                return defect("geometry-empty", ""), false;
            case PointRows::Where::not_a_number:
                return defect("coordinate-not-a-number", text), false;
            case PointRows::Where::placed:
                break;
        }
        const CoordinateCheck::Verdict verdict = file.check.look(at);
        if (verdict != CoordinateCheck::Verdict::plausible) return defect(defect_of(verdict).c_str(), shown(at)), false;
        const bool off = std::abs(at.x) > file.farthest || std::abs(at.y) > file.farthest;
        if (off || (at.x == 0 && at.y == 0)) return defect("coordinate-out-of-range", shown(at)), false;
        grid = file.transform.point(at);
        if (!(std::abs(grid.x) < kFarthestPremises) || !(std::abs(grid.y) < kFarthestPremises))
            return defect("transform-failed", shown(at)), false;
        return true;
    }

    [[nodiscard]] std::string first_defects() const {
        std::string text;
        for (const auto& [key, entry] : m_out.m_defects.entries())
            text += (text.empty() ? ": " : ", ") + std::to_string(entry.count) + " × " + key.first;
        return text;
    }

    static std::string shown(core::Point at) { return real_text(at.x) + " " + real_text(at.y); }

    void name(const PointRows& rows, PlacedPoint& point) {
        if (m_place != kNone) {
            const std::string text = rows.text(m_place);
            if (text.empty()) defect("premises-unnamed", "no " + m_spec.place_column);
            const PremisesKey key = premises_key(text);
            point.key = key.high;
            if (!text.empty()) m_out.m_by_place->add(key, point.number);
        }
        if (m_id != kNone) {
            const std::string text = rows.text(m_id);
            if (text.empty()) return defect("premises-unnamed", "no " + m_spec.id_column);
            const PremisesKey key = premises_key(text);
            point.key = key.high;
            m_out.m_by_id->add(key, point.number);
        }
    }

    std::int64_t weight(const PointRows& rows, const std::vector<std::size_t>& columns) {
        if (columns.empty()) return core::kWeightQuantaPerUnit;
        std::int64_t sum = 0;
        for (const std::size_t column : columns) {
            const std::string text = rows.text(column);
            const char* code = nullptr;
            add_to_total(sum, quanta_of_text(text, rows.number(column), code), m_place_of.file);
            if (code != nullptr) defect(code, text);
        }
        return share_of_part(rows, sum);
    }

    // What a record says is of all its points: shared among them, to the quantum.
    [[nodiscard]] std::int64_t share_of_part(const PointRows& rows, std::int64_t sum) const {
        if (m_id != kNone) return sum;
        const std::int64_t parts = static_cast<std::int64_t>(rows.parts()), part = static_cast<std::int64_t>(rows.part());
        return sum / parts + (part < sum % parts ? 1 : 0);
    }

    // Of a point that is left out: what of its weights can be read, without a word about the rest.
    [[nodiscard]] std::vector<std::int64_t> readable_weights(const PointRows& rows) const {
        std::vector<std::int64_t> quanta;
        for (const std::vector<std::size_t>& columns : m_weights) {
            std::int64_t sum = columns.empty() ? core::kWeightQuantaPerUnit : 0;
            const char* ignored = nullptr;
            for (const std::size_t column : columns) sum += quanta_of_text(rows.text(column), rows.number(column), ignored);
            quanta.push_back(columns.empty() ? sum : share_of_part(rows, sum));
        }
        return quanta;
    }

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    const model::PremisesSpec& m_spec;
    Premises& m_out;
    Transforms& m_transforms;
    const Reach& m_bounds;
    core::BucketWriter<PlacedPoint> m_points;
    std::vector<core::BucketWriter<std::int64_t>> m_weight_writers;
    std::vector<std::string> m_columns;
    std::size_t m_id = kNone, m_place = kNone;
    std::vector<std::vector<std::size_t>> m_weights;
    core::DefectPlace m_place_of;
    bool m_outside = false;
};

std::unique_ptr<Premises> read_premises(const model::PremisesSpec& spec, const WeightColumns& weights,
                                        const core::Lattice& lattice, const core::ClipBox& map) {
    std::unique_ptr<Premises> out;
    const Reach bounds{nullptr, map};
    read_until_exact([&](const std::set<std::string>& exact) {
        out = std::make_unique<Premises>(lattice, weights.size());
        Transforms transforms(lattice, exact);
        PremisesReader(spec, weights, *out, transforms, bounds).read();
        return transforms.too_coarse();
    });
    return out;
}

std::unique_ptr<Premises> read_premises(const model::PremisesSpec& spec, const WeightColumns& weights, double size_m) {
    const core::Lattice lattice{"EPSG:3035", 0, 0, size_m, size_m};
    const Europe europe(lattice);
    const Reach bounds{&europe, {}};
    std::unique_ptr<Premises> out;
    bool inside = true;
    read_until_exact([&](const std::set<std::string>& exact) {
        out = std::make_unique<Premises>(lattice, weights.size());
        Transforms transforms(lattice, exact);
        inside = PremisesReader(spec, weights, *out, transforms, bounds).read();
        return inside ? transforms.too_coarse() : std::set<std::string>();
    });
    if (inside) return out;
    return read_premises(spec, weights, core::Lattice{"EPSG:6933", 0, 0, size_m, size_m}, {});
}

}  // namespace covmap::read

// Territories as published, for exports.
#include <cmath>
#include <unordered_map>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/territory/territories.hpp"
#include "read/territory/territory_codes.hpp"
#include "read/vector/crs_transform.hpp"
#include "read/vector/ring_stream.hpp"

namespace covmap::read {
namespace {

OGRSpatialReferenceH parsed_crs(const std::string& text, const std::string& where) {
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    if (OSRSetFromUserInput(crs, text.c_str()) == OGRERR_NONE) return crs;
    OSRRelease(crs);
    throw core::Error(core::ErrorKind::input, where, "unknown CRS «" + text + "»");
}

class PolygonCollector : public RingVisitor {
public:
    PolygonCollector(const model::TerritorySpec& spec, const model::TerritorySet& set, std::string& crs)
        : m_codes(spec), m_polygons(set.territories.size()), m_crs(crs) {
        for (std::size_t i = 0; i < set.territories.size(); ++i) m_id_of.emplace(set.territories[i].code, i);
    }

    void begin_file(const StreamFile& file) override {
        if (m_crs.empty()) m_crs = file.crs;
        m_transform.reset();
        if (file.crs == m_crs) return;
        const CrsHandle from(parsed_crs(file.crs, file.name)), to(parsed_crs(m_crs, file.name));
        m_transform.reset(OCTNewCoordinateTransformation(from.get(), to.get()));
        if (!m_transform)
            throw core::Error(core::ErrorKind::input, file.name,
                              "cannot be transformed to the CRS of the first file of territories");
    }

    bool begin_feature(const StreamFeature& feature) override {
        const auto found = m_id_of.find(m_codes.of(std::string(trimmed(feature.values[0]))));
        if (found == m_id_of.end()) return false;
        m_parts = &m_polygons[found->second];
        return true;
    }

    void ring(std::span<const core::Point> vertices, core::RingRole role) override {
        std::vector<core::Point> ring(vertices.begin(), vertices.end());
        if (ring.front() != ring.back()) ring.push_back(ring.front());
        if (m_transform && !transform(ring)) return;
        if (role == core::RingRole::shell) m_parts->emplace_back();
        m_parts->back().push_back(std::move(ring));
    }

    std::vector<core::MultiPolygon> take() { return std::move(m_polygons); }

private:
    bool transform(std::vector<core::Point>& ring) {
        for (core::Point& p : ring)
            if (OCTTransform(m_transform.get(), 1, &p.x, &p.y, nullptr) == 0 || !std::isfinite(p.x + p.y)) return false;
        return true;
    }

    TerritoryCodes m_codes;
    std::vector<core::MultiPolygon> m_polygons;
    std::string& m_crs;
    std::unordered_map<std::string, std::size_t> m_id_of;
    core::MultiPolygon* m_parts = nullptr;
    TransformHandle m_transform;
};

}  // namespace

std::vector<core::MultiPolygon> read_territory_polygons(const model::TerritorySpec& spec, const model::TerritorySet& set,
                                                        std::string& crs_out) {
    crs_out.clear();
    PolygonCollector collector(spec, set, crs_out);
    core::Defects counted_already;
    stream_rings({spec.source, {spec.code_column}}, collector, counted_already);
    return collector.take();
}

}  // namespace covmap::read

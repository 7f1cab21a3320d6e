// Where territories can be, from the extents that their layers declare.
#include <algorithm>
#include <cmath>

#include "geodesy/grid_transform.hpp"
#include "read/files/source_path.hpp"
#include "read/territory/territories.hpp"
#include "read/vector/grid_rings.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {
namespace {

constexpr int kSteps = 128;  // of the net over an extent
constexpr int kPadCells = 2;
constexpr double kFarCells = 67108864.0;  // 2^26: no lattice is wider

struct Bounds {
    double u_min = kFarCells, u_max = -kFarCells, v_min = kFarCells, v_max = -kFarCells;
    void add(core::Point p) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return;
        u_min = std::min(u_min, p.x), u_max = std::max(u_max, p.x);
        v_min = std::min(v_min, p.y), v_max = std::max(v_max, p.y);
    }
};

std::int32_t cell(double at) { return static_cast<std::int32_t>(std::clamp(at, -kFarCells, kFarCells)); }

// A layer that spans more than half of the map comes round its seam, where the net may miss the last of it: all columns.
void add_extent(const OGREnvelope& extent, geodesy::GridTransform& transform, const geodesy::MapSeam& seam, Bounds& bounds) {
    for (int i = 0; i <= kSteps; ++i)
        for (int j = 0; j <= kSteps; ++j) {
            const double x = extent.MinX + (extent.MaxX - extent.MinX) * i / kSteps;
            const double y = extent.MinY + (extent.MaxY - extent.MinY) * j / kSteps;
            bounds.add(transform.point({x, y}));
        }
    const auto [west, east] = seam.columns();
    if (!(bounds.u_max - bounds.u_min > (east - west) / 2)) return;
    bounds.u_min = std::min(bounds.u_min, west);
    bounds.u_max = std::max(bounds.u_max, east);
}

}  // namespace

core::CellBox territory_box(const model::TerritorySpec& spec, const core::Lattice& lattice) {
    Bounds bounds;
    Transforms transforms(lattice, {});
    for (const std::string& path : spec.source.files) {
        const std::string shown = shown_path(spec.source, path);
        const OpenLayer open = open_layer(path, shown, {spec.source.layer, LayerWant::polygons, {spec.code_column}});
        OGRLayerH layer = open.layer;
        OGREnvelope extent;
        if (OGR_L_GetExtent(layer, &extent, TRUE) != OGRERR_NONE) continue;
        const std::string where = shown + ":" + OGR_L_GetName(layer);
        const std::string crs = layer_crs(layer, spec.source.crs, shown);
        geodesy::GridTransform& transform = transforms.of(crs, where);
        add_extent(extent, transform, transforms.seam_of(crs), bounds);
    }
    if (bounds.u_min > bounds.u_max) return {};
    return {cell(std::floor(bounds.v_min)) - kPadCells, cell(std::ceil(bounds.v_max)) + kPadCells,
            cell(std::floor(bounds.u_min)) - kPadCells, cell(std::ceil(bounds.u_max)) + kPadCells};
}

}  // namespace covmap::read

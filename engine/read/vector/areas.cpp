#include "read/vector/areas.hpp"

#include <cpl_error.h>
#include <ogr_core.h>

#include <vector>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/gdal_init.hpp"
#include "read/vector/crs_transform.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/layer_choice.hpp"

namespace covmap::read {

namespace {

struct PreparedDestroyer {
    void operator()(OGRPreparedGeometryH prepared) const { OGRDestroyPreparedGeometry(prepared); }
};
struct Area {
    GeometryHandle geometry;  ///< lives as long as what is prepared of it
    std::unique_ptr<std::remove_pointer_t<OGRPreparedGeometryH>, PreparedDestroyer> prepared;
    OGREnvelope box{};
};

}  // namespace

class Areas::Impl {
public:
    explicit Impl(const std::string& path) : m_path(path) {
        init_gdal();
        const OpenLayer opened = open_layer(path, path, {{}, LayerWant::polygons, {}, Several::ask});
        m_image = transform_of("EPSG:4326", layer_crs(opened.layer, {}, path), path);
        OGR_L_ResetReading(opened.layer);
        CPLErrorReset();
        while (const FeatureHandle feature{OGR_L_GetNextFeature(opened.layer)}) {
            core::stop_check();
            add(feature.get());
        }
        if (CPLGetLastErrorType() == CE_Failure)
            throw core::Error(core::ErrorKind::input, path, "cannot be read to its end: " + last_gdal_message());
        if (m_areas.empty()) throw core::Error(core::ErrorKind::input, path, "holds no polygon");
    }

    [[nodiscard]] bool hold(core::Point place) const {
        double x = place.x, y = place.y;
        if (OCTTransform(m_image.get(), 1, &x, &y, nullptr) == 0)
            throw core::Error(core::ErrorKind::input, m_path, "its CRS has no place for a site: " + last_gdal_message());
        GeometryHandle point;
        for (const Area& area : m_areas) {
            if (x < area.box.MinX || x > area.box.MaxX || y < area.box.MinY || y > area.box.MaxY) continue;
            if (!point) {
                point.reset(OGR_G_CreateGeometry(wkbPoint));
                OGR_G_SetPoint_2D(point.get(), 0, x, y);
            }
            if (OGRPreparedGeometryContains(area.prepared.get(), point.get()) != 0) return true;
        }
        return false;
    }

private:
    void add(void* feature) {
        OGRGeometryH held = OGR_F_GetGeometryRef(feature);
        if (held == nullptr || OGR_G_IsEmpty(held) != 0) return;
        Area area;
        area.geometry.reset(OGR_G_GetLinearGeometry(held, 0, nullptr));
        if (OGR_GT_Flatten(OGR_G_GetGeometryType(area.geometry.get())) != wkbPolygon &&
            OGR_GT_Flatten(OGR_G_GetGeometryType(area.geometry.get())) != wkbMultiPolygon)
            return;
        if (OGR_G_IsValid(area.geometry.get()) == 0)
            throw core::Error(core::ErrorKind::input, m_path,
                              "feature " + std::to_string(OGR_F_GetFID(feature)) + " is no valid polygon (" +
                                  last_gdal_message() + "); mend it, for instance with «Fix geometries» of QGIS");
        OGR_G_GetEnvelope(area.geometry.get(), &area.box);
        area.prepared.reset(OGRCreatePreparedGeometry(area.geometry.get()));
        m_areas.push_back(std::move(area));
    }

    std::string m_path;
    TransformHandle m_image;
    std::vector<Area> m_areas;
};

Areas::Areas(const std::string& path) : m_impl(std::make_unique<Impl>(path)) {}
Areas::~Areas() = default;
bool Areas::hold(core::Point place) const { return m_impl->hold(place); }

}  // namespace covmap::read

// geos_overlay COUNTRY_DIR LAYER OUT.csv: the area of one layer in each commune by overlay with GEOS, as an analyst would do it:
// the layer's polygons in an index (STRtree), each commune intersected with those that it meets. Polygons are intersected one by
// one, each prepared, which is kinder than one intersection with the whole multipolygon. Prints CPU seconds without reading;
// OUT.csv: code,area_m2.
#include <geos_c.h>
#include <ogrsf_frmts.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

void report(const char* message, void*) { std::fprintf(stderr, "%s\n", message); }

class Geos {
public:
    Geos() : m_context(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(m_context, report, nullptr); }
    ~Geos() { GEOS_finish_r(m_context); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    operator GEOSContextHandle_t() const { return m_context; }

private:
    GEOSContextHandle_t m_context;
};

struct Feature {
    std::string code;
    GEOSGeometry* geometry;
};

/// The features of a file; without `code_column` their codes are empty.
std::vector<Feature> read(GEOSContextHandle_t geos, const std::string& path, const char* code_column) {
    const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!dataset) throw std::runtime_error(path + ": cannot be opened");
    std::vector<Feature> features;
    for (const auto& feature : dataset->GetLayer(0)) {
        const OGRGeometry* geometry = feature->GetGeometryRef();
        std::vector<unsigned char> wkb(geometry->WkbSize());
        geometry->exportToWkb(wkbNDR, wkb.data(), wkbVariantIso);
        GEOSGeometry* read = GEOSGeomFromWKB_buf_r(geos, wkb.data(), wkb.size());
        if (read == nullptr) throw std::runtime_error(path + ": a geometry that GEOS does not read");
        features.push_back({code_column == nullptr ? std::string() : feature->GetFieldAsString(code_column), read});
    }
    return features;
}

/// A polygon of the layer, ready to be asked many times.
struct Part {
    const GEOSGeometry* geometry;
    const GEOSPreparedGeometry* prepared;
};

double area_of(GEOSContextHandle_t geos, GEOSSTRtree* index, const GEOSGeometry* commune) {
    std::vector<const Part*> met;
    GEOSSTRtree_query_r(
        geos, index, commune,
        [](void* item, void* list) { static_cast<std::vector<const Part*>*>(list)->push_back(static_cast<const Part*>(item)); },
        &met);
    double sum = 0;
    for (const Part* part : met) {
        if (GEOSPreparedIntersects_r(geos, part->prepared, commune) != 1) continue;
        double area = 0;
        if (GEOSPreparedContains_r(geos, part->prepared, commune) == 1) {
            GEOSArea_r(geos, commune, &area);
        } else {
            GEOSGeometry* common = GEOSIntersection_r(geos, part->geometry, commune);
            if (common == nullptr) throw std::runtime_error("GEOS could not intersect a commune");
            GEOSArea_r(geos, common, &area);
            GEOSGeom_destroy_r(geos, common);
        }
        sum += area;
    }
    return sum;
}

int overlay(const std::string& folder, const std::string& layer, const std::string& out) {
    const Geos geos;
    const std::vector<Feature> communes = read(geos, folder + "/communes.gpkg", "code");
    const std::vector<Feature> coverage = read(geos, folder + "/" + layer, nullptr);
    const std::clock_t start = std::clock();
    std::vector<Part> parts;
    for (const Feature& feature : coverage)
        for (int n = 0; n < GEOSGetNumGeometries_r(geos, feature.geometry); ++n) {
            const GEOSGeometry* part = GEOSGetGeometryN_r(geos, feature.geometry, n);
            parts.push_back({part, GEOSPrepare_r(geos, part)});
        }
    GEOSSTRtree* index = GEOSSTRtree_create_r(geos, 10);
    for (Part& part : parts) GEOSSTRtree_insert_r(geos, index, part.geometry, &part);
    std::ofstream table(out);
    table << "code,area_m2\n";
    char text[64];
    for (const Feature& commune : communes) {
        std::snprintf(text, sizeof text, ",%.3f\n", area_of(geos, index, commune.geometry));
        table << commune.code << text;
    }
    std::printf("%.3f\n", static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    GEOSSTRtree_destroy_r(geos, index);
    for (const Part& part : parts) GEOSPreparedGeom_destroy_r(geos, part.prepared);
    for (const auto* features : {&communes, &coverage})
        for (const Feature& feature : *features) GEOSGeom_destroy_r(geos, feature.geometry);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_geos_overlay COUNTRY_DIR LAYER.gpkg OUT.csv\n");
        return 2;
    }
    GDALAllRegister();
    try {
        return overlay(argv[1], argv[2], argv[3]);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}

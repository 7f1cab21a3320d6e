// usual_route COUNTRY_DIR OUT.csv: what an analyst does with GDAL today, in one process and without writing rasters: burn the
// communes' numbers on the population's grid, burn each layer on the same grid, and sum people by commune and layer. A cell
// belongs to whatever holds its centre. Prints seconds; OUT.csv: code,total,<layer>… (people).
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Dataset = std::unique_ptr<GDALDataset>;

Dataset open(const std::string& path, unsigned flags) {
    Dataset dataset(GDALDataset::Open(path.c_str(), flags | GDAL_OF_READONLY));
    if (!dataset) throw std::runtime_error(path + ": cannot be opened");
    return dataset;
}

/// An empty raster in memory on the grid of `like`.
Dataset blank(GDALDataset& like, GDALDataType type) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
    Dataset dataset(driver->Create("", like.GetRasterXSize(), like.GetRasterYSize(), 1, type, nullptr));
    double transform[6];
    like.GetGeoTransform(transform);
    dataset->SetGeoTransform(transform);
    dataset->SetSpatialRef(like.GetSpatialRef());
    return dataset;
}

/// Polygons of a layer in the CRS of the raster, parts apart: rasterising one polygon scans all its vertices for every line, so
/// that a national multipolygon in one piece takes minutes where its parts take seconds.
class Shapes {
public:
    Shapes(OGRLayer& layer, GDALDataset& raster) {
        const std::unique_ptr<OGRCoordinateTransformation> transform(
            OGRCreateCoordinateTransformation(layer.GetSpatialRef(), raster.GetSpatialRef()));
        if (!transform) throw std::runtime_error("no transformation to the raster's CRS");
        for (const auto& feature : layer) {
            std::unique_ptr<OGRGeometry> geometry(feature->StealGeometry());
            geometry->transform(transform.get());
            std::unique_ptr<OGRMultiPolygon> parts(OGRGeometryFactory::forceToMultiPolygon(geometry.release())->toMultiPolygon());
            for (OGRPolygon* part : *parts) {
                m_parts.push_back(OGRGeometry::ToHandle(part));
                m_values.push_back(static_cast<double>(feature->GetFID()));
            }
            m_owned.push_back(std::move(parts));
        }
    }

    void burn(GDALDataset& raster, bool number) {
        if (!number) std::fill(m_values.begin(), m_values.end(), 1.0);
        int band = 1;
        if (GDALRasterizeGeometries(GDALDataset::ToHandle(&raster), 1, &band, static_cast<int>(m_parts.size()), m_parts.data(),
                                    nullptr, nullptr, m_values.data(), nullptr, nullptr, nullptr) != CE_None)
            throw std::runtime_error("a layer could not be rasterised");
    }

private:
    std::vector<std::unique_ptr<OGRMultiPolygon>> m_owned;
    std::vector<OGRGeometryH> m_parts;
    std::vector<double> m_values;
};

template <typename T>
std::vector<T> cells(GDALDataset& raster, GDALDataType type) {
    const int width = raster.GetRasterXSize(), height = raster.GetRasterYSize();
    std::vector<T> out(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (raster.GetRasterBand(1)->RasterIO(GF_Read, 0, 0, width, height, out.data(), width, height, type, 0, 0, nullptr) !=
        CE_None)
        throw std::runtime_error("a raster could not be read");
    return out;
}

struct Timer {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    double lap(const char* what) {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - start).count();
        start = now;
        std::fprintf(stderr, "  %7.2f s  %s\n", seconds, what);
        return seconds;
    }
};

double run(const std::string& folder, const std::string& out_path) {
    Timer timer;
    double total = 0;
    const Dataset people_file = open(folder + "/people_100m.tif", GDAL_OF_RASTER);
    const std::vector<float> people = cells<float>(*people_file, GDT_Float32);
    const Dataset communes = open(folder + "/communes.gpkg", GDAL_OF_VECTOR);
    OGRLayer& layer = *communes->GetLayer(0);
    std::vector<std::string> codes{""};
    for (const auto& feature : layer) {
        codes.resize(std::max(codes.size(), static_cast<std::size_t>(feature->GetFID()) + 1));
        codes[static_cast<std::size_t>(feature->GetFID())] = feature->GetFieldAsString("code");
    }
    const Dataset labels_file = blank(*people_file, GDT_Int32);
    Shapes(layer, *people_file).burn(*labels_file, true);
    const std::vector<std::int32_t> labels = cells<std::int32_t>(*labels_file, GDT_Int32);
    total += timer.lap("people and communes");

    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().rfind("couv_", 0) == 0 && entry.path().extension() == ".gpkg")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::vector<double>> sums(files.size() + 1, std::vector<double>(codes.size(), 0));
    for (std::size_t c = 0; c < people.size(); ++c)
        sums[0][static_cast<std::size_t>(labels[c])] += static_cast<double>(people[c]);
    for (std::size_t f = 0; f < files.size(); ++f) {
        const Dataset supply = open(files[f], GDAL_OF_VECTOR);
        const Dataset mask_file = blank(*people_file, GDT_Byte);
        Shapes(*supply->GetLayer(0), *people_file).burn(*mask_file, false);
        const std::vector<std::uint8_t> mask = cells<std::uint8_t>(*mask_file, GDT_Byte);
        for (std::size_t c = 0; c < people.size(); ++c)
            if (mask[c] != 0) sums[f + 1][static_cast<std::size_t>(labels[c])] += static_cast<double>(people[c]);
        total += timer.lap(files[f].c_str());
    }
    std::ofstream out(out_path);
    out << "code,total";
    for (const std::string& file : files) out << "," << std::filesystem::path(file).stem().string();
    out << "\n";
    out.precision(10);
    for (std::size_t k = 1; k < codes.size(); ++k) {
        out << codes[k];
        for (const auto& column : sums) out << "," << column[k];
        out << "\n";
    }
    return total;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_usual_route COUNTRY_DIR OUT.csv\n");
        return 2;
    }
    GDALAllRegister();
    try {
        std::printf("%.3f\n", run(argv[1], argv[2]));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}

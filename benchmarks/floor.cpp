// floor FILE…: the time that GDAL needs to read every input once, one thread, nothing else: features with their geometry, or all
// blocks of a raster. What any program that uses GDAL cannot be faster than.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::size_t read_vector(GDALDataset& dataset) {
    std::size_t features = 0;
    for (OGRLayer* layer : dataset.GetLayers()) {
        layer->ResetReading();
        while (const std::unique_ptr<OGRFeature> feature{layer->GetNextFeature()})
            features += feature->GetGeometryRef() != nullptr || layer->GetGeomType() == wkbNone;
    }
    return features;
}

std::size_t read_raster(GDALDataset& dataset) {
    std::size_t blocks = 0;
    for (int b = 1; b <= dataset.GetRasterCount(); ++b) {
        GDALRasterBand* band = dataset.GetRasterBand(b);
        int width = 0, height = 0;
        band->GetBlockSize(&width, &height);
        const auto bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                           static_cast<std::size_t>(GDALGetDataTypeSizeBytes(band->GetRasterDataType()));
        std::vector<unsigned char> block(bytes);
        for (int y = 0; y * height < dataset.GetRasterYSize(); ++y)
            for (int x = 0; x * width < dataset.GetRasterXSize(); ++x) blocks += band->ReadBlock(x, y, block.data()) == CE_None;
    }
    return blocks;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_floor FILE...\n");
        return 2;
    }
    GDALAllRegister();
    double total = 0;
    for (int k = 1; k < argc; ++k) {
        const auto start = std::chrono::steady_clock::now();
        const std::unique_ptr<GDALDataset> dataset(
            GDALDataset::Open(argv[k], GDAL_OF_VECTOR | GDAL_OF_RASTER | GDAL_OF_READONLY));
        if (!dataset) return 1;
        const std::size_t records = dataset->GetRasterCount() > 0 ? read_raster(*dataset) : read_vector(*dataset);
        const double seconds = seconds_since(start);
        total += seconds;
        std::fprintf(stderr, "  %7.3f s  %9zu records  %s\n", seconds, records, argv[k]);
    }
    std::printf("%.3f\n", total);
    return 0;
}

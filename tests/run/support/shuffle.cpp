#include "run/support/shuffle.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "run/support/folders.hpp"

namespace covmap::test {

namespace {

using Random = std::mt19937;
using Dataset = std::unique_ptr<GDALDataset>;

template <class T>
void shuffle(std::vector<T>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

std::unique_ptr<OGRLinearRing> shuffled_ring(const OGRLinearRing& ring, Random& random) {
    std::vector<OGRRawPoint> points(static_cast<std::size_t>(ring.getNumPoints()));
    ring.getPoints(points.data());
    auto result = std::make_unique<OGRLinearRing>();
    if (points.size() > 3) {
        points.pop_back();
        std::rotate(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(random() % points.size()), points.end());
        if (random() % 2 == 0) std::reverse(points.begin(), points.end());
        points.push_back(points.front());
    }
    result->setPoints(static_cast<int>(points.size()), points.data());
    return result;
}

std::unique_ptr<OGRPolygon> shuffled_polygon(const OGRPolygon& polygon, Random& random) {
    auto result = std::make_unique<OGRPolygon>();
    if (polygon.getExteriorRing() == nullptr) return result;
    result->addRingDirectly(shuffled_ring(*polygon.getExteriorRing(), random).release());
    std::vector<int> holes;
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) holes.push_back(i);
    shuffle(holes, random);
    for (const int hole : holes) result->addRingDirectly(shuffled_ring(*polygon.getInteriorRing(hole), random).release());
    return result;
}

std::unique_ptr<OGRGeometry> shuffled(const OGRGeometry& geometry, Random& random) {
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) return shuffled_polygon(*geometry.toPolygon(), random);
    if (wkbFlatten(geometry.getGeometryType()) != wkbMultiPolygon) return std::unique_ptr<OGRGeometry>(geometry.clone());
    const OGRMultiPolygon& parts = *geometry.toMultiPolygon();
    std::vector<int> order;
    for (int i = 0; i < parts.getNumGeometries(); ++i) order.push_back(i);
    shuffle(order, random);
    auto result = std::make_unique<OGRMultiPolygon>();
    for (const int part : order) result->addGeometryDirectly(shuffled_polygon(*parts.getGeometryRef(part), random).release());
    return result;
}

using Change = std::function<std::unique_ptr<OGRGeometry>(const OGRGeometry&)>;

void copy_layer(OGRLayer& from, GDALDataset& to, bool text, const Change& change, Random* random) {
    CPLStringList options;
    if (text) options.SetNameValue("COORDINATE_PRECISION", "15");
    OGRLayer* copy = to.CreateLayer(from.GetName(), from.GetSpatialRef(), from.GetGeomType(), options.List());
    if (copy == nullptr) throw std::runtime_error("cannot create a layer");
    for (int i = 0; i < from.GetLayerDefn()->GetFieldCount(); ++i) copy->CreateField(from.GetLayerDefn()->GetFieldDefn(i));
    std::vector<OGRFeatureUniquePtr> features;
    for (auto& feature : from) features.push_back(std::move(feature));
    if (random != nullptr) shuffle(features, *random);
    if (to.TestCapability(ODsCTransactions) != 0) to.StartTransaction();
    for (const auto& feature : features) {
        const OGRFeatureUniquePtr made(OGRFeature::CreateFeature(copy->GetLayerDefn()));
        for (int i = 0; i < feature->GetFieldCount(); ++i) made->SetField(i, feature->GetRawFieldRef(i));
        if (const OGRGeometry* geometry = feature->GetGeometryRef(); geometry != nullptr)
            made->SetGeometryDirectly(change(*geometry).release());
        if (copy->CreateFeature(made.get()) != OGRERR_NONE) throw std::runtime_error("cannot write a feature");
    }
    if (to.TestCapability(ODsCTransactions) != 0) to.CommitTransaction();
}

void copy_file(const std::string& from, const std::string& to, const Change& change, Random* random) {
    GDALAllRegister();
    const Dataset input(GDALDataset::Open(from.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
    if (!input) throw std::runtime_error("cannot open " + from);
    const bool text = std::string(input->GetDriverName()) == "GeoJSON";
    std::filesystem::create_directories(std::filesystem::path(to).parent_path());
    const Dataset output(
        GetGDALDriverManager()->GetDriverByName(input->GetDriverName())->Create(to.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!output) throw std::runtime_error("cannot create " + to);
    for (OGRLayer* layer : input->GetLayers()) copy_layer(*layer, *output, text, change, random);
}

}  // namespace

void shuffle_vectors(const std::string& from, const std::string& to, std::uint32_t seed) {
    Random random(seed);
    copy_file(
        from, to, [&](const OGRGeometry& geometry) { return shuffled(geometry, random); }, &random);
}

void shuffle_lines(const std::string& from, const std::string& to, std::uint32_t seed) {
    std::istringstream in(bytes_of(from));
    std::string header;
    std::getline(in, header);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    Random random(seed);
    shuffle(lines, random);
    std::string text = header + "\n";
    for (const std::string& line : lines) text += line + "\n";
    std::filesystem::create_directories(std::filesystem::path(to).parent_path());
    std::ofstream(to, std::ios::binary) << text;
}

void densify(const std::string& from, const std::string& to, double step) {
    copy_file(
        from, to,
        [&](const OGRGeometry& geometry) {
            std::unique_ptr<OGRGeometry> copy(geometry.clone());
            copy->segmentize(step);
            return copy;
        },
        nullptr);
}

}  // namespace covmap::test

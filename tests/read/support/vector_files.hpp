// Small vector files made by the tests themselves.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "read/vector/ring_stream.hpp"

namespace covmap::test {

struct TestFeature {
    std::vector<std::string> values;  ///< «» is null
    std::string wkt;                  ///< empty: no geometry
    std::int64_t fid = -1;
};

struct TestColumn {
    std::string name;
    std::string type = "text";  ///< text | integer | integer64 | real | date
};

struct TestLayer {
    std::string driver = "GPKG";
    std::string name = "layer";
    std::string crs = "EPSG:3035";     ///< empty: none
    std::string geometry = "Polygon";  ///< as WKT names it, «Unknown» for any
    std::vector<TestColumn> columns;
    std::vector<TestFeature> features;
};

/// Writes the layer and gives the path; a file that exists already gets it as one more layer.
std::string write_layer(const std::string& path, const TestLayer& layer);

/// Runs SQL on a GeoPackage, for damage that no writer makes; its triggers are dropped.
void run_sql(const std::string& path, const std::string& sql);

/// A GeoJSON text with these features: (properties, geometry), each JSON.
std::string geojson(const std::vector<std::pair<std::string, std::string>>& features, const std::string& crs = {});

/// A source of one file.
model::Source source_of(const std::string& path, const std::string& crs = {});

/// Records what a stream gives, one line a feature: «1[a,b] +(0 0,1 0,1 1,0 0) -(…)»; + is a shell, - a hole.
class Recorder : public read::RingVisitor {
public:
    std::vector<std::string> features;
    std::vector<read::StreamFile> files;
    std::vector<read::StreamCounts> counts;
    bool with_id = true;

    void begin_file(const read::StreamFile& file) override { files.push_back(file); }
    bool begin_feature(const read::StreamFeature& feature) override;
    void ring(std::span<const core::Point> vertices, core::RingRole role) override;
    void end_file(const read::StreamCounts& total) override { counts.push_back(total); }
    [[nodiscard]] std::vector<std::string> sorted() const;
};

}  // namespace covmap::test

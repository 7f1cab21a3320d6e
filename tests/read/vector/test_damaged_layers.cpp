// A loop over features that ends by an error is told from one that ends; what never ends can be stopped.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using Catch::Matchers::Contains;
using test::TempFolder;

namespace {

std::string streamed(const std::string& path, const std::string& layer = {}) {
    core::Defects defects;
    test::Recorder seen;
    model::Source source = test::source_of(path, "EPSG:3035");
    source.given = std::filesystem::path(path).filename();
    source.layer = layer;
    try {
        read::stream_rings({source, {}}, seen, defects);
    } catch (const core::Error& error) {
        return (error.kind() == core::ErrorKind::cancelled ? "stopped: " : "") + std::string(error.what());
    }
    return std::to_string(seen.features.size()) + " features, " + std::to_string(defects.entries().size()) + " kinds of defects";
}

test::TestLayer squares(int count, const std::string& driver) {
    test::TestLayer layer{.driver = driver, .columns = {{"name"}}, .features = {}};
    for (int i = 0; i < count; ++i) layer.features.push_back({{"a"}, "POLYGON ((0 0,1 0,1 1,0 0))"});
    return layer;
}

void view_of(const std::string& path, const std::string& select) {
    test::run_sql(path, "create view v as " + select);
    test::run_sql(path, "insert into gpkg_contents(table_name,data_type,identifier,srs_id) values('v','features','v',3035)");
    test::run_sql(path, "insert into gpkg_geometry_columns values('v','geom','POLYGON',3035,0,0)");
}

int g_looks = 0;

/// Lets five looks pass, then stops the reading.
class StoppedSoon {
public:
    StoppedSoon() {
        g_looks = 0;
        core::set_stop_check([] {
            if (++g_looks > 5) throw core::Error(core::ErrorKind::cancelled, "", "interrupted");
        });
    }
    ~StoppedSoon() { core::set_stop_check(nullptr); }
    StoppedSoon(const StoppedSoon&) = delete;
    StoppedSoon& operator=(const StoppedSoon&) = delete;
};

}  // namespace

TEST_CASE("a shapefile cut short is damaged, not a map with fewer polygons") {
    const TempFolder folder;
    const std::string path = test::write_layer(folder.path("a.shp"), squares(50, "ESRI Shapefile"));
    CHECK(streamed(path) == "50 features, 0 kinds of defects");
    std::filesystem::resize_file(path, std::filesystem::file_size(path) * 6 / 10);
    CHECK_THAT(streamed(path), Contains("a.shp:a: is damaged and cannot be read to its end") && Contains("fread"));
}

TEST_CASE("a VRT of layers whose source is missing or damaged is no layer without features") {
    const TempFolder folder;
    const auto layer = [](const std::string& name) {
        return "<OGRVRTLayer name=\"" + name + "\"><SrcDataSource relativeToVRT=\"1\">" + name +
               ".geojson</SrcDataSource></OGRVRTLayer>";
    };
    const std::string good = test::geojson({{"{}", R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]})"}});
    (void)folder.file("good.geojson", good);
    (void)folder.file("cut.geojson", good.substr(0, good.size() - 20));
    const auto source = [&](const std::string& layers) {
        return folder.file("a.vrt", "<OGRVRTDataSource>" + layers + "</OGRVRTDataSource>");
    };
    CHECK(streamed(source(layer("good"))) == "1 features, 0 kinds of defects");
    CHECK_THAT(streamed(source(layer("missing"))), Contains("a.vrt:missing: cannot be read: ") && Contains("missing.geojson"));
    CHECK_THAT(streamed(source(layer("cut"))), Contains("a.vrt:cut: cannot be read: "));
    CHECK_THAT(streamed(source("<OGRVRTUnionLayer name=\"u\">" + layer("good") + layer("missing") + "</OGRVRTUnionLayer>")),
               Contains("a.vrt:u: cannot be read: ") && Contains("missing.geojson"));
}

TEST_CASE("a layer that cannot be read is not passed over as an empty one") {
    const TempFolder folder;
    const auto layer = [](const std::string& name, const std::string& file) {
        return "<OGRVRTLayer name=\"" + name + "\"><SrcDataSource relativeToVRT=\"1\">" + file + "</SrcDataSource></OGRVRTLayer>";
    };
    (void)test::write_layer(folder.path("good.shp"), squares(3, "ESRI Shapefile"));
    const std::string cut = test::write_layer(folder.path("cut.shp"), squares(3, "ESRI Shapefile"));
    std::filesystem::resize_file(cut, 110);
    const std::string both = "<OGRVRTDataSource>" + layer("good", "good.shp") + layer("cut", "cut.shp") + "</OGRVRTDataSource>";
    CHECK_THAT(streamed(folder.file("a.vrt", both)), !Contains("kinds of defects"));
}

TEST_CASE("a view that never ends, or never begins, is stopped when the user wants to") {
    const TempFolder folder;
    const std::string endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select ";
    const std::string rows = test::write_layer(folder.path("a.gpkg"), squares(1, "GPKG"));
    view_of(rows, endless + "i as fid, (select geom from layer) as geom from n");
    {
        const StoppedSoon stop;
        CHECK(streamed(rows, "v") == "stopped: interrupted");
    }
    const std::string count = test::write_layer(folder.path("b.gpkg"), squares(1, "GPKG"));
    view_of(count, endless + "count(*) as fid, (select geom from layer) as geom from n");
    const StoppedSoon stop;
    CHECK(streamed(count, "v") == "stopped: interrupted");
}

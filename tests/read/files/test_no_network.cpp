// Nothing that a data file names is asked of a network: a socket of 127.0.0.1 listens, and nobody comes.
#include <arpa/inet.h>
#include <cpl_conv.h>
#include <gdal.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "core/error.hpp"
#include "read/files/data_files.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/no_network.hpp"
#include "read/support/vector_files.hpp"
#include "read/vector/vector_layer.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using Catch::Matchers::Contains;

namespace {

/// Hangs up on whoever calls, and counts them.
class Listener {
public:
    Listener() : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        REQUIRE(::bind(m_socket, reinterpret_cast<sockaddr*>(&at), size) == 0);
        REQUIRE(::listen(m_socket, 16) == 0);
        ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&at), &size);
        m_place = "127.0.0.1:" + std::to_string(ntohs(at.sin_port));
        m_port = std::to_string(ntohs(at.sin_port));
        m_thread = std::thread([this] {
            for (int caller = 0; (caller = ::accept(m_socket, nullptr, nullptr)) >= 0; ::close(caller)) ++m_calls;
        });
    }
    ~Listener() {
        ::shutdown(m_socket, SHUT_RDWR);
        m_thread.join();
        ::close(m_socket);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::string url(const std::string& name) const { return "http://" + m_place + "/" + name; }
    [[nodiscard]] const std::string& port() const { return m_port; }
    [[nodiscard]] int calls() const { return m_calls; }

private:
    int m_socket;
    std::string m_place, m_port;
    std::atomic<int> m_calls{0};
    std::thread m_thread;
};

std::string raster_vrt(const std::string& source) {
    return "<VRTDataset rasterXSize=\"4\" rasterYSize=\"2\"><GeoTransform>0,1,0,0,0,-1</GeoTransform>"
           "<VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename relativeToVRT=\"0\">" +
           source + "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>";
}

std::string layer_vrt(const std::string& source) {
    return "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>" + source +
           "</SrcDataSource><GeometryType>wkbPolygon</GeometryType></OGRVRTLayer></OGRVRTDataSource>";
}

std::string refusal(const std::string& path) {
    try {
        read::data_files(path, "shown", {read::Content::rasters, {}, read::Several::ask});
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("a VRT that names a place of the network is refused before anything is asked") {
    const Listener listener;
    const test::TempFolder folder;
    for (const std::string& place : {listener.url("x.tif"), "/vsicurl/" + listener.url("x.tif"), "WFS:" + listener.url("wfs"),
                                     "NETCDF:&quot;" + listener.url("x.nc") + "&quot;:v",
                                     "/vsizip//vsicurl/" + listener.url("x.zip"), std::string("/vsis3/bucket/x.tif")}) {
        INFO(place);
        CHECK_THAT(refusal(folder.file("a.vrt", raster_vrt(place))), Contains("shown: names ") && Contains("do not reach out"));
        CHECK_THAT(refusal(folder.file("b.vrt", layer_vrt(place))), Contains("do not reach out"));
    }
    CHECK_THAT(refusal(folder.file("c.vrt", raster_vrt("<![CDATA[" + raster_vrt(listener.url("x.tif")) + "]]>"))),
               Contains("do not reach out"));
    CHECK(listener.calls() == 0);
}

TEST_CASE("services, databases, links and schemas that a file names are not asked") {
    const Listener listener;
    const test::TempFolder folder;
    read::init_gdal();
    const std::string wms =
        "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>" + listener.url("${z}/${x}/${y}.png") +
        "</ServerUrl></Service><DataWindow><UpperLeftX>0</UpperLeftX><UpperLeftY>2</UpperLeftY>"
        "<LowerRightX>4</LowerRightX><LowerRightY>0</LowerRightY><SizeX>4</SizeX><SizeY>2</SizeY></DataWindow>"
        "<BandsCount>1</BandsCount></GDAL_WMS>";
    CHECK(GDALOpenEx(folder.file("a.xml", wms).c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr) == nullptr);
    CHECK(GDALOpenEx(("PG:host=127.0.0.1 port=" + listener.port()).c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr) ==
          nullptr);
    for (const std::string& name :
         {listener.url("a.geojson"), "/vsicurl/" + listener.url("a.geojson"), "/vsicurl_streaming/" + listener.url("a.geojson"),
          "/vsicurl?url=" + listener.url("a.geojson")})
        CHECK(GDALOpenEx(name.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr) == nullptr);
    const std::string wfs = "<OGRWFSDataSource><URL>" + listener.url("wfs") + "</URL></OGRWFSDataSource>";
    CHECK_THROWS_AS(read::open_vector(folder.file("wfs.xml", wfs), "wfs.xml"), core::Error);
    CHECK(listener.calls() == 0);
}

TEST_CASE("a GeoJSON whose CRS is a link is an error that says so") {
    const Listener listener;
    const test::TempFolder folder;
    const std::string text = R"({"type":"FeatureCollection","crs":{"type":"link","properties":{"href":")" + listener.url("crs") +
                             R"(","type":"proj4"}},"features":[{"type":"Feature","properties":{},"geometry":null}]})";
    CHECK_THROWS_WITH(read::open_vector(folder.file("a.geojson", text), "a.geojson"),
                      Contains("a.geojson: names a place of the network: " + listener.url("crs")) && Contains("Download it"));
    CHECK(listener.calls() == 0);
}

TEST_CASE("what the job itself names is asked for, and nothing beside its folder") {
    const Listener listener;
    const std::string named = "/vsicurl/" + listener.url("folder/a.geojson");
    read::data_files(named, named, {read::Content::vectors, {}, read::Several::ask});
    CHECK_THROWS_AS(read::open_vector(named, "a.geojson"), core::Error);  // the listener hangs up
    const int calls = listener.calls();
    CHECK(calls > 0);
    CHECK_FALSE(read::try_open_vector("/vsicurl/" + listener.url("other/a.geojson")));
    CHECK(listener.calls() == calls);
    CHECK(read::is_named("/vsicurl/" + listener.url("folder/a.dbf")));
    CHECK_FALSE(read::is_named("/vsicurl/" + listener.url("other/a.geojson")));
}

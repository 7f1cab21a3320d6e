#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/table/point_rows.hpp"
#include "read/vector/vector_layer.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;

namespace {

std::string triangle(int x) {
    const std::string west = std::to_string(x), east = std::to_string(x + 1);
    return R"({"type":"Polygon","coordinates":[[[)" + west + ".0,0.0],[" + east + ".0,0.0],[" + east + ".0,1.0],[" + west +
           ".0,0.0]]]}";
}

// A shapefile of points whose table is Windows-1252 while its .cpg says otherwise.
std::string lying_points(const TempFolder& folder, const std::string& encoding) {
    test::TestLayer layer;
    layer.driver = "ESRI Shapefile";
    layer.geometry = "Point";
    layer.columns = {{"op_rateur"}};
    layer.features = {{{"_cole"}, "POINT (1 2)"}};
    std::string path = test::write_layer(folder.path("a.shp"), layer);
    const std::string table = folder.path("a.dbf");
    std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    bytes[bytes.find("op_rateur") + 2] = '\xE9';
    bytes[bytes.find("_cole")] = '\xC9';
    file.clear();
    file.seekp(0);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    folder.file("a.cpg", encoding);
    return path;
}

std::vector<std::string> codes_of(const std::string& path) {
    core::Defects defects;
    test::Recorder recorder;
    recorder.with_id = false;
    read::stream_rings({test::source_of(path, "EPSG:3035"), {"code"}}, recorder, defects);
    std::vector<std::string> codes;
    for (const std::string& feature : recorder.features)
        codes.push_back(feature.substr(feature.find('[') + 1, feature.find(']') - feature.find('[') - 1));
    return codes;
}

}  // namespace

TEST_CASE("names and texts of a table that lies about its encoding are found, and are UTF-8") {
    const TempFolder folder;
    const std::string path = lying_points(folder, "UTF-8");
    const auto rows = read::open_points({}, path, path, {"opérateur"});
    REQUIRE(rows->next());
    CHECK(rows->text(0) == "École");
}

TEST_CASE("texts of a shapefile without .cpg are UTF-8 where all of them are, and Windows-1252 where one is not") {
    const auto first_name = [](const std::vector<std::string>& names, char language) {
        const TempFolder folder;
        test::TestLayer layer;
        layer.driver = "ESRI Shapefile";
        layer.geometry = "Point";
        layer.columns = {{"nom"}};
        for (std::size_t i = 0; i < names.size(); ++i) layer.features.push_back({{"_" + std::string(30, 'x')}, "POINT (1 2)"});
        const std::string path = test::write_layer(folder.path("a.shp"), layer);
        std::filesystem::remove(folder.path("a.cpg"));
        const std::string table = folder.path("a.dbf");
        std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(file)), {});
        bytes[29] = language;
        for (const std::string& name : names) {
            const std::size_t at = bytes.find('_');
            bytes.replace(at, 31, (name + std::string(31, ' ')).substr(0, 31));
        }
        file.clear();
        file.seekp(0);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        const auto rows = read::open_points({}, path, path, {"nom"});
        REQUIRE(rows->next());
        return std::string(rows->text(0));
    };
    for (const char language : {'\0', '\x03', '\x57'}) {
        CHECK(first_name({"\xC3\x89pinal", "Lyon"}, language) == "Épinal");
        CHECK(first_name({"\xC9pinal", "Lyon"}, language) == "Épinal");
        CHECK(first_name({"Orl\xE9"
                          "ans",
                          "\xC3\x89pinal"},
                         language) == "Orléans");  // one table, one encoding
    }
    CHECK(first_name({"Epinal", "Lyon"}, '\0') == "Epinal");
    CHECK(first_name({"\x90pinal", "Lyon"}, '\x02') == "Épinal");  // code page 850 is what it says
}

TEST_CASE("what this GDAL does not read is named with the remedy") {
    const TempFolder folder;
    const auto reason = [&](const std::string& name, const std::string& bytes) {
        try {
            read::open_vector(folder.file(name, bytes), name);
        } catch (const core::Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(reason("a.parquet", "PAR1\x15\x04").find("a.parquet: is Parquet, which is not read") == 0);
    CHECK(reason("a.geojson", "\xFF\xFE{").find("a.geojson: is UTF-16") == 0);
    CHECK(reason("a.gpkg", "Rar!\x1A\x07").find("is a RAR archive") != std::string::npos);
    CHECK(reason("a.shp", "nothing").find("cannot be opened as vector data") != std::string::npos);
}

TEST_CASE("integers beyond 2^63 stay what they are, digit for digit") {
    const TempFolder folder;
    const auto both = [&](const std::string& first, const std::string& second) {
        return codes_of(folder.file(
            "a.geojson", test::geojson({{"{\"code\":" + first + "}", triangle(0)}, {"{\"code\":" + second + "}", triangle(2)}})));
    };
    using Codes = std::vector<std::string>;
    CHECK(both("92233720368547758071", "92233720368547758072") == Codes{"92233720368547758071", "92233720368547758072"});
    CHECK(both("92233720368547758071", "7") == Codes{"92233720368547758071", "7"});
    CHECK(both("9223372036854775807", "-9223372036854775807") == Codes{"9223372036854775807", "-9223372036854775807"});
    CHECK(both("1.5", "2e3") == Codes{"1.5", "2000"});
}

TEST_CASE("a layer of over 10,000 columns is refused before a feature is read, with its remedy") {
    const TempFolder folder;
    const auto properties = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += (i == 0 ? "\"c" : ",\"c") + std::to_string(i) + "\":1";
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)" + text + R"(},"geometry":)" +
               triangle(1) + "}]}";
    };
    folder.file("wide.geojson", properties(10'001));
    folder.file("most.geojson", properties(10'000));
    CHECK(read::open_vector(folder.path("most.geojson"), "most.geojson"));
    try {
        read::open_vector(folder.path("wide.geojson"), "wide.geojson");
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.where() == folder.path("wide.geojson") + ":wide");
        CHECK(error.message() ==
              "has 10001 columns, and at most 10000 can be read; make a file of those that are needed, or turn "
              "the columns into rows");
    }
}

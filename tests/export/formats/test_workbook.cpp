#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "export/formats/workbook.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

model::RunModel model_of(const std::string& language) {
    model::RunModel model;
    model.job.name = "Brume";
    model.job.output.language = language;
    model.date = "2025-01-01";
    core::Attribute people;
    people.name = "population";
    model.attributes.push_back(people);
    model::IndicatorSpec indicator;
    indicator.name = "any_4g";
    model.job.indicator = {indicator};
    return model;
}

model::Table columns_table() {
    model::Table table;
    table.name = "columns";
    model::Column column;
    column.name = "column";
    column.push("code");
    table.columns = {column};
    return table;
}

/// The sheets of a workbook, each a table of texts, as GDAL reads them.
std::map<std::string, std::vector<std::vector<std::string>>> read_back(const std::string& path) {
    GDALAllRegister();
    CPLSetConfigOption("OGR_XLSX_HEADERS", "DISABLE");
    CPLSetConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
    std::map<std::string, std::vector<std::vector<std::string>>> sheets;
    const std::unique_ptr<void, decltype(&GDALClose)> book(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr),
                                                           &GDALClose);
    REQUIRE(book);
    for (int l = 0; l < GDALDatasetGetLayerCount(book.get()); ++l) {
        OGRLayerH layer = GDALDatasetGetLayer(book.get(), l);
        auto& rows = sheets[OGR_L_GetName(layer)];
        OGR_L_ResetReading(layer);
        while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
            auto& row = rows.emplace_back();
            for (int f = 0; f < OGR_F_GetFieldCount(feature); ++f) row.emplace_back(OGR_F_GetFieldAsString(feature, f));
            OGR_F_Destroy(feature);
        }
    }
    return sheets;
}

}  // namespace

TEST_CASE("a unit has a narrow sheet first, then one with all its columns; the others one each") {
    const model::Table communes = tests::communes(), counts = tests::counts();
    std::vector<std::string> warnings;
    const auto sheets = exports::sheets_of(model_of("en"), {&communes, &counts}, warnings);
    CHECK(warnings.empty());
    REQUIRE(sheets.size() == 3);
    CHECK(sheets[0].name == "commune");
    std::vector<std::string> narrow;
    for (const model::Column* column : sheets[0].columns) narrow.push_back(column->name);
    CHECK(narrow == std::vector<std::string>{"code", "name", "population", "any_4g_population_pct", "any_4g_population_not",
                                             "any_4g_population_unk"});
    CHECK(sheets[1].name == "commune +");
    CHECK(sheets[1].columns.size() == communes.columns.size());
    CHECK(sheets[2].name == counts.name);
}

TEST_CASE("the workbook is read as it was written: codes are texts, numbers numbers, nulls empty; and is the same twice") {
    const Scratch scratch;
    const model::Table communes = tests::communes();
    std::vector<std::string> warnings;
    const model::RunModel model = model_of("fr");
    const auto sheets = exports::sheets_of(model, {&communes}, warnings);
    exports::write_workbook(model, sheets, columns_table(), scratch / "tables.xlsx");
    const auto read = read_back(scratch / "tables.xlsx");
    REQUIRE(read.size() == 4);
    CHECK(read.at("Lisez-moi").at(0).at(0) == "Brume");
    const auto& rows = read.at("commune +");
    REQUIRE(rows.size() == communes.rows() + 1);
    CHECK(rows[0][0] == communes.columns[0].label.fr);
    CHECK(rows[1][0] == "01001");
    CHECK(rows[1][1] == "Alpha, la \"Grande\"");
    CHECK(rows[1][2] == "100.5");
    CHECK(rows[2][7].empty());
    CHECK(rows[3][0] == "75056");
    exports::write_workbook(model, sheets, columns_table(), scratch / "again.xlsx");
    CHECK(tests::bytes_of(scratch / "again.xlsx") == tests::bytes_of(scratch / "tables.xlsx"));
}

TEST_CASE("what is larger than a sheet is left out and told; names are cut to what Excel takes") {
    model::Table large = tests::counts();
    large.name = "very_large_table_with_a_name_that_is_longer_than_a_sheet's";
    model::Table other = large;
    other.name += " 2";
    std::vector<std::string> warnings;
    const auto sheets = exports::sheets_of(model_of("en"), {&large, &other}, warnings);
    REQUIRE(sheets.size() == 2);
    CHECK(sheets[0].name.size() <= 31);
    CHECK(sheets[1].name.size() <= 31);
    CHECK(sheets[0].name != sheets[1].name);
    for (model::Column& column : large.columns) column.nulls.resize(exports::kSheetRows);
    CHECK(exports::sheets_of(model_of("en"), {&large}, warnings).empty());
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings.front(),
               Catch::Contains("lacks very_large") && Catch::Contains("1048576 rows") && Catch::Contains("[only]"));
}

TEST_CASE("a workbook that cannot be written is an error that names it") {
    const model::RunModel model = model_of("en");
    CHECK_THROWS_WITH(exports::write_workbook(model, {}, columns_table(), "/nonexistent/tables.xlsx"),
                      Catch::Contains("/nonexistent/tables.xlsx"));
}

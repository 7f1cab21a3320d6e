#include <cpl_vsi.h>

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/files/data_files.hpp"
#include "read/files/gdal_init.hpp"
#include "read/support/vector_files.hpp"
#include "read/table/table_reader.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;
using read::parse_number;
using read::TableReader;

namespace {

// All records as «a|b|c».
std::vector<std::string> rows_of(TableReader& table) {
    std::vector<std::string> rows;
    while (table.next()) {
        std::string row;
        for (std::size_t i = 0; i < table.columns().size(); ++i) row += (i == 0 ? "" : "|") + std::string(table.text(i));
        rows.push_back(row);
    }
    return rows;
}

std::vector<std::string> rows_of(const std::string& path) {
    TableReader table(path);
    return rows_of(table);
}

void write_through_gdal(const std::string& path, const std::string& content) {
    read::init_gdal();
    VSILFILE* file = VSIFOpenL(path.c_str(), "wb");
    REQUIRE(file != nullptr);
    VSIFWriteL(content.data(), 1, content.size(), file);
    VSIFCloseL(file);
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("values stay as published: codes keep their zeros, blanks around them go") {
    const TempFolder folder;
    CHECK(rows_of(folder.file("a.csv", "code,name\n01001, L'Abergement \n2A004,Ajaccio\n")) ==
          Rows{"01001|L'Abergement", "2A004|Ajaccio"});
}

TEST_CASE("the separator is found in the header: comma, semicolon, tab or bar") {
    const TempFolder folder;
    CHECK(rows_of(folder.file("a.csv", "a;b\n1;2,5\n")) == Rows{"1|2,5"});
    CHECK(rows_of(folder.file("b.csv", "a;b;c,d\n1;2;3\n")) == Rows{"1|2|3"});
    CHECK(rows_of(folder.file("c.tsv", "a\tb\n1\t2,3\n")) == Rows{"1|2,3"});
    CHECK(rows_of(folder.file("d.txt", "a|b\n1|2\n")) == Rows{"1|2"});
    CHECK(rows_of(folder.file("e.csv", "\"x;y;z\",b\n1,2\n")) == Rows{"1|2"});
}

TEST_CASE("quotes hold separators, line ends and doubled quotes") {
    const TempFolder folder;
    CHECK(rows_of(folder.file("a.csv", "a,b\n\"x,y\",\"say \"\"yes\"\"\"\n\"two\nlines\",\"\"\n")) ==
          Rows{"x,y|say \"yes\"", "two\nlines|"});
    CHECK(rows_of(folder.file("b.csv", "a,b\n\"left\" over,2\n5\",6\n")) == Rows{"\"left\" over|2", "5\"|6"});
}

TEST_CASE("LF, CRLF and CR end lines; the last needs none; empty lines are no records") {
    const TempFolder folder;
    const Rows want = {"1|2", "3|4"};
    CHECK(rows_of(folder.file("a.csv", "a,b\n1,2\n\n3,4")) == want);
    CHECK(rows_of(folder.file("b.csv", "a,b\r\n1,2\r\n3,4\r\n")) == want);
    CHECK(rows_of(folder.file("c.csv", "a,b\r1,2\r\r3,4\r")) == want);
    CHECK(rows_of(folder.file("d.csv", "a,b\n")).empty());
}

TEST_CASE("a record's place is its line in the file") {
    const TempFolder folder;
    TableReader table(folder.file("a.csv", "a,b\n\"x\ny\",1\n\nz,2\n"));
    REQUIRE(table.next());
    CHECK(table.record() == "2");
    REQUIRE(table.next());
    CHECK(table.record() == "5");
    CHECK(table.record_number() == 5);
    CHECK_FALSE(table.next());
    CHECK(table.records() == 2);
    CHECK(table.driver() == "CSV");
    CHECK(table.crs().empty());
}

TEST_CASE("records with too few or too many fields are told apart; what is missing is empty") {
    const TempFolder folder;
    TableReader table(folder.file("a.csv", "a,b\n1\n1,2,3\n1,2\n"));
    REQUIRE(table.next());
    CHECK(table.ragged());
    CHECK(table.text(1).empty());
    REQUIRE(table.next());
    CHECK(table.ragged());
    REQUIRE(table.next());
    CHECK_FALSE(table.ragged());
}

TEST_CASE("a byte order mark is no part of the first name, and what is not UTF-8 is Windows-1252") {
    const TempFolder folder;
    TableReader table(folder.file("a.csv", "\xEF\xBB\xBFnom,prix\nCh\xE2teau,5 \x80\nCh\xC3\xA2teau,\xE2\x82\xAC\n"));
    CHECK(table.columns() == std::vector<std::string>{"nom", "prix"});
    CHECK(rows_of(table) == Rows{"Château|5 €", "Château|€"});
    TableReader header(folder.file("b.csv", "d\xE9partement\n1\n"));
    CHECK(header.columns() == std::vector<std::string>{"département"});
}

TEST_CASE("records may straddle the reading buffer") {
    const TempFolder folder;
    std::string content = "a,b\n";
    Rows want;
    for (int i = 0; i < 30000; ++i) {
        const std::string text = std::string(static_cast<std::size_t>(i % 97), 'x') + std::to_string(i);
        content += "\"" + text + "\"\"\"," + std::to_string(i) + "\r\n";
        want.push_back(text + "\"|" + std::to_string(i));
    }
    REQUIRE(content.size() > (std::size_t{1} << 20));
    CHECK(rows_of(folder.file("a.csv", content)) == want);
}

TEST_CASE("a long table is read the same with and without quotes, whatever its line ends and field lengths") {
    const TempFolder folder;
    std::uint32_t state = 1;
    const auto next = [&](std::uint32_t below) { return (state = state * 1664525U + 1013904223U) / 65536U % below; };
    std::vector<std::vector<std::string>> rows(20000, std::vector<std::string>(5));
    for (auto& row : rows)
        for (std::string& field : row) {
            field.assign(next(4) == 0 ? 0 : next(40), static_cast<char>('a' + next(26)));
            if (!field.empty() && next(9) == 0) field.insert(1, "\"");  // not at its front: a quote like any letter
        }
    for (const char* end : {"\n", "\r\n", "\r"})
        for (const bool quoted : {false, true}) {
            std::string text = "a;b;c;d;e" + std::string(end);
            for (const auto& row : rows)
                for (std::size_t i = 0; i < row.size(); ++i) {
                    std::string field = row[i];
                    if (quoted) {
                        for (std::size_t at = 0; (at = field.find('"', at)) != std::string::npos; at += 2) field.insert(at, "\"");
                        field = "\"" + field + "\"";
                    }
                    text += field + (i + 1 < row.size() ? std::string(";") : std::string(end));
                }
            TableReader table(folder.file("long.csv", text));
            std::size_t wrong = 0;
            for (std::size_t r = 0; r < rows.size(); ++r) {
                REQUIRE(table.next());
                for (std::size_t i = 0; i < 5; ++i) wrong += table.raw(i) != rows[r][i] ? 1 : 0;
                wrong += table.ragged() || table.record_number() != static_cast<std::int64_t>(r + 2) ? 1 : 0;
            }
            CHECK(wrong == 0);
            CHECK_FALSE(table.next());
        }
}

TEST_CASE("gz and zip are read as they are") {
    const TempFolder folder;
    write_through_gdal("/vsigzip/" + folder.path("a.csv.gz"), "a,b\n1,2\n");
    CHECK(rows_of(folder.path("a.csv.gz")) == Rows{"1|2"});
    write_through_gdal("/vsizip/" + folder.path("a.zip") + "/inner.csv", "a,b\n3,4\n");
    CHECK(rows_of(folder.path("a.zip")) == Rows{"3|4"});
    CHECK(rows_of("/vsizip/" + folder.path("a.zip") + "/inner.csv") == Rows{"3|4"});
}

TEST_CASE("other tables come through GDAL: text as text, numbers as numbers, null as nothing") {
    const TempFolder folder;
    test::TestLayer layer;
    layer.name = "squares";
    layer.columns = {{"code", "text"}, {"people", "integer"}, {"share", "real"}};
    layer.features = {{{"01001", "12", "0.5"}, "POLYGON ((0 0,1 0,1 1,0 0))"}, {{"2A004", "", "1.25"}, ""}};
    TableReader table(test::write_layer(folder.path("a.gpkg"), layer));
    CHECK(table.columns() == std::vector<std::string>{"code", "people", "share"});
    CHECK(table.driver() == "GPKG");
    CHECK(table.layer() == "squares");
    CHECK(table.crs() == "EPSG:3035");
    REQUIRE(table.next());
    double value = 0;
    CHECK(table.text(0) == "01001");
    CHECK(table.number(1, value));
    CHECK(value == 12);
    CHECK(table.text(1) == "12");
    CHECK(table.record() == "1");
    REQUIRE(table.next());
    CHECK_FALSE(table.number(1, value));
    CHECK(table.text(1).empty());
    CHECK(table.number(2, value));
    CHECK(value == 1.25);
    CHECK_FALSE(table.next());
}

TEST_CASE("columns are found by name, else by the same name in other letters; a missing one is an error that helps") {
    const TempFolder folder;
    TableReader table(folder.file("a.csv", "GRD_ID,population,T,t\n"));
    CHECK(table.column("GRD_ID") == 0);
    CHECK(table.column("grd_id") == 0);
    CHECK(table.column("t") == 3);
    CHECK(table.find_column("nothing") == TableReader::kNoColumn);
    try {
        (void)table.column("populaton");
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(error.message() ==
              "has no column «populaton»; did you mean «population»? Its columns are: GRD_ID, population, T, t");
    }
}

TEST_CASE("files that cannot be read are errors under the name that is shown") {
    const TempFolder folder;
    const auto fault = [](const std::string& path) {
        try {
            TableReader table(path, "", "shown.csv");
            while (table.next()) {
            }
        } catch (const core::Error& error) {
            CHECK(error.kind() == core::ErrorKind::input);
            CHECK(error.where().find("shown.csv") == 0);
            return error.message();
        }
        return std::string();
    };
    CHECK(fault(folder.path("absent.csv")).find("cannot be opened") == 0);
    CHECK(fault(folder.path("absent.gpkg")).find("cannot be opened") == 0);
    CHECK(fault(folder.file("empty.csv", "")) == "is empty: a header line with the names of the columns is needed");
    CHECK(fault(folder.file("wide.csv", std::string("\xFF\xFE"
                                                    "a\0",
                                                    4))) == "is UTF-16: save it as UTF-8");
    write_through_gdal("/vsigzip/" + folder.path("cut.csv.gz"), "a,b\n" + std::string(5000000, '7') + ",2\n");
    std::string whole(100000, '\0');
    VSILFILE* file = VSIFOpenL(folder.path("cut.csv.gz").c_str(), "rb");
    whole.resize(VSIFReadL(whole.data(), 1, whole.size(), file) / 2);
    VSIFCloseL(file);
    CHECK(fault(folder.file("cut.csv.gz", whole)).find("is damaged") == 0);
}

TEST_CASE("numbers: decimal point or comma, nothing else beside them") {
    double value = 0;
    const auto number = [&](std::string_view text) { return parse_number(text, value) ? value : -999; };
    CHECK(number("12") == 12);
    CHECK(number(" -1,5 ") == -1.5);
    CHECK(number("+3.25") == 3.25);
    CHECK(number("1e3") == 1000);
    CHECK(number("0.1") == 0.1);
    for (const char* text : {"", " ", "#N/A", "nan", "inf", "1 00", "12 m", "1,2,3", "1.2,3", "+-1", "0x10", "--"}) {
        INFO(text);
        CHECK_FALSE(parse_number(text, value));
    }
}

TEST_CASE("a quote that is never closed is an error that names the line where it is opened") {
    const TempFolder folder;
    const auto fault = [&](const std::string& content) {
        try {
            rows_of(folder.file("a.csv", content));
        } catch (const core::Error& error) {
            CHECK(error.message().find("a quote is opened in this line and never closed") == 0);
            return error.where().substr(error.where().rfind(':') + 1);
        }
        return std::string();
    };
    CHECK(fault("a,b\n1,2\n\"x,3\n4,5\n6,7\n") == "3");
    CHECK(fault("a,b\n1,2\n\"x,3\n4,\"y\"\n6,7\n") == "3");  // the next field's quote is not its end
    CHECK(fault("a,b\n\"1\n1\",\"2\n") == "3");
    CHECK(fault("a,b\n1,\"2") == "2");
    CHECK(fault("a,b\n\"left\" over,2\n\"two\nlines\",4\n5\",6\n").empty());
}

TEST_CASE("whether «1,234» is a thousand or one and a quarter is told by the whole column") {
    const TempFolder folder;
    const auto sum = [&](const std::string& content) {
        TableReader table(folder.file("a.csv", content));
        double total = 0, value = 0;
        while (table.next())
            if (table.number(1, value)) total += value;
        return total;
    };
    CHECK(sum("id,T\n1,\"1,234\"\n2,950\n3,\"2,000\"\n") == 4184);
    CHECK(sum("id,T\n1,\"1,234\"\n2,\"1,234,567\"\n") == 1235801);
    CHECK(sum("id;T\n1;1,250\n2;0,5\n") == 1.75);
    CHECK(sum("id;T\n1;1.250\n2;1.234.567\n") == 1235817);
    CHECK(sum("id,T\n1,1.234\n2,12.500\n3,987\n") == 14721);
    CHECK(sum("id,T\n1,10.500\n2,0.250\n") == 10.75);
    CHECK(sum("id,T\n1,10.500\n2,1020.250\n") == 1030.75);
    CHECK_THROWS_WITH(sum("id,T\n1,10.500\n2,20.250\n"), Catch::Matchers::Contains("«10.500» in column «T» may be 10500"));
    CHECK_THROWS_WITH(sum("id;T\n1;1,250\n2;2,345\n"), Catch::Matchers::Contains("«1,250» in column «T» may be 1250"));
}

TEST_CASE("two columns of one name stop those who ask for it alone") {
    const TempFolder folder;
    TableReader table(folder.file("a.csv", "id,T,T\n1,2,3\n"));
    CHECK(table.column("id") == 0);
    CHECK_THROWS_WITH(table.column("T"), Catch::Matchers::Contains("the 2nd and the 3rd"));
}

TEST_CASE("real columns that hold codes give them without decimals, and values their numbers") {
    const TempFolder folder;
    test::TestLayer layer;
    layer.driver = "ESRI Shapefile";
    layer.columns = {{"code", "real"}, {"share", "real"}};
    layer.features = {{{"75056", "0.25"}, "POLYGON ((0 0,1 0,1 1,0 0))"}};
    TableReader table(test::write_layer(folder.path("a.shp"), layer));
    REQUIRE(table.next());
    CHECK(table.text(0) == "75056");
    CHECK(table.text(1) == "0.25");
    double value = 0;
    CHECK(table.number(1, value));
    CHECK(value == 0.25);
}

TEST_CASE("no-break blanks around a value go, in UTF-8 and in Windows-1252") {
    const TempFolder folder;
    CHECK(rows_of(folder.file("a.csv", "a,b\n\xC2\xA0x\xC2\xA0,y\xE2\x80\xAF\n\xE9\xA0,1\n")) == Rows{"x|y", "é|1"});
}

TEST_CASE("the nearest name is offered when it is near") {
    const std::vector<std::string> names = {"population", "LAND_SURFACE", "T"};
    CHECK(read::nearest_name("populations", names) == "population");
    CHECK(read::nearest_name("land_surfase", names) == "LAND_SURFACE");
    CHECK(read::nearest_name("operateur", names).empty());
}

TEST_CASE("paths of archives are given to GDAL's virtual files") {
    const auto opened = [](const std::string& path) { return read::data_file(path, {}, read::Content::tables); };
    CHECK(opened("a/b.csv.gz") == "/vsigzip/a/b.csv.gz");
    CHECK(opened("a/B.ZIP") == "/vsizip/a/B.ZIP");
    CHECK(opened("/vsigzip/x.gz") == "/vsigzip/x.gz");
    CHECK(opened("x.gpkg") == "x.gpkg");
}

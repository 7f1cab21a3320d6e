#include <catch2/catch.hpp>

#include "export/formats/csv.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using tests::Scratch;

TEST_CASE("a table is written with exact decimals, fixed shares, quotes where needed and empty nulls") {
    const Scratch scratch;
    exports::write_csv(tests::communes(), scratch / "commune.csv");
    CHECK(tests::bytes_of(scratch / "commune.csv") ==
          "code,name,population,area_km2,any_4g_population,any_4g_population_not,any_4g_population_unk,any_4g_population_pct\n"
          "01001,\"Alpha, la \"\"Grande\"\"\",100.5,2.5,50.5,50,0,50.25\n"
          "2A004,Béta,0,1,0,0,0,\n"
          "75056,Gamma,7,0.00000001,0,0,7,0.00\n");
}

TEST_CASE("the types stand beside the table, so that 01001 stays a text") {
    const Scratch scratch;
    exports::write_csv(tests::communes(), scratch / "commune.csv");
    CHECK(tests::bytes_of(scratch / "commune.csvt") ==
          "\"String\",\"String\",\"Real\",\"Real\",\"Real\",\"Real\",\"Real\",\"Real\"\n");
}

TEST_CASE("counts are integers and flags are true or false") {
    const Scratch scratch;
    exports::write_csv(tests::counts(), scratch / "counts.csv");
    CHECK(tests::bytes_of(scratch / "counts.csv") == "code,operators,secret\n01001,0,false\n01001,1,true\n01001,,false\n");
    CHECK(tests::bytes_of(scratch / "counts.csvt") == "\"String\",\"Integer\",\"String\"\n");
}

TEST_CASE("line ends inside a text are quoted") {
    const Scratch scratch;
    model::Table table;
    table.columns = {tests::column("name", model::ColumnType::text)};
    table.columns[0].push(std::string("two\nlines"));
    exports::write_csv(table, scratch / "t.csv");
    CHECK(tests::bytes_of(scratch / "t.csv") == "name\n\"two\nlines\"\n");
}

TEST_CASE("a name is written as the source has it, also where a spreadsheet would take it for a formula") {
    const Scratch scratch;
    model::Table table;
    table.columns = {tests::column("name", model::ColumnType::text)};
    for (const char* name : {"=1+1", "+33", "-", "@home", "=HYPERLINK(\"http://x\",\"y\")"})
        table.columns[0].push(std::string(name));
    exports::write_csv(table, scratch / "t.csv");
    CHECK(tests::bytes_of(scratch / "t.csv") == "name\n=1+1\n+33\n-\n@home\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n");
}

TEST_CASE("a table without rows is its header, one without columns an empty line") {
    const Scratch scratch;
    model::Table table;
    exports::write_csv(table, scratch / "none.csv");
    CHECK(tests::bytes_of(scratch / "none.csv") == "\n");
    table.columns = {tests::column("code", model::ColumnType::text)};
    exports::write_csv(table, scratch / "header.csv");
    CHECK(tests::bytes_of(scratch / "header.csv") == "code\n");
}

TEST_CASE("a folder that does not exist is an output error that names the file") {
    const Scratch scratch;
    const auto error = tests::error_of([&] { exports::write_csv(tests::counts(), scratch / "absent/counts.csv"); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == scratch / "absent/counts.csv");
    CHECK_THAT(error->message(), Catch::StartsWith("cannot be created (No such file or directory); see that its folder exists"));
}

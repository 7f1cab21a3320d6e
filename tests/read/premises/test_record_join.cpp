#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <thread>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/premises/record_join.hpp"
#include "read/support/joined.hpp"
#include "read/support/point_tables.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using test::joined;
using test::offers_at;
using test::TempFolder;

namespace {

/// Premises of these names, number 0, 1, …
std::unique_ptr<read::OpenDemand> premises(const TempFolder& folder, const std::vector<std::string>& ids) {
    std::string text = "id,x,y,n,block\n";
    for (std::size_t i = 0; i < ids.size(); ++i)
        text += ids[i] + "," + std::to_string(4000010 + 10 * i) + ",2999500,1," + (i % 2 == 0 ? "0100" : "100") + "\n";
    model::DemandSpec spec = test::points_of({folder.file("premises.csv", text)});
    spec.points->place_column = "block";
    return read::open_demand(spec);
}

model::SupplySpec records(const std::vector<std::string>& files) {
    model::SupplySpec spec;
    spec.source.given = "records";
    spec.source.files = files;
    spec.format = model::SupplyFormat::records;
    spec.kind = "fixed";
    spec.service.constant = "data";
    spec.id_column = "id";
    spec.operator_field.column = "op";
    spec.technology.column = "tech";
    spec.down.column = "down";
    return spec;
}

const std::string kHeader = "id,op,tech,down\n";

std::optional<core::Error> error_of(const model::SupplySpec& spec, const read::OpenDemand& demand) {
    try {
        (void)joined(spec, demand);
    } catch (const core::Error& error) {
        return error;
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("each premises gets the offers of the records that name it; one without record is unknown") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1", "P2", "P3"});
    const auto read = joined(
        records({folder.file("a.csv", kHeader + "P1,A,ftth,1000\nP2,B,COPPER,8\nP1,B,COPPER,0.5\nP2,A,ftth,1000\n")}), *demand);
    CHECK(offers_at(read, 0) == "A FTTH 1000; B COPPER 0.5");
    CHECK(offers_at(read, 1) == "A FTTH 1000; B COPPER 8");
    CHECK(offers_at(read, 2) == "unknown");
    CHECK(read.sets.size() == 3);
    CHECK(read.sets[0].empty());
    CHECK(read.claims.size() == 2);
    CHECK(read.claims[0].kind == "fixed");
    CHECK(read.claims[0].service == "data");
    CHECK(read.inputs[0].records == 4);
}

TEST_CASE("records that are skipped claim nothing, and their premises is known") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1", "P2", "P3"});
    model::SupplySpec spec =
        records({folder.file("a.csv", "id,op,tech,down,saturation\nP1,A,4GF,30,true\nP2,A,4GF,30,f\nP2,A,4GF,30,true\n")});
    spec.skip = {{"saturation", {"true", "1", "t", "oui"}}};
    const auto read = joined(spec, *demand);
    CHECK(offers_at(read, 0) == "nothing");
    CHECK(offers_at(read, 1) == "A 4GF 30");
    CHECK(offers_at(read, 2) == "unknown");
}

TEST_CASE("speeds are Mbit/s with decimals, or words; others are counted and not said") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1", "P2", "P3", "P4"});
    model::SupplySpec spec = records({folder.file(
        "a.csv",
        "id,op,tech,down,up,lat\nP1,A,FTTH,\"1,5\",INEL,1\nP2,A,FTTH,THD1G,THD100,0\nP3,A,FTTH,fast,,\nP4,A,FTTH,,-1,maybe\n")});
    spec.up.column = "up";
    spec.latency.column = "lat";
    const std::map<std::string, std::string> words = {{"INEL", "0"}, {"THD100", "100"}, {"THD1G", "1000"}};
    spec.values = {{"down", words}, {"up", words}};
    const auto read = joined(spec, *demand);
    CHECK(offers_at(read, 0) == "A FTTH 1.5/0 low");
    CHECK(offers_at(read, 1) == "A FTTH 1000/100 high");
    CHECK(offers_at(read, 2) == "A FTTH");
    CHECK(offers_at(read, 3) == "A FTTH");
    CHECK(read.defects.count("speed-not-a-number") == 2);
    CHECK(read.defects.count("flag-unknown") == 1);
    CHECK(read.layers.size() == 3);
}

TEST_CASE("words of technologies and levels are translated; levels tell offers apart") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1", "P2"});
    model::SupplySpec spec =
        records({folder.file("a.csv", "id,op,tech,state\nP1,A,50,on request\nP2,A,50,deployed\nP2,A,10,deployed\n")});
    spec.down = {};
    spec.level.column = "state";
    spec.levels = {"deployed", "request"};
    spec.values = {{"technology", {{"50", "FTTH"}, {"10", "COPPER"}}}, {"level", {{"on request", "request"}}}};
    const auto read = joined(spec, *demand);
    CHECK(offers_at(read, 0) == "A FTTH request");
    CHECK(offers_at(read, 1) == "A COPPER deployed; A FTTH deployed");
    CHECK(read.scales[0].levels == spec.levels);
}

TEST_CASE("records of no known premises, without name or without operator are counted with their lines") {
    const TempFolder folder;
    const auto demand = premises(folder, {"01", "P2"});
    const auto read = joined(
        records({folder.file(
            "a.csv", kHeader + "1,A,FTTH,30\n,A,FTTH,30\nP2,,FTTH,30\nX,A,FTTH,30\nX,A,FTTH,30\nP2,A,FTTH\n 01 ,A,FTTH,30\n")}),
        *demand);
    CHECK(read.defects.count("record-unmatched") == 3);
    CHECK(read.defects.count("record-unnamed") == 1);
    CHECK(read.defects.count("operator-missing") == 1);
    CHECK(read.defects.count("ragged-record") == 1);
    const auto& examples = read.defects.entries().at({"record-unmatched", "records"}).examples;
    CHECK(examples[0].feature == "2");
    CHECK(examples[1].feature == "5");
    CHECK(offers_at(read, 0) == "A FTTH 30");
    CHECK(offers_at(read, 1) == "A FTTH");
}

TEST_CASE("the order of records and files, threads and memory change nothing") {
    const TempFolder folder;
    std::vector<std::string> ids;
    for (int i = 0; i < 500; ++i) ids.push_back("P" + std::to_string(i));
    const auto demand = premises(folder, ids);
    std::vector<std::string> lines;
    for (int i = 0; i < 5000; ++i)
        lines.push_back("P" + std::to_string(i * 37 % 520) + "," + std::string(1, static_cast<char>('A' + i % 5)) + ",FTTH," +
                        std::to_string(i % 3 * 10) + "\n");
    const auto text = [&](std::size_t begin, std::size_t end) {
        std::string part = kHeader;
        for (std::size_t i = begin; i < end; ++i) part += lines[i];
        return part;
    };
    const auto first = joined(records({folder.file("a.csv", text(0, 5000))}), *demand);
    CHECK(first.defects.count("record-unmatched") > 0);
    std::sort(lines.begin(), lines.end());
    const model::SupplySpec two = records({folder.file("b.csv", text(2000, 5000)), folder.file("c.csv", text(0, 2000))});
    for (const std::size_t memory : {std::size_t{0}, std::size_t{1} << 20}) {
        const auto again = joined(two, *demand, memory);
        CHECK(again.sets == first.sets);
        CHECK(again.set_of == first.set_of);
        CHECK(again.layers == first.layers);
        CHECK(again.claims == first.claims);
        CHECK(again.defects.count("record-unmatched") == first.defects.count("record-unmatched"));
    }
    read::RecordJoin join(two, {}, demand->premises(), 1000);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 2; ++i) threads.emplace_back([&, i] { join.read_file(i); });
    for (std::thread& thread : threads) thread.join();
    threads.clear();
    const std::uint32_t parts = join.begin_join();
    for (std::uint32_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (std::uint32_t p = t; p < parts; p += 4) join.join(p);
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(join.finish().set_of == first.set_of);
}

TEST_CASE("more than 255 records of one premises one after the other are one set") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1"});
    std::string text = kHeader;
    for (int i = 0; i < 600; ++i) text += "P1,A,FTTH," + std::to_string(i % 2 == 0 ? 30 : 100) + "\n";
    for (int i = 0; i < 600; ++i) text += "P9,A,FTTH,30\n";
    const auto read = joined(records({folder.file("a.csv", text)}), *demand);
    CHECK(offers_at(read, 0) == "A FTTH 30; A FTTH 100");
    CHECK(read.defects.count("record-unmatched") == 600);
}

TEST_CASE("records that name an area serve every premises in it") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1", "P2", "P3"});
    model::SupplySpec spec = records({folder.file("a.csv", "block,op,tech,down\n0100,A,FTTH,30\n")});
    spec.id_column.clear();
    spec.place_column = "block";
    const auto read = joined(spec, *demand);
    CHECK(offers_at(read, 0) == "A FTTH 30");
    CHECK(offers_at(read, 1) == "unknown");
    CHECK(offers_at(read, 2) == "A FTTH 30");
}

TEST_CASE("quotes, CRLF, a byte order mark, a tab and a header alone are read as they come") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1", "P2"});
    CHECK(offers_at(joined(records({folder.file("a.csv", "\xEF\xBB\xBFid;op;tech;down\r\n\"P1\";\"A \"\"x\"\"\";FTTH;30\r\n")}),
                           *demand),
                    0) == "A \"x\" FTTH 30");
    CHECK(offers_at(joined(records({folder.file("b.tsv", "id\top\ttech\tdown\nP2\tA\tFTTH\t30")}), *demand), 1) == "A FTTH 30");
    const auto none = joined(records({folder.file("c.csv", kHeader)}), *demand);
    CHECK(offers_at(none, 0) == "unknown");
    CHECK(none.layers.empty());
}

TEST_CASE("names of a table in cp1252 are read as text") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1"});
    CHECK(offers_at(joined(records({folder.file("a.csv", kHeader + "P1,T\xE9l\xE9,FTTH,30\n")}), *demand), 0) ==
          "T\u00e9l\u00e9 FTTH 30");
}

TEST_CASE("records without premises, or without a name for them, are refused with the remedy") {
    const TempFolder folder;
    const auto with = premises(folder, {"P1"});
    model::SupplySpec spec = records({folder.file("a.csv", kHeader)});
    model::DemandSpec squares;
    squares.source.files = {folder.file("s.csv", "GRD_ID,T\nCRS3035RES1000mN2999000E4000000,1\n")};
    squares.format = "grid-squares";
    squares.attributes = {{"population", "T", {}, ""}};
    const auto without = error_of(spec, *read::open_demand(squares));
    REQUIRE(without);
    CHECK(without->kind() == core::ErrorKind::job);
    CHECK(without->message().find("spread = \"points\"") != std::string::npos);
    model::DemandSpec nameless = test::points_of({folder.file("n.csv", "x,y,n\n4000250,2999750,1\n")});
    nameless.points->id_column.clear();
    const auto unnamed = error_of(spec, *read::open_demand(nameless));
    REQUIRE(unnamed);
    CHECK(unnamed->message().find("columns = { id = \"…\" }") != std::string::npos);
    spec.id_column.clear();
    CHECK(error_of(spec, *with)->message().find("need the column that names the premises") != std::string::npos);
    spec.id_column = "immeuble";
    CHECK(error_of(spec, *with)->kind() == core::ErrorKind::input);
}

TEST_CASE("speeds that are measured line by line are refused") {
    const TempFolder folder;
    const auto demand = premises(folder, {"P1"});
    std::string text = kHeader;
    for (int i = 0; i < 65600; ++i) text += "P1,A,COPPER," + std::to_string(i) + "\n";
    const auto error = error_of(records({folder.file("a.csv", text)}), *demand);
    REQUIRE(error);
    CHECK(error->message().find("speeds must be classes") != std::string::npos);
}

// The Lot's run held against a table in Arcep's shape that GEOS made of the same published files.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "real/support/engine_run.hpp"
#include "real/support/lot.hpp"
#include "real/support/program.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

/// The first commune of the Lot of which one map covers a share of the area between two limits.
std::string commune_covered(const std::vector<OpRow>& rows, double least, double most) {
    for (const OpRow& row : rows) {
        double area = 0;
        for (const Figures& figures : row.classes) area += figures.area;
        const double covered = 1 - row.classes[0].area / area;
        if (row.commune.rfind("46", 0) == 0 && covered > least && covered < most) return row.commune;
    }
    FAIL("no such commune");
    return {};
}

}  // namespace

TEST_CASE("Lot: the classes of every commune, operator and technology are within 0.01 points of GEOS's", "[real]") {
    const std::string data = test::real_data_dir();
    Lot lot = read_lot(data);
    lot.world.layers = layers_of(lot.maps);
    const auto accounts = truth(lot.world, lot_knows);
    const Workshop workshop("reconcile-lot");
    write_job("lot", data, workshop.file("job.toml"));
    const auto ran = workshop.covmap("run " + workshop.file("job.toml") + " --progress none -o " + workshop.file("run"));
    INFO(ran.out);
    REQUIRE(ran.code == 0);
    const std::vector<OpRow> rows = op_rows(accounts, lot.maps);
    const std::string table = workshop.write("2018T1_op_communes.csv", op_communes(rows));
    const auto same = workshop.covmap("reconcile " + workshop.file("run") + " " + table + " --points 0.01 --format-out json");
    INFO(same.out.substr(0, 3000));
    CHECK(same.code == 0);
    const auto report = nlohmann::json::parse(same.out)["references"][0];
    CHECK(report["beyond"] == 0);
    CHECK(report["compared"] == rows.size());
    CHECK(report["not_compared"].empty());

    // A commune that the maps cut, and one that they hardly reach, as one.
    const std::string cut = commune_covered(rows, 0.2, 0.8), bare = commune_covered(rows, -1, 0.05);
    const std::string joined = workshop.write("2018T1_op_communes_fusion.csv", op_communes(merged(rows, cut, bare)));
    const auto fused = workshop.covmap("reconcile " + workshop.file("run") + " " + joined + " --points 0.01 --format-out csv");
    CHECK(fused.code == 1);
    CHECK_THAT(fused.out, Catch::Contains("commune," + cut) && Catch::Contains("merged commune") &&
                              Catch::Contains(bare + ",,,,,not compared"));
    CHECK_THAT(fused.out, !Catch::Contains("the claims differ"));
}

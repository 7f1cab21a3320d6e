#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/presets/presets_measurement.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using Catch::Matchers::Contains;

namespace {

const std::string kNew =
    "mcc_start;mnc_start;protocole;bitrate_dl;longitude_start;latitude_start;situation;date;rsrp;loaded_in_less_10_secondes;"
    "crspa\n";
const std::string kOld = "situation;date;mcc_mnc;protocole;longitude;latitude;page_chargee_moins_10s;debit_en_mbits\n";

model::MeasurementSpec filled(const test::TempFolder& folder, const std::string& header, const std::string& protocol) {
    model::MeasurementSpec spec;
    spec.source = test::source_of(folder.file("qos.csv", header + "x\n"), "");
    spec.source.preset = "arcep-qos";
    if (!protocol.empty()) spec.where = {{"protocole", {protocol}}};
    read::fill_measurement(spec);
    return spec;
}

}  // namespace

TEST_CASE("Arcep's tests of today: MCC and MNC, the columns of the start, success by protocol") {
    const test::TempFolder folder;
    const model::MeasurementSpec spec = filled(folder, kNew, "WEB");
    CHECK(spec.operator_field.column == "mcc_start");
    CHECK(spec.columns.mnc == "mnc_start");
    CHECK(spec.columns.x == "longitude_start");
    CHECK(spec.columns.down == "bitrate_dl");
    CHECK(spec.columns.signal == "rsrp");
    CHECK(spec.success_column == "loaded_in_less_10_secondes");
    CHECK(spec.service.constant == "data");
    CHECK(spec.situation.column == "situation");
    CHECK(spec.values.at("situation").at("INTRAIN") == "in_train");
    CHECK(filled(folder, kNew, "VOIX").service.constant == "voice");
    CHECK(filled(folder, kNew, "VOIX").success_column == "crspa");
}

TEST_CASE("Arcep's tests until 2023") {
    const test::TempFolder folder;
    const model::MeasurementSpec spec = filled(folder, kOld, "WEB");
    CHECK(spec.operator_field.column == "mcc_mnc");
    CHECK(spec.columns.mnc.empty());
    CHECK(spec.columns.y == "latitude");
    CHECK(spec.columns.down == "debit_en_mbits");
    CHECK(spec.success_column == "page_chargee_moins_10s");
}

TEST_CASE("which of Arcep's tests are meant has to be said, and a file of another shape is told") {
    const test::TempFolder folder;
    CHECK_THROWS_WITH(filled(folder, kNew, ""), Contains("where = { protocole = [\"WEB\"] }"));
    CHECK_THROWS_WITH(filled(folder, "a;b;protocole;loaded_in_less_10_secondes\n", "WEB"), Contains("lacks the columns"));
}

TEST_CASE("Ookla's tiles stand beside the claims") {
    model::MeasurementSpec spec;
    spec.source.preset = "ookla-tiles";
    read::fill_measurement(spec);
    CHECK(spec.beside);
    CHECK(spec.columns.quadkey == "quadkey");
    CHECK(spec.mbps_per_unit == 1e-3);
    CHECK(spec.source.info.publisher == "Ookla");
}

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/territory/reference.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using Catch::Contains;
using core::ErrorKind;
using covmap::test::TempFolder;
using read::read_reference;

namespace {

constexpr std::int64_t kPoint = model::kPoint;

const std::string kOpHeader =
    "\"techno\";\"mcc_mnc\";\"commune\";\"couv_nc\";\"couv_cl\";\"couv_bc\";\"couv_tbc\";\"pop_nc\";\"pop_cl\";\"pop_bc\";\"pop_"
    "tbc\"\n";
const std::string kDebitHeader =
    "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_hd05;elig_hd3;elig_bhd8;elig_thd30;elig_thd100;elig_thd1g;date\n";

model::Reference read_text(const std::string& text, const std::string& name = "2023T3_op_communes.csv",
                           const std::string& format = "", const std::string& medium = "") {
    const TempFolder folder;
    return read_reference(folder.file(name, text), format, medium);
}

template <class Call>
core::Error error_of(Call call) {
    try {
        call();
    } catch (const core::Error& error) {
        return error;
    }
    FAIL("no error");
    return {ErrorKind::input, "", ""};
}

}  // namespace

TEST_CASE("op_communes: quoted and bare codes are text, the figures percentages, the quarter from the name") {
    const model::Reference r = read_text(kOpHeader + "\"2G\";20801;\"01001\";0.18;4.48;69.08;26.26;0.00;14.72;78.38;6.90\r\n");
    CHECK(r.format == "arcep-op-communes");
    CHECK(r.shape == model::ReferenceShape::levels);
    CHECK(r.unit == "commune");
    CHECK(r.date == "2023-09-30");
    REQUIRE(r.rows.size() == 1);
    CHECK(r.rows[0].code == "01001");
    CHECK(r.rows[0].operator_code == "20801");
    CHECK(r.rows[0].technology == "2G");
    CHECK(r.rows[0].people == std::vector<std::optional<std::int64_t>>{0, 14'720'000, 78'380'000, 6'900'000});
    CHECK(r.rows[0].area[3] == 26'260'000);
    CHECK(r.defects.empty());
}

TEST_CASE("the unit is the column that the file has") {
    for (const std::string unit : {"departement", "region", "territoire"}) {
        std::string text = kOpHeader + "\"4G\";20801;\"METRO\";0;0;0;100;0;0;0;100\n";
        text.replace(text.find("\"commune\""), 9, "\"" + unit + "\"");
        CHECK(read_text(text).unit == unit);
    }
}

TEST_CASE("nbope: a blank in quotes is no value, not 0; the technology and the level are upper case") {
    const model::Reference r = read_text(
        "\"techno\";\"niveau\";\"territoire\";\"pop_0\";\"pop_1\";\"pop_2\";\"pop_3\";\"pop_4\";\"pop_5\";\"couv_0\";\"couv_1\";"
        "\"couv_2\";\"couv_3\";\"couv_4\";\"couv_5\"\n"
        "\"2g3g\";\"bc\";\"METRO\";0.04;0.05;0.25;0.70;98.95;\"\";3.08;2.07;4.66;6.63;83.56;\"\"\n");
    CHECK(r.format == "arcep-nbope");
    REQUIRE(r.rows.size() == 1);
    CHECK(r.rows[0].technology == "2G3G");
    CHECK(r.rows[0].level == "BC");
    CHECK(r.rows[0].operator_code.empty());
    CHECK(r.rows[0].people[4] == 98'950'000);
    CHECK_FALSE(r.rows[0].people[5].has_value());
    CHECK(r.defects.empty());
}

TEST_CASE("commune_debit: only type = all, counts of premises, the medium from the name, decimal commas and Windows-1252") {
    const std::string rows =
        "01001;L'Abergement;01;84;400;all;8;392;390;380;300;250;200;2026-03-31\n"
        "01001;L'Abergement;01;84;10;pro;0;10;10;10;10;10;10;2026-03-31\n"
        "2A004;Ajacci\xF4;2A;94;100,0;ALL;0;100;100;100;100;100;100;2026-03-31\n";
    const model::Reference r = read_text(kDebitHeader + rows, "commune_debit_filaire.csv");
    CHECK(r.format == "arcep-commune-debit");
    CHECK(r.medium == "wired");
    CHECK(r.unit == "commune");
    CHECK(r.date == "2026-03-31");
    REQUIRE(r.rows.size() == 2);
    CHECK(r.rows[0].total == 400);
    CHECK(r.rows[0].people == std::vector<std::optional<std::int64_t>>{8, 392, 390, 380, 300, 250, 200});
    CHECK(r.rows[0].area.empty());
    CHECK(r.rows[1].code == "2A004");
    CHECK(r.rows[1].name == "Ajacciô");
    CHECK(read_text(kDebitHeader + rows, "commune_debit_terrestre.csv").medium == "terrestrial");
    CHECK(read_text(kDebitHeader + rows, "commune_debit.csv").medium == "any");
    CHECK(read_text(kDebitHeader + rows, "commune_debit.csv", "", "wired").medium == "wired");
}

TEST_CASE("figures that cannot be, sums that are not 100 and rows given twice are counted") {
    const model::Reference r = read_text(kOpHeader + "2G;20801;01001;0;0;0;100;0;0;0;101\n"  // above 100
                                         + "2G;20801;01002;0;0;0;100;x;0;0;100\n"            // no number
                                         + "2G;20801;01003;0;100;100;100;0;100;90;80\n"      // thresholds: two sums
                                         + "2G;20801;01003;0;0;0;100;0;0;0;100\n"            // again
                                         + "2G;20801;01004;;;;;0.02;0;0;100\n");             // blanks; 100.02 is rounding
    CHECK(r.rows.size() == 4);
    CHECK(r.defects.count("reference-figure") == 2);
    CHECK(r.defects.count("reference-sum") == 3);
    CHECK(r.defects.count("reference-duplicate") == 1);
    CHECK_FALSE(r.rows[3].area[0].has_value());
    CHECK(r.rows[3].people[0] == kPoint / 50);
    const auto& duplicate = r.defects.entries().begin()->second.examples.front();
    CHECK(duplicate.feature == "5");
    CHECK(duplicate.detail == "01003");
}

TEST_CASE("a table of another shape is refused with its columns; so are an unknown format and a missing column") {
    const core::Error other = error_of([] { read_text("a;b\n1;2\n", "x.csv"); });
    CHECK(other.kind() == ErrorKind::input);
    CHECK_THAT(
        other.what(),
        Contains("is none of the published statistics that are known (arcep-op-communes, arcep-nbope, arcep-commune-debit)") &&
            Contains("its columns are: a, b"));
    const core::Error format = error_of([] { read_text(kOpHeader, "x.csv", "arcep-op"); });
    CHECK(format.kind() == ErrorKind::usage);
    CHECK_THAT(format.what(), Contains("--format arcep-op") && Contains("the formats are: arcep-op-communes"));
    const core::Error column = error_of([] { read_text("techno;mcc_mnc;commune;pop_nc;pop_cl;pop_bc;pop_tbc\n", "x.csv"); });
    CHECK_THAT(column.what(), Contains("has no column «couv_nc»"));
    const core::Error empty = error_of([] { read_text(kOpHeader); });
    CHECK_THAT(empty.what(), Contains("has no row"));
    const core::Error none =
        error_of([] { read_text(kDebitHeader + "01001;x;01;84;10;pro;0;1;1;1;1;1;1;\n", "commune_debit.csv"); });
    CHECK_THAT(none.what(), Contains("none has type = all"));
    CHECK(error_of([] { read_reference("/nowhere/x.csv", "", ""); }).kind() == ErrorKind::input);
}

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/inspect/inspect.hpp"
#include "read/presets/presets.hpp"
#include "read/support/job_folder.hpp"
#include "read/support/joined.hpp"
#include "read/support/point_tables.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::joined;
using test::offers_at;
using test::TempFolder;

// Buildings of the Ain and of Corse-du-Sud in Arcep's shape. 2A004: a code with a letter. The last has neither address nor
// dwelling.
const std::string kBaseImb =
    "imb_id;imb_x;imb_y;imb_code;imb_code_insee;imb_nbr_logloc;imb_source;imb_type;addr_code;imb_num;addr_numero;addr_rep;addr_"
    "nom_voie;addr_nom_ld;addr_code_insee;addr_nom_commune;addr_id_fantoir;addr_source\n"
    "IMB/01001/C/0001;549600.5;5804700.2;;01001;1;fo;PA;01001_0010_00012;1;12;;Rue de "
    "l'\xC3\x89glise;;01001;L'Abergement-Cl\xC3\xA9menciat;0010;ban\n"
    "IMB/01001/C/0002;549700.5;5804800.2;;01001;12;fo;IM;01001_0010_00014;1;14;bis;Rue de "
    "l'\xC3\x89glise;;01001;L'Abergement-Cl\xC3\xA9menciat;0010;fo\n"
    "IMB/2A004/C/0001;972500;5149600;;2A004;3;fpb;IM;2A004_0020_00001;;1;;\"Cours "
    "\"\"Napol\xC3\xA9on\"\"\";;2A004;Ajaccio;0020;cada\n"
    "IMB/2A004/C/0002;972600;5149700;;2A004;0;fpban;PA;;;;;;;;;;\n";

// Records of the first three: copper in a class, fibre, a saturated 4G fixe, a satellite, and one that nobody can serve.
const std::string kActuel =
    "imb_id;addr_code;imb_code;code_operateur;code_techno;classe_debit_montant;classe_debit_descendant;limitation;saturation\n"
    "IMB/01001/C/0001;01001_0010_00012;;FRTE;FO;THD100;THD1G;;\n"
    "IMB/01001/C/0001;01001_0010_00012;;FRTE;CU;INEL;HD05;;\n"
    "IMB/01001/C/0001;01001_0010_00012;;BOUY;4GF;HD3;BHD8;200;false\n"
    "IMB/01001/C/0002;01001_0010_00014;;SFRA;4GF;HD3;THD30;200;true\n"
    "IMB/2A004/C/0001;2A004_0020_00001;;FRTE;CU;INEL;INEL;;\n"
    "IMB/2A004/C/0001;2A004_0020_00001;;SKYD;SAT;HD3;THD100;150;f\n"
    "IMB/99999/C/0001;;;FRTE;FO;THD1G;THD1G;;\n";

// The first lines of an «Immeuble» file, commas and quotes included; the shape of 2020 lacked code_insee.
const std::string kFtth =
    "x,y,imb_id,num_voie,cp_no_voie,type_voie,nom_voie,batiment,code_insee,code_poste,nom_com,catg_loc_imb,imb_etat,pm_ref,pm_"
    "etat,code_l331,geom_mod,type_imb\n"
    "4.9377,46.1506,IMB/01001/X/0001,12,,RUE,\"DE L'EGLISE, NORD\",,01001,01400,L ABERGEMENT "
    "CLEMENCIAT,individuel,deploye,PMZ-1,deploye,FRTE,,pavillon\n"
    "4.9378,46.1507,IMB/01001/X/0002,14,,RUE,DE L EGLISE,,01001,01400,L ABERGEMENT CLEMENCIAT,entre 2 et 11,raccordable "
    "demande,PMZ-1,deploye,FRTE,,immeuble\n"
    "4.9379,46.1508,IMB/01001/X/0003,16,,RUE,DE L EGLISE,,01001,01400,L ABERGEMENT CLEMENCIAT,individuel,en cours de "
    "deploiement,PMZ-1,deploye,FRTE,,pavillon\n"
    "4.9380,46.1509,IMB/01001/X/0004,18,,RUE,DE L EGLISE,,01001,01400,L ABERGEMENT "
    "CLEMENCIAT,individuel,abandonne,PMZ-1,deploye,FRTE,,pavillon\n"
    "4.9381,46.1510,IMB/01001/X/0005,20,,RUE,DE L EGLISE,,01001,01400,L ABERGEMENT "
    "CLEMENCIAT,individuel,cible,,,FRTE,,pavillon\n";

model::Source source_of(const std::string& file, const std::string& preset) {
    model::Source source;
    source.given = "*";
    source.files = {file};
    source.preset = preset;
    return source;
}

model::DemandSpec demand_of(const std::string& file, const std::string& preset) {
    model::DemandSpec spec;
    spec.source = source_of(file, preset);
    spec.points.emplace();
    return filled(spec);
}

std::vector<model::SupplySpec> supply_of(const std::string& file, const std::string& preset) {
    model::SupplySpec spec;
    spec.source = source_of(file, preset);
    spec.nature.clear();  // as the job leaves it
    std::vector<model::SupplySpec> made = filled(spec);
    for (model::SupplySpec& one : made)
        if (one.nature.empty()) one.nature = "claimed";
    return made;
}

}  // namespace

TEST_CASE("base_imb is a demand of dwellings, in EPSG:3857, with codes as text") {
    const TempFolder folder;
    const model::DemandSpec spec = demand_of(folder.file("base_imb_01.csv", kBaseImb), "arcep-immeubles");
    CHECK(spec.format == "points");
    CHECK(spec.points->source.crs == "EPSG:3857");
    CHECK(spec.source.info.publisher == "Arcep");
    CHECK(spec.source.info.licence == "Licence Ouverte 2.0");
    REQUIRE(spec.attributes.size() == 1);
    CHECK(spec.attributes[0].name == "dwellings");
    const auto demand = open_demand(spec);
    CHECK(demand->lattice().crs == "EPSG:3035");
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{16000000});
    CHECK(demand->report().defects.empty());
    CHECK(demand->premises().count == 4);
}

TEST_CASE("actuel gives each building its offers: names of classes are thresholds, a saturated 4G fixe is none") {
    const TempFolder folder;
    const auto demand = open_demand(demand_of(folder.file("base_imb_01.csv", kBaseImb), "arcep-immeubles"));
    const auto specs = supply_of(folder.file("actuel_01.csv", kActuel), "arcep-immeubles");
    REQUIRE(specs.size() == 1);
    CHECK(specs[0].format == model::SupplyFormat::records);
    CHECK(specs[0].kind == "fixed");
    const SupplyRead read = joined(specs[0], *demand);
    CHECK(offers_at(read, 0) == "BOUY 4GF 8/3; FRTE COPPER 0.5/0; FRTE FTTH 1000/100");
    CHECK(offers_at(read, 1) == "nothing");
    CHECK(offers_at(read, 2) == "SKYD SAT 100/3");
    CHECK(offers_at(read, 3) == "unknown");
    CHECK(read.defects.count("record-unmatched") == 1);
    CHECK(read.claims[0].service == "data");
}

TEST_CASE("base_imb shares the people of squares by its dwellings") {
    const TempFolder folder;
    model::PremisesSpec spec;
    spec.source = source_of(folder.file("base_imb_01.csv", kBaseImb), "arcep-immeubles");
    const model::PremisesSpec made = filled(spec);
    CHECK(made.weight_column == "imb_nbr_logloc");
    CHECK(made.id_column == "imb_id");
    CHECK(made.x_column == "imb_x");
}

TEST_CASE("the two files of the buildings are told apart, with the remedy") {
    const TempFolder folder;
    const auto told = [](const auto& fill) -> std::string {
        try {
            fill();
        } catch (const core::Error& error) {
            CHECK(error.kind() == core::ErrorKind::job);
            return error.message();
        }
        return "";
    };
    CHECK_THAT(told([&] { supply_of(folder.file("a.csv", kBaseImb), "arcep-immeubles"); }), Contains("it belongs to [[demand]]"));
    CHECK_THAT(told([&] { demand_of(folder.file("b.csv", kActuel), "arcep-immeubles"); }), Contains("it belongs to [[supply]]"));
}

TEST_CASE("FttH: deployed and on request are claimed and told apart, what comes is planned, what is given up is nothing") {
    const TempFolder folder;
    const std::string file = folder.file("2026T2-Immeuble.csv", kFtth);
    const auto demand = open_demand(demand_of(file, "arcep-ftth"));
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{5000000});
    const auto specs = supply_of(file, "arcep-ftth");
    REQUIRE(specs.size() == 2);
    CHECK(specs[0].levels == std::vector<std::string>{"deploye", "sur_demande"});
    const SupplyRead now = joined(specs[0], *demand), later = joined(specs[1], *demand);
    CHECK(offers_at(now, 0) == "FttH FTTH deploye");
    CHECK(offers_at(now, 1) == "FttH FTTH sur_demande");
    for (const std::size_t none : {2U, 3U, 4U}) CHECK(offers_at(now, none) == "nothing");
    CHECK(later.claims[0].nature == "planned");
    for (const std::size_t none : {0U, 1U, 3U}) CHECK(offers_at(later, none) == "nothing");
    for (const std::size_t coming : {2U, 4U}) CHECK(offers_at(later, coming) == "FttH FTTH");
    CHECK(now.defects.empty());
    CHECK(later.defects.empty());
}

TEST_CASE("FttH files of 2020, without code_insee, are read the same") {
    const TempFolder folder;
    const std::string file = folder.file("2020.csv", "x,y,imb_id,imb_etat,pm_ref\n4.9377,46.1506,A,deploye,P\n");
    CHECK(offers_at(joined(supply_of(file, "arcep-ftth")[0], *open_demand(demand_of(file, "arcep-ftth"))), 0) ==
          "FttH FTTH deploye");
}

TEST_CASE("a job of Arcep's files needs no columns") {
    const test::JobFolder folder;
    std::filesystem::remove(folder.file("schools.csv"));
    std::ofstream(folder.file("schools.csv")) << kBaseImb;
    std::ofstream(folder.file("sites.csv")) << kActuel;
    const model::Job job = folder.parsed(R"(version = 1
[[demand]]
source = "schools.csv"
format = "arcep-immeubles"
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
[[supply]]
source = "sites.csv"
format = "arcep-immeubles"
)");
    CHECK(job.demand.format == "points");
    CHECK(job.demand.attributes.at(0).column == "imb_nbr_logloc");
    CHECK(job.demand.source.info.title == "Ma connexion internet, base des immeubles");
    REQUIRE(job.supply.size() == 1);
    CHECK(job.supply[0].kind == "fixed");
    CHECK(job.supply[0].nature == "claimed");
}

TEST_CASE("Arcep's files are known by their columns") {
    const TempFolder folder;
    const auto guess = [&](const std::string& text) {
        const Inspection seen = inspect_file(folder.file("x.csv", text));
        return guess_preset(seen, seen.layers.at(0));
    };
    CHECK(guess(kBaseImb) == "arcep-immeubles");
    CHECK(guess(kActuel) == "arcep-immeubles");
    CHECK(guess(kFtth) == "arcep-ftth");
    CHECK(guess("imb_id,x\n1,2\n") != "arcep-ftth");
}

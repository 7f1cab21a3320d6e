#include <catch2/catch.hpp>

#include "read/inspect/inspect.hpp"
#include "read/presets/presets.hpp"
#include "read/support/joined.hpp"
#include "read/support/point_tables.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::joined;
using test::offers_at;
using test::TempFolder;

const std::string kHeader =
    "frn,provider_id,brand_name,location_id,technology,max_advertised_download_speed,max_advertised_upload_speed,low_latency,"
    "business_residential_code,state_usps,block_geoid,h3_res8_id\n";
const std::string kRecords = kHeader +
                             "0003768165,130317,Xfinity,1037392925,40,1200,35,1,X,VT,500110102002027,882bab5303fffff\n"
                             "0003768165,130317,Xfinity,1037392925,50,100,100,1,B,VT,500110102002027,882bab5303fffff\n"
                             "0012369286,131425,\"Verizon, LLC\",1037392926,71,25,3,1,R,VT,500110102002028,882bab5305fffff\n"
                             "0026043968,430076,Starlink,1037392926,61,220,20,1,X,VT,500110102002028,882bab5305fffff\n"
                             "0004963088,131413,Viasat,1037392927,60,0,0,0,B,VT,010110102002028,882bab5305fffff\n";

model::SupplySpec given(const std::string& file) {
    model::SupplySpec spec;
    spec.source.given = "*";
    spec.source.files = {file};
    spec.source.preset = "fcc-fixed";
    return spec;
}

model::SupplySpec spec_of(const std::string& file) { return filled(given(file)).at(0); }

/// Locations of a fabric: id, place, and where they are.
model::DemandSpec locations(const TempFolder& folder, const std::string& id, const std::string& block) {
    model::DemandSpec spec = test::points_of({folder.file("fabric.csv",
                                                          "location_id,block_geoid,lat,lon,units\n"
                                                          "1037392925,500110102002027,44.8101,-73.0801,1\n"
                                                          "1037392926,500110102002028,44.8102,-73.0802,2\n"
                                                          "1037392927,010110102002028,44.8103,-73.0803,1\n"
                                                          "1037392928,500110102002027,44.8104,-73.0804,1\n")});
    spec.attributes = {{"units", "units", {}, ""}};
    spec.points->source.crs = "EPSG:4326";
    spec.points->id_column = id;
    spec.points->place_column = block;
    spec.points->x_column = "lon";
    spec.points->y_column = "lat";
    return spec;
}

}  // namespace

TEST_CASE("fixed availability joins by location, in our words, without offers to businesses alone") {
    const TempFolder folder;
    const auto demand = open_demand(locations(folder, "location_id", "block_geoid"));
    CHECK(demand->lattice().crs == "EPSG:6933");
    const SupplyRead read = joined(spec_of(folder.file("bdc_50_fixed_broadband_D25_04aug2026.csv", kRecords)), *demand);
    CHECK(offers_at(read, 0) == "130317 COAX 1200/35 low");
    CHECK(offers_at(read, 1) == "131425 FWA 25/3 low; 430076 NGSO 220/20 low");
    CHECK(offers_at(read, 2) == "nothing");
    CHECK(offers_at(read, 3) == "unknown");
    CHECK(read.names ==
          std::map<std::string, std::string>{{"130317", "Xfinity"}, {"131425", "Verizon, LLC"}, {"430076", "Starlink"}});
    CHECK(read.dates[0] == "2025-12-31");
}

TEST_CASE("without locations the census block joins; its leading zero counts") {
    const TempFolder folder;
    const auto demand = open_demand(locations(folder, "", "block_geoid"));
    const SupplyRead read = joined(spec_of(folder.file("bdc.csv", kRecords)), *demand);
    CHECK(offers_at(read, 0) == "130317 COAX 1200/35 low");
    CHECK(offers_at(read, 3) == "130317 COAX 1200/35 low");
    CHECK(offers_at(read, 2) == "nothing");
}

TEST_CASE("a job may count offers to businesses, and name providers by their brand") {
    const TempFolder folder;
    model::SupplySpec spec = given(folder.file("bdc.csv", kRecords));
    spec.operator_field.column = "brand_name";
    spec.skip = {{"business_residential_code", {"R"}}};
    const SupplyRead read = joined(filled(spec).at(0), *open_demand(locations(folder, "location_id", "")));
    CHECK(offers_at(read, 0) == "Xfinity COAX 1200/35 low; Xfinity FTTH 100/100 low");
    CHECK(offers_at(read, 1) == "Starlink NGSO 220/20 low");
    CHECK(offers_at(read, 2) == "Viasat GSO 0/0 high");
}

TEST_CASE("the 12 columns are known") {
    const TempFolder folder;
    const Inspection seen = inspect_file(folder.file("x.csv", kRecords));
    CHECK(guess_preset(seen, seen.layers.at(0)) == "fcc-fixed");
}

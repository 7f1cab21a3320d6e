// [[supply]] of format «records»: a table by premises, without geometry.
#include "read/job/job_reading.hpp"

namespace covmap::read {
void read_offer_columns(JobTable& supply, JobTable& columns, model::SupplySpec& spec) {
    spec.id_column = columns.text("id");
    spec.place_column = columns.text("place");
    spec.latency = number_field(supply, columns, "latency");
}

void check_records(JobTable& supply, model::SupplySpec& spec) {
    JobFaults& faults = supply.faults();
    if (spec.technology.empty()) faults.add(supply.node(), "records need `technology`, in columns or as technology = \"FTTH\"");
    if (spec.id_column.empty() && spec.place_column.empty())
        faults.add(supply.node(),
                   "records need the column that names the premises; write columns = { id = \"…\" }, or { place = \"…\" } where "
                   "they name a census block");
    if (spec.service.empty()) spec.service.constant = "data";
    for (const std::string key : {"technologies", "radius_km"})
        if (const JobNode* node = supply.find(key)) faults.add(*node, "`" + key + "` is for sites; records have none");
    if (const JobNode* kind = supply.find("kind"); kind != nullptr && kind->text != "fixed")
        faults.add(*kind, "records speak of fixed networks; write kind = \"fixed\" or leave it out");
    spec.kind = "fixed";
}

}  // namespace covmap::read

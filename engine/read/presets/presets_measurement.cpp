#include "read/presets/presets_measurement.hpp"

#include <map>

#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/preset_files.hpp"
#include "read/presets/presets.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

constexpr double kMbpsPerKbps = 1e-3;

LayerHead head_of_tests(const model::MeasurementSpec& spec) {
    if (spec.source.files.empty()) return {};  // already a fault
    const std::string& file = spec.source.files.front();
    return {TableReader(file, spec.source.layer, shown_path(spec.source, file)).columns(), {}};
}

/// What a test of Arcep's campaigns measures, by its protocol; columns of the new and of the old files.
struct Protocol {
    const char* name;
    const char* service;
    std::initializer_list<const char*> success;
};
const Protocol kProtocols[] = {
    {"WEB", "data", {"loaded_in_less_10_secondes", "page_chargee_moins_10s"}},
    {"STREAM", "data", {"quality_correct", "video_en_qualite_correcte"}},
    {"DOWNLOAD", "data", {"dl_superior_3mbps"}},
    {"DLH", "data", {"dl_superior_3mbps"}},
    {"UPLOAD", "data", {"upload_ok"}},
    {"VOIX", "voice", {"crspa"}},
};

const Protocol& protocol_of(const model::MeasurementSpec& spec, const std::string& column) {
    const auto asked = spec.where.find(column);
    for (const Protocol& protocol : kProtocols)
        if (asked != spec.where.end() && asked->second.size() == 1 && asked->second.front() == protocol.name) return protocol;
    throw core::Error(core::ErrorKind::job, spec.source.given,
                      "holds tests of several kinds: say which, one of WEB, STREAM, DOWNLOAD, DLH, UPLOAD and VOIX: where = { " +
                          column + " = [\"WEB\"] }; of other kinds say `service` and `success` too");
}

void fill_arcep_qos(model::MeasurementSpec& spec) {
    const LayerHead head = head_of_tests(spec);
    model::MeasurementColumns& c = spec.columns;
    fill_in(c.x, head.column({"longitude_start", "longitude"}));
    fill_in(c.y, head.column({"latitude_start", "latitude"}));
    fill_in(c.date, head.column({"date", "date_start"}));
    fill_in(c.down, head.column({"bitrate_dl", "debit_en_mbits"}));
    fill_in(c.up, head.column({"bitrate_ul"}));
    fill_in(c.signal, head.column({"rsrp"}));
    if (spec.operator_field.empty()) {
        spec.operator_field.column = head.column({"mcc_mnc", "mccmnc", "operateur", "mcc_start"});
        if (spec.operator_field.column == "mcc_start") fill_in(c.mnc, head.column({"mnc_start"}));
    }
    fill_column(spec.situation, head.column({"situation"}));
    for (const auto& [theirs, ours] : std::map<std::string, std::string>{
             {"INCAR", "in_vehicle"}, {"INTRAIN", "in_train"}, {"OUTDOOR", "outdoors"}, {"INDOOR", "indoors"}})
        spec.values["situation"].emplace(theirs, ours);
    if ((spec.success_column.empty() && spec.success.empty()) || spec.service.empty()) {
        const Protocol& protocol = protocol_of(spec, head.column({"protocole", "protocol"}));
        fill_in(spec.service.constant, protocol.service);
        if (spec.success_column.empty() && spec.success.empty()) spec.success_column = head.column(protocol.success);
    }
    if (!spec.source.files.empty() && (c.x.empty() || c.y.empty() || spec.operator_field.empty()))
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "lacks the columns of Arcep's files of tests (longitude, latitude, mcc_mnc); name those that it has in "
                          "`columns`");
    fill_in_info(spec.source.info, "Mesures de qualité de service mobile", "Arcep", "Licence Ouverte", "https://data.arcep.fr");
}

void fill_ookla_tiles(model::MeasurementSpec& spec) {
    model::MeasurementColumns& c = spec.columns;
    fill_in(c.quadkey, "quadkey");
    fill_in(c.down, "avg_d_kbps");
    fill_in(c.up, "avg_u_kbps");
    fill_in(c.latency, "avg_lat_ms");
    fill_in(c.tests, "tests");
    fill_in(c.devices, "devices");
    spec.mbps_per_unit = kMbpsPerKbps;
    spec.beside = true;
    fill_in_info(spec.source.info, "Speedtest by Ookla Global Fixed and Mobile Network Performance Map Tiles", "Ookla",
                 "CC BY-NC-SA 4.0", "https://github.com/teamookla/ookla-open-data");
}

}  // namespace

std::vector<std::string> measurement_preset_names() { return {"arcep-qos", "ookla-tiles"}; }

void fill_measurement(model::MeasurementSpec& spec) {
    if (spec.source.preset == "arcep-qos") fill_arcep_qos(spec);
    if (spec.source.preset == "ookla-tiles") fill_ookla_tiles(spec);
}

}  // namespace covmap::read

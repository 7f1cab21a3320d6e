#include "store/timings.hpp"

#include "store/bytes/output_file.hpp"
#include "store/job_json.hpp"

namespace covmap::store {

void write_timings(const Timings& timings, const std::string& path) {
    Json phases = Json::array();
    for (const PhaseTime& phase : timings.phases)
        phases.push_back({{"phase", phase.name}, {"seconds", phase.wall_s}, {"cpu_seconds", phase.cpu_s}});
    const Json json = {{"format", "covmap-timings"},   {"format_version", 1},
                       {"threads", timings.threads},   {"total_seconds", timings.total_s},
                       {"cpu_seconds", timings.cpu_s}, {"peak_memory_bytes", timings.peak_memory_bytes},
                       {"phases", std::move(phases)}};
    OutputFile out(path);
    out.append(dumped(json, 1));
    out.append('\n');
    out.close();
}

}  // namespace covmap::store

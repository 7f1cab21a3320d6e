// timings.json: what a run cost on this machine. Kept apart from the manifest, which is the same everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace covmap::store {

/// Seconds by the wall clock, and of all the process's threads together.
struct PhaseTime {
    std::string name;
    double wall_s = 0, cpu_s = 0;
};

struct Timings {
    std::vector<PhaseTime> phases;  ///< in order
    double total_s = 0;
    double cpu_s = 0;
    std::uint64_t peak_memory_bytes = 0;
    int threads = 0;
};

/// Errors: output.
void write_timings(const Timings& timings, const std::string& path);

}  // namespace covmap::store

// bench_records FOLDER [--threads N] [--memory MIB]: the buildings and records of make_records.cpp, read and joined. Prints
// seconds of the buildings, of parsing and parting the records, of the join, records a second a core, and the peak memory.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "read/demand/demand.hpp"
#include "read/premises/record_join.hpp"
#include "read/presets/presets.hpp"

namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

rusage usage() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used;
}
double cpu_seconds() {
    const rusage used = usage();
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

std::vector<std::string> files_of(const std::string& folder, const std::string& beginning) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with(beginning)) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

template <class Task>
void on_threads(unsigned threads, std::size_t tasks, const Task& task) {
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> all;
    for (unsigned t = 0; t < threads; ++t)
        all.emplace_back([&] {
            for (std::size_t i = next++; i < tasks; i = next++) task(i);
        });
    for (std::thread& thread : all) thread.join();
}

void measure(const std::string& folder, unsigned threads, std::size_t memory_bytes) {
    using namespace covmap;
    model::DemandSpec demand_spec;
    demand_spec.source.given = "base_imb_*";
    demand_spec.source.files = files_of(folder, "base_imb_");
    demand_spec.source.preset = "arcep-immeubles";
    model::SupplySpec supply;
    supply.source.given = "actuel_*";
    supply.source.files = files_of(folder, "actuel_");
    supply.source.preset = "arcep-immeubles";

    auto start = Clock::now();
    const auto demand = read::open_demand(read::filled(demand_spec));
    const double buildings_s = since(start), buildings_cpu_s = cpu_seconds();
    start = Clock::now();
    read::RecordJoin join(read::filled(supply).at(0), {}, demand->premises(), memory_bytes);
    on_threads(threads, join.files(), [&](std::size_t file) { join.read_file(file); });
    const double read_s = since(start), read_cpu_s = cpu_seconds() - buildings_cpu_s;
    start = Clock::now();
    const std::uint32_t parts = join.begin_join();
    on_threads(threads, parts, [&](std::size_t part) { join.join(static_cast<std::uint32_t>(part)); });
    const read::SupplyRead read = join.finish();
    const double join_s = since(start);

    const double join_cpu_s = cpu_seconds() - buildings_cpu_s - read_cpu_s;

    std::uint64_t count = 0;
    for (const model::InputFile& input : read.inputs) count += input.records;
    const auto records = static_cast<double>(count);
    std::printf(
        "  %u threads: %.1f million buildings %.1f s (CPU %.1f); %.1f million records: parsed and parted %.2f s (CPU %.2f), "
        "joined %.2f s (CPU %.2f)\n",
        threads, static_cast<double>(demand->premises().count) / 1e6, buildings_s, buildings_cpu_s, records / 1e6, read_s,
        read_cpu_s, join_s, join_cpu_s);
    std::printf(
        "  %.2f million a second a core; %zu sets of %zu offers; peak memory %.2f GiB; 440 million records: %.0f s of CPU\n",
        records / (read_cpu_s + join_cpu_s) / 1e6, read.sets.size(), read.layers.size(),
        static_cast<double>(usage().ru_maxrss) / 1048576, (read_cpu_s + join_cpu_s) * 440e6 / records);
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder;
    unsigned threads = 2;
    std::size_t memory_bytes = std::size_t{256} << 20;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--threads" && i + 1 < argc)
            threads = static_cast<unsigned>(std::max(1, std::atoi(argv[++i])));
        else if (argument == "--memory" && i + 1 < argc)
            memory_bytes = static_cast<std::size_t>(std::atol(argv[++i])) << 20U;
        else
            folder = argument;
    }
    try {
        measure(folder, threads, memory_bytes);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}

#include "run/base/clock.hpp"

#include <ctime>

#include "core/process/heap.hpp"

namespace covmap::run {

namespace {

double seconds_of(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

store::PhaseTime now() { return {{}, seconds_of(CLOCK_MONOTONIC), seconds_of(CLOCK_PROCESS_CPUTIME_ID)}; }

}  // namespace

void Clock::phase(const std::string& name) {
    stop();
    core::give_back_freed_memory();
    m_phases.push_back({name, 0, 0});
    m_started = now();
    m_running = true;
    m_progress->phase(name);
}

void Clock::stop() {
    if (m_running) {
        const store::PhaseTime ended = now();
        m_phases.back().wall_s = ended.wall_s - m_started.wall_s;
        m_phases.back().cpu_s = ended.cpu_s - m_started.cpu_s;
    }
    m_running = false;
}

}  // namespace covmap::run

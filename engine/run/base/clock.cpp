#include "run/base/clock.hpp"

#include <chrono>

namespace covmap::run {

namespace {

double now_s() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

void Clock::phase(const std::string& name) {
    stop();
    m_phases.emplace_back(name, 0);
    m_started_s = now_s();
    m_running = true;
    m_progress->phase(name);
}

void Clock::stop() {
    if (m_running) m_phases.back().second = now_s() - m_started_s;
    m_running = false;
}

}  // namespace covmap::run

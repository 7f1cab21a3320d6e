// The phases of a run, timed and told.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "run/base/progress.hpp"

namespace covmap::run {

/// Wall-clock seconds of the phases, in order.
class Clock {
public:
    explicit Clock(Progress& progress) : m_progress(&progress) {}
    void phase(const std::string& name);
    void stop();
    [[nodiscard]] const std::vector<std::pair<std::string, double>>& phases() const { return m_phases; }

private:
    Progress* m_progress;
    std::vector<std::pair<std::string, double>> m_phases;
    double m_started_s = 0;
    bool m_running = false;
};

}  // namespace covmap::run

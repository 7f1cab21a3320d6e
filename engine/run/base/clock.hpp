// The phases of a run, timed and told.
#pragma once

#include <string>
#include <vector>

#include "run/base/progress.hpp"
#include "store/timings.hpp"

namespace covmap::run {

/// What the phases take, in order.
class Clock {
public:
    explicit Clock(Progress& progress) : m_progress(&progress) {}
    void phase(const std::string& name);
    void stop();
    [[nodiscard]] const std::vector<store::PhaseTime>& phases() const { return m_phases; }

private:
    Progress* m_progress;
    std::vector<store::PhaseTime> m_phases;
    store::PhaseTime m_started;
    bool m_running = false;
};

}  // namespace covmap::run

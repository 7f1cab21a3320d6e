#include "core/process/stop_check.hpp"

#include <atomic>

namespace covmap::core {

namespace {

std::atomic<void (*)()> g_stop_check{nullptr};

}  // namespace

void set_stop_check(void (*check)()) { g_stop_check.store(check, std::memory_order_relaxed); }

void stop_check() {
    if (void (*const check)() = g_stop_check.load(std::memory_order_relaxed)) check();
}

bool is_stop_asked() {
    try {
        stop_check();
    } catch (...) {
        return true;
    }
    return false;
}

}  // namespace covmap::core

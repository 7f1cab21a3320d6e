#include "run/base/stop.hpp"

#include <atomic>

#include "core/error.hpp"

namespace covmap::run {

namespace {

std::atomic<bool> g_cancelled{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may set it");

}  // namespace

void request_cancel() { g_cancelled.store(true, std::memory_order_relaxed); }

bool is_cancelled() { return g_cancelled.load(std::memory_order_relaxed); }

void throw_if_cancelled() {
    if (is_cancelled()) throw core::Error(core::ErrorKind::cancelled, "", "interrupted; nothing was published");
}

}  // namespace covmap::run

#include "cli/interrupts.hpp"

#include <csignal>

#include "core/process/stop_check.hpp"
#include "run/base/stop.hpp"

namespace covmap::cli {
namespace {

extern "C" void on_interrupt(int) { run::request_cancel(); }

}  // namespace

void catch_interrupts() {
    core::set_stop_check(run::throw_if_cancelled);
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

}  // namespace covmap::cli

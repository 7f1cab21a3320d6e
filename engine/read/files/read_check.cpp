#include "read/files/read_check.hpp"

#include "core/error.hpp"

namespace covmap::read {
namespace {

void (*g_read_check)() = nullptr;

}  // namespace

void set_read_check(void (*check)()) { g_read_check = check; }

void check_reading() {
    if (g_read_check != nullptr) g_read_check();
}

bool is_reading_stopped() {
    try {
        check_reading();
    } catch (const core::Error&) {
        return true;
    }
    return false;
}

}  // namespace covmap::read

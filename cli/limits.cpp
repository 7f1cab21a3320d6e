#include "cli/limits.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string>

#include "core/process/unfinished.hpp"

namespace covmap::cli {
namespace {

constexpr std::size_t kReserveBytes = 1U << 20U;  ///< given back when memory runs out: for the way to the end

std::atomic<bool> g_no_memory{false};
std::atomic<void*> g_reserve{nullptr};
std::atomic<int> g_failed_code{1};

[[noreturn]] void on_no_memory() {
    g_no_memory.store(true);
    std::free(g_reserve.exchange(nullptr));
    throw std::bad_alloc();
}

void say(const std::string& text) {
    // Nothing is to be done where stderr is gone.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

[[noreturn]] void end_without_memory() {
    static std::atomic_flag ending = ATOMIC_FLAG_INIT;
    while (ending.test_and_set()) ::pause();  // another thread is at it
    say(std::string("covmap: out of memory\n  ") + kMemoryAdvice + "\n");
    core::remove_unfinished();
    ::_exit(g_failed_code.load());
}

std::string thrown_text() {
    const std::exception_ptr thrown = std::current_exception();
    if (!thrown) return "no exception";
    try {
        std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        end_without_memory();
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "no standard exception";
    }
}

[[noreturn]] void on_terminate() {
    if (g_no_memory.load()) end_without_memory();
    say("covmap: unexpected failure: " + thrown_text() + "\n");
    core::remove_unfinished();
    std::abort();
}

/// GDAL and others abort where they get no memory.
extern "C" void on_abort(int signal) {
    if (g_no_memory.load()) end_without_memory();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

}  // namespace

void watch_limits(int failed_code) {
    g_failed_code.store(failed_code);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGABRT, on_abort);
    std::free(g_reserve.exchange(std::malloc(kReserveBytes)));
    std::set_new_handler(on_no_memory);
    std::set_terminate(on_terminate);
}

bool ran_out_of_memory() { return g_no_memory.load(); }

}  // namespace covmap::cli

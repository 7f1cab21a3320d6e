#include "cli/limits.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
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
    std::free(g_reserve.exchange(nullptr));   // to walk through what is to be removed
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

/// The most address space that the program had, as the system counts it; 0 where it does not say. No memory is taken for it, for
/// it is asked where there is none.
rlim_t peak_bytes() {
    std::array<char, 4096> text{};
    const int file = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    const ssize_t count = ::read(file, text.data(), text.size() - 1);
    ::close(file);
    const char* line = count > 0 ? std::strstr(text.data(), "VmPeak:") : nullptr;
    return line == nullptr ? 0 : std::strtoull(line + std::strlen("VmPeak:"), nullptr, 10) << 10U;
}

/// GDAL and others abort where they get no memory.
extern "C" void on_abort(int signal) {
    if (g_no_memory.load() || is_near_memory_limit()) end_without_memory();
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

bool is_near_memory_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
    constexpr rlim_t kNear = 96U << 20U;  // a thread's stack and its part of the heap
    return peak_bytes() + kNear > limit.rlim_cur;
}

bool ran_out_of_memory() { return g_no_memory.load(); }

}  // namespace covmap::cli

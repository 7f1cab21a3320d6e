#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

#include "core/process/heap.hpp"

using namespace covmap;

#if !defined(__SANITIZE_THREAD__) && defined(__GLIBC__)

extern "C" void __asan_init() __attribute__((weak));  // there where the address sanitizer is linked

namespace {

/// Megabytes of the process that are in memory.
double resident_mb() {
    std::ifstream file("/proc/self/statm");
    double pages = 0, resident = 0;
    file >> pages >> resident;
    return resident * 4096 / 1e6;
}

}  // namespace

// Other allocators keep what is freed by rules of their own.
TEST_CASE("memory freed in pieces goes back to the system") {
    if (__asan_init != nullptr) return;
    constexpr std::size_t kBlock = 16'384, kBlocks = 4'000;
    std::vector<std::unique_ptr<char[]> > blocks;
    for (std::size_t i = 0; i < kBlocks; ++i) {
        blocks.push_back(std::make_unique<char[]>(kBlock));
        std::memset(blocks.back().get(), 1, kBlock);
    }
    const double full = resident_mb();
    // One in 16 stays, the last too, so that the heap cannot shrink from its end.
    for (std::size_t i = 0; i + 1 < kBlocks; ++i)
        if (i % 16 != 0) blocks[i].reset();
    core::give_back_freed_memory();
    CHECK(full - resident_mb() > 30);  // of 61
}

#endif

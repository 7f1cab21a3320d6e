// What a run needs of memory, before it starts, and how it shares what it may use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// What is held in memory before it goes to scratch.
struct MemoryShares {
    std::size_t vertices = 0;
    std::size_t tally = 0;
};

/// Bytes to stay within: of the options, else of the job; 0 where neither says.
std::size_t memory_of(const model::Job& job, const RunOptions& options);
/// Gives GDAL's cache its part of them; leaves it as it is where they are 0.
void limit_caches(const model::Job& job, const RunOptions& options);

/// Of a run's memory (0: 1 GiB), less what the program and its threads take: three fifths for vertices, a fifth for the tally;
/// the rest is for the bands at work.
MemoryShares shares_of_memory(std::size_t memory_bytes, int threads);

/// What the run holds whole, whatever its memory: a part and what it is for, «outlines of 34969 communes (4930629 vertices)».
struct MemoryNeed {
    std::uint64_t bytes = 0;
    std::string what;
    bool certain = false;  ///< no more is known of it than an estimate, where false
    std::string remedy;    ///< what makes it smaller; may be empty
};

/// In the phase that needs most, with the program itself. `loaded`: the inputs of `job`.
std::vector<MemoryNeed> memory_needs(const model::Job& job, const LoadedJob& loaded, int threads);

/// Holds the needs against memory that was stated (0: none was). Error(job) where what is certain alone is more, with all needs
/// and what to do; a note of `progress` where only the estimate is.
void hold_against_memory(const std::vector<MemoryNeed>& needs, std::uint64_t memory_bytes, Progress& progress);

/// «warning: …» where the process took more memory than was stated, else empty.
std::string overrun_of_memory(std::uint64_t memory_bytes);

}  // namespace covmap::run

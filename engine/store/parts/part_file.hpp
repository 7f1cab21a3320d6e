// sweep-0.covp: what one part of a run found in its rows of one sweep. docs/formats/parts.md.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/tally.hpp"

namespace covmap::store {

/// Whose the file is, and what its rows must fit into.
struct PartAbout {
    std::string plan;       ///< fingerprint
    unsigned part = 0;      ///< 1 to N
    std::size_t sweep = 0;  ///< position in the plan
    std::size_t territories = 0, words = 0, stride = 0;
    bool operator==(const PartAbout&) const = default;
};

struct PartFound {
    std::map<std::string, std::vector<std::int64_t>> sums;  ///< that add up over the parts, by name
    std::vector<core::DoubtRow> doubt;                      ///< sorted by (territory, all, any)
};

/// Errors: output; check where the tally is not sound.
void write_part_file(const PartAbout& about, const PartFound& found, const core::TallyReader& tally, const std::string& path);

struct PartFile {
    PartFound found;
    std::unique_ptr<core::TallyReader> tally;  ///< reads the file anew for each for_each
};

/// Checks the whole file against its checksum. Errors, kind input, where = path: no such file, of another plan, part or sweep
/// than `expected`, damaged. Memory: the sums, the signatures, one territory's rows.
PartFile open_part_file(const std::string& path, const PartAbout& expected);

}  // namespace covmap::store

// The part of our files that is a tally: signatures, the rows behind lo and hi, the rows by territory. docs/formats/tally.md.
// Private to the room.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "store/bytes/byte_input.hpp"
#include "store/bytes/byte_stream.hpp"

namespace covmap::store {

/// What the rows must fit into.
struct TallyShape {
    std::size_t territories = 0, words = 0, stride = 0;
};

/// Appends them. False where rows are not sorted, or name unknown territories or signatures: what was written is no tally then.
bool write_tally_rows(ByteStream& out, const core::TallyReader& tally, const std::vector<core::DoubtRow>& doubt,
                      std::size_t territories);

struct TallyRows {
    std::vector<core::DoubtRow> doubt;
    std::unique_ptr<core::TallyReader> reader;  ///< reads the file anew for each for_each; thread-safe
};

/// From the place where `in` stands. `with_doubt`: the file has the rows behind lo and hi. Errors: input.
TallyRows read_tally_rows(std::unique_ptr<ByteInput> in, const std::string& path, const TallyShape& shape, bool with_doubt);

}  // namespace covmap::store

// Our binary files end with a checksum: an input is all before it, so that what is behind the checksum is reached.
#pragma once

#include <string>
#include <string_view>

#include "fuzz/support.hpp"
#include "store/bytes/byte_format.hpp"

namespace covmap::fuzz {

inline const std::string& write_with_checksum(const InputFile& file, std::string_view bytes) {
    std::string whole(bytes);
    store::Checksum checksum;
    checksum.add(bytes.data(), bytes.size());
    const std::uint64_t sum = checksum.value();
    for (int i = 0; i < 8; ++i) whole.push_back(static_cast<char>(sum >> (8 * i) & 0xFFU));
    return file.write(whole);
}

}  // namespace covmap::fuzz

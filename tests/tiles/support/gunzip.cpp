#include "tiles/support/gunzip.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "core/error.hpp"
#include "store/bytes/byte_input.hpp"

namespace covmap::test {

namespace {

constexpr std::size_t kFirstGuess = 8;  ///< content per packed byte

using Decompressor = std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)>;

}  // namespace

std::string gunzipped(std::string_view bytes, std::size_t most, const std::string& path) {
    thread_local const Decompressor decompressor(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    if (!decompressor) throw core::Error(core::ErrorKind::input, path, "there is no memory left to read it");
    std::string content;
    for (std::size_t room = bytes.size() * kFirstGuess;; room *= 2) {
        content.resize(std::min(room, most));
        std::size_t used = 0, made = 0;
        const libdeflate_result result = libdeflate_gzip_decompress_ex(decompressor.get(), bytes.data(), bytes.size(),
                                                                       content.data(), content.size(), &used, &made);
        if (result == LIBDEFLATE_SUCCESS && used == bytes.size()) {
            content.resize(made);
            return content;
        }
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE) store::damaged(path, "what is compressed cannot be unpacked");
        if (content.size() == most) store::damaged(path, "what is compressed is too large");
    }
}

}  // namespace covmap::test

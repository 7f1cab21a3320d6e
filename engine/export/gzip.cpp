#include "export/gzip.hpp"

#include <libdeflate.h>

#include <memory>

#include "core/error.hpp"

namespace covmap::exports {

namespace {

/// Of 1 to 12: close to the smallest, at half of its cost.
constexpr int kLevel = 8;

using Compressor = std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)>;

}  // namespace

std::string gzipped(std::string_view bytes) {
    thread_local const Compressor compressor(libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
    if (!compressor) throw core::Error(core::ErrorKind::output, "", "there is no memory left to compress tiles");
    std::string packed(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    packed.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
    return packed;
}

}  // namespace covmap::exports

#include "tiles/gzip.hpp"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace covmap::tiles {

namespace {

/// Of 1 to 12: the balance of size and time that the library itself proposes.
constexpr int kLevel = 6;

class Compressor {
public:
    explicit Compressor(int level) : m_compressor(libdeflate_alloc_compressor(level), libdeflate_free_compressor) {
        if (!m_compressor) throw std::bad_alloc();
    }

    [[nodiscard]] std::string packed(std::string_view bytes) const {
        std::string packed(libdeflate_gzip_compress_bound(m_compressor.get(), bytes.size()), '\0');
        packed.resize(libdeflate_gzip_compress(m_compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
        return packed;
    }

private:
    std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> m_compressor;
};

}  // namespace

std::string gzipped(std::string_view bytes) {
    thread_local const Compressor compressor(kLevel);
    return compressor.packed(bytes);
}

std::string gzipped_moderately(std::string_view bytes) {
    constexpr std::size_t kMost = 16;
    std::string packed = gzipped(bytes);
    for (const int level : {1, 0})
        if (packed.size() * kMost < bytes.size()) packed = Compressor(level).packed(bytes);
    return packed;
}

}  // namespace covmap::tiles

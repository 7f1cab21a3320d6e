// Any bytes as zones.covz.
#include "fuzz/own_file.hpp"
#include "store/zones_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace covmap;
    static const fuzz::InputFile file("zones.covz");
    const std::string& path = fuzz::write_with_checksum(file, fuzz::text_of(data, size));
    return fuzz::refused_or_read([&] { (void)store::open_zone_file(path); });
}

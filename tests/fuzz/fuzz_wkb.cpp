// Any bytes as Well-Known Binary.
#include <span>
#include <vector>

#include "fuzz/support.hpp"
#include "read/vector/wkb.hpp"

namespace {

class Counter final : public covmap::read::RingTarget {
public:
    void ring(std::vector<covmap::core::Point>& ring, covmap::core::RingRole) override { vertices += ring.size(); }
    std::size_t vertices = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    covmap::read::MemorySource source(std::as_bytes(std::span(data, size)));
    const covmap::read::WkbShape shape = covmap::read::scan_wkb(source);
    if (!shape.readable || shape.curves) return 0;
    Counter counter;
    std::vector<covmap::core::Point> buffer;
    if (!covmap::read::walk_wkb(source, counter, buffer) || counter.vertices != shape.vertices) std::abort();
    return 0;
}

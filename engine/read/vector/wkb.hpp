// Polygons in Well-Known Binary, read in place, ring by ring.
//
// Understands both byte orders, ISO dimensions (1003, 2003, 3003), the older 25D/M/SRID flag bits, Polygon, Triangle,
// MultiPolygon, PolyhedralSurface, TIN and collections of them, to a depth of 32. Z and M are dropped.
// Sources: OGC 06-103r4 §8.2; ISO/IEC 13249-3 §5.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "core/grid.hpp"
#include "core/ring.hpp"

namespace covmap::read {

/// Bytes read at any offset: memory, or a value of a database that is never held whole.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// Copies bytes [offset, offset + count), which lie within size(). False when the medium cannot give them.
    virtual bool read(std::size_t offset, void* into, std::size_t count) = 0;
};

class MemorySource : public ByteSource {
public:
    explicit MemorySource(std::span<const std::byte> bytes) : m_bytes(bytes) {}
    [[nodiscard]] std::size_t size() const override { return m_bytes.size(); }
    bool read(std::size_t offset, void* into, std::size_t count) override {
        std::memcpy(into, m_bytes.data() + offset, count);
        return true;
    }

private:
    std::span<const std::byte> m_bytes;
};

/// What a first look at the headers finds, without reading a coordinate.
struct WkbShape {
    bool readable = true;        ///< false: truncated, an unknown type, too deep
    bool curves = false;         ///< holds arcs: has to be linearised elsewhere; nothing behind the arc was looked at
    std::uint64_t polygons = 0;  ///< polygons with at least one vertex
    std::uint64_t others = 0;    ///< points and lines
    std::uint64_t vertices = 0;  ///< of the polygons
};

/// Cost: one read a ring.
WkbShape scan_wkb(ByteSource& source);

class RingTarget {
public:
    virtual ~RingTarget() = default;
    /// A ring in published order, closing vertex included when the file has it; may be empty. `ring` is the caller's buffer.
    virtual void ring(std::vector<core::Point>& ring, core::RingRole role) = 0;
};

/// Gives the rings of a geometry that scan_wkb found readable and free of curves. `buffer` holds one ring at a time.
/// False when the source failed to read.
bool walk_wkb(ByteSource& source, RingTarget& target, std::vector<core::Point>& buffer);

}  // namespace covmap::read

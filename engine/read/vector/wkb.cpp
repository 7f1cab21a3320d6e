#include "read/vector/wkb.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace covmap::read {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMinGeometryBytes = 9;  // byte order, type, count
constexpr std::uint32_t kFlagZ = 0x80000000U, kFlagM = 0x40000000U, kFlagSrid = 0x20000000U;

enum Type : std::uint32_t {
    kPoint = 1,
    kLine = 2,
    kPolygon = 3,
    kMultiPoint = 4,
    kMultiLine = 5,
    kMultiPolygon = 6,
    kCollection = 7,
    kCurveFirst = 8,
    kCurveLast = 14,
    kPolyhedral = 15,
    kTin = 16,
    kTriangle = 17
};

struct Header {
    bool swap = false;
    std::uint32_t type = 0;
    std::size_t doubles = 2;  // per vertex
};

// One pass over the bytes; with a target it gives rings, without it only counts.
class Walker {
public:
    Walker(ByteSource& source, RingTarget* target, std::vector<core::Point>* buffer)
        : m_source(source), m_target(target), m_buffer(buffer) {}

    bool geometry(int depth) {
        Header head;
        if (depth > kMaxDepth || !header(head)) return false;
        switch (head.type) {
            case kPoint:
                ++m_shape.others;
                return skip(head.doubles * sizeof(double));
            case kLine:
                ++m_shape.others;
                return skip_vertices(head);
            case kPolygon:
            case kTriangle:
                return polygon(head);
            case kMultiPoint:
            case kMultiLine:
            case kMultiPolygon:
            case kCollection:
            case kPolyhedral:
            case kTin:
                return parts(head, depth);
            default:
                if (head.type < kCurveFirst || head.type > kCurveLast) return false;
                m_shape.curves = true;
                return true;
        }
    }

    [[nodiscard]] const WkbShape& shape() const { return m_shape; }

private:
    bool take(void* into, std::size_t count) {
        if (count > m_source.size() - m_at || !m_source.read(m_at, into, count)) return false;
        m_at += count;
        return true;
    }
    bool skip(std::size_t count) {
        if (count > m_source.size() - m_at) return false;
        m_at += count;
        return true;
    }
    bool number(bool swap, std::uint32_t& value) {
        if (!take(&value, sizeof value)) return false;
        if (swap) value = __builtin_bswap32(value);
        return true;
    }

    bool header(Header& head) {
        std::uint8_t order = 0;
        if (!take(&order, 1) || order > 1) return false;
        head.swap = (order == 1) != (std::endian::native == std::endian::little);
        std::uint32_t raw = 0, srid = 0;
        if (!number(head.swap, raw)) return false;
        if ((raw & kFlagSrid) != 0 && !number(head.swap, srid)) return false;
        const std::uint32_t code = raw & ~(kFlagZ | kFlagM | kFlagSrid);
        const std::uint32_t dimensions = code / 1000;  // ISO: 1 Z, 2 M, 3 ZM
        if (dimensions > 3) return false;
        const bool has_z = (raw & kFlagZ) != 0 || (dimensions & 1U) != 0;
        const bool has_m = (raw & kFlagM) != 0 || (dimensions & 2U) != 0;
        head.type = code % 1000;
        head.doubles = 2U + (has_z ? 1U : 0U) + (has_m ? 1U : 0U);
        return true;
    }

    bool parts(const Header& head, int depth) {
        std::uint32_t count = 0;
        if (!number(head.swap, count)) return false;
        if (count > (m_source.size() - m_at) / kMinGeometryBytes + 1) return false;
        for (std::uint32_t i = 0; i < count && !m_shape.curves; ++i)
            if (!geometry(depth + 1)) return false;
        return true;
    }

    bool polygon(const Header& head) {
        std::uint32_t rings = 0;
        if (!number(head.swap, rings)) return false;
        std::uint64_t before = m_shape.vertices;
        for (std::uint32_t i = 0; i < rings; ++i) {
            const auto role = i == 0 ? core::RingRole::shell : core::RingRole::hole;
            if (m_target != nullptr ? !give_ring(head, role) : !count_ring(head)) return false;
        }
        if (m_shape.vertices > before) ++m_shape.polygons;
        return true;
    }

    bool vertex_count(const Header& head, std::uint32_t& count) {
        return number(head.swap, count) && count <= (m_source.size() - m_at) / (head.doubles * sizeof(double));
    }
    bool skip_vertices(const Header& head) {
        std::uint32_t count = 0;
        return vertex_count(head, count) && skip(count * head.doubles * sizeof(double));
    }
    bool count_ring(const Header& head) {
        std::uint32_t count = 0;
        if (!vertex_count(head, count)) return false;
        m_shape.vertices += count;
        return skip(count * head.doubles * sizeof(double));
    }

    bool give_ring(const Header& head, core::RingRole role) {
        std::uint32_t count = 0;
        if (!vertex_count(head, count)) return false;
        m_buffer->resize(count);
        static_assert(sizeof(core::Point) == 2 * sizeof(double));
        if (head.doubles == 2) {
            if (!take(m_buffer->data(), count * sizeof(core::Point))) return false;
        } else if (!take_strided(head.doubles)) {
            return false;
        }
        if (head.swap) swap_buffer();
        m_target->ring(*m_buffer, role);
        return true;
    }

    // Vertices with Z or M, in small pieces.
    bool take_strided(std::size_t doubles) {
        std::array<double, 4 * 256> piece;
        for (std::size_t done = 0; done < m_buffer->size();) {
            const std::size_t now = std::min<std::size_t>(256, m_buffer->size() - done);
            if (!take(piece.data(), now * doubles * sizeof(double))) return false;
            for (std::size_t i = 0; i < now; ++i) (*m_buffer)[done + i] = {piece[i * doubles], piece[i * doubles + 1]};
            done += now;
        }
        return true;
    }

    void swap_buffer() {
        const auto swapped = [](double v) { return std::bit_cast<double>(__builtin_bswap64(std::bit_cast<std::uint64_t>(v))); };
        for (core::Point& p : *m_buffer) p = {swapped(p.x), swapped(p.y)};
    }

    ByteSource& m_source;
    RingTarget* m_target;
    std::vector<core::Point>* m_buffer;
    std::size_t m_at = 0;
    WkbShape m_shape;
};

}  // namespace

WkbShape scan_wkb(ByteSource& source) {
    Walker walker(source, nullptr, nullptr);
    const bool readable = walker.geometry(0);
    WkbShape shape = walker.shape();
    shape.readable = readable;
    return shape;
}

bool walk_wkb(ByteSource& source, RingTarget& target, std::vector<core::Point>& buffer) {
    return Walker(source, &target, &buffer).geometry(0);
}

}  // namespace covmap::read

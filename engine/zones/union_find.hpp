// Sets that grow together. Internal to the room.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace covmap::zones {

/// Disjoint sets of 0..n-1; the representative is the smallest member, whatever the order of joins.
class UnionFind {
public:
    explicit UnionFind(std::size_t n = 0) : m_parent(n) { std::iota(m_parent.begin(), m_parent.end(), 0U); }
    std::uint32_t find(std::uint32_t i) {
        while (m_parent[i] != i) i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        if (a < b)
            m_parent[b] = a;
        else
            m_parent[a] = b;
    }

private:
    std::vector<std::uint32_t> m_parent;
};

}  // namespace covmap::zones

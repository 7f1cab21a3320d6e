#include "measure/index/index_ranks.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace covmap::measure {
namespace {

/// Keeps the `most` values that come first by `before`; the last of them stands in front.
template <class Before>
void keep(std::vector<std::uint32_t>& heap, std::uint32_t value, std::size_t most, Before before) {
    if (heap.size() == most) {
        if (!before(value, heap.front())) return;
        std::pop_heap(heap.begin(), heap.end(), before);
        heap.pop_back();
    }
    heap.push_back(value);
    std::push_heap(heap.begin(), heap.end(), before);
}

}  // namespace

std::vector<std::uint32_t> ranks_of(std::span<const std::int64_t> keys) {
    std::vector<std::pair<std::int64_t, std::uint32_t>> sorted;
    sorted.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) sorted.emplace_back(keys[i], static_cast<std::uint32_t>(i));
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    std::vector<std::uint32_t> ranks(keys.size());
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i == 0 || sorted[i].first != sorted[i - 1].first) rank = static_cast<std::uint32_t>(i) + 1;
        ranks[sorted[i].second] = rank;
    }
    return ranks;
}

RankSpread::RankSpread(std::size_t items, int draws, int low, int high)
    : m_low(static_cast<std::size_t>(low)),
      m_from_top(static_cast<std::size_t>(draws - high + 1)),
      m_smallest(items),
      m_largest(items) {}

void RankSpread::add(const std::vector<std::uint32_t>& ranks) {
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        keep(m_smallest[i], ranks[i], m_low, std::less<>());
        keep(m_largest[i], ranks[i], m_from_top, std::greater<>());
    }
}

}  // namespace covmap::measure

#include "model/column/text_column.hpp"

#include <algorithm>
#include <functional>

namespace covmap::model {

namespace {

constexpr std::size_t kFirstSlots = 16;

/// Where the text stands in the table, or the free slot where it would.
std::uint32_t& slot_of_text(std::string_view text, const std::vector<std::string>& distinct, std::vector<std::uint32_t>& slots) {
    std::size_t at = std::hash<std::string_view>{}(text) & (slots.size() - 1);
    while (slots[at] != 0 && distinct[slots[at] - 1] != text) at = (at + 1) & (slots.size() - 1);
    return slots[at];
}

}  // namespace

std::uint32_t TextColumn::number_of(std::string_view text) {
    if (m_last < m_distinct.size() && m_distinct[m_last] == text) return m_last;
    if (m_slots.size() < 2 * (m_distinct.size() + 1)) grow();
    std::uint32_t& slot = slot_of_text(text, m_distinct, m_slots);
    if (slot == 0) {
        m_distinct.emplace_back(text);
        slot = static_cast<std::uint32_t>(m_distinct.size());
    }
    m_last = slot - 1;
    return m_last;
}

void TextColumn::grow() {
    m_slots.assign(std::max(kFirstSlots, 2 * m_slots.size()), 0);
    for (std::size_t number = 0; number < m_distinct.size(); ++number)
        slot_of_text(m_distinct[number], m_distinct, m_slots) = static_cast<std::uint32_t>(number + 1);
}

}  // namespace covmap::model

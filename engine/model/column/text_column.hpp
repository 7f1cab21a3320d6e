// The texts of a column: each distinct one once, and a number a row.
//
// Long tables repeat few texts (operators, technologies) and say a code in several rows on end: a row takes 4 bytes instead of a
// string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace covmap::model {

/// Read like a std::vector<std::string>; references last until the next change. Memory: 4 bytes a row, some 45 and what is beyond
/// 15 characters a distinct text.
class TextColumn {
public:
    class const_iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = std::string;
        using difference_type = std::ptrdiff_t;
        using pointer = const std::string*;
        using reference = const std::string&;

        const_iterator() = default;
        const_iterator(const TextColumn& column, std::size_t row) : m_column(&column), m_row(row) {}
        reference operator*() const { return (*m_column)[m_row]; }
        pointer operator->() const { return &(*m_column)[m_row]; }
        const_iterator& operator++() {
            ++m_row;
            return *this;
        }
        const_iterator operator++(int) {
            const const_iterator before = *this;
            ++m_row;
            return before;
        }
        difference_type operator-(const const_iterator& other) const {
            return static_cast<difference_type>(m_row) - static_cast<difference_type>(other.m_row);
        }
        bool operator==(const const_iterator& other) const { return m_row == other.m_row; }

    private:
        const TextColumn* m_column = nullptr;
        std::size_t m_row = 0;
    };

    TextColumn() = default;
    TextColumn(std::initializer_list<std::string> texts) {
        for (const std::string& text : texts) push_back(text);
    }

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    const std::string& operator[](std::size_t row) const { return m_distinct[m_rows[row]]; }
    [[nodiscard]] const std::string& front() const { return (*this)[0]; }
    [[nodiscard]] const std::string& back() const { return (*this)[m_rows.size() - 1]; }
    [[nodiscard]] const_iterator begin() const { return {*this, 0}; }
    [[nodiscard]] const_iterator end() const { return {*this, m_rows.size()}; }

    void push_back(std::string_view text) { m_rows.push_back(number_of(text)); }
    void set(std::size_t row, std::string_view text) { m_rows[row] = number_of(text); }
    void assign(std::size_t rows, std::string_view text) {
        clear();
        m_rows.assign(rows, number_of(text));
    }
    /// New rows are empty.
    void resize(std::size_t rows) { m_rows.resize(rows, number_of({})); }
    void clear() { *this = {}; }
    void shrink_to_fit() { m_rows.shrink_to_fit(); }

    /// Row by row; how they are numbered does not matter.
    bool operator==(const TextColumn& other) const { return same_rows(other); }
    bool operator==(const std::vector<std::string>& other) const { return same_rows(other); }

private:
    template <class Rows>
    [[nodiscard]] bool same_rows(const Rows& other) const {
        if (other.size() != size()) return false;
        for (std::size_t row = 0; row < size(); ++row)
            if ((*this)[row] != other[row]) return false;
        return true;
    }
    std::uint32_t number_of(std::string_view text);
    void grow();

    std::vector<std::uint32_t> m_rows;
    std::vector<std::string> m_distinct;
    std::vector<std::uint32_t> m_slots;  ///< an open-addressing table: number + 1, or 0; a power of two, at most half full
    std::uint32_t m_last = 0;            ///< rows on end often say the same
};

}  // namespace covmap::model

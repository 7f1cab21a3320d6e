// Signatures met by one worker, as numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/sink.hpp"

namespace covmap::core {

/// An open-addressing table of bit words. Numbers are given in the order of meeting: provisional, the worker's own.
class Interner final : public SignatureLookup {
public:
    explicit Interner(std::size_t words);

    std::uint32_t intern(const std::uint64_t* words);
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t provisional) const override {
        return {m_data.data() + provisional * m_words, m_words};
    }
    [[nodiscard]] std::size_t size() const { return m_data.size() / m_words; }

private:
    void grow();
    [[nodiscard]] bool same(std::uint32_t number, const std::uint64_t* words) const {
        const std::uint64_t* mine = m_data.data() + number * m_words;
        for (std::size_t w = 0; w < m_words; ++w)
            if (mine[w] != words[w]) return false;
        return true;
    }
    [[nodiscard]] std::uint64_t hash(const std::uint64_t* words) const;

    std::size_t m_words;
    std::uint32_t m_last = 0;  ///< neighbours often share it
    std::vector<std::uint64_t> m_data;
    std::vector<std::uint32_t> m_slots;  ///< number + 1; 0 is free
};

}  // namespace covmap::core

#include <array>
#include <catch2/catch.hpp>

#include "core/interner.hpp"

using covmap::core::Interner;

namespace {

using Words = std::array<std::uint64_t, 2>;

std::vector<std::uint64_t> bits_of(const Interner& interner, std::uint32_t number) {
    const auto bits = interner.bits(number);
    return {bits.begin(), bits.end()};
}

}  // namespace

TEST_CASE("signatures are numbered in the order of meeting, and the same one has the same number") {
    Interner interner(2);
    const Words a{1, 0}, b{0, 1}, c{1, 1};
    CHECK(interner.size() == 0);
    CHECK(interner.intern(a.data()) == 0);
    CHECK(interner.intern(b.data()) == 1);
    CHECK(interner.intern(b.data()) == 1);
    CHECK(interner.intern(a.data()) == 0);
    CHECK(interner.intern(c.data()) == 2);
    CHECK(interner.intern(b.data()) == 1);
    CHECK(interner.size() == 3);
    CHECK(bits_of(interner, 1) == std::vector<std::uint64_t>{0, 1});
    CHECK(bits_of(interner, 2) == std::vector<std::uint64_t>{1, 1});
}

TEST_CASE("numbers and bits stay while the table grows") {
    Interner interner(2);
    constexpr std::uint64_t kMany = 20000;  // several times what the table begins with
    for (std::uint64_t i = 0; i < kMany; ++i) {
        const Words words{i / 3, i << 40U};
        REQUIRE(interner.intern(words.data()) == i);
    }
    REQUIRE(interner.size() == kMany);
    for (std::uint64_t i = kMany; i-- > 0;) {
        const Words words{i / 3, i << 40U};
        REQUIRE(interner.intern(words.data()) == i);
        REQUIRE(bits_of(interner, static_cast<std::uint32_t>(i)) == std::vector<std::uint64_t>{words[0], words[1]});
    }
    CHECK(interner.size() == kMany);
}

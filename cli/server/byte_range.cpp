#include "cli/server/byte_range.hpp"

#include <algorithm>
#include <charconv>

namespace covmap::cli {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

RangeAsked part(std::uint64_t first, std::uint64_t last, std::uint64_t size) {
    if (first >= size) return {RangeAnswer::not_satisfiable, {}};
    return {RangeAnswer::part, {first, std::min(last, size - 1) - first + 1}};
}

}  // namespace

RangeAsked range_asked(std::string_view header, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (!header.starts_with(kUnit)) return {};
    header.remove_prefix(kUnit.size());
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return {};
    const std::string_view from = header.substr(0, dash), to = header.substr(dash + 1);
    const auto first = number(from), last = number(to);
    if (from.empty()) {
        if (!last) return {};
        return *last == 0 || size == 0 ? RangeAsked{RangeAnswer::not_satisfiable, {}}
                                       : part(size - std::min(*last, size), size - 1, size);
    }
    if (!first || (!to.empty() && (!last || *last < *first))) return {};
    return part(*first, last.value_or(UINT64_MAX), size);
}

}  // namespace covmap::cli

#include "read/files/column_names.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "read/files/compose_utf8.hpp"
#include "read/files/field_text.hpp"

namespace covmap::read {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::string ordinal(std::size_t number) {
    const std::size_t tens = number / 10 % 10, ones = number % 10;
    const char* ending = tens == 1 || ones == 0 || ones > 3 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : "rd";
    return std::to_string(number) + ending;
}

// Positions at which `same` holds.
template <class Same>
std::vector<std::size_t> positions_of(const std::vector<std::string>& names, const Same& same) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (same(names[i])) found.push_back(i);
    return found;
}

}  // namespace

std::optional<std::size_t> position_of_name(const std::string& name, const std::vector<std::string>& names,
                                            const std::string& where) {
    const std::string wanted = composed(name);
    const auto exact = positions_of(names, [&](const std::string& other) { return composed(other) == wanted; });
    if (exact.size() > 1)
        throw core::Error(core::ErrorKind::input, where,
                          "has several columns of the same name «" + name + "», the " + ordinal(exact[0] + 1) + " and the " +
                              ordinal(exact[1] + 1) + "; which is meant cannot be told: rename one of them");
    if (exact.size() == 1) return exact.front();
    const std::string lower = lower_case(wanted);
    const auto alike = positions_of(names, [&](const std::string& other) { return lower_case(composed(other)) == lower; });
    return alike.size() == 1 ? std::optional(alike.front()) : std::nullopt;
}

std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names) {
    const std::string key = lower_case(wanted);
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, (key.size() + 2) / 3) + 1;
    for (const std::string& name : names) {
        const std::size_t distance = edit_distance(key, lower_case(name));
        if (distance < best_distance) {
            best_distance = distance;
            best = name;
        }
    }
    return best;
}

std::string columns_text(const std::vector<std::string>& names) {
    constexpr std::size_t kNamed = 30;
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kNamed) text += " and " + std::to_string(names.size() - kNamed) + " more";
    return text.empty() ? "none" : text;
}

}  // namespace covmap::read

#include "measure/words.hpp"

#include <algorithm>
#include <array>

namespace covmap::measure {
namespace {

struct UnitWord {
    const char* unit;
    Text singular, plural;
};

const std::array<UnitWord, 9>& unit_words() {
    static const std::array<UnitWord, 9> kWords = {{
        {"commune", {"commune", "commune"}, {"communes", "communes"}},
        {"arrondissement", {"arrondissement", "arrondissement"}, {"arrondissements", "arrondissements"}},
        {"canton", {"canton", "canton"}, {"cantons", "cantons"}},
        {"epci", {"EPCI", "EPCI"}, {"EPCI", "EPCI"}},
        {"iris", {"IRIS", "IRIS"}, {"IRIS", "IRIS"}},
        {"departement", {"département", "department"}, {"départements", "departments"}},
        {"province", {"province", "province"}, {"provinces", "provinces"}},
        {"region", {"région", "region"}, {"régions", "regions"}},
        {"all", {"ensemble", "whole"}, {"ensemble", "whole"}},
    }};
    return kWords;
}

std::string group_digits(std::string digits, const std::string& separator) {
    const std::size_t first = digits[0] == '-' ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, separator);
    }
    return digits;
}

}  // namespace

Text label_or(const Text& label, const std::string& fallback) {
    const std::string& any = !label.en.empty() ? label.en : !label.fr.empty() ? label.fr : fallback;
    return {label.fr.empty() ? any : label.fr, label.en.empty() ? any : label.en};
}

Text unit_singular(const std::string& unit) {
    for (const UnitWord& word : unit_words())
        if (unit == word.unit) return word.singular;
    return same(unit);
}

Text unit_plural(const std::string& unit) {
    for (const UnitWord& word : unit_words())
        if (unit == word.unit) return word.plural;
    const bool plural = !unit.empty() && (unit.back() == 's' || unit.back() == 'x');
    return same(plural ? unit : unit + "s");
}

Text counted(const std::string& unit) {
    static constexpr std::array<const char*, 9> kPeople = {"",       "personne",  "personnes",   "person",    "persons",
                                                           "people", "habitants", "inhabitants", "population"};
    if (std::find(kPeople.begin(), kPeople.end(), unit) != kPeople.end()) return {"personnes", "people"};
    if (unit == "logements" || unit == "dwellings") return {"logements", "dwellings"};
    if (unit == "ménages" || unit == "households") return {"ménages", "households"};
    return same(unit);
}

Text grouped(std::int64_t number) { return decimal(number, 0); }

Text decimal(std::int64_t number, int scale) {
    const std::string text = model::decimal_text(number, scale);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string fraction = point < text.size() ? text.substr(point + 1) : std::string();
    Text result{group_digits(text.substr(0, point), "\u202f"), group_digits(text.substr(0, point), ",")};
    if (!fraction.empty()) result = {result.fr + "," + fraction, result.en + "." + fraction};
    return result;
}

Text operator+(const Text& a, const Text& b) { return {a.fr + b.fr, a.en + b.en}; }

}  // namespace covmap::measure

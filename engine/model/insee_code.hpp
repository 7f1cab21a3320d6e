// What a French commune's code says of itself. Source: INSEE, code officiel géographique.
#pragma once

#include <string>
#include <string_view>

namespace covmap::model {

/// Paris, Lyon and Marseille are one commune each in some tables, arrondissements in others: «75101» to «75120» are parts of
/// «75056», «69381» to «69389» of «69123», «13201» to «13216» of «13055». Empty for any other code.
inline std::string city_of_arrondissement(std::string_view code) {
    struct City {
        std::string_view first, last, whole;
    };
    constexpr City kCities[] = {{"75101", "75120", "75056"}, {"69381", "69389", "69123"}, {"13201", "13216", "13055"}};
    for (const City& city : kCities)
        if (code.size() == city.first.size() && code >= city.first && code <= city.last) return std::string(city.whole);
    return {};
}

inline bool is_overseas(std::string_view code) { return code.starts_with("97") || code.starts_with("98"); }

/// The département of a commune's code, «2A» of «2A004», «974» of «97411»; empty where the code has not five signs.
inline std::string departement_of(std::string_view code) {
    if (code.size() != 5) return {};
    return std::string(code.substr(0, is_overseas(code) ? 3 : 2));
}

/// Départements of the métropole: 01 to 95 without 20, 2A and 2B.
inline constexpr std::size_t kDepartementsOfMetropole = 96;

}  // namespace covmap::model

#include "export/style/palette.hpp"

#include <array>
#include <cstdlib>

namespace covmap::exports {

namespace {

const std::array<MissingClass, 8>& missing_table() {
    static const std::array<MissingClass, 8> classes = {{
        {0, {{"personne", "nobody"}, "#eef3f8", "#1c262f"}},
        {0, {{"moins de 1\u00A0%", "under 1%"}, "#fcd5af", "#4e3320"}},
        {1, {{"1 à 2\u00A0%", "1 to 2%"}, "#f8b57c", "#6c411d"}},
        {2, {{"2 à 5\u00A0%", "2 to 5%"}, "#ee8f4d", "#8d4e1b"}},
        {5, {{"5 à 10\u00A0%", "5 to 10%"}, "#da662a", "#b06221"}},
        {10, {{"10 à 20\u00A0%", "10 to 20%"}, "#b6451a", "#d38135"}},
        {20, {{"20 à 50\u00A0%", "20 to 50%"}, "#872a11", "#eeaa66"}},
        {50, {{"50\u00A0% et plus", "50% and more"}, "#521308", "#ffe0bd"}},
    }};
    return classes;
}

}  // namespace

std::span<const MissingClass> missing_classes() { return missing_table(); }

const Marks& marks() {
    static const Marks marks = {
        {{"inconnu pour 10 à 50\u00A0%", "unknown for 10 to 50%"}, "#3d4852", "#dfe5ea"},
        {{"inconnu", "unknown"}, "#ffffff", "#0f151a"},
        {{"sans habitant", "no inhabitants"}, "#e4e7ea", "#2b333a"},
        {{"non publié (moins que le minimum)", "kept back (fewer than the minimum)"}, "#d8c9b2", "#5a4d3a"},
        {{"zone blanche : aucun opérateur", "white zone: no operator"}, "#2d2f7a", "#c3c5ff"},
        {{"zone grise : certains, pas assez", "grey zone: some operators, not enough"}, "#9a9cd0", "#7275cf"},
    };
    return marks;
}

const Swatch& measured() {
    static const Swatch swatch = {
        {"mesuré : les mesures contredisent la carte", "measured: tests contradict the map"}, "#d100d1", "#ff7dff"};
    return swatch;
}

std::span<const Ground> grounds() {
    static const std::array<Ground, 5> all = {{
        {"water", "#b9d3e6", "#1d3547"},
        {"road", "#8d969e", "#69757f"},
        {"railway", "#6f7880", "#8a96a0", true},
        {"built", "#d9d6d2", "#33373c"},
        {"other", "#a7aeb4", "#5a646d"},
    }};
    return all;
}

const Ground& ground_of(const std::string& kind) {
    const std::span<const Ground> all = grounds();
    for (const Ground& ground : all)
        if (kind == ground.kind) return ground;
    return all.back();
}

std::string rgba(const char* hex, int alpha) {
    const long bits = std::strtol(hex + 1, nullptr, 16);
    return std::to_string(bits >> 16) + "," + std::to_string(bits >> 8 & 255) + "," + std::to_string(bits & 255) + "," +
           std::to_string(alpha);
}

}  // namespace covmap::exports

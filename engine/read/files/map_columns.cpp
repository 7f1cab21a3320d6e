#include "read/files/map_columns.hpp"

#include <algorithm>
#include <cctype>
#include <span>
#include <string_view>

#include "read/files/field_text.hpp"

namespace covmap::read {
namespace {

// Words for «code» and «name» as columns are called, longest first among those that begin alike.
constexpr std::string_view kCodeWords[] = {"codigo", "codice", "code",  "kode", "kod",   "cod",   "cd",    "nummer", "numero",
                                           "number", "num",    "nr",    "no",   "pcode", "ident", "id",    "ine",    "istat",
                                           "insee",  "cve",    "geoid", "ags",  "bfs",   "nis",   "tunnus"};
constexpr std::string_view kNameWords[] = {"nombre", "name", "namn", "navn", "naam",          "nazwa", "nazev",   "naziv", "nimi",
                                           "nome",   "nom",  "nm",   "nam",  "denominazione", "denom", "libelle", "label", "gen"};
constexpr int kLevels = 6;

/// Lower case letters; what stands between words, and digits at their ends, do not tell columns apart.
std::string letters_of(const std::string& name) {
    std::string letters;
    for (const char c : lower_case(name))
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) letters.push_back(c);
    return letters;
}

/// What is left of a column's name without one of the words at its end or its beginning; «nom_ent» may be nom + ent and nome +
/// nt.
std::vector<std::string> stems(const std::string& column, std::span<const std::string_view> words) {
    const std::string letters = letters_of(column);
    std::vector<std::string> found;
    for (const std::string_view word : words) {
        if (letters.ends_with(word)) found.push_back(letters.substr(0, letters.size() - word.size()));
        if (letters.starts_with(word)) found.push_back(letters.substr(word.size()));
    }
    return found;
}

bool is_code_text(const std::string& text) {
    constexpr std::size_t kLongest = 24;
    return !text.empty() && text.size() <= kLongest && text.find(' ') == std::string::npos &&
           std::any_of(text.begin(), text.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

bool may_be_code(const InspectedColumn& column) {
    return (column.type == "text" || column.type == "integer") && !column.examples.empty() &&
           std::all_of(column.examples.begin(), column.examples.end(), is_code_text);
}

bool may_be_name(const InspectedColumn& column) {
    const auto has_letters = [](const std::string& text) {
        return std::any_of(text.begin(), text.end(),
                           [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; });
    };
    return column.type == "text" && !column.examples.empty() &&
           std::all_of(column.examples.begin(), column.examples.end(), has_letters);
}

const InspectedColumn* named(const InspectedLayer& layer, std::initializer_list<std::string> names) {
    for (const std::string& name : names)
        for (const InspectedColumn& column : layer.columns)
            if (lower_case(column.name) == name) return &column;
    return nullptr;
}

/// OCHA's common operational datasets: ADM<level>_PCODE, and the name in the languages of the country.
MapColumns of_ocha(const InspectedLayer& layer) {
    MapColumns found;
    for (int level = kLevels; level >= 0; --level) {
        const std::string adm = "adm" + std::to_string(level);
        const InspectedColumn* code = named(layer, {adm + "_pcode", adm + "pcode"});
        if (code == nullptr) continue;
        const InspectedColumn* name =
            named(layer, {adm + "_en", adm + "_name", adm + "_fr", adm + "_es", adm + "_pt", adm + "_ar"});
        if (found.code != nullptr) {
            found.parents.push_back({adm, code, name});
            continue;
        }
        found.code = code;
        found.name = name;
    }
    return found;
}

/// Natural Earth (1:10m admin), NUTS, OpenStreetMap.
MapColumns of_known(const InspectedLayer& layer) {
    MapColumns found;
    found.code = named(layer, {"adm1_code", "adm0_a3", "iso_a3", "nuts_id", "osm_id"});
    if (found.code != nullptr) found.name = named(layer, {"name", "name_latn", "nuts_name", "name_en", "admin"});
    return found;
}

/// Columns of codes and names around one stem, the longest codes first: those are of the smallest territories.
struct Stem {
    std::string stem;
    const InspectedColumn* code;
    const InspectedColumn* name;
};
std::vector<Stem> stems_of(const InspectedLayer& layer) {
    std::vector<Stem> found;
    for (const InspectedColumn& code : layer.columns) {
        if (!may_be_code(code)) continue;
        for (const std::string& stem : stems(code.name, kCodeWords))
            for (const InspectedColumn& name : layer.columns) {
                const std::vector<std::string> of_name = stems(name.name, kNameWords);
                if (&name != &code && may_be_name(name) && std::find(of_name.begin(), of_name.end(), stem) != of_name.end())
                    found.push_back({stem, &code, &name});
            }
    }
    std::stable_sort(found.begin(), found.end(), [](const Stem& a, const Stem& b) {
        const auto rank = [](const Stem& s) { return std::pair(s.code->examples.front().size(), s.stem.size()); };
        return rank(a) > rank(b);
    });
    return found;
}

bool holds_parent(const MapColumns& columns, const InspectedColumn* code) {
    return std::any_of(columns.parents.begin(), columns.parents.end(), [&](const auto& parent) { return parent.code == code; });
}

/// Codes that begin the longest ones are those of parents. Without any pair: the first columns that may hold a code, and a name.
MapColumns of_stems(const InspectedLayer& layer) {
    MapColumns found;
    for (const Stem& stem : stems_of(layer)) {
        if (found.code == nullptr) {
            found.code = stem.code;
            found.name = stem.name;
        } else if (stem.code != found.code && !stem.stem.empty() && !holds_parent(found, stem.code) &&
                   found.code->examples.front().starts_with(stem.code->examples.front())) {
            found.parents.push_back({stem.stem, stem.code, stem.name});
        }
    }
    if (found.code != nullptr) return found;
    for (const InspectedColumn& column : layer.columns) {
        if (found.code == nullptr && may_be_code(column) && !stems(column.name, kCodeWords).empty()) found.code = &column;
        if (found.name == nullptr && may_be_name(column) && !stems(column.name, kNameWords).empty()) found.name = &column;
    }
    return found;
}

}  // namespace

MapColumns map_columns(const InspectedLayer& layer) {
    MapColumns found = of_ocha(layer);
    if (found.code == nullptr) found = of_known(layer);
    return found.code != nullptr ? found : of_stems(layer);
}

}  // namespace covmap::read

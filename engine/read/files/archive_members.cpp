#include "read/files/archive_members.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <set>

#include "core/error.hpp"
#include "read/files/field_text.hpp"

namespace covmap::read {
namespace {

using Names = std::vector<std::string>;
using FileEndings = std::initializer_list<const char*>;

bool has_ending(const std::string& name, FileEndings endings) {
    const std::string low = lower_case(name);
    return std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return low.ends_with(ending); });
}

constexpr FileEndings kVectors = {".gpkg", ".shp", ".fgb",    ".geojson", ".geojsonl", ".gdb",
                                  ".gml",  ".tab", ".sqlite", ".parquet", ".mif",      ".kml"};
constexpr FileEndings kLooseVectors = {".json", ".kmz"};
constexpr FileEndings kRasters = {".tif", ".tiff", ".vrt", ".asc", ".img", ".jp2", ".nc", ".bil", ".flt"};
constexpr FileEndings kTables = {".csv", ".tsv", ".csv.gz", ".tsv.gz"};
constexpr FileEndings kSheets = {".xlsx", ".ods", ".xls", ".dbf"};
constexpr FileEndings kTexts = {".txt"};
constexpr FileEndings kArchives = {".zip", ".7z", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".rar"};

/// What is looked for, the likeliest first; after `wanted` of them follows what is of other content.
struct Order {
    std::vector<FileEndings> tiers;
    std::size_t wanted;
};

Order order_of(Content content) {
    switch (content) {
        case Content::rasters:
            return {{kRasters, kVectors, kLooseVectors, kTables, kTexts, kSheets}, 1};
        case Content::tables:
            return {{kTables, kVectors, kSheets, kTexts, kLooseVectors, kRasters}, 5};
        default:
            return {{kVectors, kLooseVectors, kTables, kTexts, kSheets, kRasters}, 4};
    }
}

std::string base_name(const std::string& name) { return name.substr(name.rfind('/') + 1); }

/// Without folder and ending.
std::string stem(const std::string& name) {
    const std::string base = base_name(name);
    return base.substr(0, lower_case(base).ends_with(".csv.gz") ? base.size() - 7 : base.rfind('.'));
}

bool hidden(const std::string& name) {
    const std::string base = base_name(name);
    return base.empty() || base.front() == '.' || ("/" + name).find("/__MACOSX/") != std::string::npos;
}

/// Words that name what stands beside data.
bool is_about_data(const std::string& name) {
    static const std::set<std::string> kWords = {"readme",      "lisezmoi", "lisez",   "licence",      "license",      "metadata",
                                                 "metadonnees", "meta",     "preview", "thumbnail",    "quicklook",    "apercu",
                                                 "dictionary",  "codebook", "notice",  "dictionnaire", "documentation"};
    std::string word;
    for (const char c : lower_case(stem(name)) + "_") {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
            word += c;
            continue;
        }
        if (kWords.contains(word)) return true;
        word.clear();
    }
    return false;
}

/// A FileGDB stands for the files in it, a shapefile for its table.
Names candidates(const Names& names) {
    std::set<std::string> found, shapes;
    for (const std::string& name : names) {
        if (hidden(name)) continue;
        const std::size_t gdb = lower_case(name).find(".gdb/");
        found.insert(gdb == std::string::npos ? name : name.substr(0, gdb + 4));
        if (has_ending(name, {".shp", ".tab"})) shapes.insert(lower_case(name.substr(0, name.size() - 4)));
    }
    std::erase_if(found, [&](const std::string& name) {
        return has_ending(name, {".dbf"}) && shapes.contains(lower_case(name.substr(0, name.size() - 4)));
    });
    return {found.begin(), found.end()};
}

/// `about`: files about data too, where there is nothing else.
Names of_tier(const Names& all, FileEndings endings, bool about) {
    Names found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const auto& name) { return has_ending(name, endings) && (about || !is_about_data(name)); });
    return found;
}

bool meant(const std::string& name, const std::string& layer) {
    const std::string bare = name.substr(0, name.size() - base_name(name).size()) + stem(name);
    for (const std::string& way : {name, bare, stem(name), base_name(name)})
        if (lower_case(way) == lower_case(layer)) return true;
    return false;
}

/// Several: those that the job's `layer` means.
ArchiveChoice named(const Names& found, const FileAsk& ask, const std::string& shown) {
    Names chosen;
    for (const std::string& name : found)
        if (meant(name, ask.layer)) chosen.push_back(name);
    if (chosen.empty())
        for (const std::string& name : found)
            if (fnmatch(ask.layer.c_str(), stem(name).c_str(), 0) == 0) chosen.push_back(name);
    if (chosen.empty())
        throw core::Error(core::ErrorKind::input, shown,
                          "has no file for the layer «" + ask.layer + "»; it holds " + listed(found) +
                              "; one of several layers in one of them is named by source = \"/vsizip/" + shown + "/" +
                              found.front() + "\" and layer");
    if (chosen.size() > 1 && ask.several == Several::ask)
        throw core::Error(core::ErrorKind::input, shown,
                          "holds several files that «" + ask.layer + "» names: " + listed(chosen) + "; " +
                              name_one(chosen.front(), ask.several));
    return {chosen, {}};
}

bool one_folder_and_kind(const Names& names) {
    const auto place = [](const std::string& name) {
        const std::string base = base_name(name);
        return name.substr(0, name.size() - base.size()) + lower_case(base.substr(std::min(base.size(), base.rfind('.'))));
    };
    return std::all_of(names.begin(), names.end(), [&](const auto& name) { return place(name) == place(names.front()); });
}

std::string remedy(const Names& found, const Names& stems, const FileAsk& ask, const std::string& shown) {
    const bool told_apart = std::set<std::string>(stems.begin(), stems.end()).size() == stems.size();
    if (ask.content != Content::rasters) return name_one(told_apart ? stems.front() : found.front(), ask.several);
    if (!lower_case(shown).ends_with(".zip")) return "unpack it and name the one that is meant";
    return "name the one that is meant, source = \"/vsizip/" + shown + "/" + found.front() + "\"";
}

ArchiveChoice chosen_of(const Names& found, const FileAsk& ask, const std::string& shown) {
    if (found.size() == 1 || ask.several == Several::every) return {found, ask.layer};
    if (!ask.layer.empty()) return named(found, ask, shown);
    Names stems;
    for (const std::string& name : found) stems.push_back(stem(name));
    if (one_folder_and_kind(found)) {
        if (ask.several == Several::parts && are_parts(stems)) return {found, {}};
        if (ask.several == Several::alike) return {found, {}};
    }
    throw core::Error(core::ErrorKind::input, shown,
                      "holds several data files: " + listed(found) + "; " + remedy(found, stems, ask, shown));
}

/// The first archive inside, or the end.
Names::const_iterator archive_in(const Names& names) {
    return std::find_if(names.begin(), names.end(),
                        [](const std::string& name) { return !hidden(name) && has_ending(name, kArchives); });
}

[[noreturn]] void no_data(const Names& names, const std::string& shown) {
    if (const auto archive = archive_in(names); archive != names.end())
        throw core::Error(core::ErrorKind::input, shown,
                          "holds no data file but another archive, «" + *archive + "», which covmap does not look into: unpack " +
                              shown + " and name that one");
    throw core::Error(core::ErrorKind::input, shown,
                      "holds no data file" + (names.empty() ? std::string(": it is empty") : "; it holds " + listed(names)));
}

/// Position and length of the last number that is no generation; npos where there is none.
std::pair<std::size_t, std::size_t> part_number(const std::string& name) {
    const auto digit = [&](std::size_t i) { return std::isdigit(static_cast<unsigned char>(name[i])) != 0; };
    for (std::size_t end = name.size(); end > 0; --end) {
        if (!digit(end - 1)) continue;
        std::size_t begin = end;
        while (begin > 0 && digit(begin - 1)) --begin;
        if (end == name.size() || (name[end] != 'G' && name[end] != 'g')) return {begin, end - begin};
        end = begin + 1;
    }
    return {std::string::npos, 0};
}

/// Numbers after these words tell maps apart that are no parts of one: levels, versions, operators, scenarios.
bool tells_maps_apart(const std::string& before) {
    const std::string low = lower_case(before.substr(0, before.find_last_not_of("_- .") + 1));
    for (const char* word : {"niveau",    "niv",      "level", "lvl",      "class",    "classe", "rang",  "rank",
                             "adm",       "admin",    "nuts",  "lau",      "version",  "vers",   "rev",   "operateur",
                             "opérateur", "operator", "mno",   "scenario", "scénario", "phase",  "etape", "étape"})
        if (low.ends_with(word)) return true;
    const std::string token = low.substr(low.find_last_of("_- .") + 1);
    return token == "v" || token == "op";
}

}  // namespace

bool are_parts(const Names& names) {
    std::set<unsigned long> numbers;
    std::set<std::string> frames;
    for (const std::string& name : names) {
        const auto [at, length] = part_number(name);
        constexpr std::size_t kMostDigits = 6;
        if (at == std::string::npos || length > kMostDigits || tells_maps_apart(name.substr(0, at))) return false;
        numbers.insert(std::stoul(name.substr(at, length)));
        frames.insert(name.substr(0, at) + "#" + name.substr(at + length));
    }
    return frames.size() == 1 && numbers.size() == names.size() && *numbers.begin() <= 1 &&
           *numbers.rbegin() - *numbers.begin() + 1 == numbers.size();
}

std::string listed(const Names& names) {
    constexpr std::size_t kNamed = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) list += (i == 0 ? "«" : ", «") + names[i] + "»";
    return list + (names.size() > kNamed ? ", …" : "");
}

std::string name_one(const std::string& name, Several several) {
    return "name the one that is meant, layer = \"" + name + "\"" +
           (several == Several::ask ? "" : ", or read them together, layer = \"*\"");
}

ArchiveChoice choose_members(const Names& names, const FileAsk& ask, const std::string& shown) {
    const Names all = candidates(names);
    const Order order = order_of(ask.content);
    for (const bool about : {false, true}) {
        Names other;
        for (std::size_t i = 0; i < order.tiers.size(); ++i) {
            const Names found = of_tier(all, order.tiers[i], about);
            if (found.empty()) continue;
            if (i < order.wanted) return chosen_of(found, ask, shown);
            if (other.empty()) other = {found.front()};
        }
        if (!other.empty()) return {other, ask.layer};
        if (archive_in(names) != names.end()) break;  // a readme beside it is no data
    }
    no_data(names, shown);
}

}  // namespace covmap::read

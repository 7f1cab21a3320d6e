#include "read/files/raster_role.hpp"

#include <algorithm>
#include <cctype>
#include <span>
#include <string_view>
#include <vector>

#include "read/files/field_text.hpp"

namespace covmap::read {
namespace {

using Wordlist = std::span<const std::string_view>;

constexpr std::string_view kRates[] = {"density", "densite", "densidad", "dichte", "area", "areas", "ratio", "percent", "index"};
constexpr std::string_view kPeople[] = {"people", "person",  "persons",   "inhabitants", "habitants", "ppp",
                                        "count",  "counts",  "residents", "einwohner",   "poblacion", "worldpop",
                                        "hab",    "ghs_pop", "persones",  "bevoelkerung"};
constexpr std::string_view kCoverage[] = {
    "2g",       "3g",     "4g",         "5g",         "2g3g",      "nr",        "gsm",        "umts",    "volte",
    "coverage", "couv",   "couverture", "cobertura",  "copertura", "abdeckung", "versorgung", "rxlev",   "sinr",
    "dbm",      "signal", "mbps",       "throughput", "debit",     "operators", "operateurs", "network", "reseau"};
constexpr std::string_view kSurroundings[] = {"dem",    "dtm",    "dsm",   "mnt",       "srtm",  "elevation",   "altitude",
                                              "relief", "slope",  "land",  "landcover", "clc",   "corine",      "worldcover",
                                              "ndvi",   "lights", "built", "landuse",   "cover", "temperature", "distance"};

std::vector<std::string> words_of(const std::string& path) {
    std::vector<std::string> words(1);
    for (const char c : lower_case(path.substr(path.find_last_of('/') + 1)))
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            words.back().push_back(c);
        else if (!words.back().empty())
            words.emplace_back();
    return words;
}

/// «clc2018» is clc.
std::vector<std::string> without_years(std::vector<std::string> words) {
    for (std::string& word : words) word.resize(word.find_last_not_of("0123456789") + 1);
    return words;
}

bool any_among(const std::vector<std::string>& words, Wordlist known) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return std::find(known.begin(), known.end(), word) != known.end(); });
}

bool any_begins(const std::vector<std::string>& words, Wordlist known) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(known.begin(), known.end(), [&](std::string_view begin) { return word.starts_with(begin); });
    });
}

std::string role_of_values(const InspectedBand& band) {
    constexpr double kWeakest_dBm = -160, kStrongest_dBm = -20, kHighestClass = 20;
    constexpr std::uint64_t kEnough = 64;  // a handful of pixels has few values whatever they are
    if (band.sampled == 0) return "demand-raster";
    if (band.max <= kStrongest_dBm && band.min >= kWeakest_dBm) return "supply";
    if (band.min < 0) return "unknown";  // people are never below 0: relief, an index
    const bool classes = !band.classes.empty() && band.max <= kHighestClass && band.sampled >= kEnough;
    return classes && band.type.find("Float") == std::string::npos ? "supply" : "demand-raster";
}

}  // namespace

bool names_coverage(const std::string& name) {
    constexpr std::string_view kRadio[] = {"lte", "rsrp", "rssi"};
    const std::vector<std::string> words = words_of(name);
    return any_among(words, kCoverage) || any_begins(words, kRadio);
}

std::string raster_role(const Inspection& file) {
    const std::vector<std::string> words = words_of(file.path);
    const InspectedBand& band = file.raster->bands.front();
    constexpr std::string_view kPop[] = {"pop"};
    if (any_among(words, kRates)) return "unknown";
    if (any_among(words, kPeople) || any_begins(words, kPop)) return "demand-raster";
    if (names_coverage(file.path)) return "supply";
    return any_among(without_years(words), kSurroundings) ? "unknown" : role_of_values(band);
}

}  // namespace covmap::read

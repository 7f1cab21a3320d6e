// What a run tells of itself in a few figures: whom each indicator leaves out, and where most of them are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "model/sheet.hpp"

namespace covmap::model {

inline constexpr std::size_t kMostWorst = 10;  ///< territories told of an indicator, those with most left out

/// A territory, by those left out.
struct DigestPlace {
    std::string code, name;
    std::string within;        ///< name or code of its nearest parent, or empty
    std::int64_t lacking = 0;  ///< quanta
    SheetValue share;          ///< of its people, hundredths of a per cent
};

struct DigestIndicator {
    std::string name;
    core::Text label;
    core::Text lack = {};      ///< as SheetIndicator has it
    core::Text lacking_words;  ///< «sans « 4G »»/«without «4G»»
    core::Text lead;           ///< as SheetIndicator has it
    bool claimed = false;
    core::Text nature;  ///< «selon les opérateurs»/«as claimed by operators»
    std::string date;   ///< newest of its claims, ISO, or empty
    bool low_is_good = false;
    SheetShare whole;                ///< of all that the run publishes
    SheetValue lacking;              ///< quanta
    SheetValue lacking_share;        ///< hundredths of a per cent of the whole
    SheetValue unknown_share;        ///< the same
    std::int64_t places = 0;         ///< territories with somebody left out
    std::vector<DigestPlace> worst;  ///< most left out first, at most kMostWorst; none of which a tenth or more is unknown
    /// Territories by the share left out: none, under 1 %, 1-2, 2-5, 5-10, 10-20, 20-50, from 50 %; then a tenth or more unknown.
    std::vector<std::int64_t> distribution;
};

/// A territory far from its official figure.
struct DigestGap {
    std::string code, name;
    std::int64_t counted = 0, official = 0;  ///< quanta
    SheetValue gap;                          ///< hundredths of a per cent, signed
};

struct Digest {
    std::string job_name;
    std::string counted;      ///< the column that is told: «population», «area_km2»
    bool has_people = false;  ///< false: the run counts area alone
    core::Text noun;          ///< «personnes»/«people»
    int scale = 6;            ///< of everything counted
    SheetValue people;        ///< the whole
    std::int64_t territories = 0;
    core::Text unit, units;  ///< «commune», «communes»
    std::vector<DigestIndicator> indicators;
    std::int64_t far_off = 0, compared = 0;  ///< territories over 10 % off their official figure, of those that have one
    std::vector<DigestGap> largest_gaps;     ///< most people between the two first, at most kMostWorst
};

}  // namespace covmap::model

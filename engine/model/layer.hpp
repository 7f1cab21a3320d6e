// Claims and layers of supply, and the bits of a signature.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/units.hpp"

namespace covmap::model {

/// Who says what about which service: the key of a layer without its level.
struct Claim {
    std::string operator_code;    ///< canonical after aliases: «20801»
    std::string technology;       ///< as published, upper case: «2G», «2G3G», «4G»; fixed: a word of fixed_technology.hpp
    std::string service;          ///< «voice», «data» or empty where the source does not say
    std::string kind = "mobile";  ///< «mobile», «fixed», or a kind of places of its own: «mediation»
    std::string nature = "claimed";  ///< «claimed» | «modelled» | «planned» | «measured»
    std::string vintage;             ///< empty unless the job compares vintages
    auto operator<=>(const Claim&) const = default;
};

/// Levels, best first, and what a layer without level counts as: one of them, or «unknown». Empty levels: no scale.
struct Scale {
    std::vector<std::string> levels;
    std::string no_level;
    bool operator==(const Scale&) const = default;
    /// 0 is the best; -1 when the name is not in the scale.
    [[nodiscard]] int rank(const std::string& level) const;
};

/// A claim as found in the supplies of a job.
struct ClaimInfo {
    Claim key;
    Scale scale;
    int extent = -1;       ///< position in Catalogue::extents, or -1: known everywhere
    std::string date;      ///< newest date of its supplies, ISO, or empty
    double radius_km = 0;  ///< discs: their radius; 0 for polygons
    int doubt = -1;        ///< position in Catalogue::extents of where it is not known what is lacking, though it speaks there
};

/// What a layer offers, where its source says so.
struct Speed {
    std::int64_t down_kbps = -1;  ///< -1: not said
    std::int64_t up_kbps = -1;
    int low_latency = -1;  ///< 1, 0, or -1: not said
    auto operator<=>(const Speed&) const = default;
};

/// One layer = one bit. Layers are sorted by (claim, rank of level, level, speed: the faster first).
struct LayerInfo {
    core::ClaimId claim;
    std::string level;  ///< empty: without level
    Speed speed = {};
};

/// Where a group of claims speaks, or where what it does not cover is in doubt. Its bit comes after the layers' bits.
struct ExtentInfo {
    std::string source;     ///< a file, or a text such as «departement 46, 24»
    bool complete = false;  ///< whoever it does not name there offers nothing: records of premises
    bool doubt = false;     ///< ClaimInfo::doubt: whoever does not serve there is unknown
};

/// All bits of a job: layers first, then extents.
struct Catalogue {
    std::vector<ClaimInfo> claims;    ///< sorted by key
    std::vector<LayerInfo> layers;    ///< LayerId is the position and the bit
    std::vector<ExtentInfo> extents;  ///< bit = layers.size() + position

    [[nodiscard]] std::size_t bits() const { return layers.size() + extents.size(); }
    [[nodiscard]] std::size_t extent_bit(int extent) const { return layers.size() + static_cast<std::size_t>(extent); }
};

inline int Scale::rank(const std::string& level) const {
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (levels[i] == level) return static_cast<int>(i);
    return -1;
}

}  // namespace covmap::model

// What differs between two runs, A and B.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/column_role.hpp"

namespace covmap::model {

inline constexpr int kToleranceScale = 8;

/// The largest differences that are none, in 10^-8 of a person (dwelling, household), of a percentage point, of a km2.
struct Tolerance {
    std::int64_t people = 0;
    std::int64_t share = 0;
    std::int64_t area = 0;
    bool operator==(const Tolerance&) const = default;
};

struct CompareOptions {
    Tolerance tolerance;
    std::string unit;          ///< the only unit to compare; empty: all that both have
    bool losses_only = false;  ///< only lost coverage makes the runs differ
};

/// Something beside the figures that is not alike. An empty text: not there.
struct ContextDifference {
    std::string part;  ///< «job», «input», «total», «defects», «version»
    std::string what;
    std::string a, b;
    bool operator==(const ContextDifference&) const = default;
};

/// One figure beyond tolerance.
struct FigureChange {
    std::string column;
    ColumnRole role;
    std::optional<std::int64_t> a, b;  ///< number / 10^role.scale; no value: null. Both null for texts
    std::string text_a, text_b;        ///< of texts
    bool loss = false;                 ///< somebody or some place lost coverage
};

struct PlaceName {
    std::string code, name;
    bool operator==(const PlaceName&) const = default;
};

/// A territory with its changed figures, in the order in which a reader wants them.
struct PlaceChange {
    PlaceName place;
    std::vector<FigureChange> figures;
    bool loss = false;
};

/// The rows of one unit.
struct UnitComparison {
    std::string unit;
    std::size_t common = 0;                         ///< territories that both runs have
    std::vector<std::string> columns_a, columns_b;  ///< columns of one run only
    std::vector<PlaceName> only_a, only_b;          ///< territories of one run only, by code
    std::vector<PlaceChange> changed;               ///< losses first, then the most people
    std::size_t losses = 0;

    [[nodiscard]] bool equal() const {
        return changed.empty() && only_a.empty() && only_b.empty() && columns_a.empty() && columns_b.empty();
    }
};

/// What became of the zones of A that have people in common with zones of B.
enum class ZoneFate {
    kept,      ///< one and one, the same people within tolerance
    moved,     ///< one and one, as many people, but others
    grown,     ///< one and one, more people
    shrunk,    ///< one and one, fewer people
    split,     ///< one became several
    merged,    ///< several became one
    reshaped,  ///< several became several
    appeared,
    vanished,
};

struct ZoneSide {
    std::string id, name;
    std::int64_t weight = 0;  ///< failing weight of the ranking attribute, quanta of 10^-6
};

struct ZoneChange {
    ZoneFate fate = ZoneFate::kept;
    std::vector<ZoneSide> a, b;  ///< by rank
    std::int64_t common = 0;     ///< people both sides have, square by square
};

/// The zones of one [[zones]].
struct ZoneComparison {
    std::string name;
    std::string attribute;  ///< that ranks them
    std::size_t zones_a = 0, zones_b = 0, kept = 0;
    std::int64_t people_a = 0, people_b = 0;  ///< failing weight of all zones, quanta; of those that were compared
    std::vector<ZoneChange> changes;          ///< all but the kept; the largest difference of people first
    std::string refused;                      ///< why they were not compared, or empty

    [[nodiscard]] bool equal() const { return changes.empty() && refused.empty(); }
};

struct Comparison {
    std::string a, b;  ///< the folders, as given
    CompareOptions options;
    bool people_told = true;  ///< demand and territories are the same files: people gained or lost mean something
    std::vector<ContextDifference> context;
    std::vector<std::string> notes;
    std::vector<UnitComparison> units;
    std::vector<ZoneComparison> zones;
    bool differs = false;  ///< by the options: any figure, or lost coverage alone
};

}  // namespace covmap::model

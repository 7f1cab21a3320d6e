// What a column of a wide table tells, known from its name: docs/columns.md.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace covmap::model {

/// What a column is measured in, and hence which tolerance and how many decimals are its own.
enum class Measure {
    text,    ///< codes, names
    flag,    ///< true or false, derived from other columns
    people,  ///< weights of an attribute
    share,   ///< percent
    area,    ///< km2
};

/// In the order in which a reader wants them.
enum class Figure {
    met,     ///< meets the indicator
    share,   ///< the same, in percent
    gained,  ///< failed before and meets now
    lost,    ///< met before and fails now
    whole,   ///< of the territory, whatever the indicator
    not_met,
    unknown,
    known,            ///< the rest of unknown, in percent
    newly_known,      ///< unknown before and not now
    no_longer_known,  ///< the reverse
    bound,            ///< lo, hi
    reference,        ///< official figure, and the gap to it
    label,            ///< codes, names of the territory and its parents
};

struct ColumnRole {
    Measure measure = Measure::text;
    Figure figure = Figure::label;
    std::string indicator;     ///< or empty
    bool low_is_good = false;  ///< of the indicator
    int scale = 0;             ///< decimals as published
    bool operator==(const ColumnRole&) const = default;
};

/// An indicator as far as a comparison needs it.
struct PublishedIndicator {
    std::string name;
    bool low_is_good = false;
};

/// The roles of all columns that these attributes and indicators give rise to; any other name is a text. A name that two could
/// mean is the first's.
class ColumnRoles {
public:
    ColumnRoles(const std::vector<std::string>& attributes, const std::vector<PublishedIndicator>& indicators);
    [[nodiscard]] const ColumnRole& of(const std::string& column) const;

private:
    std::map<std::string, ColumnRole> m_roles;
    ColumnRole m_text;
};

}  // namespace covmap::model

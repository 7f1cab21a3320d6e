// Sites and places from a table with x and y columns, or from a layer of points. Private to the room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/grid.hpp"

namespace covmap::read {

/// One pass over one file of points.
class PointRows {
public:
    virtual ~PointRows() = default;
    virtual bool next() = 0;
    /// Value of the i-th wanted column in the current row; valid until next().
    [[nodiscard]] virtual std::string text(std::size_t column) const = 0;

    /// The same as a number, as TableReader::number() reads it; nothing when it is none.
    virtual std::optional<double> number(std::size_t column) const = 0;

    enum class Where { placed, not_a_number, empty };
    /// The point's coordinates, in the file's own CRS; `detail` gets the text that is no number.
    virtual Where place(core::Point& at, std::string& detail) const = 0;

    /// Which of its record's points the row is, from 0, and how many there are: each point of a MultiPoint is a row.
    [[nodiscard]] virtual std::size_t part() const { return 0; }
    [[nodiscard]] virtual std::size_t parts() const { return 1; }

    [[nodiscard]] virtual std::string record() const = 0;  ///< line or FID
    [[nodiscard]] virtual std::string layer() const = 0;
    [[nodiscard]] virtual std::string crs() const = 0;  ///< of the file; empty when it does not say
    [[nodiscard]] virtual bool ragged() const = 0;
    [[nodiscard]] virtual std::uint64_t records() const = 0;  ///< of the file: a MultiPoint is one
};

/// Where the points of a source stand.
struct PointColumns {
    std::string layer;  ///< empty: the only one, or those that number the parts of one map
    std::string x, y;   ///< of a table; empty for a layer of points
};

/// A table when `where` names x and y, else points; `columns` are those wanted. Errors: core::Error(input).
std::unique_ptr<PointRows> open_points(const PointColumns& where, const std::string& path, const std::string& shown,
                                       const std::vector<std::string>& columns);

}  // namespace covmap::read

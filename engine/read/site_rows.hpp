// Sites from a table with x and y columns, or from a layer of points. Private to the room.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/job.hpp"

namespace covmap::read {

/// One pass over one file of sites.
class SiteRows {
public:
    virtual ~SiteRows() = default;
    virtual bool next() = 0;
    /// Value of the i-th wanted column in the current row; valid until next().
    [[nodiscard]] virtual std::string text(std::size_t column) const = 0;

    enum class Where { placed, not_a_number, empty };
    /// The site's coordinates; `detail` gets the text that is no number.
    virtual Where place(core::Point& at, std::string& detail) const = 0;

    [[nodiscard]] virtual std::string record() const = 0;  ///< line or FID
    [[nodiscard]] virtual std::string layer() const = 0;
    [[nodiscard]] virtual std::string crs() const = 0;  ///< of the file; empty when it does not say
    [[nodiscard]] virtual bool ragged() const = 0;
    [[nodiscard]] virtual std::uint64_t records() const = 0;
};

/// A table when the spec names x and y, else points. Errors: core::Error(input).
std::unique_ptr<SiteRows> open_sites(const core::SupplySpec& spec, const std::string& path, const std::string& shown,
                                     const std::vector<std::string>& columns);

}  // namespace covmap::read

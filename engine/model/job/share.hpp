// [[demand.share]]: what a table tells of each territory, spread over its people.
#pragma once

#include <string>
#include <vector>

#include "core/text.hpp"
#include "model/job/source.hpp"

namespace covmap::model {

/// One attribute that a table by territory gives.
struct ShareColumnSpec {
    std::string name;      ///< [a-z][a-z0-9_]{0,19}
    std::string column;    ///< of the table
    bool count = false;    ///< so many in the territory; else a rate of `of`
    bool percent = false;  ///< the rate goes from 0 to 100, not from 0 to 1
    std::string of;        ///< the attribute of the same demand that it is spread in proportion to
    core::Text label;
    std::string unit;
    bool operator==(const ShareColumnSpec&) const = default;
};

/// A table by the territories of one set of the job.
struct ShareSpec {
    Source source;
    std::string on;    ///< its column with the territories' codes
    std::string unit;  ///< the set of territories; filled in with the first one's
    std::vector<ShareColumnSpec> columns;
    int line = 0;
    bool operator==(const ShareSpec&) const = default;
};

}  // namespace covmap::model

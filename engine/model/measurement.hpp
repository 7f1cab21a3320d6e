// What tests say of the claims, by territory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace covmap::model {

/// What is claimed where a test was made.
enum class TestClaim {
    yes,      ///< at the level of the row, or a better one
    no,       ///< nothing of that operator, technology and service
    edge,     ///< claimed or not within the accuracy of its position
    unknown,  ///< the operator's map does not speak there
    beside    ///< not asked: a source without operator, outcome or exact position
};

/// The tests of one territory, parent or square; counts of what is hidden are 0.
struct MeasuredRow {
    std::string unit, code;  ///< «commune», «46127»; «all», «all»; «square», its grid id
    std::string operator_code, technology, service, level;
    TestClaim claim = TestClaim::yes;
    std::string situation;  ///< «outdoors», «indoors», «in_vehicle», «in_train» or empty
    bool hidden = false;    ///< fewer than publish_min, or hidden with such a one
    std::int64_t tests = 0;
    std::optional<std::int64_t> successes;  ///< none where the source knows no outcome
    std::int64_t devices = 0, days = 0;     ///< distinct ones; 0 where the source does not tell them
    std::int64_t clusters = 0;
    double effective = 0;                            ///< tests divided by the design effect
    std::optional<std::int64_t> down_kbps, up_kbps;  ///< means, of the tests that tell them
    std::optional<std::int64_t> latency_us;
    std::int64_t area = 0;  ///< dm2 of the unit
    bool operator==(const MeasuredRow&) const = default;
};

/// Of one [[measurement]]; rows sorted by (unit, operator, technology, service, level, claim, situation, code).
struct Measured {
    std::string name;
    std::vector<MeasuredRow> rows;
    bool operator==(const Measured&) const = default;
};

}  // namespace covmap::model

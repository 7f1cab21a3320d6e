// Tests summed up by operator, technology, level and situation, in each territory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measure/measurement/claimed_levels.hpp"
#include "model/job/measurement.hpp"
#include "model/measured_test.hpp"
#include "model/measurement.hpp"

namespace covmap::measure {

/// The territories, parents or squares that tests are summed up in.
struct TestUnit {
    static constexpr std::uint32_t kNoRow = 0xffffffffU;

    std::string name;                                ///< «commune», «all», «square»
    std::vector<std::string> codes;                  ///< per row
    std::vector<std::int64_t> areas;                 ///< the same, dm2
    std::vector<std::uint32_t> row_of;               ///< per test, or kNoRow
    std::vector<std::vector<std::uint32_t>> wholes;  ///< each: per row, the larger territory whose sum is published too
};

/// The tests of one [[measurement]]; positions are those of `tests`.
struct TestList {
    const model::MeasurementSpec& spec;
    const std::vector<model::TestSubject>& subjects;
    const std::vector<std::string>& situations;
    const std::vector<model::MeasuredTest>& tests;
    const std::vector<SubjectClaims>& claims;  ///< per subject
    const std::vector<TestPlace>& places;
    bool beside = false;  ///< not held against the claims
};

/// The rows of all units, sorted by (unit as given, operator, technology, service, level from the best, claim, situation, code).
/// A test where BC is claimed is one of BC and of each lower level. Rows of fewer tests or devices than publish_min are hidden
/// (without devices: under 20 tests or 3 days), and where one row alone of a larger territory is, the smallest other one with it.
/// Tests of kNoRow are in no row. Cost: a sort of the tests for each unit.
std::vector<model::MeasuredRow> group_tests(const TestList& list, const std::vector<TestUnit>& units);

}  // namespace covmap::measure

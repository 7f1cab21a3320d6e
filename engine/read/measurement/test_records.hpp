// The tests of a [[measurement]]: records of people's telephones, of regulators' campaigns, or sums of them by tile.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "core/grid.hpp"
#include "model/job/measurement.hpp"
#include "model/measured_test.hpp"
#include "model/run_model.hpp"
#include "read/vector/land.hpp"

namespace covmap::read {

/// A file that tests come from: those from `first` on, until the next file's.
struct TestFile {
    std::string shown, layer;
    std::size_t first = 0;
};

struct TestRead {
    std::vector<model::TestSubject> subjects;  ///< in the order of reading
    std::vector<std::string> situations;       ///< the same; «» where it is not known
    std::vector<model::MeasuredTest> tests;
    std::vector<core::Point> rings;    ///< eight grid points each test of known accuracy, from MeasuredTest::ring on
    std::vector<std::string> records;  ///< per test: its line or FID
    std::vector<TestFile> files;
    core::Lattice squares;  ///< of 1 m: EPSG:3035 where all tests lie in its area of use, else EPSG:6933
    bool coarse = false;    ///< all positions are of whole hundredths of a degree
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< the caller numbers them and fills sha256 and bytes
};

/// Reads all files of a [[measurement]]: a table with x and y (longitude first) or quadkeys, or a layer of points. Dates are ISO
/// or day first («31/12/2024»). Operators are given as `canonical` has them.
/// Left out and counted: points as in read_places(); `test-without-operator`, `test-without-technology` (where the job names such
/// columns), `test-date-unreadable`, `test-value-impossible` (a speed below 0 or above 100 Gbit/s, a latency below 0 or above
/// 10 minutes, a signal above 0 or below -200 dBm, an accuracy below 0 or above 100 km, a number that is none),
/// `test-without-outcome` (unless the source stands beside the claims), `test-duplicate` (all columns that are read are those of
/// an earlier record). Read and counted: `test-situation-unknown`, a word that is none of ours. Of confidential sources the
/// examples hold line numbers only. Errors: core::Error(input), as of read_places(). Memory: 150 bytes a test, 130 more where its
/// accuracy is known.
TestRead read_tests(const model::MeasurementSpec& spec, const std::function<std::string(const std::string&)>& canonical,
                    const core::Lattice& lattice, const core::ClipBox& map, const Land* land);

}  // namespace covmap::read

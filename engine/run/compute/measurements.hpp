// The tests of [[measurement]] on their way through a run: read, looked up in the sweep, summed up.
#pragma once

#include <vector>

#include "core/tally.hpp"
#include "measure/measurement/claimed_levels.hpp"
#include "model/run_model.hpp"
#include "read/measurement/test_records.hpp"

namespace covmap::run {

/// One [[measurement]] while its job is answered.
struct TestsOfJob {
    read::TestRead read;
    std::vector<measure::TestPoint> points;      ///< sorted for the sweep
    std::vector<measure::SubjectClaims> claims;  ///< per subject, once hold_against() was called
};

/// What one worker found, one list each [[measurement]].
using FoundTests = std::vector<std::vector<measure::TestSink::Found>>;

/// Reads all tests of the job. Errors: as read::read_tests().
std::vector<TestsOfJob> read_measurements(const model::Job& job, const core::Frame& frame, const read::Land* land);

/// Finds the claims that tests are held against.
void hold_against(const model::Catalogue& catalogue, std::vector<TestsOfJob>& lists);

/// Sums the tests up by territory, parent and square into model.measured, and adds warnings and notes; forgets them one by one.
/// Left out and counted: tests outside the territories or the job's `extent` (`test-outside`), of an operator that neither a
/// market nor a claim has (`test-operator-unknown`), of another time than the claim (`test-other-date`). `found` are of all
/// workers.
void settle_measurements(std::vector<TestsOfJob>& lists, const FoundTests& found, const core::TallyReader& tally,
                         model::RunModel& model);

/// Adds the inputs, hashed, and the defects. After settle_measurements().
void gather_measurements(const std::vector<TestsOfJob>& lists, model::RunModel& model);

}  // namespace covmap::run

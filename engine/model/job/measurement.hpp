// [[measurement]] of a job: tests that people or regulators made of the networks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "model/job/source.hpp"

namespace covmap::model {

/// What a test must have reached: «down >= 3».
struct OutcomeRule {
    std::string field;  ///< «down», «up» (Mbit/s), «latency» (ms), «signal» (dBm)
    bool at_least = true;
    double value = 0;
    bool operator==(const OutcomeRule&) const = default;
};

/// So many per cent of the tests must succeed in a territory of more than so many km2.
struct ReliabilityRule {
    double min_pct = 0;
    double over_km2 = 0;
    bool operator==(const ReliabilityRule&) const = default;
};

/// The columns of a table of tests; empty where it has none of a kind.
struct MeasurementColumns {
    std::string x, y, quadkey;                        ///< of a table; all empty of a layer of points
    std::string id, device, cluster, date, accuracy;  ///< accuracy: metres
    std::string down, up, latency, signal;            ///< speeds in MeasurementSpec::speed_unit, ms, dBm
    std::string mnc;                                  ///< beside an operator's column that holds the MCC alone: «1» is «01»
    std::string tests, devices;                       ///< of records that are sums of several tests
    bool operator==(const MeasurementColumns&) const = default;
};

struct MeasurementSpec {
    Source source;  ///< confidential unless the job says otherwise
    std::string name;
    core::Text label;
    MeasurementColumns columns;
    Field operator_field, technology, service, situation;
    std::string success_column;        ///< or `success`
    std::vector<OutcomeRule> success;  ///< all of them must hold
    bool missing_fails = false;        ///< a test without a value that `success` asks for has failed
    double mbps_per_unit = 1;          ///< of down and up as the source writes them
    /// Field («operator», «technology», «service», «situation», «success») -> the publisher's word -> ours.
    std::map<std::string, std::map<std::string, std::string>> values;
    std::map<std::string, std::vector<std::string>> where;   ///< column -> values: only such records are read
    std::map<std::string, std::vector<std::string>> extent;  ///< kind -> codes: only tests there count; empty: everywhere
    std::string claim_situation = "outdoors";                ///< of the claims: tests of others stand apart
    int months = 12;                                         ///< between a test and the claim; 0: however many
    double accuracy_m = 0;                                   ///< of positions, where their record does not say it
    std::int64_t square_m = 0;                               ///< side of the squares of a table of squares; 0: none
    std::int64_t min_tests = 5, min_devices = 3;             ///< publish_min
    std::vector<ReliabilityRule> reliability;                ///< the largest `over_km2` first; empty: nothing is judged
    bool beside = false;                                     ///< never held against the claims
    int line = 0;
    bool operator==(const MeasurementSpec&) const = default;
};

}  // namespace covmap::model

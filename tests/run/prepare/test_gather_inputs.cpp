#include <catch2/catch.hpp>
#include <cstdlib>

#include "run/prepare/gather_inputs.hpp"

using namespace covmap;

namespace {

model::Job dated(const std::string& demand, const std::string& territory, const std::string& supply) {
    model::Job job;
    job.demand.source.info.date = demand;
    job.territory.source.info.date = territory;
    model::SupplySpec spec;
    spec.date = supply;
    job.supply = {spec};
    return job;
}

/// Sets SOURCE_DATE_EPOCH for a while.
class Epoch {
public:
    explicit Epoch(const char* seconds) {
        if (const char* old = std::getenv(kName)) m_old = old;
        if (seconds != nullptr)
            ::setenv(kName, seconds, 1);
        else
            ::unsetenv(kName);
    }
    ~Epoch() {
        if (m_old.empty())
            ::unsetenv(kName);
        else
            ::setenv(kName, m_old.c_str(), 1);
    }

private:
    static constexpr const char* kName = "SOURCE_DATE_EPOCH";
    std::string m_old;
};

}  // namespace

TEST_CASE("outputs are dated by SOURCE_DATE_EPOCH, else by the newest source, else 1970") {
    const model::Job job = dated("2021-01-01", "2024-02-29", "2023");
    {
        const Epoch none(nullptr);
        CHECK(run::output_date(job) == "2024-02-29");
        CHECK(run::output_date(dated("", "", "")) == "1970-01-01");
    }
    const Epoch given("1700000000");
    CHECK(run::output_date(job) == "2023-11-14");
}

TEST_CASE("sources more than two years apart are warned of, with both dates") {
    std::vector<std::string> warnings;
    run::warn_of_dates(dated("2021-01-01", "", "2023-01-01"), warnings);
    CHECK(warnings.empty());
    run::warn_of_dates(dated("2021-01-01", "", "2023-02-01"), warnings);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("2021-01-01") != std::string::npos);
    CHECK(warnings[0].find("2023-02-01") != std::string::npos);
    run::warn_of_dates(dated("", "", ""), warnings);
    CHECK(warnings.size() == 1);
}

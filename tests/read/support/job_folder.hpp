// A folder with a job file and empty inputs, and words for the faults found in it.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "read/job/job.hpp"
#include "support/temp_folder.hpp"

namespace covmap::test {

/// Empty inputs and one job file.
class JobFolder {
public:
    JobFolder() {
        std::filesystem::create_directories(m_folder.path("couv"));
        for (const char* name : {"squares.csv.gz", "communes.gpkg", "communes_population.csv", "sites.csv", "schools.csv",
                                 "extent.gpkg", "couv/b.gpkg", "couv/a.gpkg"})
            (void)m_folder.file(name, "x");
    }

    std::string write(const std::string& text) const { return m_folder.file("job.toml", text); }
    [[nodiscard]] std::string job() const { return m_folder.path("job.toml"); }
    [[nodiscard]] std::string file(const std::string& name) const { return m_folder.path(name); }
    [[nodiscard]] model::Job parsed(const std::string& text, const std::vector<std::string>& sets = {}) const {
        return read::parse_job(write(text), sets);
    }
    [[nodiscard]] std::vector<read::JobFault> faults(const std::string& text, const std::vector<std::string>& sets = {}) const {
        return read::job_faults(write(text), sets);
    }

private:
    TempFolder m_folder;
};

/// The least job: the text of `more` is added after it.
inline const std::string kLeast = R"(version = 1
[[demand]]
source = "squares.csv.gz"
attributes = { population = "T" }
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
parents = { departement = { code = "dep" } }
)";
inline constexpr int kLeastLines = 8;

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// True when one of the faults stands in `line` and speaks of `what`.
inline bool reported(const std::vector<read::JobFault>& faults, int line, const std::string& what) {
    for (const read::JobFault& fault : faults) UNSCOPED_INFO(fault.where << ": " << fault.what);
    return std::any_of(faults.begin(), faults.end(),
                       [&](const read::JobFault& f) { return f.line == line && f.what.find(what) != std::string::npos; });
}

#define CHECK_ONE_FAULT(faults_, line_, what_) \
    do {                                       \
        const auto found = faults_;            \
        CHECK(reported(found, line_, what_));  \
        CHECK(found.size() == 1);              \
    } while (false)

}  // namespace covmap::test

// What a run is asked beside its job, and what it tells at its end.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/digest.hpp"
#include "model/site.hpp"

namespace covmap::run {

struct RunOptions {
    std::string output_folder;              ///< empty: the job's
    int threads = 0;                        ///< 0: all processors
    bool overwrite = false;                 ///< an existing covmap run may be replaced
    bool strict = false;                    ///< defects are fatal
    std::vector<std::string> strict_codes;  ///< only these; empty with strict: all
    bool allow_unknown = false;             ///< indicators that no supply answers are kept: unknown everywhere
    std::string from;                       ///< a run whose tally answers instead of the inputs
    model::SiteQuestion lost_sites = {};    ///< sites of networks that serve nothing; empty: none
    std::size_t memory_bytes = 0;           ///< to stay within (memory_needs.hpp); 0: the job's, else 1 GiB, and no promise
};

struct RunSummary {
    std::string folder;
    std::vector<std::string> files;
    std::vector<core::Text> accounts;  ///< the balance, the zones', the checks
    std::vector<std::string> lines;    ///< what begins with «defect », «note: » and «warning: »
    model::Digest digest;
};

}  // namespace covmap::run

// The page of a finished run, ready to be served.
#pragma once

#include <string>

#include "run/base/progress.hpp"

namespace covmap::run {

struct PageAsked {
    std::string folder;   ///< of a run
    std::string compare;  ///< another run's folder, or empty
    int threads = 0;      ///< 0: all processors
};

/// The folder of the page: html/ of the run where it has it and nothing is compared, else `temporary`, an empty folder that is
/// filled from the reopened run. Errors: input, where the run keeps too little to make its page from.
std::string open_page(const PageAsked& asked, const std::string& temporary, Progress& progress);

}  // namespace covmap::run

// A whole run as a page: HTML that is XML too, complete in itself, without script.
#pragma once

#include <string>

#include "model/overview.hpp"

namespace covmap::exports {

struct OverviewPage {
    const model::Overview& overview;
    std::string language = "fr";  ///< fr | en
    std::string note = {};        ///< «Couverture déclarée par les opérateurs, non mesurée»; or empty
    std::string run = {};         ///< name of the run's folder
};

/// Per indicator: the sentence, how many territories lie in each class of the share left out (a chart, its numbers beside its
/// bars), the ten with most left out; far official figures; what changed. Prints on A4. Pure: the same bytes for the same
/// overview.
std::string overview_html(const OverviewPage& page);

}  // namespace covmap::exports

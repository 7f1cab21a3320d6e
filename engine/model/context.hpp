// The quiet background of maps: water, roads, railways, built land, whatever a [[context]] of the job names.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/polygon.hpp"

namespace covmap::model {

/// The areas or the lines of one [[context]], in degrees (longitude first). A file that holds both makes two of them.
struct ContextShapes {
    std::size_t position = 0;  ///< of its [[context]] in the job
    bool lines = false;
    std::vector<std::string> names;          ///< one a shape, or empty
    std::vector<core::MultiPolygon> shapes;  ///< of lines: each «polygon» is a list of open paths
};

}  // namespace covmap::model

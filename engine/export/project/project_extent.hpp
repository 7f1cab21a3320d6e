// What a project shows first, and its bookmarks. Private to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "export/project/project.hpp"

namespace covmap::exports {

/// In the units of the project's CRS.
struct ProjectBox {
    double xmin = 0, ymin = 0, xmax = 0, ymax = 0;
    void add(const ProjectBox& other);
};

struct ProjectBookmark {
    std::string group, name;
    ProjectBox box;
};

struct ProjectExtent {
    std::optional<ProjectBox> main;  ///< none: no territory has an outline
    std::vector<ProjectBookmark> bookmarks;
};

/// Of the finest unit's territories, and of each parent; `crs` is that of the project. Errors: output, for a CRS that is not
/// understood.
ProjectExtent project_extent(const ProjectContents& contents, const std::string& crs);

}  // namespace covmap::exports

// The files of the page that are the same for every run: HTML, scripts, styles, as built from cli/viewer.
#pragma once

#include <span>
#include <string_view>

namespace covmap::exports {

struct PageAsset {
    std::string_view path;  ///< «assets/app.js»
    std::string_view bytes;
};

/// What is embedded in the program (cmake/embed.cmake), sorted by path; empty where it was built without the page.
std::span<const PageAsset> page_assets();

}  // namespace covmap::exports

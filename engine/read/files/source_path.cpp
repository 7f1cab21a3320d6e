#include "read/files/source_path.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

namespace covmap::read {
namespace {

std::vector<std::string> names_of(const std::string& path) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        names.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

}  // namespace

std::string shown_path(const model::Source& source, const std::string& file) {
    if (source.given.empty()) return file;
    if (source.given.find_first_of("*?[") == std::string::npos) return source.given;
    const std::vector<std::string> given = names_of(source.given), actual = names_of(file);
    std::size_t fixed = 0;
    while (given[fixed].find_first_of("*?[") == std::string::npos) ++fixed;
    const std::size_t free = given.size() - fixed;
    if (free > actual.size()) return file;
    std::string shown;
    for (std::size_t i = 0; i < fixed; ++i) shown += given[i] + "/";
    for (std::size_t i = actual.size() - free; i < actual.size(); ++i) shown += actual[i] + (i + 1 < actual.size() ? "/" : "");
    return shown;
}

std::string file_on_disk(const std::string& path) {
    namespace fs = std::filesystem;
    std::string rest = path;
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view prefix : {"/vsigzip/", "/vsizip/", "/vsitar/"})
            if (rest.starts_with(prefix)) {
                rest.erase(0, prefix.size());
                again = true;
            }
    }
    // Inside an archive: the longest leading part that is a file.
    for (fs::path p = rest; !p.empty() && p != p.root_path(); p = p.parent_path())
        if (std::error_code error; fs::is_regular_file(p, error)) return p.string();
    return rest;
}

}  // namespace covmap::read

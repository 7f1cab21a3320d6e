// A file that goes unless it was finished. Private to the room.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace covmap::exports {

/// Removes the file when it goes out of scope, but for keep(). To be declared after what creates the file:
/// where that fails, nothing is removed.
class UnfinishedFile {
public:
    explicit UnfinishedFile(std::string path) : m_path(std::move(path)) {}
    ~UnfinishedFile() {
        std::error_code ignored;
        if (!m_path.empty()) std::filesystem::remove(m_path, ignored);
    }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    void keep() { m_path.clear(); }

private:
    std::string m_path;
};

}  // namespace covmap::exports

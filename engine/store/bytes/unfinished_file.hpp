// A file that appears whole or not at all.
#pragma once

#include <string>

namespace covmap::store {

/// Stands for `wanted`, under another name in its folder until keep() gives it that name, in place of a file that has it. Removed
/// where it goes out of scope before: to be declared before what writes to path().
class UnfinishedFile {
public:
    explicit UnfinishedFile(std::string wanted);
    ~UnfinishedFile();
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Errors: output.
    void keep();

private:
    std::string m_wanted, m_path;
    bool m_kept = false;
};

}  // namespace covmap::store

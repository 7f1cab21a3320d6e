// A file that appears whole or not at all. Private to what writes.
#pragma once

#include <memory>
#include <string>

#include "core/process/unfinished.hpp"

namespace covmap::store {

/// Stands for `wanted`, under another name in its folder until keep() gives it that name, in place of a file that has it. Where
/// `wanted` is a link, what it leads to is replaced, and the link stays. Removed where it goes out of scope before: to be
/// declared before what writes to path(). What a killed process left of the same `wanted` is removed where nobody holds its lock.
class UnfinishedFile {
public:
    /// Makes the file, empty. Errors, kind output: as seekable_target(), and what the system refuses.
    explicit UnfinishedFile(const std::string& wanted);
    ~UnfinishedFile();
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Writes it through to the disk and gives it its name. Errors: output.
    void keep();

private:
    std::string m_given;   ///< as the user wrote it, for errors
    std::string m_wanted;  ///< links followed
    std::string m_path;
    std::unique_ptr<core::Unfinished> m_unfinished;
    int m_lock = -1;
    bool m_kept = false;
};

}  // namespace covmap::store

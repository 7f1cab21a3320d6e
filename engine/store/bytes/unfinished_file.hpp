// A file that appears whole or not at all. Private to the room.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "core/error.hpp"

namespace covmap::store {

/// Stands for `wanted`, under another name in its folder until keep() gives it that name, in place of a file that has it. Removed
/// where it goes out of scope before: to be declared before what writes to path().
class UnfinishedFile {
public:
    explicit UnfinishedFile(std::string wanted)
        : m_wanted(std::move(wanted)), m_path(m_wanted + ".partial-" + std::to_string(::getpid())) {}
    ~UnfinishedFile() {
        std::error_code ignored;
        if (!m_kept) std::filesystem::remove(m_path, ignored);
    }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Errors: output.
    void keep() {
        std::error_code refused;
        std::filesystem::rename(m_path, m_wanted, refused);
        if (refused) throw core::Error(core::ErrorKind::output, m_wanted, "cannot be written (" + refused.message() + ")");
        m_kept = true;
    }

private:
    std::string m_wanted, m_path;
    bool m_kept = false;
};

}  // namespace covmap::store

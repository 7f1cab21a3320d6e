#include "store/bytes/unfinished_file.hpp"

#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error.hpp"

namespace covmap::store {

UnfinishedFile::UnfinishedFile(std::string wanted)
    : m_wanted(std::move(wanted)), m_path(m_wanted + ".partial-" + std::to_string(::getpid())) {}

UnfinishedFile::~UnfinishedFile() {
    std::error_code ignored;
    if (!m_kept) std::filesystem::remove(m_path, ignored);
}

void UnfinishedFile::keep() {
    std::error_code refused;
    std::filesystem::rename(m_path, m_wanted, refused);
    if (refused) throw core::Error(core::ErrorKind::output, m_wanted, "cannot be written (" + refused.message() + ")");
    m_kept = true;
}

}  // namespace covmap::store

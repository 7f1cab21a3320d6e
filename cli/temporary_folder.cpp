#include "cli/temporary_folder.hpp"

#include <unistd.h>

#include <filesystem>

#include "core/error.hpp"

namespace covmap::cli {

TemporaryFolder::TemporaryFolder(const std::string& name) {
    m_path = (std::filesystem::temp_directory_path() / (name + "-XXXXXX")).string();
    if (mkdtemp(m_path.data()) == nullptr)
        throw core::Error(core::ErrorKind::output, m_path, "cannot be created; set TMPDIR to a folder that can be written");
    m_unfinished = std::make_unique<core::Unfinished>(m_path);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

}  // namespace covmap::cli

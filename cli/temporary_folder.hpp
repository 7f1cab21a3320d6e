// A folder that goes with its owner.
#pragma once

#include <memory>
#include <string>

#include "core/process/unfinished.hpp"

namespace covmap::cli {

/// Made in the system's temporary folder (TMPDIR), with `name` in its name; removed with all that is in it. Errors: output.
class TemporaryFolder {
public:
    explicit TemporaryFolder(const std::string& name);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
    std::unique_ptr<core::Unfinished> m_unfinished;
};

}  // namespace covmap::cli

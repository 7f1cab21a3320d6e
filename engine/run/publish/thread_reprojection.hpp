// One transformation a thread.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <memory>
#include <string>
#include <utility>

#include "export/formats/reproject.hpp"

namespace covmap::run {

/// For parallel loops over rows: PROJ asks its database for milliseconds before a transformation is ready, too long for each row
/// or block.
class ThreadReprojection {
public:
    /// Arguments as of exports::Reprojection, whose errors local() throws.
    ThreadReprojection(std::string from, std::string to, std::string where)
        : m_from(std::move(from)), m_to(std::move(to)), m_where(std::move(where)) {}

    [[nodiscard]] exports::Reprojection& local() {
        std::unique_ptr<exports::Reprojection>& own = m_all.local();
        if (!own) own = std::make_unique<exports::Reprojection>(m_from, m_to, m_where);
        return *own;
    }

private:
    std::string m_from, m_to, m_where;
    tbb::enumerable_thread_specific<std::unique_ptr<exports::Reprojection>> m_all;
};

}  // namespace covmap::run

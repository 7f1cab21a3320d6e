#include "export/sqlite_file.hpp"

#include <memory>

#include <sqlite3.h>

#include "core/error.hpp"

namespace covmap::exports {

SqliteFile::SqliteFile(const std::string& path) : m_path(path) {
    const int code = sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE, nullptr);
    if (code != SQLITE_OK) {
        const std::string cause = m_handle != nullptr ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
        sqlite3_close(m_handle);
        throw core::Error(core::ErrorKind::output, path, "styles and metadata cannot be added (" + cause + ")");
    }
}

SqliteFile::~SqliteFile() { sqlite3_close(m_handle); }

void SqliteFile::run(const char* sql, const std::vector<std::string>& parameters) {
    sqlite3_stmt* prepared = nullptr;
    check(sqlite3_prepare_v2(m_handle, sql, -1, &prepared, nullptr));
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared, sqlite3_finalize);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        check(sqlite3_bind_text(prepared, static_cast<int>(i + 1), parameters[i].data(), static_cast<int>(parameters[i].size()), SQLITE_STATIC));
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(prepared);
    if (code != SQLITE_DONE) check(code);
}

void SqliteFile::check(int code) const {
    if (code == SQLITE_OK) return;
    throw core::Error(core::ErrorKind::output, m_path,
                      "styles and metadata cannot be added (" + std::string(sqlite3_errmsg(m_handle)) + "); see that the disk has room");
}

}  // namespace covmap::exports

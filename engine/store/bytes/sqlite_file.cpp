#include "store/bytes/sqlite_file.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <new>
#include <system_error>

#include "core/error.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::store {

SqliteFile::SqliteFile(const std::string& path, Mode mode, const std::string& shown)
    : m_shown(shown.empty() ? path : shown), m_mode(mode) {
    int flags = SQLITE_OPEN_READWRITE;
    if (mode == Mode::created) {
        std::error_code none;
        std::filesystem::remove(path, none);
        flags |= SQLITE_OPEN_CREATE;
    }
    const int code = sqlite3_open_v2(path.c_str(), &m_handle, flags, nullptr);
    if (code != SQLITE_OK) {
        const std::string cause = m_handle != nullptr ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
        sqlite3_close(m_handle);
        throw core::Error(core::ErrorKind::output, m_shown, failed(cause) + "; " + room_remedy(path));
    }
}

SqliteFile::~SqliteFile() { sqlite3_close(m_handle); }

void SqliteFile::run(const char* sql, const std::vector<std::string>& parameters) {
    SqliteStatement statement(*this, sql);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        check(sqlite3_bind_text(statement.m_statement, static_cast<int>(i + 1), parameters[i].data(),
                                static_cast<int>(parameters[i].size()), SQLITE_STATIC));
    while (statement.step()) continue;
}

std::string SqliteFile::failed(const std::string& cause) const {
    return (m_mode == Mode::created ? "cannot be written (" : "styles and metadata cannot be added (") + cause + ")";
}

void SqliteFile::check(int code) const {
    if (code == SQLITE_OK) return;
    constexpr int kPrimary = 0xff;  // of an extended code
    if ((code & kPrimary) == SQLITE_NOMEM) throw std::bad_alloc();
    throw core::Error(core::ErrorKind::output, m_shown, failed(sqlite3_errmsg(m_handle)) + "; " + room_remedy(m_shown));
}

SqliteStatement::SqliteStatement(SqliteFile& file, const char* sql) : m_file(file) {
    file.check(sqlite3_prepare_v2(file.m_handle, sql, -1, &m_statement, nullptr));
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(m_statement); }

void SqliteStatement::bind(int parameter, std::int64_t number) {
    m_file.check(sqlite3_bind_int64(m_statement, parameter, number));
}

void SqliteStatement::bind(int parameter, std::string_view bytes) {
    m_file.check(sqlite3_bind_blob64(m_statement, parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) m_file.check(code);
    reset();
    return false;
}

void SqliteStatement::reset() { sqlite3_reset(m_statement); }

std::string_view SqliteStatement::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return {bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

}  // namespace covmap::store

// An SQLite file: an existing GeoPackage, for what GDAL does not write into it, or a new one. Private to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace covmap::store {

/// One connection. Errors: output, where = the path, or `shown`. Not thread-safe.
class SqliteFile {
public:
    enum class Mode {
        existing,
        created,  ///< an existing file is replaced
    };
    explicit SqliteFile(const std::string& path, Mode mode = Mode::existing, const std::string& shown = {});
    ~SqliteFile();
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    /// Runs one statement with text parameters; rows that it returns are passed over.
    void run(const char* sql, const std::vector<std::string>& parameters = {});

private:
    friend class SqliteStatement;
    void check(int code) const;
    [[nodiscard]] std::string failed(const std::string& cause) const;

    std::string m_shown;
    Mode m_mode;
    sqlite3* m_handle = nullptr;
};

/// One statement, run many times. Parameters are numbered from 1. The file outlives it.
class SqliteStatement {
public:
    SqliteStatement(SqliteFile& file, const char* sql);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bind(int parameter, std::int64_t number);
    /// `bytes` must outlive the next call of step().
    void bind(int parameter, std::string_view bytes);
    /// Whether there is a row. After the last one, and by reset(), the statement can be bound anew.
    bool step();
    void reset();
    /// Of the row: valid until the next call.
    [[nodiscard]] std::string_view blob(int column) const;

private:
    friend class SqliteFile;
    SqliteFile& m_file;
    sqlite3_stmt* m_statement = nullptr;
};

}  // namespace covmap::store

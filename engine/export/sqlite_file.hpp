// An existing SQLite file, for what GDAL does not write into a GeoPackage. Private to the room.
#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace covmap::exports {

/// One connection. Errors: output, where = the path. Not thread-safe.
class SqliteFile {
public:
    explicit SqliteFile(const std::string& path);
    ~SqliteFile();
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    /// Runs one statement with text parameters; rows that it returns are passed over.
    void run(const char* sql, const std::vector<std::string>& parameters = {});

private:
    void check(int code) const;

    std::string m_path;
    sqlite3* m_handle = nullptr;
};

}  // namespace covmap::exports

// Small .7z archives made by the tests themselves.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace covmap::test {

inline std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Writes an archive of (name, content) and gives its path.
inline std::string write_7z(const std::string& path, const std::vector<std::pair<std::string, std::string>>& files) {
    archive* out = archive_write_new();
    archive_write_set_format_7zip(out);
    if (archive_write_open_filename(out, path.c_str()) != ARCHIVE_OK) throw std::runtime_error(path);
    for (const auto& [name, content] : files) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(out, entry);
        archive_write_data(out, content.data(), content.size());
        archive_entry_free(entry);
    }
    if (archive_write_close(out) != ARCHIVE_OK) throw std::runtime_error(path);
    archive_write_free(out);
    return path;
}

}  // namespace covmap::test

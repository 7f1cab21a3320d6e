#include "read/files/sqlite_copy.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

#include "core/error.hpp"
#include "read/files/scratch_folder.hpp"

namespace covmap::read {
namespace {

namespace fs = std::filesystem;

/// The first bytes of a SQLite file; the 18th and 19th are its versions of writing and reading, 2 in WAL mode
/// (sqlite.org/fileformat.html §1.3).
using Head = std::array<char, 20>;

bool sqlite_head(const std::string& path, Head& head) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return false;
    std::ifstream in(path, std::ios::binary);
    return in.read(head.data(), head.size()) && std::string(head.data(), 15) == "SQLite format 3";
}

std::uintmax_t bytes(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) ? fs::file_size(path, ignored) : 0;
}

/// Size and time of a file and its logs: the same before and after a copy, and the copy is of one state.
std::string state_of(const std::string& path) {
    std::string state;
    for (const char* ending : {"", "-wal", "-journal"}) {
        std::error_code missing;
        const auto time = fs::last_write_time(path + ending, missing);
        state +=
            std::to_string(bytes(path + ending)) + " " + (missing ? "-" : std::to_string(time.time_since_epoch().count())) + "\n";
    }
    return state;
}

std::string copied(const std::string& path, const std::string& shown, const std::string& state) {
    const fs::path to = new_scratch_part() / fs::path(path).filename();
    for (const char* ending : {"", "-wal", "-journal"}) {
        if (bytes(path + ending) == 0) continue;
        std::error_code fault;
        fs::copy_file(path + ending, to.string() + ending, fault);
        if (!fault) fs::permissions(to.string() + ending, fs::perms::owner_read | fs::perms::owner_write, fault);
        if (fault)
            throw core::Error(core::ErrorKind::output, shown,
                              "has a log of SQLite beside it and cannot be copied to " + scratch_root() + ": " + fault.message() +
                                  "; " + kScratchRoom);
    }
    if (state_of(path) != state)
        throw core::Error(core::ErrorKind::input, shown, "is being written to; close it in the other program and begin again");
    return to.string();
}

}  // namespace

std::string settled_copy(const std::string& path, const std::string& shown) {
    Head head{};
    if (is_scratch(path)) return path;
    if (bytes(path + "-wal") == 0 && bytes(path + "-journal") == 0) return path;
    if (!sqlite_head(path, head)) return path;
    static std::mutex mutex;
    static std::map<std::string, std::string> copies;
    const std::lock_guard guard(mutex);
    const std::string state = state_of(path);
    std::string& copy = copies[fs::absolute(path).string() + "\n" + state];
    if (copy.empty()) copy = copied(path, shown, state);
    return copy;
}

bool is_resting_wal(const std::string& path) {
    Head head{};
    return sqlite_head(path, head) && head[19] == 2 && bytes(path + "-wal") == 0;
}

std::string settled_uri(const std::string& path) {
    const std::string opened = settled_copy(path, path);
    std::string uri = "file:";
    for (const char c : opened) {
        constexpr const char* kHex = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#')
            uri += std::string("%") + kHex[byte >> 4U] + kHex[byte & 15U];
        else
            uri += c;
    }
    return is_resting_wal(opened) ? uri + "?immutable=1" : uri;
}

}  // namespace covmap::read

// What the server of the page answers to a request: files of one folder.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/server/byte_range.hpp"
#include "cli/server/request_head.hpp"

namespace covmap::cli {

/// A regular file, open for reading, closed with its last user.
class OpenFile {
public:
    /// Waits for nothing: a pipe or a device is not regular.
    explicit OpenFile(const std::string& path);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool is_regular() const { return m_is_regular; }
    [[nodiscard]] std::uint64_t size() const { return static_cast<std::uint64_t>(m_status.st_size); }
    /// Changes with the file's content, as far as its size and time tell.
    [[nodiscard]] std::string tag() const;
    /// Reads up to `count` bytes at `offset`; returns how many, 0 where there are none or they cannot be read.
    std::size_t read(std::uint64_t offset, char* into, std::size_t count) const;

private:
    int m_descriptor;
    struct stat m_status {};
    bool m_is_regular = false;
};

/// The body is `text`, or `range` of `file`.
struct PageAnswer {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string text;
    std::shared_ptr<const OpenFile> file;
    ByteRange range;

    /// Status line and fields, with the empty line; `is_last`: the connection is closed after it.
    [[nodiscard]] std::string head(bool is_last) const;
};

/// What a server answers by. Asked by one thread.
class Answerer {
public:
    virtual ~Answerer() = default;
    [[nodiscard]] virtual PageAnswer answer(const RequestHead& request) const = 0;
    /// Without a file: nothing, and from 400 on the status as text. For what is no request to answer: 400, 408 and the like.
    [[nodiscard]] virtual PageAnswer plain_answer(int status) const = 0;
};

/// Who is served under which name of this machine.
enum class Hosts {
    local,  ///< 127.0.0.1 and localhost alone: other sites cannot make a browser ask under their own name (421)
    any,
};

/// Whether a request calls this machine by a name that is served.
bool may_ask(const RequestHead& request, Hosts hosts);

/// GET and HEAD of regular files below the folder, index.html for «/»; one byte range each request (206, 416), ETag and 304.
/// Nothing else is answered: no listing, no path out of the folder, no name that begins with a dot, no request under another
/// host's name (421). Every answer carries a Content-Security-Policy that keeps the page's requests at this server, and at
/// `basemap`, an origin such as «https://tiles.example», where it is given.
class PageFolder final : public Answerer {
public:
    PageFolder(const std::string& folder, const std::string& basemap, Hosts hosts = Hosts::local);
    [[nodiscard]] PageAnswer answer(const RequestHead& request) const override;
    [[nodiscard]] PageAnswer plain_answer(int status) const override;

private:
    void answer_file(const RequestHead& request, const std::string& path, PageAnswer& answer) const;

    std::filesystem::path m_root;
    std::string m_policy;
    Hosts m_hosts;
};

}  // namespace covmap::cli

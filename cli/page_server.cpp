#include "cli/page_server.hpp"

#include <fcntl.h>
#include <httplib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <thread>

#include "cli/byte_range.hpp"
#include "core/error.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHost = "127.0.0.1";

/// `basemap`: an origin, or empty.
std::string policy(const std::string& basemap) {
    const std::string beside = basemap.empty() ? "" : " " + basemap;
    return "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:" + beside +
           "; style-src 'self' 'unsafe-inline'; connect-src 'self'" + beside +
           "; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

struct Type {
    std::string_view extension;
    const char* type;
};
constexpr std::array<Type, 13> kTypes = {{{".html", "text/html; charset=utf-8"},
                                          {".js", "text/javascript; charset=utf-8"},
                                          {".mjs", "text/javascript; charset=utf-8"},
                                          {".css", "text/css; charset=utf-8"},
                                          {".json", "application/json"},
                                          {".txt", "text/plain; charset=utf-8"},
                                          {".csv", "text/csv; charset=utf-8"},
                                          {".svg", "image/svg+xml"},
                                          {".png", "image/png"},
                                          {".ico", "image/x-icon"},
                                          {".woff2", "font/woff2"},
                                          {".pbf", "application/x-protobuf"},
                                          {".pmtiles", "application/octet-stream"}}};

const char* type_of(const std::string& path) {
    for (const Type& known : kTypes)
        if (path.ends_with(known.extension)) return known.type;
    return "application/octet-stream";
}

/// An open file, closed with its last user.
class OpenFile {
public:
    explicit OpenFile(const std::string& path) : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        m_known = m_descriptor >= 0 && ::fstat(m_descriptor, &m_status) == 0 && S_ISREG(m_status.st_mode);
    }
    ~OpenFile() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool is_regular() const { return m_known; }
    [[nodiscard]] std::uint64_t size() const { return static_cast<std::uint64_t>(m_status.st_size); }
    /// Changes with the file's content, as far as its size and time tell.
    [[nodiscard]] std::string tag() const {
        return "\"" + std::to_string(m_status.st_size) + "-" + std::to_string(m_status.st_mtim.tv_sec) + "-" +
               std::to_string(m_status.st_mtim.tv_nsec) + "\"";
    }
    /// One piece of [offset, offset + count); false where it cannot be read or sent.
    bool send(std::uint64_t offset, std::uint64_t count, httplib::DataSink& sink) const {
        std::array<char, 1U << 16U> buffer;
        const ssize_t got =
            ::pread(m_descriptor, buffer.data(), std::min<std::uint64_t>(buffer.size(), count), static_cast<off_t>(offset));
        return got > 0 && sink.write(buffer.data(), static_cast<std::size_t>(got));
    }

private:
    int m_descriptor;
    struct stat m_status {};
    bool m_known = false;
};

/// Every part of the path is a plain name.
bool is_plain(const std::string& path) {
    if (path.empty() || path.front() != '/') return false;
    for (std::size_t at = 1; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string name = path.substr(at, end - at);
        if (name.empty() || name.front() == '.' || name.find('\\') != std::string::npos || name.find('\0') != std::string::npos)
            return false;
        at = end + 1;
    }
    return true;
}

/// The file that a path of a request stands for; empty: none. A link may not lead out of the folder.
std::string file_of(const fs::path& root, const std::string& path) {
    const std::string wanted = path == "/" ? "/index.html" : path;
    if (!is_plain(wanted)) return {};
    std::error_code none;
    const fs::path file = fs::canonical(root / wanted.substr(1), none);
    if (none) return {};
    const fs::path inside = file.lexically_relative(root);
    return inside.empty() || *inside.begin() == ".." ? std::string() : file.string();
}

/// Pages of other sites that make a browser take their name for this machine get nothing.
bool is_local(const httplib::Request& request) {
    const std::string host = request.get_header_value("Host");
    const std::string name = host.substr(0, host.rfind(':'));
    return name == kHost || name == "localhost";
}

void answer_file(const httplib::Request& request, const std::string& path, httplib::Response& response) {
    const auto file = std::make_shared<OpenFile>(path);
    if (!file->is_regular()) {
        response.status = 404;
        return;
    }
    response.set_header("ETag", file->tag());
    response.set_header("Accept-Ranges", "bytes");
    if (request.get_header_value("If-None-Match") == file->tag()) {
        response.status = 304;
        return;
    }
    const bool same = !request.has_header("If-Range") || request.get_header_value("If-Range") == file->tag();
    const RangeAsked asked = range_asked(same ? request.get_header_value("Range") : "", file->size());
    const std::string size = std::to_string(file->size());
    ByteRange range{0, file->size()};
    response.status = 200;
    if (asked.answer == RangeAnswer::not_satisfiable) {
        response.status = 416;
        response.set_header("Content-Range", "bytes */" + size);
        return;
    }
    if (asked.answer == RangeAnswer::part) {
        range = asked.range;
        response.status = 206;
        response.set_header("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                                 std::to_string(range.first + range.count - 1) + "/" + size);
    }
    if (range.count == 0) return response.set_content("", type_of(path));
    response.set_content_provider(range.count, type_of(path),
                                  [file, range](std::size_t offset, std::size_t count, httplib::DataSink& sink) {
                                      return file->send(range.first + offset, count, sink);
                                  });
}

}  // namespace

struct PageServer::State {
    explicit State(const std::string& folder) : root(fs::canonical(folder)) {}
    fs::path root;
    httplib::Server server;

    void answer(const httplib::Request& request, httplib::Response& response) const {
        if (!is_local(request)) {
            response.status = 421;
        } else if (request.method != "GET" && request.method != "HEAD") {
            response.status = 405;
            response.set_header("Allow", "GET, HEAD");
        } else if (const std::string file = file_of(root, request.path); !file.empty()) {
            answer_file(request, file, response);
        } else {
            response.status = request.path == "/favicon.ico" ? 204 : 404;
        }
        if (response.status >= 400) response.set_content(std::to_string(response.status) + "\n", "text/plain; charset=utf-8");
    }
};

PageServer::PageServer(const std::string& folder, const std::string& basemap) : m_state(std::make_unique<State>(folder)) {
    httplib::Server& server = m_state->server;
    server.set_default_headers({{"Content-Security-Policy", policy(basemap)},
                                {"X-Content-Type-Options", "nosniff"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cache-Control", "no-cache"}});
    server.set_keep_alive_max_count(1000);
    server.set_keep_alive_timeout(1);  // a connection left open must not hold up the end
    server.set_tcp_nodelay(true);
    // The library's own would let two programs share a port.
    server.set_socket_options([](int socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        m_state->answer(request, response);
        // The library would cut the answer a second time, without regard to the file's end. The request is its own, not a
        // constant.
        const_cast<httplib::Request&>(request).ranges.clear();
        return httplib::Server::HandlerResponse::Handled;
    });
}

PageServer::~PageServer() = default;

int PageServer::bind(int port) {
    httplib::Server& server = m_state->server;
    const int taken = port == 0 ? server.bind_to_any_port(kHost) : server.bind_to_port(kHost, port) ? port : -1;
    if (taken < 0)
        throw core::Error(core::ErrorKind::usage, "--port " + std::to_string(port),
                          "is taken; give another port, or 0 for any free one");
    return taken;
}

void PageServer::serve() { m_state->server.listen_after_bind(); }

void PageServer::stop() {
    // Before it listens the library would not hear of it.
    for (int tries = 0; tries < 1000 && !m_state->server.is_running(); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    m_state->server.stop();
}

}  // namespace covmap::cli

#include "cli/server/page_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

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
constexpr const char* kPlainText = "text/plain; charset=utf-8";
constexpr std::array<Type, 13> kTypes = {{{".html", "text/html; charset=utf-8"},
                                          {".js", "text/javascript; charset=utf-8"},
                                          {".mjs", "text/javascript; charset=utf-8"},
                                          {".css", "text/css; charset=utf-8"},
                                          {".json", "application/json"},
                                          {".txt", kPlainText},
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

const char* reason(int status) {
    constexpr std::array<std::pair<int, const char*>, 15> kReasons = {{{200, "OK"},
                                                                       {204, "No Content"},
                                                                       {206, "Partial Content"},
                                                                       {304, "Not Modified"},
                                                                       {400, "Bad Request"},
                                                                       {404, "Not Found"},
                                                                       {405, "Method Not Allowed"},
                                                                       {408, "Request Timeout"},
                                                                       {414, "URI Too Long"},
                                                                       {416, "Range Not Satisfiable"},
                                                                       {421, "Misdirected Request"},
                                                                       {431, "Request Header Fields Too Large"},
                                                                       {500, "Internal Server Error"},
                                                                       {503, "Service Unavailable"},
                                                                       {505, "HTTP Version Not Supported"}}};
    for (const auto& [known, words] : kReasons)
        if (known == status) return words;
    return "";
}

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

}  // namespace

bool may_ask(const RequestHead& request, Hosts hosts) {
    const std::string_view host = request.field("host"), name = host.substr(0, host.rfind(':'));
    return hosts == Hosts::any || name == "127.0.0.1" || name == "localhost";
}

OpenFile::OpenFile(const std::string& path) : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)) {
    m_is_regular = m_descriptor >= 0 && ::fstat(m_descriptor, &m_status) == 0 && S_ISREG(m_status.st_mode);
}

OpenFile::~OpenFile() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

std::string OpenFile::tag() const {
    return "\"" + std::to_string(m_status.st_size) + "-" + std::to_string(m_status.st_mtim.tv_sec) + "-" +
           std::to_string(m_status.st_mtim.tv_nsec) + "\"";
}

std::size_t OpenFile::read(std::uint64_t offset, char* into, std::size_t count) const {
    const ssize_t got = ::pread(m_descriptor, into, count, static_cast<off_t>(offset));
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

std::string PageAnswer::head(bool is_last) const {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " " + reason(status) + "\r\n";
    for (const auto& [name, value] : fields) out.append(name).append(": ").append(value).append("\r\n");
    return out + (is_last ? "Connection: close\r\n\r\n" : "\r\n");
}

PageFolder::PageFolder(const std::string& folder, const std::string& basemap, Hosts hosts)
    : m_root(fs::canonical(folder)), m_policy(policy(basemap)), m_hosts(hosts) {}

PageAnswer PageFolder::plain_answer(int status) const {
    PageAnswer answer;
    answer.status = status;
    answer.fields = {{"Content-Security-Policy", m_policy},
                     {"X-Content-Type-Options", "nosniff"},
                     {"Referrer-Policy", "no-referrer"},
                     {"Cache-Control", "no-cache"}};
    if (status < 400) return answer;
    answer.text = std::to_string(status) + "\n";
    answer.fields.emplace_back("Content-Type", kPlainText);
    answer.fields.emplace_back("Content-Length", std::to_string(answer.text.size()));
    if (status == 405) answer.fields.emplace_back("Allow", "GET, HEAD");
    return answer;
}

void PageFolder::answer_file(const RequestHead& request, const std::string& path, PageAnswer& answer) const {
    auto file = std::make_shared<const OpenFile>(path);
    if (!file->is_regular()) {
        answer = plain_answer(404);
        return;
    }
    answer.fields.emplace_back("ETag", file->tag());
    answer.fields.emplace_back("Accept-Ranges", "bytes");
    if (request.field("if-none-match") == file->tag()) {
        answer.status = 304;
        return;
    }
    const std::string_view same = request.field("if-range");
    const RangeAsked asked = range_asked(same.empty() || same == file->tag() ? request.field("range") : "", file->size());
    const std::string size = std::to_string(file->size());
    if (asked.answer == RangeAnswer::not_satisfiable) {
        answer = plain_answer(416);
        answer.fields.emplace_back("Content-Range", "bytes */" + size);
        return;
    }
    answer.range = {0, file->size()};
    if (asked.answer == RangeAnswer::part) {
        answer.status = 206;
        answer.range = asked.range;
        answer.fields.emplace_back("Content-Range", "bytes " + std::to_string(asked.range.first) + "-" +
                                                        std::to_string(asked.range.first + asked.range.count - 1) + "/" + size);
    }
    answer.fields.emplace_back("Content-Type", type_of(path));
    answer.fields.emplace_back("Content-Length", std::to_string(answer.range.count));
    answer.file = std::move(file);
}

PageAnswer PageFolder::answer(const RequestHead& request) const {
    PageAnswer answer;
    if (!may_ask(request, m_hosts)) {
        answer = plain_answer(421);
    } else if (request.method != "GET" && request.method != "HEAD") {
        answer = plain_answer(405);
    } else if (const std::string file = file_of(m_root, request.path); !file.empty()) {
        answer = plain_answer(200);
        answer_file(request, file, answer);
    } else {
        answer = plain_answer(request.path == "/favicon.ico" ? 204 : 404);
    }
    if (request.method == "HEAD") {
        answer.text.clear();
        answer.file = nullptr;
    }
    return answer;
}

}  // namespace covmap::cli

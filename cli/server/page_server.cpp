#include "cli/server/page_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace covmap::cli {
namespace {

constexpr std::chrono::milliseconds kLook(50);  ///< how often it looks whether it shall end
constexpr int kBacklog = 128;                   ///< connections that the system keeps until they are accepted
constexpr rlim_t kOtherFiles = 32;              ///< open beside those of connections

/// Each connection may hold a socket and a file.
std::size_t most_connections(std::size_t wanted) {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return wanted;
    const rlim_t left = files.rlim_cur > kOtherFiles ? (files.rlim_cur - kOtherFiles) / 2 : 1;
    return std::max<std::size_t>(1, std::min<std::size_t>(wanted, left));
}

void set_option(int socket, int level, int option) {
    const int yes = 1;
    ::setsockopt(socket, level, option, &yes, sizeof yes);
}

sockaddr_in address_of(const std::string& host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1)
        throw core::Error(core::ErrorKind::usage, "--host " + host,
                          "is no IPv4 address; give 127.0.0.1 for this machine alone, 0.0.0.0 for every network it is in");
    return address;
}

}  // namespace

PageServer::PageServer(const std::string& folder, PageServerOptions options)
    : PageServer(std::make_unique<PageFolder>(folder, options.basemap), options) {}

PageServer::PageServer(std::unique_ptr<Answerer> answerer, PageServerOptions options)
    : m_answerer(std::move(answerer)), m_options(std::move(options)) {
    m_options.connections = most_connections(m_options.connections);
}

PageServer::~PageServer() {
    if (m_listener >= 0) ::close(m_listener);
}

int PageServer::bind(int port) {
    sockaddr_in address = address_of(m_options.host, port);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_listener >= 0) set_option(m_listener, SOL_SOCKET, SO_REUSEADDR);
    if (m_listener < 0 || ::bind(m_listener, plain, size) != 0 || ::listen(m_listener, kBacklog) != 0 ||
        ::getsockname(m_listener, plain, &size) != 0)
        throw core::Error(
            core::ErrorKind::usage, errno == EADDRNOTAVAIL ? "--host " + m_options.host : "--port " + std::to_string(port),
            errno == EADDRNOTAVAIL ? "is no address of this machine; give 127.0.0.1 or one of its own"
            : errno == EADDRINUSE
                ? "is taken; give another port, or 0 for any free one"
                : std::string("cannot be listened on (") + std::strerror(errno) + "); give another port, or 0 for any free one");
    return ntohs(address.sin_port);
}

void PageServer::serve(const std::function<bool()>& is_over) {
    while (!is_over()) turn();
    m_connections.clear();
}

void PageServer::turn() {
    std::vector<pollfd> polled = {{m_listener, POLLIN, 0}};
    ServerClock::time_point until = ServerClock::now() + kLook;
    for (const auto& connection : m_connections) {
        polled.push_back({connection->socket(), connection->events(), 0});
        until = std::min(until, connection->deadline());
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - ServerClock::now());
    const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(std::max<std::int64_t>(0, left.count())));
    const ServerClock::time_point now = ServerClock::now();
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        Connection& connection = *m_connections[i];
        if (ready > 0 && polled[i + 1].revents != 0) connection.go_on(*m_answerer, now);
        if (!connection.is_over() && connection.deadline() <= now) connection.give_up(*m_answerer, now);
    }
    std::erase_if(m_connections, [](const auto& connection) { return connection->is_over(); });
    if (ready > 0 && polled[0].revents != 0) accept_all();
}

void PageServer::accept_all() {
    for (int count = 0; count < kBacklog; ++count) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket >= 0) {
            set_option(socket, IPPROTO_TCP, TCP_NODELAY);
            if (m_connections.size() >= m_options.connections) make_room();
            const ServerClock::time_point now = ServerClock::now();
            m_connections.push_back(std::make_unique<Connection>(socket, m_options.patience, now));
            m_connections.back()->go_on(*m_answerer, now);  // a request that is here already waits for nobody
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            if (make_room()) continue;
            throw core::Error(core::ErrorKind::output, "http://" + m_options.host,
                              std::string("no connection can be opened (") + std::strerror(errno) + "); raise ulimit -n");
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

bool PageServer::make_room() {
    const auto first = std::min_element(m_connections.begin(), m_connections.end(), [](const auto& a, const auto& b) {
        return std::pair(!a->is_spare(), a->since()) < std::pair(!b->is_spare(), b->since());
    });
    if (first == m_connections.end()) return false;
    m_connections.erase(first);
    return true;
}

}  // namespace covmap::cli

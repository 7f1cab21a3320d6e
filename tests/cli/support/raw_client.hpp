// A client that sends whatever a test gives it, whole or half, and never lets a test hang.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>

namespace covmap::test {

class RawClient {
public:
    /// Connects to 127.0.0.1 and sends `text`, or as much as the other side takes.
    RawClient(int port, const std::string& text) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        send(text);
    }
    ~RawClient() { ::close(m_socket); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// False where the other side takes no more: it has answered, or closed.
    bool send(const std::string& text) {
        for (std::size_t sent = 0; sent < text.size();) {
            if (!is_ready(POLLOUT) || is_ready_now(POLLIN)) return false;
            const ssize_t took = ::send(m_socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (took <= 0) return false;
            sent += static_cast<std::size_t>(took);
        }
        return true;
    }
    /// Waits for bytes; 0: the other side has closed.
    std::size_t read_some() {
        const ssize_t got = is_ready(POLLIN) ? ::recv(m_socket, m_piece.data(), m_piece.size(), 0) : -1;
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    /// What comes until the other side closes.
    std::string read_all() {
        std::string all;
        while (const std::size_t count = read_some()) all.append(m_piece.data(), count);
        return all;
    }

private:
    static constexpr int kHangs_ms = 60000;
    [[nodiscard]] bool is_ready_now(short event, int wait_ms = 0) const {
        pollfd polled{m_socket, event, 0};
        return ::poll(&polled, 1, wait_ms) == 1;
    }
    [[nodiscard]] bool is_ready(short event) const {
        const bool ready = is_ready_now(event, kHangs_ms);
        if (!ready) FAIL_CHECK("the server neither takes nor gives");
        return ready;
    }

    int m_socket;
    std::array<char, 4096> m_piece{};
};

}  // namespace covmap::test

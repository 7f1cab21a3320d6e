#include "cli/server/connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace covmap::cli {
namespace {

constexpr std::size_t kPiece = 1U << 16U;           ///< bytes read from a file at once
constexpr std::size_t kTurn = 4 * kPiece;           ///< bytes sent before the others have their turn
constexpr std::size_t kMostThrownAway = 1U << 20U;  ///< bytes that a connection may still send after its last answer

bool must_wait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

Connection::Connection(int socket, const Patience& patience, ServerClock::time_point now)
    : m_socket(socket), m_patience(patience), m_since(now) {}

Connection::~Connection() { ::close(m_socket); }

void Connection::enter(Phase phase, ServerClock::time_point now) {
    m_phase = phase;
    m_since = now;
}

short Connection::events() const {
    // What came with the request before is answered as soon as the socket takes anything.
    return m_phase == Phase::answering || (m_phase == Phase::reading && can_answer()) ? POLLOUT : POLLIN;
}

bool Connection::can_answer() const {
    return m_reader.state() == HeadReader::State::whole || m_reader.state() == HeadReader::State::refused;
}

ServerClock::time_point Connection::deadline() const {
    if (m_phase == Phase::answering) return m_since + m_patience.stalled;
    if (m_phase == Phase::leaving) return m_since + m_patience.farewell;
    return m_since + (m_reader.state() == HeadReader::State::waiting ? m_patience.idle : m_patience.head);
}

void Connection::go_on(const Answerer& answerer, ServerClock::time_point now) {
    using State = HeadReader::State;
    if (m_phase == Phase::leaving) return receive(now);
    if (m_phase == Phase::reading) {
        if (!can_answer()) receive(now);
        if (m_phase == Phase::over) return;
        if (m_reader.state() == State::whole) {
            const RequestHead request = m_reader.next();
            begin_answer(answerer.answer(request), request.is_last, now);
        } else if (m_reader.state() == State::refused) {
            begin_answer(answerer.plain_answer(m_reader.status()), true, now);
        }
    }
    if (m_phase == Phase::answering) send(now);
}

void Connection::give_up(const Answerer& answerer, ServerClock::time_point now) {
    if (m_phase != Phase::reading || m_reader.state() == HeadReader::State::waiting) return enter(Phase::over, now);
    begin_answer(answerer.plain_answer(408), true, now);
    send(now);
}

void Connection::receive(ServerClock::time_point now) {
    std::array<char, kLongestHead> piece;
    const ssize_t got = ::recv(m_socket, piece.data(), piece.size(), MSG_DONTWAIT);
    if (got < 0 && must_wait()) return;
    if (got <= 0) return enter(Phase::over, now);
    const auto count = static_cast<std::size_t>(got);
    if (m_phase == Phase::leaving) {
        m_thrown_away += count;
        if (m_thrown_away > kMostThrownAway) enter(Phase::over, now);
        return;
    }
    const bool begins = m_reader.state() == HeadReader::State::waiting;
    m_reader.take({piece.data(), count});
    if (begins && m_reader.state() != HeadReader::State::waiting) m_since = now;
}

void Connection::begin_answer(const PageAnswer& answer, bool is_last, ServerClock::time_point now) {
    m_text = answer.head(is_last) + answer.text;
    m_file = answer.file;
    m_range = answer.range;
    m_is_last = is_last;
    enter(Phase::answering, now);
}

std::size_t Connection::send_bytes(const char* bytes, std::size_t count, ServerClock::time_point now) {
    const ssize_t sent = ::send(m_socket, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) m_since = now;
    if (sent < 0 && !must_wait()) enter(Phase::over, now);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void Connection::send(ServerClock::time_point now) {
    std::array<char, kPiece> piece;
    for (std::size_t turn = 0; turn < kTurn && m_phase == Phase::answering;) {
        std::size_t count = m_text.size(), sent = 0;
        if (count > 0) {
            sent = send_bytes(m_text.data(), count, now);
            m_text.erase(0, sent);
        } else if (m_file && m_range.count > 0) {
            count = m_file->read(m_range.first, piece.data(), std::min<std::uint64_t>(piece.size(), m_range.count));
            if (count == 0) return enter(Phase::over, now);  // it became shorter: the other side sees that bytes are missing
            sent = send_bytes(piece.data(), count, now);
            m_range.first += sent;
            m_range.count -= sent;
        } else {
            m_file = nullptr;
            if (m_is_last) ::shutdown(m_socket, SHUT_WR);
            return enter(m_is_last ? Phase::leaving : Phase::reading, now);
        }
        if (sent < count) return;
        turn += sent;
    }
}

}  // namespace covmap::cli

// One connection to the server of the page: what it waits for, and how long.
#pragma once

#include <chrono>
#include <string>

#include "cli/server/page_folder.hpp"
#include "cli/server/request_head.hpp"

namespace covmap::cli {

using ServerClock = std::chrono::steady_clock;

/// How long a connection may keep one waiting. After each of these it is closed.
struct Patience {
    std::chrono::milliseconds head{5000};      ///< from the first byte of a head to its last, however they trickle in
    std::chrono::milliseconds idle{30000};     ///< until a request begins
    std::chrono::milliseconds stalled{10000};  ///< while it takes nothing of an answer
    std::chrono::milliseconds farewell{1000};  ///< after the last answer, until the other side has closed too
};

/// Never blocks. Owner of its socket, which does not block either. Not thread-safe.
class Connection {
public:
    Connection(int socket, const Patience& patience, ServerClock::time_point now);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] int socket() const { return m_socket; }
    /// What to poll its socket for.
    [[nodiscard]] short events() const;
    [[nodiscard]] ServerClock::time_point deadline() const;
    /// Goes on as far as it can at once, but never beyond one answer or a quarter of a megabyte of it.
    void go_on(const Answerer& answerer, ServerClock::time_point now);
    /// Its deadline has passed: half a request is answered by 408, all else ends.
    void give_up(const Answerer& answerer, ServerClock::time_point now);
    [[nodiscard]] bool is_over() const { return m_phase == Phase::over; }
    /// Nobody is being answered: the first to go where there are too many.
    [[nodiscard]] bool is_spare() const { return m_phase != Phase::answering; }
    /// When it last changed: the start of a wait, of a head or of a farewell, the last byte of an answer that was taken.
    [[nodiscard]] ServerClock::time_point since() const { return m_since; }

private:
    enum class Phase { reading, answering, leaving, over };

    [[nodiscard]] bool can_answer() const;
    void receive(ServerClock::time_point now);
    void begin_answer(const PageAnswer& answer, bool is_last, ServerClock::time_point now);
    void send(ServerClock::time_point now);
    std::size_t send_bytes(const char* bytes, std::size_t count, ServerClock::time_point now);
    void enter(Phase phase, ServerClock::time_point now);

    int m_socket;
    const Patience& m_patience;
    Phase m_phase = Phase::reading;
    ServerClock::time_point m_since;
    HeadReader m_reader;
    std::string m_text;  ///< head of the answer, and its body where that is text: what is still to be sent
    std::shared_ptr<const OpenFile> m_file;
    ByteRange m_range;  ///< of the file: what is still to be sent
    bool m_is_last = false;
    std::size_t m_thrown_away = 0;  ///< bytes received while leaving
};

}  // namespace covmap::cli

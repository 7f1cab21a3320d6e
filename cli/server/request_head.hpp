// The head of an HTTP request, gathered from what a connection sends: RFC 9112.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace covmap::cli {

inline constexpr std::size_t kLongestRequestLine = 8192, kLongestHead = 16384;  ///< bytes
inline constexpr std::size_t kMostFields = 100;

/// A request without its body.
struct RequestHead {
    std::string method;
    std::string path;                                         ///< decoded, without its query; empty where the target is no path
    std::vector<std::pair<std::string, std::string>> fields;  ///< names in lower case, in the order sent
    bool is_last = false;  ///< it asks to close, speaks HTTP/1.0, or announces a body, which nobody will read

    std::string query = {};  ///< what stands after the path's question mark, as sent

    /// The value of a parameter of the query, decoded: «b» of «?a=b»; nothing where it is not there or cannot be decoded.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    /// The value of the first field of that name (in lower case); empty: there is none.
    [[nodiscard]] std::string_view field(std::string_view name) const;
    bool operator==(const RequestHead&) const = default;
};

/// Takes bytes in pieces of any size; how they are cut changes nothing. Each byte is looked at once, and it keeps at most the
/// longest head and one piece. Lines end with CR LF; what RFC 9112 lets a server forgive beyond an empty line before the request
/// is refused: other control characters, folded lines, a space before a colon, two hosts.
class HeadReader {
public:
    enum class State {
        waiting,  ///< nothing of a request yet
        begun,
        whole,
        refused,
    };

    void take(std::string_view bytes);
    [[nodiscard]] State state() const { return m_state; }
    /// What to answer where it is refused: 400 malformed, 414 too long a request line, 431 too long a head or too many fields,
    /// 505 another version of HTTP.
    [[nodiscard]] int status() const { return m_status; }
    /// Hands over the head where it is whole. What came after it is the beginning of the next one.
    RequestHead next();

private:
    void look();
    void finish(std::string_view text);
    void refuse(int status);

    std::string m_text;
    std::size_t m_seen = 0;  ///< bytes of m_text that were looked at
    bool m_in_request_line = true;
    State m_state = State::waiting;
    int m_status = 0;
    RequestHead m_head;
};

}  // namespace covmap::cli

#include "cli/server/request_head.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace covmap::cli {
namespace {

constexpr int kGood = 0, kMalformed = 400, kLineTooLong = 414, kHeadTooLong = 431, kOtherVersion = 505;
constexpr std::string_view kLineEnd = "\r\n", kHeadEnd = "\r\n\r\n";

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view kBlanks = " \t";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = static_cast<char>(c | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/// Nothing where a percent sign is not followed by two digits.
std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1, low = high < 0 ? -1 : hex_digit(text[i + 2]);
        if (low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

/// «GET /page.json?x HTTP/1.1»
int read_request_line(std::string_view line, RequestHead& head) {
    if (line.size() > kLongestRequestLine) return kLineTooLong;
    const std::size_t first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return kMalformed;
    const std::string_view method = line.substr(0, first), target = line.substr(first + 1, last - first - 1),
                           version = line.substr(last + 1);
    if (!is_token(method) || target.empty() || target.find_first_of(" \t") != std::string_view::npos) return kMalformed;
    if (!version.starts_with("HTTP/")) return kMalformed;
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return kOtherVersion;
    head.method = method;
    head.is_last = version == "HTTP/1.0";
    if (target.front() != '/') return kGood;
    const std::optional<std::string> path = percent_decoded(target.substr(0, target.find_first_of("?#")));
    if (!path) return kMalformed;
    head.path = *path;
    const std::string_view whole = target.substr(0, target.find('#'));
    if (const std::size_t mark = whole.find('?'); mark != std::string_view::npos) head.query = whole.substr(mark + 1);
    return kGood;
}

/// «Host: localhost»
int read_field(std::string_view line, RequestHead& head) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return kMalformed;
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = without_blanks(line.substr(colon + 1));
    if (name == "host" && !head.field(name).empty()) return kMalformed;
    if (head.fields.size() == kMostFields) return kHeadTooLong;
    if (name == "connection") head.is_last = head.is_last || lower(value).find("close") != std::string::npos;
    if (name == "transfer-encoding" || (name == "content-length" && value != "0")) head.is_last = true;
    head.fields.emplace_back(name, value);
    return kGood;
}

/// `text`: lines that each end with CR LF.
int read_lines(std::string_view text, RequestHead& head) {
    int status = kGood;
    for (bool is_first = true; !text.empty() && status == kGood; is_first = false) {
        const std::size_t end = text.find(kLineEnd);
        const std::string_view line = text.substr(0, end);
        status = is_first ? read_request_line(line, head) : read_field(line, head);
        text.remove_prefix(end + kLineEnd.size());
    }
    return status;
}

/// Whether `c` may stand in a head after `before`.
bool may_follow(char before, char c) {
    if (c == '\n') return before == '\r';
    const auto code = static_cast<unsigned char>(c);
    return before != '\r' && ((code >= 0x20 && code != 0x7F) || c == '\r' || c == '\t');
}

}  // namespace

std::string_view RequestHead::field(std::string_view name) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    return found == fields.end() ? std::string_view() : found->second;
}

std::optional<std::string> RequestHead::parameter(std::string_view name) const {
    for (std::string_view rest = query; !rest.empty();) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = std::min(one.find('='), one.size());
        if (percent_decoded(one.substr(0, equals)) != name) continue;
        std::string value(one.substr(std::min(equals + 1, one.size())));
        std::replace(value.begin(), value.end(), '+', ' ');  // as forms send a blank
        return percent_decoded(value);
    }
    return std::nullopt;
}

void HeadReader::refuse(int status) {
    m_state = State::refused;
    m_status = status;
    m_text.clear();
}

void HeadReader::take(std::string_view bytes) {
    if (m_state == State::refused) return;
    m_text += bytes;
    if (m_state != State::whole) look();
}

void HeadReader::look() {
    if (m_seen == 0) {  // empty lines before the request
        std::size_t empty = 0;
        while (m_text.compare(empty, kLineEnd.size(), kLineEnd) == 0) empty += kLineEnd.size();
        m_text.erase(0, empty);
        if (m_text.empty() || m_text == "\r") return;
        m_state = State::begun;
        m_in_request_line = true;
    }
    for (; m_seen < m_text.size(); ++m_seen) {
        if (!may_follow(m_seen == 0 ? ' ' : m_text[m_seen - 1], m_text[m_seen])) return refuse(kMalformed);
        const std::string_view seen(m_text.data(), m_seen + 1);
        if (seen.size() > kLongestHead) return refuse(kHeadTooLong);
        if (m_text[m_seen] == '\n') m_in_request_line = false;
        if (m_in_request_line && seen.size() > kLongestRequestLine + 1) return refuse(kLineTooLong);
        if (seen.ends_with(kHeadEnd)) return finish(seen);
    }
}

void HeadReader::finish(std::string_view text) {
    RequestHead head;
    const int status = read_lines(text.substr(0, text.size() - kLineEnd.size()), head);
    if (status != kGood) return refuse(status);
    m_text.erase(0, text.size());
    m_seen = 0;
    m_head = std::move(head);
    m_state = State::whole;
}

RequestHead HeadReader::next() {
    RequestHead head = std::move(m_head);
    m_head = {};
    m_state = State::waiting;
    look();
    return head;
}

}  // namespace covmap::cli

#include "read/job/toml_bounds.hpp"

#include <algorithm>
#include <vector>

namespace covmap::read {
namespace {

class TomlScan {
public:
    explicit TomlScan(std::string_view text) : m_text(text) {}

    std::optional<TomlExcess> excess() {
        if (m_text.size() > kMostTomlBytes) exceed("it has over " + std::to_string(kMostTomlBytes >> 20U) + " MiB");
        while (!m_excess && m_at < m_text.size()) step();
        return m_excess;
    }

private:
    enum class Expected { key, header, value };
    /// A list or an inline table around what is scanned.
    struct Open {
        char bracket;
        int depth, parts;  ///< m_depth and m_parts outside it
    };

    void step() {
        const char c = m_text[m_at];
        if (c == '"' || c == '\'') return skip_string(c);
        if (c == '#') {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
            return;
        }
        if (c == '\n') end_line();
        if (m_expected == Expected::value)
            in_value(c);
        else
            in_key(c);
        ++m_at;
    }

    /// Stops behind it, or at the end of the line where it is not closed.
    void skip_string(char quote) {
        const std::string many(3, quote);
        const bool is_long = m_text.compare(m_at, 3, many) == 0;
        m_line_is_empty = false;
        m_at += is_long ? 3 : 1;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\n') {
                if (!is_long) return;
                ++m_line;
            } else if (c == '\\' && quote == '"') {
                ++m_at;
                if (m_at < m_text.size() && m_text[m_at] == '\n') ++m_line;
            } else if (c == quote && !is_long) {
                ++m_at;
                return;
            } else if (c == quote && m_text.compare(m_at, 3, many) == 0) {
                m_at += 3;
                for (int more = 0; more < 2 && m_at < m_text.size() && m_text[m_at] == quote; ++more) ++m_at;  // its last ones
                return;
            }
        }
    }

    void end_line() {
        ++m_line;
        if (!m_open.empty()) return;
        m_expected = Expected::key;
        m_depth = m_table_depth;
        m_parts = 1;
        m_line_is_empty = true;
    }

    void in_key(char c) {
        if (c == '.') {
            deeper(m_depth + ++m_parts);
        } else if (c == '[' && m_line_is_empty) {
            m_expected = Expected::header;
            m_depth = 0;
        } else if (c == ']' && m_expected == Expected::header) {
            count_keys(m_parts);
            m_table_depth = m_parts;
            m_expected = Expected::value;
        } else if (c == '=') {
            count_keys(m_parts);
            m_expected = Expected::value;
        } else if (c == '}') {
            close('{');
        }
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') m_line_is_empty = false;
    }

    void in_value(char c) {
        if (c == '[' || c == '{') {
            m_open.push_back({c, m_depth, m_parts});
            m_depth += m_parts;
            m_parts = 1;
            if (c == '{') {
                m_expected = Expected::key;
                count_keys(1);
            }
            deeper(m_depth + m_parts);
        } else if (c == ']') {
            close('[');
        } else if (c == '}') {
            close('{');
        } else if (c == ',' && !m_open.empty()) {
            if (++m_values > kMostTomlValues) exceed("its lists hold over " + std::to_string(kMostTomlValues) + " values");
            m_parts = 1;
            if (m_open.back().bracket == '{') m_expected = Expected::key;
        }
    }

    void close(char bracket) {
        if (m_open.empty() || m_open.back().bracket != bracket) return;
        m_depth = m_open.back().depth;
        m_parts = m_open.back().parts;
        m_open.pop_back();
        m_expected = Expected::value;
    }

    void count_keys(int parts) {
        m_keys += static_cast<std::size_t>(parts);
        if (m_keys > kMostTomlKeys) exceed("it holds over " + std::to_string(kMostTomlKeys) + " keys and tables");
    }

    void deeper(int depth) {
        if (depth > kDeepestToml) exceed("a value lies over " + std::to_string(kDeepestToml) + " tables and lists deep");
    }

    void exceed(const std::string& what) {
        if (!m_excess) m_excess = {m_line, what + ", more than any job needs; shorten it, or split the job"};
    }

    std::string_view m_text;
    std::size_t m_at = 0, m_keys = 0, m_values = 0;
    int m_line = 1;
    Expected m_expected = Expected::key;
    bool m_line_is_empty = true;  ///< so far
    int m_table_depth = 0;        ///< of the table that the last header opened
    int m_depth = 0;              ///< of what holds the key or the value
    int m_parts = 1;              ///< of the key so far; 1 in a list
    std::vector<Open> m_open;
    std::optional<TomlExcess> m_excess;
};

}  // namespace

std::optional<TomlExcess> toml_excess(std::string_view text) { return TomlScan(text).excess(); }

}  // namespace covmap::read

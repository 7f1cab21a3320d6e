#include "read/files/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/text_bytes.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kLongest = 64;  // no published number is longer
constexpr char kGroup = ' ';          // stands for every blank and apostrophe between groups

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ASCII for one character of another alphabet; 0 when it has no place in a number.
char plain_character(unsigned code) {
    if (code >= 0xFF10 && code <= 0xFF19) return static_cast<char>('0' + code - 0xFF10);
    switch (code) {
        case 0x00A0:  // no-break space
        case 0x2007:  // figure space
        case 0x2008:
        case 0x2009:  // thin space
        case 0x202F:  // narrow no-break space
        case 0x3000:
        case 0x2019:  // the apostrophe of Switzerland
            return kGroup;
        case 0x2212:
        case 0xFF0D:
            return '-';
        case 0xFF0B:
            return '+';
        case 0xFF0C:
            return ',';
        case 0xFF0E:
            return '.';
        default:
            return 0;
    }
}

/// The text in ASCII, its groups separated by kGroup; empty when it is no number.
class PlainNumber {
public:
    explicit PlainNumber(std::string_view text) {
        text = trimmed(text);
        for (std::size_t i = 0; i < text.size();) {
            const auto byte = static_cast<unsigned char>(text[i]);
            const std::size_t length = std::max<std::size_t>(1, utf8_length(text, i));
            char c = text[i];
            if (byte == 0xA0)
                c = kGroup;  // the no-break space of Windows-1252
            else if (byte >= 0x80)
                c = length == 1 ? '\0' : plain_character(utf8_code(text, i, length));
            else if (c == '\'')
                c = kGroup;
            if (c == '\0' || m_size == m_text.size()) {
                m_size = 0;
                return;
            }
            m_text[m_size++] = c;
            i += length;
        }
        while (m_size > 0 && m_text[m_size - 1] == kGroup) --m_size;
        while (m_begin < m_size && m_text[m_begin] == kGroup) ++m_begin;
    }
    [[nodiscard]] std::string_view text() const { return {m_text.data() + m_begin, m_size - std::min(m_begin, m_size)}; }

private:
    std::array<char, kLongest> m_text{};
    std::size_t m_size = 0, m_begin = 0;
};

std::string_view without_sign(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    while (!text.empty() && text.front() == kGroup) text.remove_prefix(1);  // «- 5»
    return text;
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// «1,234,567»: one to three digits, then groups of three; `groups` counts the separators.
bool grouped(std::string_view text, char separator, std::size_t& groups) {
    groups = static_cast<std::size_t>(std::count(text.begin(), text.end(), separator));
    const std::size_t head = text.find(separator);
    if (groups == 0 || head == 0 || head > 3) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool mark = i >= head && (i - head) % 4 == 0;
        if (mark ? text[i] != separator : !is_digit(text[i])) return false;
    }
    return (text.size() - head) % 4 == 0;
}

// The parts of a number without sign: «1 234,5» has the groups «1 234» before the mark at 5.
struct Marks {
    std::size_t decimal = std::string_view::npos;
    char group = '\0';  ///< its separator of thousands, or none
    bool sound = false;
};

bool is_open(std::string_view digits, char mark) {
    const std::size_t at = digits.find(mark);
    return at != std::string_view::npos && at >= 1 && at <= 3 && digits.size() == at + 4 && digits.front() != '0' &&
           all_digits(digits.substr(0, at)) && all_digits(digits.substr(at + 1));
}

Marks marks_of(std::string_view digits, NumberStyle style) {
    const auto last = [&](char c) { return digits.rfind(c); };
    const std::size_t comma = last(','), point = last('.');
    const auto count = [&](char c) { return std::count(digits.begin(), digits.end(), c); };
    Marks marks;
    const auto decimal = [&](char mark) { marks.decimal = digits.find(mark); };
    if (comma != std::string_view::npos && point != std::string_view::npos) {
        marks.group = comma < point ? ',' : '.';
        decimal(comma < point ? '.' : ',');
    } else if (count(',') > 1 || (style == NumberStyle::comma_thousands && is_open(digits, ','))) {
        marks.group = ',';
    } else if (count('.') > 1 || (style == NumberStyle::point_thousands && is_open(digits, '.'))) {
        marks.group = '.';
    } else if (comma != std::string_view::npos) {
        decimal(',');
    } else if (point != std::string_view::npos) {
        decimal('.');
    }
    const std::string_view whole = digits.substr(0, marks.decimal);
    if (whole.find(kGroup) != std::string_view::npos) {
        if (marks.group != '\0') return marks;
        marks.group = kGroup;
    }
    std::size_t groups = 0;
    marks.sound = marks.group == '\0' || grouped(whole, marks.group, groups);
    if (marks.sound && marks.decimal != std::string_view::npos && marks.group != '\0')
        marks.sound = digits.find_first_of(" ,.", marks.decimal + 1) == std::string_view::npos;
    return marks;
}

bool read_plain(std::string_view text, double& value) {
    double parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(parsed)) return false;
    value = parsed;
    return true;
}

}  // namespace

bool parse_number(std::string_view text, double& value, NumberStyle style) {
    text = trimmed(text);
    if (style != NumberStyle::point_thousands && read_plain(text, value)) return true;
    const PlainNumber plain(text);
    const std::string_view digits = without_sign(plain.text());
    if (digits.empty() || !(is_digit(digits.front()) || digits.front() == ',' || digits.front() == '.')) return false;
    const Marks marks = marks_of(digits, style);
    if (!marks.sound) return false;
    std::string made = plain.text().front() == '-' ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i)
        if (i == marks.decimal)
            made.push_back('.');
        else if (marks.group == '\0' || digits[i] != marks.group)
            made.push_back(digits[i]);
    return read_plain(made, value);
}

bool is_doubtful_number(std::string_view text) {
    const auto may_hold_mark = [](char c) { return c == ',' || c == '.' || static_cast<unsigned char>(c) >= 0x80; };
    if (text.size() < 5 || std::none_of(text.begin(), text.end(), may_hold_mark)) return false;
    const PlainNumber plain(text);
    const std::string_view digits = without_sign(plain.text());
    return is_open(digits, ',') || is_open(digits, '.');
}

void NumberEvidence::look(std::string_view text) {
    const PlainNumber plain(text);
    const std::string_view digits = without_sign(plain.text());
    double value = 0;
    if (digits.empty() || !parse_number(digits, value)) return;
    ++m_seen;
    const bool comma = digits.find(',') != std::string_view::npos, point = digits.find('.') != std::string_view::npos;
    if (!comma && !point) {
        if (value >= 1000) m_large = m_large || digits.find(kGroup) == std::string_view::npos;
        if (value >= 1 && value < 1000 && all_digits(digits)) m_small = true;
        return;
    }
    if (is_open(digits, comma ? ',' : '.')) {
        (comma ? m_open_comma : m_open_point) = true;
        m_farthest = std::max(m_farthest, value);
        m_padded = m_padded || digits.back() == '0';
        if (m_doubtful.empty()) m_doubtful = std::string(trimmed(text));
        return;
    }
    const Marks marks = marks_of(digits, NumberStyle::decimals);
    m_comma_groups = m_comma_groups || marks.group == ',';
    m_point_groups = m_point_groups || marks.group == '.';
    m_blank_groups = m_blank_groups || marks.group == kGroup;
    if (marks.decimal != std::string_view::npos) (digits[marks.decimal] == ',' ? m_decimal_comma : m_decimal_point) = true;
}

bool NumberEvidence::settled() const {
    constexpr std::uint64_t kEnough = 10'000;
    return m_seen >= kEnough && !m_doubtful.empty() &&
           (m_decimal_comma || m_decimal_point || m_comma_groups || m_point_groups || m_blank_groups);
}

// Decimals are padded with zeros in all numbers of a column, or stripped of them in all.
bool NumberEvidence::shows_groups() const { return m_small && !m_large && m_padded; }

std::optional<NumberStyle> NumberEvidence::comma_style() const {
    constexpr double kMostDegrees = 180;
    const bool groups = m_comma_groups || m_decimal_point, decimals = m_decimal_comma || m_point_groups || m_blank_groups;
    if (groups != decimals) return groups ? NumberStyle::comma_thousands : NumberStyle::decimals;
    if (groups) return std::nullopt;
    if (m_table.use == NumberUse::share) return NumberStyle::decimals;
    if (m_table.use == NumberUse::coordinate)
        return m_farthest <= kMostDegrees ? std::optional(NumberStyle::decimals) : std::nullopt;
    // Fields between semicolons are those of countries whose decimal mark the comma is.
    return shows_groups() && !m_table.semicolons ? std::optional(NumberStyle::comma_thousands) : std::nullopt;
}

std::optional<NumberStyle> NumberEvidence::point_style() const {
    const bool groups = m_point_groups || m_decimal_comma, decimals = m_decimal_point || m_comma_groups || m_blank_groups;
    if (groups != decimals) return groups ? NumberStyle::point_thousands : NumberStyle::decimals;
    if (groups) return std::nullopt;
    if (m_large || m_table.use != NumberUse::quantity) return NumberStyle::decimals;
    return shows_groups() ? std::optional(NumberStyle::point_thousands) : std::nullopt;
}

std::optional<NumberStyle> NumberEvidence::style() const {
    if (m_open_comma && m_open_point) return std::nullopt;
    if (m_open_comma) return comma_style();
    return m_open_point ? point_style() : NumberStyle::decimals;
}

NumberStyle style_of_column(const ColumnTexts& texts, NumberTable table, const std::string& where, const std::string& column) {
    NumberEvidence evidence(table);
    texts([&](std::string_view text) {
        evidence.look(text);
        return !evidence.settled();
    });
    if (const auto style = evidence.style()) return *style;
    const std::string& example = evidence.doubtful();
    double decimal = 0, whole = 0;
    const bool comma = example.find(',') != std::string::npos;
    parse_number(example, decimal);
    parse_number(example, whole, comma ? NumberStyle::comma_thousands : NumberStyle::point_thousands);
    throw core::Error(core::ErrorKind::input, where,
                      "«" + example + "» in column «" + column + "» may be " + real_text(whole) +
                          " with a separator of thousands or " + real_text(decimal) +
                          " with decimals, and no other value of the column tells which. Save the column without "
                          "separators of thousands, or with a decimal point and another number of decimals than three");
}

}  // namespace covmap::read

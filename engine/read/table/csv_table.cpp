#include "read/table/csv_table.hpp"

#include <cpl_vsi.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/unopened.hpp"
#include "read/files/unpack.hpp"
#include "read/files/vsi_file.hpp"

namespace covmap::read {

struct CsvStream::File {
    explicit File(const std::string& opened)
        : handle(open_vsi(opened)),
          is_plain(!opened.starts_with("/vsi")),
          packed_bytes(opened.starts_with(kGzip) ? file_bytes(opened.substr(kGzip.size())) : 0) {}
    static constexpr std::string_view kGzip = "/vsigzip/";
    /// After a read that gave nothing: was it a disk that failed? GDAL says no word of it. What lies in an archive is told by the
    /// archive's own checks.
    [[nodiscard]] bool has_failed() const { return is_plain && VSIFEofL(handle.get()) == 0; }
    VsiFile handle;
    bool is_plain;
    std::uint64_t packed_bytes, read_bytes = 0;  ///< of a packed file; packed_bytes is 0 for others
};

CsvStream::CsvStream(std::string path, const std::string& opened)
    : m_path(std::move(path)), m_file(std::make_unique<File>(opened)) {
    if (!m_file->handle) fail_unopened(opened, m_path, "cannot be opened. " + last_gdal_message());
    fill();
    skip_byte_order_mark();
    if (!stated_separator()) m_separator = sniff_separator();
}

CsvStream::~CsvStream() = default;

bool CsvStream::next() {
    m_record_line = m_line;
    while (true) {
        if (m_position == m_size && !fill()) return false;
        if (try_plain_record() || try_record()) return true;
        fill();
    }
}

void CsvStream::begin_at_line(std::uint64_t line) {
    for (; m_line < line && m_position < m_size; ++m_position)
        if (m_buffer[m_position] == '\n' || (m_buffer[m_position] == '\r' && !followed_by_feed(m_position))) ++m_line;
    m_separator = sniff_separator();
}

void CsvStream::fail(const std::string& where, const std::string& what) {
    throw core::Error(core::ErrorKind::input, where, what);
}

bool CsvStream::fill() {
    if (m_end_of_file) return false;
    core::stop_check();
    const std::size_t kept = m_size - m_position;
    if (kept > kLongestRecordBytes) fail(here(), "this record is too long: a quote is opened and never closed");
    std::memmove(m_buffer.data(), m_buffer.data() + m_position, kept);
    m_position = 0;
    if (m_buffer.size() < kept + kChunkBytes) m_buffer.resize(2 * kept + kChunkBytes);
    forget_gdal_message();
    const std::size_t got = VSIFReadL(m_buffer.data() + kept, 1, m_buffer.size() - kept, m_file->handle.get());
    if (m_file->packed_bytes > 0) refuse_bomb(m_file->read_bytes += got, m_file->packed_bytes, m_path);
    m_size = kept + got;
    m_end_of_file = got == 0;
    if (got == 0 && m_file->has_failed()) fail(here(), "cannot be read: Input/output error");
    if (gdal_failed()) fail(here(), "is damaged: reading stopped here. " + last_gdal_message());
    return got > 0;
}

void CsvStream::skip_byte_order_mark() {
    const std::string_view head(m_buffer.data(), std::min<std::size_t>(m_size, 3));
    if (head == "\xEF\xBB\xBF") m_position = 3;
    if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF") fail(m_path, "is UTF-16: save it as UTF-8");
}

bool CsvStream::stated_separator() {
    std::size_t end = m_position;
    while (end < m_size && !ends_line(end)) ++end;
    std::string_view line(m_buffer.data() + m_position, end - m_position);
    if (line.size() > 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
    const bool stated = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP=") || line.starts_with("Sep="));
    if (!stated) return false;
    m_separator = line.back();
    m_position = std::min(m_size, end + (followed_by_feed(end) && m_buffer[end] == '\r' ? 2 : 1));
    ++m_line;
    return true;
}

char CsvStream::sniff_separator() const {
    const std::string_view candidates = ",;\t|";
    std::array<int, 4> count{};
    bool quoted = false;
    for (std::size_t i = m_position; i < m_size && (quoted || !ends_line(i)); ++i) {
        if (m_buffer[i] == '"') quoted = !quoted;
        const std::size_t at = candidates.find(m_buffer[i]);
        if (!quoted && at != std::string_view::npos) ++count[at];
    }
    return candidates[static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin())];
}

bool CsvStream::try_plain_record() {
#ifdef __SSE2__
    const __m128i separator = _mm_set1_epi8(m_separator), quote = _mm_set1_epi8('"'), feed = _mm_set1_epi8('\n'),
                  carriage = _mm_set1_epi8('\r');
    m_field_count = 0;
    std::size_t begin = m_position;
    for (std::size_t block = m_position; block + 16 <= m_size; block += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(m_buffer.data() + block));
        const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, separator),
                                          _mm_or_si128(_mm_cmpeq_epi8(bytes, feed), _mm_cmpeq_epi8(bytes, carriage)));
        auto marks = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(ends, _mm_cmpeq_epi8(bytes, quote))));
        for (; marks != 0; marks &= marks - 1) {
            const std::size_t i = block + static_cast<std::size_t>(std::countr_zero(marks));
            const char mark = m_buffer[i];
            if (mark == '"') {
                if (i == begin) return false;
                continue;
            }
            add_field(begin, i - begin, false);
            begin = i + 1;
            if (mark == m_separator) continue;
            if (mark == '\r' && begin == m_size) return false;  // an LF may follow
            if (mark == '\r' && m_buffer[begin] == '\n') ++begin;
            ++m_line;
            m_position = begin;
            return true;
        }
    }
#endif
    return false;
}

bool CsvStream::try_record() {
    m_field_count = 0;
    std::size_t i = m_position;
    std::uint64_t newlines = 1;
    while (true) {
        const bool whole = i < m_size && m_buffer[i] == '"' ? quoted_field(i, newlines) : plain_field(i);
        if (!whole) return false;
        if (i >= m_size || m_buffer[i] != m_separator) break;
        ++i;
    }
    if (i < m_size && m_buffer[i] == '\r') ++i;
    if (cut(i)) return false;  // an LF may follow
    if (i < m_size && m_buffer[i] == '\n') ++i;
    for (std::size_t k = 0; k < m_field_count; ++k)
        if (m_fields[k].escaped) unescape(m_fields[k]);
    m_line += newlines;
    m_position = i;
    return true;
}

bool CsvStream::plain_field(std::size_t& i) {
    const std::size_t begin = i;
    while (i < m_size && !ends_field(i)) ++i;
    if (cut(i)) return false;
    add_field(begin, i - begin, false);
    return true;
}

bool CsvStream::quoted_field(std::size_t& i, std::uint64_t& newlines) {
    const std::size_t open = i++;
    const std::uint64_t opened_at = newlines;
    bool escaped = false;
    for (; i < m_size; ++i) {
        if (m_buffer[i] == '\n') ++newlines;
        if (m_buffer[i] != '"') continue;
        if (i + 1 >= m_size || m_buffer[i + 1] != '"') break;
        escaped = true;
        ++i;
    }
    if (cut(i) || cut(i + 1)) return false;
    const std::size_t close = i;
    if (i++ >= m_size) endless_quote(opened_at);
    if (i >= m_size || ends_field(i)) {
        add_field(open + 1, close - open - 1, escaped);
        return true;
    }
    if (newlines != opened_at) endless_quote(opened_at);
    while (i < m_size && !ends_field(i)) ++i;
    if (cut(i)) return false;
    add_field(open, i - open, false);
    return true;
}

void CsvStream::endless_quote(std::uint64_t newlines) const {
    fail(m_path + ":" + std::to_string(m_line + newlines - 1),
         "a quote is opened in this line and never closed, so that lines after it would be lost; close it, or write it twice "
         "where it is part of the text");
}

void CsvStream::unescape(Field& field) {
    std::size_t out = field.begin;
    for (std::size_t i = field.begin; i < field.begin + field.length; ++i) {
        m_buffer[out++] = m_buffer[i];
        if (m_buffer[i] == '"') ++i;
    }
    field.length = out - field.begin;
    field.escaped = false;
}

}  // namespace covmap::read

// A CSV file (RFC 4180) as a stream of records, from anything GDAL's virtual files reach (.gz, .zip).
//
// One buffer, fields are views into it; no copies but of records cut by the buffer's end. The separator is the one of , ; tab |
// that is most frequent in the header line, or the one that a first line «sep=;» states. Lines end with LF, CRLF or CR.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace covmap::read {

/// Errors: core::Error(input) when the file cannot be opened, is UTF-16, is damaged (gzip) or has a quote that is never closed:
/// at the end of the file, or where text follows a quote that closes lines after it was opened. An empty file has no records.
class CsvStream {
public:
    CsvStream(std::string path, const std::string& opened);
    ~CsvStream();

    /// Moves to the next record; false at the end of the file.
    bool next();
    [[nodiscard]] std::size_t fields() const { return m_field_count; }
    [[nodiscard]] std::string_view field(std::size_t i) const {
        if (i >= m_field_count) return {};
        return {m_buffer.data() + m_fields[i].begin, m_fields[i].length};
    }
    [[nodiscard]] std::uint64_t line() const { return m_record_line; }  ///< where the current record begins, from 1
    [[nodiscard]] char separator() const { return m_separator; }
    /// Has the rest of the file read with the separator of its next line; before the first record only. The lines until `line`
    /// are passed over.
    void begin_at_line(std::uint64_t line);
    /// The first bytes of the file, those of whole lines; what is to be read next begins with them.
    [[nodiscard]] std::string_view head() const {
        constexpr std::size_t kHeadBytes = std::size_t{1} << 16;
        return {m_buffer.data() + m_position, std::min(m_size - m_position, kHeadBytes)};
    }

private:
    static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
    static constexpr std::size_t kLongestRecordBytes = std::size_t{256} << 20;  ///< beyond: a quote was never closed

    struct Field {
        std::size_t begin, length;
        bool escaped;  ///< holds doubled quotes
    };
    struct File;  ///< of GDAL

    [[noreturn]] static void fail(const std::string& where, const std::string& what);
    [[nodiscard]] std::string here() const { return m_path + ":" + std::to_string(m_line); }

    // Moves the unread bytes to the front and reads on; false at the end of the file.
    bool fill();

    void skip_byte_order_mark();

    [[nodiscard]] bool followed_by_feed(std::size_t i) const { return i + 1 < m_size && m_buffer[i + 1] == '\n'; }

    // A first line «sep=;», which spreadsheets write and read, is no record.
    bool stated_separator();

    [[nodiscard]] char sniff_separator() const;

    [[nodiscard]] bool ends_line(std::size_t i) const { return m_buffer[i] == '\n' || m_buffer[i] == '\r'; }
    [[nodiscard]] bool ends_field(std::size_t i) const { return m_buffer[i] == m_separator || ends_line(i); }
    // The buffer ended inside a record and the file goes on.
    [[nodiscard]] bool cut(std::size_t i) const { return i >= m_size && !m_end_of_file; }

    void add_field(std::size_t begin, std::size_t length, bool escaped) {
        if (m_field_count == m_fields.size()) m_fields.resize(2 * m_field_count + 16);
        m_fields[m_field_count++] = {begin, length, escaped};
    }

    // A record in which no quote opens a field, 16 bytes at a time: most of them. False when it is another, or reaches into the
    // last 15 bytes of the buffer: nothing has moved then.
    bool try_plain_record();

    // False when the record is cut by the end of the buffer: nothing has moved then.
    bool try_record();

    bool plain_field(std::size_t& i);

    // Text after the closing quote, which RFC 4180 does not know, makes the field literal, quotes and all; where lines lie
    // between the two, the second opens another field and the first was never closed.
    bool quoted_field(std::size_t& i, std::uint64_t& newlines);

    // `newlines`: one more than lie between the record's first line and the quote.
    [[noreturn]] void endless_quote(std::uint64_t newlines) const;

    void unescape(Field& field);

    std::string m_path;
    std::unique_ptr<File> m_file;
    std::vector<char> m_buffer = std::vector<char>(kChunkBytes);
    std::size_t m_position = 0, m_size = 0;
    bool m_end_of_file = false;
    char m_separator = ',';
    std::vector<Field> m_fields;
    std::size_t m_field_count = 0;  ///< of m_fields, in the current record
    std::uint64_t m_line = 1, m_record_line = 1;
};

}  // namespace covmap::read

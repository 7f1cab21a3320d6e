// A file under construction: its own buffer, numbers without locale, every failed write an Error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace covmap::store {

/// Writes a new file from start to end; an existing one is replaced. Not thread-safe. Errors: output, where = the path, or
/// `shown`.
class OutputFile {
public:
    explicit OutputFile(std::string path, std::string shown = {});
    /// Into what is open already, which it closes: a pipe, a terminal.
    OutputFile(int descriptor, std::string shown);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void append(std::string_view text) {
        if (m_buffer.size() + text.size() > kBufferBytes) flush();
        m_buffer.append(text);
    }
    void append(char c) {
        if (m_buffer.size() + 1 > kBufferBytes) flush();
        m_buffer.push_back(c);
    }
    /// `number / 10^scale` as model::decimal_text prints it.
    void append_decimal(std::int64_t number, int scale);
    /// `number / 10^scale` as model::fixed_text prints it.
    void append_fixed(std::int64_t number, int scale);

    /// Whether `text` was appended at `offset`, all of it.
    [[nodiscard]] bool holds(std::uint64_t offset, std::string_view text);
    /// Puts `text` in the place of as many bytes that were appended at `offset`.
    void overwrite(std::uint64_t offset, std::string_view text);

    /// Writes what is left. Without it the destructor closes the file as it is and says nothing.
    void close();

private:
    static constexpr std::size_t kBufferBytes = 1U << 20U;
    void flush();
    [[noreturn]] void fail(const char* what) const;

    std::string m_path, m_shown;
    int m_descriptor = -1;
    std::string m_buffer;
    std::uint64_t m_flushed = 0;  ///< bytes before the buffer
};

}  // namespace covmap::store

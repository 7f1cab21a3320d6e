#include "read/vector/huge_integers.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/process/stop_check.hpp"
#include "read/files/vsi_file.hpp"

namespace covmap::read {
namespace {

constexpr std::string_view kFolder = "/vsimem/covmap_huge_integers/";
constexpr std::size_t kSafeDigits = 18;  // any integer of so many digits is below 2^63
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

/// Follows JSON byte by byte and gives it on, huge integers in quotes.
class Quoter {
public:
    void take(char c, std::string* out) {
        if (m_in_text) {
            m_in_text = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
            give(c, out);
        } else if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E') {
            // The letter e also ends «true» and «false»: a token is judged by its first character.
            m_token.push_back(c);
        } else {
            finish(out);
            m_in_text = c == '"';
            give(c, out);
        }
    }
    void finish(std::string* out) {
        if (m_token.empty()) return;
        const std::string_view digits = std::string_view(m_token).substr(m_token.front() == '-' ? 1 : 0);
        const bool huge = digits.size() > kSafeDigits && digits.find_first_not_of("0123456789") == std::string_view::npos;
        m_found = m_found || huge;
        if (out != nullptr) *out += huge ? '"' + m_token + '"' : m_token;
        m_token.clear();
    }
    [[nodiscard]] bool found() const { return m_found; }

private:
    static void give(char c, std::string* out) {
        if (out != nullptr) out->push_back(c);
    }
    std::string m_token;
    bool m_in_text = false, m_escaped = false, m_found = false;
};

// False when the file cannot be read. Without `out` it stops at the first huge integer.
bool quote(const std::string& opened, Quoter& quoter, std::string* out) {
    const VsiFile file = open_vsi(opened);
    if (!file) return false;
    std::vector<char> chunk(kChunkBytes);
    while (const std::size_t got = VSIFReadL(chunk.data(), 1, chunk.size(), file.get())) {
        core::stop_check();
        for (std::size_t i = 0; i < got; ++i) quoter.take(chunk[i], out);
        if (out == nullptr && quoter.found()) return true;
    }
    quoter.finish(out);
    return true;
}

}  // namespace

std::string with_huge_integers_as_text(const std::string& opened) {
    static std::atomic<unsigned> count{0};
    Quoter search;
    if (!quote(opened, search, nullptr) || !search.found()) return {};
    std::string text;
    Quoter copy;
    if (!quote(opened, copy, &text)) return {};
    const std::string name = std::string(kFolder) + std::to_string(++count) + "/" + opened.substr(opened.find_last_of('/') + 1);
    const VsiFile file(VSIFOpenL(name.c_str(), "wb"));
    return file && VSIFWriteL(text.data(), 1, text.size(), file.get()) == text.size() ? name : std::string();
}

void forget_copy(const std::string& opened) {
    if (opened.starts_with(kFolder)) VSIUnlink(opened.c_str());
}

}  // namespace covmap::read

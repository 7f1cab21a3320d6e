#include "read/vector/dbf_encoding.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "read/files/field_text.hpp"
#include "read/files/text_bytes.hpp"
#include "read/files/vsi_file.hpp"

namespace covmap::read {
namespace {

// dBASE III table files: a head of 32 bytes, 32 bytes for each field, records of fixed length.
constexpr std::size_t kHeadBytes = 32;
constexpr std::size_t kLanguageByte = 29;
constexpr std::size_t kNameBytes = 11;
constexpr std::size_t kEnoughLetters = 300;

enum class Encoding { ascii, utf8, other };

struct TextField {
    std::size_t from, width;
};

/// What texts are, as far as they were seen.
class Seen {
public:
    /// `full`: it fills its field, and may be cut short there.
    void look(std::string_view text, bool full) {
        for (std::size_t i = 0; i < text.size() && m_sound;) {
            const std::size_t length = utf8_length(text, i);
            if (length == 0) {
                constexpr std::size_t kLongest = 3;  // of the beginning of a letter
                m_sound = full && text.size() - i <= kLongest && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0xC0U;
                return;
            }
            if (length > 1) ++m_letters;
            i += length;
        }
    }
    [[nodiscard]] bool settled() const { return !m_sound || m_letters >= kEnoughLetters; }
    [[nodiscard]] Encoding encoding() const {
        return !m_sound ? Encoding::other : m_letters > 0 ? Encoding::utf8 : Encoding::ascii;
    }

private:
    bool m_sound = true;
    std::size_t m_letters = 0;
};

std::size_t number_at(const std::vector<unsigned char>& bytes, std::size_t at) {
    return bytes[at] | static_cast<std::size_t>(bytes[at + 1]) << 8U;
}

Encoding encoding_of(const std::string& path) {
    const VsiFile file = open_vsi(path);
    std::vector<unsigned char> head(kHeadBytes);
    if (!file || VSIFReadL(head.data(), 1, kHeadBytes, file.get()) != kHeadBytes) return Encoding::other;
    // 0: not said; 3 and 0x57: Windows' western code page.
    const unsigned language = head[kLanguageByte];
    if (language != 0 && language != 0x03 && language != 0x57) return Encoding::other;
    const std::size_t head_size = number_at(head, 8), record_size = number_at(head, 10);
    if (head_size <= kHeadBytes || record_size < 2) return Encoding::other;
    head.resize(head_size);
    if (VSIFReadL(head.data() + kHeadBytes, 1, head_size - kHeadBytes, file.get()) != head_size - kHeadBytes)
        return Encoding::other;
    Seen seen;
    std::vector<TextField> fields;
    std::size_t from = 1;  // after the mark of deleted records
    for (std::size_t at = kHeadBytes; at + kHeadBytes <= head_size && head[at] != '\r'; at += kHeadBytes) {
        const std::string_view name(reinterpret_cast<const char*>(&head[at]), kNameBytes);
        const std::size_t length = std::min(name.find('\0'), kNameBytes - 1);
        seen.look(name.substr(0, length), length == kNameBytes - 1);
        const bool text = head[at + 11] == 'C';
        const std::size_t width = head[at + 16] + (text ? static_cast<std::size_t>(head[at + 17]) << 8U : 0);
        if (text) fields.push_back({from, width});
        from += width;
    }
    std::vector<char> record(record_size);
    while (!seen.settled() && VSIFReadL(record.data(), 1, record_size, file.get()) == record_size)
        for (const TextField& field : fields) {
            if (field.from + field.width > record_size) return Encoding::other;
            std::string_view value(record.data() + field.from, field.width);
            const bool full = !value.empty() && value.back() != ' ' && value.back() != '\0';
            seen.look(trimmed(value.substr(0, value.find('\0'))), full);
        }
    return seen.encoding();
}

bool exists(const std::string& path) {
    VSIStatBufL status;
    return VSIStatExL(path.c_str(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

}  // namespace

bool is_untold_utf8(GDALDatasetH dataset) {
    if (std::string_view(GDALGetDriverShortName(GDALGetDatasetDriver(dataset))) != "ESRI Shapefile") return false;
    const CPLStringList files(GDALGetFileList(dataset));
    bool utf8 = false;
    for (int i = 0; i < files.Count(); ++i) {
        const std::string path = files[i];
        if (lower_case(path).ends_with(".cpg")) return false;
        if (!lower_case(path).ends_with(".dbf")) continue;
        for (const char* ending : {"cpg", "CPG"})
            if (exists(CPLResetExtension(path.c_str(), ending))) return false;
        const Encoding encoding = encoding_of(path);
        if (encoding == Encoding::other) return false;
        utf8 = utf8 || encoding == Encoding::utf8;
    }
    return utf8;
}

}  // namespace covmap::read

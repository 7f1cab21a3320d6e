#include "cli/aligned.hpp"

#include <algorithm>

namespace covmap::cli {

std::size_t text_width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string aligned(const std::vector<TextRow>& rows, std::size_t right) {
    std::vector<std::size_t> widths;
    for (const TextRow& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c == widths.size()) widths.push_back(0);
            widths[c] = std::max(widths[c], text_width(row[c]));
        }
    std::string out;
    for (const TextRow& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string pad(widths[c] - text_width(row[c]), ' ');
            line += "  " + (c >= right ? pad + row[c] : row[c] + pad);
        }
        out += line.erase(line.find_last_not_of(' ') + 1) + "\n";
    }
    return out;
}

}  // namespace covmap::cli

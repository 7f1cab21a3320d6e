#include "cli/draft/draft_text.hpp"

#include <algorithm>

namespace covmap::cli {

std::string toml_string(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '\n')
            quoted += "\\n";
        else if (c == '\t')
            quoted += "\\t";
        else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
            quoted += c;
    }
    return quoted + "\"";
}

std::string toml_key(const std::string& key) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    const bool bare = !key.empty() && letter(key.front()) && std::all_of(key.begin(), key.end(), inner);
    return bare ? key : toml_string(key);
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + toml_string(text);
    return "[" + list + "]";
}

std::string inline_table(const Pairs& pairs) {
    std::string text = "{ ";
    for (std::size_t i = 0; i < pairs.size(); ++i)
        text += (i == 0 ? "" : ", ") + toml_key(pairs[i].first) + " = " + toml_string(pairs[i].second);
    return text + " }";
}

std::string commented(const std::string& text) {
    std::string out = "# ";
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '\n' && i + 1 < text.size()) out += "# ";
    }
    return out;
}

}  // namespace covmap::cli

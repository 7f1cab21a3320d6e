// How commands that compare give their report: text to stdout or a file, lines of CSV, arrays of JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace covmap::cli {

/// To stdout where `output` is empty, else into that file, replacing it. Errors: core::Error(output).
void write_report(const std::string& text, const std::string& output);

/// One line of CSV, quoted where needed, with its end.
std::string csv_line(const std::vector<std::string>& fields);

using Json = nlohmann::ordered_json;

/// The items, each encoded.
template <class Items, class Encode>
Json array_of(const Items& items, Encode encode) {
    Json out = Json::array();
    for (const auto& item : items) out.push_back(encode(item));
    return out;
}

}  // namespace covmap::cli

// What reports of commands that compare are made of: lines of CSV, arrays of JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace covmap::cli {

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

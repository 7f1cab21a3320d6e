// A text in the two languages of the project.
#pragma once

#include <string>

namespace covmap::core {

struct Text {
    std::string fr;
    std::string en;
    bool operator==(const Text&) const = default;
    [[nodiscard]] const std::string& in(const std::string& language) const { return language == "fr" ? fr : en; }
};

}  // namespace covmap::core

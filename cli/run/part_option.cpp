#include "cli/run/part_option.hpp"

#include <charconv>

#include "core/error.hpp"
#include "run/parts/plan.hpp"

namespace covmap::cli {

namespace {

/// False where the text is no whole number from 1 on.
bool parse_number(const char* begin, const char* end, unsigned& number) {
    const auto [stop, error] = std::from_chars(begin, end, number);
    return error == std::errc() && stop == end && number > 0;
}

}  // namespace

PartChoice parse_part(const std::string& given) {
    PartChoice choice;
    const std::size_t slash = given.find('/');
    const char* const text = given.data();
    if (slash == std::string::npos || !parse_number(text, text + slash, choice.part) ||
        !parse_number(text + slash + 1, text + given.size(), choice.parts))
        throw core::Error(core::ErrorKind::usage, "",
                          "--part " + given +
                              " is no part; write the number of the part and how many "
                              "there are, from 1 on: --part 3/64");
    if (choice.part > choice.parts || choice.parts > run::kMostParts)
        throw core::Error(core::ErrorKind::usage, "",
                          "--part " + given + ": the part is one of 1 to " + std::to_string(choice.parts) + ", and a run has " +
                              std::to_string(run::kMostParts) + " parts at most");
    return choice;
}

}  // namespace covmap::cli

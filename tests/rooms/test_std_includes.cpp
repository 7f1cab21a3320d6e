// What a header takes of the standard library, it includes, by itself or by headers of ours that it includes. Headers are
// compiled alone with the standard ones precompiled (CMakeLists.txt), which hides where one is missing.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "support/paths.hpp"

namespace fs = std::filesystem;

namespace {

using Words = std::set<std::string>;

/// Name after «std::» -> the standard headers that give it.
const std::map<std::string, Words>& givers() {
    static const std::map<std::string, Words> table = [] {
        const std::map<std::string, std::string> names = {
            {"algorithm",
             "min max all_of any_of none_of upper_bound lower_bound stable_sort sort find find_if count_if is_sorted clamp "
             "adjacent_find fill_n"},
            {"array", "array"},
            {"bit", "bit_cast popcount"},
            {"cctype", "toupper isalnum"},
            {"charconv", "to_chars from_chars chars_format"},
            {"chrono", "chrono"},
            {"cmath", "isfinite abs nan nearbyint isnan"},
            {"condition_variable", "condition_variable"},
            {"cstddef", "size_t byte ptrdiff_t"},
            {"cstdint", "int8_t uint8_t uint16_t int32_t uint32_t int64_t uint64_t"},
            {"cstdio", "snprintf"},
            {"cstring", "memcpy strerror"},
            {"deque", "deque"},
            {"exception", "exception exception_ptr"},
            {"filesystem", "filesystem"},
            {"fstream", "ifstream"},
            {"functional", "function hash"},
            {"initializer_list", "initializer_list"},
            {"iterator", "forward_iterator_tag"},
            {"limits", "numeric_limits"},
            {"map", "map"},
            {"memory", "unique_ptr shared_ptr make_unique make_shared"},
            {"mutex", "mutex lock_guard unique_lock"},
            {"numeric", "iota"},
            {"optional", "optional nullopt"},
            {"set", "set"},
            {"span", "span as_bytes"},
            {"sstream", "ostringstream istringstream"},
            {"stdexcept", "out_of_range runtime_error"},
            {"string", "string to_string stoul getline"},
            {"string_view", "string_view"},
            {"system_error", "system_error error_code errc"},
            {"tuple", "tuple tie"},
            {"type_traits", "is_trivially_copyable_v remove_pointer_t"},
            {"unordered_map", "unordered_map unordered_multimap"},
            {"utility", "pair move"},
            {"variant", "variant"},
            {"vector", "vector"},
        };
        std::map<std::string, Words> found;
        for (const auto& [header, given] : names) {
            std::istringstream words(given);
            for (std::string word; words >> word;) found[word].insert(header);
        }
        // Several headers give these by the standard itself.
        for (const char* header :
             {"string", "vector", "array", "map", "set", "span", "optional", "string_view", "cstdio", "cstring"})
            found["size_t"].insert(header);
        for (const char* header : {"map", "unordered_map", "tuple"}) found["pair"].insert(header);
        for (const char* header : {"string", "vector", "array", "span", "map", "set", "string_view"})
            for (const char* word : {"begin", "end"}) found[word].insert(header);
        for (const char* header : {"ostream", "iosfwd", "sstream", "iostream", "fstream"}) found["ostream"].insert(header);
        for (const char* header : {"ios", "sstream", "iostream", "fstream"}) found["ios"].insert(header);
        for (const char* header : {"string", "string_view", "optional", "variant", "memory"}) found["hash"].insert(header);
        found["abs"].insert("cstdlib");
        for (const char* header : {"vector", "string", "array", "map", "set", "span", "memory", "functional"})
            found["initializer_list"].insert(header);
        for (const char* header : {"charconv", "filesystem"}) found["errc"].insert(header);
        found["error_code"].insert("filesystem");
        found["exception"].insert("stdexcept");
        return found;
    }();
    return table;
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The text without comments; no header of ours has «//» in a string.
std::string without_comments(const std::string& text) {
    static const std::regex comment("//[^\n]*");
    return std::regex_replace(text, comment, "");
}

struct Header {
    Words own, standard;  ///< what it includes
    Words names;          ///< after «std::»
};

const Header& header_at(const fs::path& path) {
    static std::map<std::string, Header> known;
    const auto [at, is_new] = known.try_emplace(path.string());
    if (!is_new) return at->second;
    static const std::regex include("#include ([<\"])([^>\"]+)"), name("std::([a-z_0-9]+)");
    const std::string text = without_comments(text_of(path));
    for (std::sregex_iterator i(text.begin(), text.end(), include), end; i != end; ++i)
        ((*i)[1] == "\"" ? at->second.own : at->second.standard).insert((*i)[2]);
    for (std::sregex_iterator i(text.begin(), text.end(), name), end; i != end; ++i) at->second.names.insert((*i)[1]);
    return at->second;
}

fs::path path_of(const std::string& included) {
    const fs::path root = covmap::test::source_dir();
    return included.starts_with("cli/") ? root / included : root / "engine" / included;
}

/// With what the headers of ours that it includes include.
void add_standard(const fs::path& path, Words& seen, Words& standard) {
    if (!seen.insert(path.string()).second) return;
    const Header& header = header_at(path);
    standard.insert(header.standard.begin(), header.standard.end());
    for (const std::string& own : header.own) add_standard(path_of(own), seen, standard);
}

std::vector<fs::path> headers() {
    std::vector<fs::path> found;
    for (const char* top : {"engine", "cli"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(covmap::test::source_dir()) / top))
            if (entry.path().extension() == ".hpp" && entry.path().string().find("/node_modules/") == std::string::npos)
                found.push_back(entry.path());
    return found;
}

}  // namespace

TEST_CASE("a header includes what it takes of the standard library") {
    std::size_t looked_at = 0;
    for (const fs::path& path : headers()) {
        INFO(path.string());
        Words seen, standard;
        add_standard(path, seen, standard);
        for (const std::string& name : header_at(path).names) {
            INFO("std::" << name << ": which header gives it? If none is told here, add it to the table");
            const auto givers_of = givers().find(name);
            if (givers_of == givers().end()) {
                CHECK(givers_of != givers().end());
                continue;
            }
            const Words& from = givers_of->second;
            CHECK(std::any_of(from.begin(), from.end(), [&](const std::string& giver) { return standard.contains(giver); }));
            ++looked_at;
        }
    }
    CHECK(looked_at > 1000);
}

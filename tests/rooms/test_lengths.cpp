// How long files and functions may be. The tree is formatted (.ci/lint), so a block ends at the brace below its beginning.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "support/paths.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFile = 450, kLongestFunction = 50;  ///< lines

struct Source {
    std::string name;  ///< from the root: "engine/core/grid.hpp"
    std::vector<std::string> lines;
};

const std::vector<Source>& sources() {
    static const std::vector<Source> all = [] {
        std::vector<Source> found;
        const fs::path root = covmap::test::source_dir();
        for (const char* folder : {"engine", "cli", "tests", "benchmarks"})
            for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
                const std::string extension = entry.path().extension();
                if (extension != ".cpp" && extension != ".hpp") continue;
                if (entry.path().string().find("node_modules") != std::string::npos) continue;
                std::ifstream in(entry.path());
                Source source{fs::relative(entry.path(), root).string(), {}};
                for (std::string line; std::getline(in, line);) source.lines.push_back(line);
                found.push_back(std::move(source));
            }
        return found;
    }();
    return all;
}

std::size_t indent_of(const std::string& line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// A line that opens a function's body, in a namespace or a class: "void f() {", "int run() override {".
bool opens_function(const std::string& line) {
    const std::size_t indent = indent_of(line);
    if ((indent != 0 && indent != 4) || !line.ends_with(" {") || line.find("](") != std::string::npos) return false;
    for (const char* word : {"namespace", "class ", "struct ", "enum ", "union ", "extern ", "if ", "for ", "while ", "switch ",
                             "else", "do ", "try ", "}", "return", "case ", ": "})
        if (line.compare(indent, std::string(word).size(), word) == 0) return false;
    return line.find(')') != std::string::npos;
}

/// Those that are longer today. One that was cut has to leave this list.
const std::set<std::string>& longer_yet() {
    static const std::set<std::string> functions = {
        "void read_supply(const JobNode& node, Reading& reading) {",
    };
    return functions;
}

/// Lines of the block that opens there, both braces' lines counted; 0 where its end is not found.
std::size_t length_of(const Source& source, std::size_t first) {
    const std::string end = std::string(indent_of(source.lines[first]), ' ') + "}";
    for (std::size_t i = first + 1; i < source.lines.size(); ++i)
        if (source.lines[i] == end) return i - first + 1;
    return 0;
}

}  // namespace

TEST_CASE("no file is too long to be read at once") {
    REQUIRE(sources().size() > 400);
    for (const Source& source : sources()) {
        INFO(source.name);
        CHECK(source.lines.size() <= kLongestFile);
    }
}

TEST_CASE("no function of the program is too long to be read at once") {
    std::size_t functions = 0;
    std::set<std::string> longer;
    for (const Source& source : sources()) {
        if (source.name.rfind("tests/", 0) == 0 || source.name.rfind("benchmarks/", 0) == 0) continue;
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            if (!opens_function(source.lines[i])) continue;
            ++functions;
            const std::size_t lines = length_of(source, i);
            if (lines > kLongestFunction && longer_yet().contains(source.lines[i])) {
                longer.insert(source.lines[i]);
                continue;
            }
            INFO(source.name << ":" << i + 1 << " " << source.lines[i]);
            CHECK(lines > 0);
            CHECK(lines <= kLongestFunction);
        }
    }
    CHECK(functions > 1500);
    CHECK(longer == longer_yet());
}

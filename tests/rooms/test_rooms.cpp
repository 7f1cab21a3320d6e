// The rooms' edges, read from the #include lines: data flows one way, and third parties stay in the rooms that own them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/paths.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;

/// core <- geodesy <- read, zones, export; core <- sweep, measure, zones; all of them <- run <- cli.
const std::map<std::string, Words>& allowed_rooms() {
    static const std::map<std::string, Words> rooms = {
        {"core", {}},
        {"geodesy", {"core"}},
        {"read", {"core", "geodesy"}},
        {"sweep", {"core"}},
        {"measure", {"core"}},
        {"zones", {"core", "geodesy"}},
        {"export", {"core", "geodesy"}},
        {"run", {"core", "geodesy", "read", "sweep", "measure", "zones", "export"}},
        {"cli", {"core", "read", "run"}},  // a job is parsed, a file inspected, before there is anything to run
    };
    return rooms;
}

/// Third parties by the beginning of their headers' names. `posix` is the system's own.
const std::map<std::string, std::vector<std::string>>& third_parties() {
    static const std::map<std::string, std::vector<std::string>> parties = {
        {"proj", {"proj.h", "geodesic.h"}},
        {"gdal", {"gdal", "ogr", "cpl_"}},
        {"geos", {"geos"}},
        {"toml++", {"toml++/"}},
        {"sqlite", {"sqlite3.h"}},
        {"libarchive", {"archive.h", "archive_entry.h"}},
        {"json", {"nlohmann/"}},
        {"fmt", {"fmt/"}},
        {"tbb", {"tbb/", "oneapi/"}},
        {"openssl", {"openssl/"}},
        {"cli11", {"CLI/"}},
        {"httplib", {"httplib.h"}},
        {"boost", {"boost/"}},
        {"zlib", {"zlib.h"}},
        {"protozero", {"protozero/"}},
        {"libdeflate", {"libdeflate.h"}},
        {"processor", {"emmintrin.h"}},  // SSE2, with another way where there is none
        {"posix", {"sys/", "unistd.h", "fcntl.h", "fnmatch.h", "signal.h", "stdio.h", "errno.h", "linux/", "glob.h", "dirent.h"}},
    };
    return parties;
}

/// core, sweep and measure are pure: the standard library and nothing else, but for core's scratch file of chains.
const std::map<std::string, Words>& allowed_parties() {
    static const std::map<std::string, Words> parties = {
        {"core", {"posix"}},
        {"geodesy", {"proj"}},
        {"read", {"gdal", "toml++", "sqlite", "libarchive", "json", "zlib", "protozero", "libdeflate", "processor", "posix"}},
        {"sweep", {}},
        {"measure", {}},
        {"zones", {"boost", "geos"}},
        {"export", {"gdal", "sqlite", "json", "fmt", "protozero", "libdeflate", "posix"}},
        {"run", {"tbb", "openssl", "gdal", "proj", "geos", "json", "fmt", "posix"}},
        {"cli", {"cli11", "httplib", "json", "fmt", "posix"}},
    };
    return parties;
}

struct Include {
    std::string file;  ///< from the root: «engine/core/grid.hpp»
    std::string room;
    std::string name;
    bool quoted = false;
};

std::vector<Include> includes_of(const fs::path& root, const std::string& folder, const std::string& room) {
    std::vector<Include> found;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const std::string extension = entry.path().extension();
        if (extension != ".hpp" && extension != ".cpp") continue;
        std::ifstream in(entry.path());
        std::string line;
        while (std::getline(in, line)) {
            const std::size_t hash = line.find_first_not_of(" \t");
            if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) continue;
            const std::size_t open = line.find_first_of("<\"", hash + 8);
            if (open == std::string::npos) continue;
            const std::size_t close = line.find_first_of(">\"", open + 1);
            found.push_back(
                {fs::relative(entry.path(), root).string(), room, line.substr(open + 1, close - open - 1), line[open] == '"'});
        }
    }
    return found;
}

const std::vector<Include>& all_includes() {
    static const std::vector<Include> all = [] {
        const fs::path root = covmap::test::source_dir();
        std::vector<Include> found;
        for (const auto& [room, edges] : allowed_rooms()) {
            const std::string folder = room == "cli" ? "cli" : "engine/" + room;
            if (!fs::is_directory(root / folder)) continue;
            for (Include& include : includes_of(root, folder, room)) found.push_back(std::move(include));
        }
        return found;
    }();
    return all;
}

std::string first_part(const std::string& name) { return name.substr(0, name.find('/')); }

std::string party_of(const std::string& header) {
    for (const auto& [party, beginnings] : third_parties())
        for (const std::string& beginning : beginnings)
            if (header.compare(0, beginning.size(), beginning) == 0) return party;
    return {};
}

/// <vector>, <cmath>: no folder and no extension.
bool is_standard(const std::string& header) { return header.find_first_of("./") == std::string::npos; }

}  // namespace

TEST_CASE("each room includes only the rooms it may know") {
    REQUIRE(all_includes().size() > 100);
    for (const Include& include : all_includes()) {
        if (!include.quoted) continue;
        INFO(include.file << " includes \"" << include.name << "\"");
        const std::string room = first_part(include.name);
        CHECK((room == include.room || allowed_rooms().at(include.room).count(room) == 1));
    }
}

TEST_CASE("includes in quotes are files of the project, written from the root of the engine") {
    const fs::path root = covmap::test::source_dir();
    for (const Include& include : all_includes()) {
        if (!include.quoted) continue;
        INFO(include.file << " includes \"" << include.name << "\"");
        CHECK((fs::exists(root / "engine" / include.name) || (include.room == "cli" && fs::exists(root / include.name)) ||
               fs::exists(fs::path(covmap::test::binary_dir()) / "generated" / include.name)));
    }
}

TEST_CASE("third parties stay in the rooms that own them") {
    for (const Include& include : all_includes()) {
        if (include.quoted || is_standard(include.name)) continue;
        INFO(include.file << " includes <" << include.name << ">");
        const std::string party = party_of(include.name);
        CHECK_FALSE(party.empty());
        CHECK(allowed_parties().at(include.room).count(party) == 1);
    }
}

TEST_CASE("a header that another room includes shows no third party") {
    Words shared;
    for (const Include& include : all_includes())
        if (include.quoted && first_part(include.name) != include.room) shared.insert("engine/" + include.name);
    REQUIRE(shared.size() > 10);
    for (const Include& include : all_includes()) {
        if (include.quoted || is_standard(include.name) || shared.count(include.file) == 0) continue;
        INFO(include.file << " includes <" << include.name << "> and is included by other rooms");
        CHECK(false);
    }
}

TEST_CASE("every room is a folder of the engine, and every folder of the engine is a room") {
    for (const auto& entry : fs::directory_iterator(fs::path(covmap::test::source_dir()) / "engine")) {
        if (!entry.is_directory()) continue;
        INFO(entry.path().filename().string());
        CHECK(allowed_rooms().count(entry.path().filename().string()) == 1);
    }
}

// The edges between rooms and between their sub-rooms, read from the #include lines: data flows one way, and third parties stay
// in the rooms that own them. `test_rooms [.table]` prints the edges as docs/architecture.md shows them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/paths.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;
using Edges = std::map<std::string, Words>;  ///< from -> to
constexpr std::size_t kFullFolder = 40;      ///< source files
constexpr const char* kOwn = ".";            ///< the files of a room that stand in none of its sub-rooms

/// core <- model <- geodesy, sweep, shapes, store, sites <- read, zones, measure, tiles, export <- run <- cli.
const Edges& allowed_rooms() {
    static const Edges rooms = {
        {"core", {}},
        {"model", {"core"}},
        {"geodesy", {"core"}},
        {"sweep", {"core"}},
        {"shapes", {"core"}},
        {"store", {"core", "model"}},
        {"read", {"core", "model", "geodesy"}},
        {"zones", {"core", "model", "geodesy", "shapes"}},
        {"sites", {"core"}},
        {"measure", {"core", "model"}},
        {"tiles", {"core", "model", "geodesy", "shapes", "store", "measure"}},
        {"export", {"core", "model", "store"}},
        {"run", {"core", "model", "geodesy", "sweep", "shapes", "store", "read", "zones", "sites", "measure", "tiles", "export"}},
        {"cli", {"core", "model", "read", "run"}},  // a job is parsed, a file inspected, before there is anything to run
    };
    return rooms;
}

/// Of each room that has sub-rooms, one way too. A room that is not here has none.
const std::map<std::string, Edges>& allowed_sub_rooms() {
    static const std::map<std::string, Edges> rooms = {
        {"core", {{"process", {}}, {kOwn, {"process"}}}},
        {"model", {{"job", {}}, {"column", {}}, {kOwn, {"job", "column"}}}},
        {"store",
         {{"bytes", {}},
          {"rows", {"bytes"}},
          {kOwn, {"bytes", "rows"}},
          {"outlines", {"bytes", kOwn}},
          {"parts", {"bytes", "rows", kOwn}}}},
        {"read",
         {{"files", {}},
          {"vector", {"files"}},
          {"table", {"files", "vector"}},
          {"grid", {"files", "vector"}},
          {"territory", {"files", "vector", "table"}},
          {"supply", {"files", "vector", "table", "grid"}},
          {"measurement", {"files", "vector", "table"}},
          {"premises", {"files", "vector", "table", "supply"}},
          {"demand", {"files", "vector", "table", "grid", "premises"}},
          {"presets", {"files", "vector", "table", "grid", "territory"}},
          {"job", {"files", "table", "territory", "presets"}},
          {"inspect", {"files", "vector", "table", "presets"}},
          {"points", {"files", "table", "presets"}}}},
        {"measure",
         {{kOwn, {}},
          {"index", {kOwn}},
          {"tables", {kOwn, "index"}},
          {"measurement", {kOwn, "tables"}},
          {"cells", {kOwn, "share"}},
          {"share", {kOwn}},
          {"loss", {kOwn, "tables"}},
          {"lines", {kOwn, "tables"}},
          {"sheet", {kOwn, "tables"}},
          {"explain", {kOwn, "tables"}},
          {"compare", {}},
          {"quality", {"tables"}},
          {"reconcile", {kOwn, "tables"}}}},
        {"export",
         {{kOwn, {}},
          {"xml", {}},
          {"style", {kOwn, "xml"}},
          {"formats", {kOwn, "style"}},
          {"raster", {kOwn, "xml", "style", "formats"}},
          {"page", {kOwn, "style", "formats"}},
          {"project", {kOwn, "xml", "style", "formats"}},
          {"sheet", {"style"}}}},
        {"run",
         {{"base", {}},
          {"prepare", {"base"}},
          {"memory", {"base", "prepare"}},
          {"compute", {"base", "prepare", "memory"}},
          {"publish", {"base", "prepare", "compute"}},
          {"share", {"prepare"}},
          {"reuse", {"base", "prepare", "compute", "publish"}},
          {"sites", {"base", "prepare", "compute"}},
          {"resilience", {"base", "prepare"}},
          {"points", {"base", "compute"}},
          {"parts", {"base", "prepare", "memory", "compute", "share"}},
          {kOwn, {"base", "prepare", "memory", "compute", "publish", "reuse", "share", "parts"}}}},
        {"cli",
         {{"server", {}},
          {kOwn, {"server"}},
          {"draft", {kOwn}},
          {"compare", {kOwn}},
          {"run", {kOwn}},
          {"explain", {kOwn}},
          {"serve", {"server", "explain", kOwn}}}},
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
        {"boost", {"boost/"}},
        {"protozero", {"protozero/"}},
        {"libdeflate", {"libdeflate.h"}},
        {"libxlsxwriter", {"xlsxwriter"}},
        {"pugixml", {"pugixml"}},
        {"processor", {"emmintrin.h"}},  // SSE2, with another way where there is none
        {"posix",
         {"sys/", "unistd.h", "fcntl.h", "fnmatch.h", "signal.h", "spawn.h", "stdio.h", "errno.h", "malloc.h", "linux/", "glob.h",
          "dirent.h", "poll.h", "arpa/", "netinet/"}},
    };
    return parties;
}

/// core, model, sweep and measure are pure: the standard library and nothing else, but for core's scratch file of chains and the
/// distributions of Boost.Math.
const Edges& allowed_parties() {
    static const Edges parties = {
        {"core", {"posix"}},
        {"model", {}},
        {"geodesy", {"proj"}},
        {"sweep", {}},
        {"shapes", {"geos"}},
        {"store", {"json", "sqlite", "posix"}},
        {"read", {"boost", "gdal", "toml++", "sqlite", "libarchive", "processor", "posix"}},
        {"zones", {"boost"}},
        {"sites", {}},
        {"measure", {"boost"}},
        {"tiles", {"protozero", "libdeflate", "json", "tbb"}},
        {"export", {"gdal", "json", "pugixml", "libarchive", "libxlsxwriter"}},
        {"run", {"tbb", "openssl", "gdal", "proj", "geos", "json", "posix"}},
        {"cli", {"cli11", "json", "pugixml", "fmt", "posix"}},
    };
    return parties;
}

struct Place {
    std::string room, sub_room;  ///< sub_room: kOwn for what stands in the room itself
};

/// Of a file named from the engine's root, or from the project's where it is of cli.
Place place_of(const std::string& name) {
    const std::size_t room = name.find('/');
    const std::size_t sub_room = room == std::string::npos ? room : name.find('/', room + 1);
    return {name.substr(0, room), sub_room == std::string::npos ? kOwn : name.substr(room + 1, sub_room - room - 1)};
}

struct Include {
    std::string file;  ///< named as quoted includes are: "core/grid.hpp", "cli/main.cpp"
    std::string name;
    bool quoted = false;
};

bool is_source(const fs::path& path) { return path.extension() == ".hpp" || path.extension() == ".cpp"; }

fs::path root() { return covmap::test::source_dir(); }

fs::path folder_of(const std::string& room) { return root() / (room == "cli" ? "cli" : "engine/" + room); }

void append_includes(const fs::path& file, const std::string& name, std::vector<Include>& found) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const std::size_t hash = line.find_first_not_of(" \t");
        if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) continue;
        const std::size_t open = line.find_first_of("<\"", hash + 8);
        if (open == std::string::npos) continue;
        const std::size_t close = line.find_first_of(">\"", open + 1);
        found.push_back({name, line.substr(open + 1, close - open - 1), line[open] == '"'});
    }
}

const std::vector<Include>& all_includes() {
    static const std::vector<Include> all = [] {
        std::vector<Include> found;
        for (const auto& [room, edges] : allowed_rooms())
            for (const auto& entry : fs::recursive_directory_iterator(folder_of(room)))
                if (is_source(entry.path()))
                    append_includes(entry.path(), room + "/" + fs::relative(entry.path(), folder_of(room)).string(), found);
        return found;
    }();
    return all;
}

bool may_know(const Edges& edges, const std::string& from, const std::string& to) {
    const auto known = edges.find(from);
    return known != edges.end() && known->second.contains(to);
}

/// Between rooms, and between sub-rooms of one room.
bool is_allowed(const Place& from, const Place& to) {
    if (from.room != to.room) return may_know(allowed_rooms(), from.room, to.room);
    if (from.sub_room == to.sub_room) return true;
    const auto room = allowed_sub_rooms().find(from.room);
    return room != allowed_sub_rooms().end() && may_know(room->second, from.sub_room, to.sub_room);
}

std::string party_of(const std::string& header) {
    for (const auto& [party, beginnings] : third_parties())
        for (const std::string& beginning : beginnings)
            if (header.starts_with(beginning)) return party;
    return {};
}

/// <vector>, <cmath>: no folder and no extension.
bool is_standard(const std::string& header) { return header.find_first_of("./") == std::string::npos; }

/// Headers that a file of another room includes.
Words shared_headers() {
    Words shared;
    for (const Include& include : all_includes())
        if (include.quoted && place_of(include.name).room != place_of(include.file).room) shared.insert(include.name);
    return shared;
}

/// Source files by the folder that holds them, from the root of the project.
std::map<std::string, std::size_t> folder_sizes() {
    std::map<std::string, std::size_t> sizes;
    for (const char* top : {"engine", "cli", "tests", "benchmarks"})
        for (const auto& entry : fs::recursive_directory_iterator(root() / top))
            if (is_source(entry.path())) ++sizes[fs::relative(entry.path().parent_path(), root()).string()];
    return sizes;
}

/// Folders of the room by the stems of the files in them: "disc" -> {"core"}.
std::map<std::string, Words> folders_by_stem(const std::string& room) {
    std::map<std::string, Words> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder_of(room)))
        if (is_source(entry.path()))
            found[entry.path().stem().string()].insert(fs::relative(entry.path().parent_path(), root() / "engine").string());
    return found;
}

/// The tests of a room, from tests/: "read/vector/test_wkb.cpp".
std::vector<fs::path> tests_of(const std::string& room) {
    std::vector<fs::path> tests;
    if (!fs::is_directory(root() / "tests" / room)) return tests;
    for (const auto& entry : fs::recursive_directory_iterator(root() / "tests" / room))
        if (is_source(entry.path()) && entry.path().stem().string().starts_with("test_"))
            tests.push_back(fs::relative(entry.path(), root() / "tests"));
    return tests;
}

/// The edges that there are.
void collect_edges(Edges& rooms, std::map<std::string, Edges>& sub_rooms) {
    for (const Include& include : all_includes()) {
        if (!include.quoted) continue;
        const Place from = place_of(include.file), to = place_of(include.name);
        if (from.room != to.room)
            rooms[from.room].insert(to.room);
        else if (from.sub_room != to.sub_room)
            sub_rooms[from.room][from.sub_room].insert(to.sub_room);
    }
}

void print(const std::string& heading, const Edges& edges) {
    std::cout << "| " << heading << " | includes |\n|---|---|\n";
    for (const auto& [from, all] : edges) {
        std::cout << "| " << from << " |";
        for (const std::string& to : all) std::cout << " " << to;
        std::cout << " |\n";
    }
    std::cout << "\n";
}

}  // namespace

TEST_CASE("each room includes only the rooms it may know, and each sub-room only the sub-rooms") {
    REQUIRE(all_includes().size() > 100);
    for (const Include& include : all_includes()) {
        if (!include.quoted) continue;
        INFO(include.file << " includes \"" << include.name << "\"");
        CHECK(is_allowed(place_of(include.file), place_of(include.name)));
    }
}

TEST_CASE("the allowed edges have no way back") {
    std::vector<Edges> tables = {allowed_rooms()};
    for (const auto& [room, edges] : allowed_sub_rooms()) tables.push_back(edges);
    for (Edges edges : tables) {
        for (bool taken = true; taken;) {  // takes away what includes nothing that is left
            taken = std::erase_if(edges, [&](const auto& edge) {
                        return std::none_of(edge.second.begin(), edge.second.end(),
                                            [&](const auto& to) { return edges.contains(to); });
                    }) > 0;
        }
        CHECK(edges.empty());
    }
}

TEST_CASE("an edge that is allowed is there") {
    Edges rooms;
    std::map<std::string, Edges> sub_rooms;
    collect_edges(rooms, sub_rooms);
    for (const auto& [from, all] : allowed_rooms()) CHECK(rooms[from] == all);
    for (const auto& [room, edges] : allowed_sub_rooms())
        for (const auto& [from, all] : edges) {
            INFO(room << "/" << from);
            CHECK(sub_rooms[room][from] == all);
        }
}

TEST_CASE("includes in quotes are files of the project, written from the root of the engine") {
    for (const Include& include : all_includes()) {
        if (!include.quoted) continue;
        INFO(include.file << " includes \"" << include.name << "\"");
        CHECK((fs::exists(root() / "engine" / include.name) ||
               (place_of(include.file).room == "cli" && fs::exists(root() / include.name)) ||
               fs::exists(fs::path(covmap::test::binary_dir()) / "generated" / include.name)));
    }
}

TEST_CASE("third parties stay in the rooms that own them") {
    for (const Include& include : all_includes()) {
        if (include.quoted || is_standard(include.name)) continue;
        INFO(include.file << " includes <" << include.name << ">");
        const std::string party = party_of(include.name);
        CHECK_FALSE(party.empty());
        CHECK(allowed_parties().at(place_of(include.file).room).contains(party));
    }
}

TEST_CASE("a header that another room includes shows no third party") {
    const Words shared = shared_headers();
    REQUIRE(shared.size() > 10);
    for (const Include& include : all_includes()) {
        if (include.quoted || is_standard(include.name)) continue;
        INFO(include.file << " includes <" << include.name << ">");
        CHECK_FALSE(shared.contains(include.file));
    }
}

TEST_CASE("every room is a folder of the engine, every folder of the engine is a room, and the same of sub-rooms") {
    std::set<std::string> folders, listed;
    for (const auto& entry : fs::recursive_directory_iterator(root() / "engine"))
        if (entry.is_directory()) folders.insert(fs::relative(entry.path(), root() / "engine").string());
    for (const auto& [room, edges] : allowed_rooms())
        if (room != "cli") listed.insert(room);
    for (const auto& [room, edges] : allowed_sub_rooms())
        for (const auto& [sub_room, inner] : edges)
            if (room != "cli" && sub_room != kOwn) listed.insert(room + "/" + sub_room);
    CHECK(folders == listed);
}

TEST_CASE("no folder holds more than 40 source files") {
    for (const auto& [folder, files] : folder_sizes()) {
        INFO(folder);
        CHECK(files <= kFullFolder);
    }
}

TEST_CASE("tests stand as their sources stand") {
    for (const auto& [room, edges] : allowed_rooms()) {
        if (room == "cli") continue;
        const std::map<std::string, Words> sources = folders_by_stem(room);
        for (const fs::path& test : tests_of(room)) {
            INFO("tests/" << test.string());
            CHECK(fs::is_directory(root() / "engine" / test.parent_path()));
            const auto source = sources.find(test.stem().string().substr(5));
            if (source != sources.end()) CHECK(source->second.contains(test.parent_path().string()));
        }
    }
}

TEST_CASE("the table of edges", "[.table]") {
    Edges rooms;
    std::map<std::string, Edges> sub_rooms;
    collect_edges(rooms, sub_rooms);
    print("room", rooms);
    for (const auto& [room, edges] : sub_rooms) print(room, edges);
}

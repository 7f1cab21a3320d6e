// covmap verify: what it prints, and its exit codes.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/run_program.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::run_of_sample;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// One file of each kind that a run of every format writes: by its extension.
std::map<std::string, std::string> one_of_each_kind(const std::string& run) {
    std::map<std::string, std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(run)) {
        const fs::path name = fs::relative(entry.path(), run);
        if (entry.is_regular_file() && name != "timings.json" && name != "manifest.json")
            names.try_emplace(name.extension().string(), name.string());
    }
    return names;
}

/// In another file of the same name: some have two names (the page's tiles are those of the run).
void change_a_byte(const std::string& path) {
    std::string bytes;
    {
        std::ifstream in(path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("verify of a sound run: one line, exit 0; as JSON too") {
    const Ran ran = run_covmap("verify " + run_of_sample());
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, Catch::Matches("sound: [0-9]+ files of [0-9]+ bytes unchanged, [0-9]+ accounts added up\n"));
    const Ran as_json = run_covmap("verify " + run_of_sample() + " --format json");
    CHECK(as_json.code == 0);
    const auto json = nlohmann::json::parse(as_json.out);
    CHECK(json["sound"] == true);
    CHECK(json["findings"].empty());
    CHECK(json["accounts"].get<int>() > 3);
}

TEST_CASE("verify of a damaged run: the file and the remedy, exit 1, for each kind of file that is published") {
    const TemporaryFolder folder;
    const std::string run = folder.file("run"), job = covmap::test::source_dir() + "/data/sample/job.toml";
    REQUIRE(run_covmap("run " + job + " -o " + run + " --progress none --set output.formats='[\"csv\", \"geojson\", \"gpkg\", " +
                       "\"fgb\", \"tif\", \"pmtiles\", \"mbtiles\", \"html\"]'")
                .code == 0);
    const auto kinds = one_of_each_kind(run);
    CHECK(kinds.size() >= 12);
    for (const char* extension :
         {".csv", ".geojson", ".gpkg", ".tif", ".pmtiles", ".mbtiles", ".html", ".covt", ".covc", ".covz", ".qml"})
        CHECK(kinds.contains(extension));
    for (const auto& [kind, name] : kinds) {
        INFO(name);
        const TemporaryFolder copies;
        fs::copy_file(run + "/" + name, copies.file("sound"));
        change_a_byte(run + "/" + name);
        const Ran ran = run_covmap("verify " + run);
        CHECK(ran.code == 1);
        CHECK(ran.err.empty());
        CHECK_THAT(ran.out, Catch::StartsWith("changed " + name + ": holds other bytes than it did\nnot sound: 1 finding in "));
        CHECK_THAT(ran.out,
                   Contains("copy the run again from where it is sound, or run its job (" + job + ") again with --overwrite"));
        fs::copy_file(copies.file("sound"), run + "/" + name, fs::copy_options::overwrite_existing);
    }
    CHECK(run_covmap("verify " + run).code == 0);
    fs::remove(run + "/commune.csv");
    const Ran ran = run_covmap("verify " + run + " --format json");
    CHECK(ran.code == 1);
    CHECK(nlohmann::json::parse(ran.out)["findings"] ==
          nlohmann::json::parse(R"([{"code": "missing", "file": "commune.csv", "what": "is not there any more"}])"));
}

TEST_CASE("verify names files as they are, but no character of theirs moves the cursor") {
    const TemporaryFolder folder;
    fs::copy(run_of_sample(), folder.file("run"), fs::copy_options::recursive);
    const std::string beside = folder.write("run/a\x1b[2Jb.txt", "mine");
    const Ran ran = run_covmap("verify " + folder.file("run"));
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("not part of the run: a\\x1b[2Jb.txt\n"));
}

TEST_CASE("verify without a run, or with a manifest that is cut, is exit 1; without arguments exit 2") {
    const TemporaryFolder folder;
    const Ran none = run_covmap("verify " + folder.file("none"));
    CHECK(none.code == 1);
    CHECK(none.out.empty());
    CHECK_THAT(none.err, Contains("is no folder; give the folder of a run"));
    fs::copy(run_of_sample(), folder.file("run"), fs::copy_options::recursive);
    fs::resize_file(folder.file("run/manifest.json"), fs::file_size(folder.file("run/manifest.json")) / 2);
    const Ran cut = run_covmap("verify " + folder.file("run"));
    CHECK(cut.code == 1);
    CHECK_THAT(cut.err, Contains("manifest.json: is not JSON, or is cut short; copy it again or run the job again"));
    CHECK(run_covmap("verify").code == 2);
    CHECK(run_covmap("verify " + run_of_sample() + " --format xml").code == 2);
}

// covmap verify: what is told of a run that was changed after it ended.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "run/prepare/hash_inputs.hpp"
#include "run/reuse/open_page.hpp"
#include "run/reuse/verify_run.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "store/bytes/owner.hpp"
#include "store/swap_names.hpp"

using namespace covmap;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// A copy of the sample's run, to be damaged.
struct CopyOfRun {
    CopyOfRun() { fs::copy(test::sample_run("job.toml"), run, fs::copy_options::recursive); }
    [[nodiscard]] nlohmann::ordered_json manifest() const {
        return nlohmann::ordered_json::parse(test::bytes_of(run + "/manifest.json"));
    }
    void write(const nlohmann::ordered_json& manifest) const { std::ofstream(run + "/manifest.json") << manifest.dump(1); }
    /// «code file» of each finding.
    [[nodiscard]] std::vector<std::string> found() const {
        std::vector<std::string> list;
        for (const run::VerifyFinding& finding : run::verify_run(run).findings) list.push_back(finding.code + " " + finding.file);
        return list;
    }

    test::TempFolder folder;
    std::string run = folder.path("run");
};

using Findings = std::vector<std::string>;

/// Keeps what it is told.
class Notes : public test::Quiet {
public:
    void note(const std::string& text) override { all.push_back(text); }
    std::vector<std::string> all;
};

}  // namespace

TEST_CASE("the manifest holds size and hash of every file of the run but itself and the timings") {
    const CopyOfRun copy;
    const auto manifest = copy.manifest();
    REQUIRE(manifest["hashes"].size() > 10);
    for (const auto& name : manifest["files"]) {
        INFO(name);
        const bool is_hashed = name != "manifest.json" && name != "timings.json";
        CHECK(manifest["hashes"].contains(name.get<std::string>()) == is_hashed);
        if (!is_hashed) continue;
        const run::FileHash hash = run::hash_file(copy.run + "/" + name.get<std::string>());
        CHECK(manifest["hashes"][name.get<std::string>()] ==
              nlohmann::ordered_json{{"bytes", hash.bytes}, {"sha256", hash.sha256}});
    }
}

TEST_CASE("a run that was not touched is sound, whatever was put beside its files") {
    const CopyOfRun copy;
    std::ofstream(copy.run + "/notes.txt") << "mine";
    fs::create_directory(copy.run + "/sheets");
    std::ofstream(copy.run + "/sheets/46127.html") << "<p>";
    const run::Verification found = run::verify_run(copy.run);
    CHECK(found.is_sound());
    CHECK(found.files == copy.manifest()["hashes"].size());
    CHECK(found.accounts > 1);
    CHECK(found.others == std::vector<std::string>{"notes.txt", "sheets/46127.html"});
}

TEST_CASE("one bit, one byte less, a file that is gone or is a link: each is told") {
    const CopyOfRun copy;
    const auto flip = [&](const std::string& name) {
        std::string bytes = test::bytes_of(copy.run + "/" + name);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        std::ofstream(copy.run + "/" + name, std::ios::binary) << bytes;
    };
    flip("commune.csv");
    flip("tally.covt");
    fs::resize_file(copy.run + "/columns.csv", fs::file_size(copy.run + "/columns.csv") - 1);
    fs::remove(copy.run + "/all.csv");
    fs::rename(copy.run + "/all_counts.csv", copy.folder.path("elsewhere.csv"));
    fs::create_symlink(copy.folder.path("elsewhere.csv"), copy.run + "/all_counts.csv");
    CHECK(copy.found() == Findings{"missing all.csv", "no-file all_counts.csv", "changed columns.csv", "changed commune.csv",
                                   "changed tally.covt"});
}

TEST_CASE("accounts of the manifest that do not add up are told with their figures") {
    const CopyOfRun copy;
    auto manifest = copy.manifest();
    manifest["balance"][0]["inside"] = "1.5";
    manifest["balance"][0]["outside"] = "2";
    manifest["balance"][0]["total"] = "3.6";
    copy.write(manifest);
    const auto findings = run::verify_run(copy.run).findings;
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].code == "account");
    CHECK(findings[0].file == "manifest.json");
    CHECK_THAT(findings[0].what, Contains("1.5 + 2 is not 3.6"));
    manifest["balance"][0]["inside"] = manifest["balance"][0]["outside"] = "9223372036854.775807";
    copy.write(manifest);
    CHECK(copy.found() == Findings{"account manifest.json", "account tally.covt"});
}

TEST_CASE("the rows of the tally are held against the manifest, whatever its hashes say, and so are those of runs inside") {
    const CopyOfRun copy;
    CHECK(copy.found().empty());
    auto manifest = copy.manifest();
    auto& first = manifest["balance"][0];
    const auto inside = first["inside"].get<std::string>();
    first["inside"] = "0";
    first["outside"] = first["total"];
    manifest["outside_area_km2"] = "0.5";
    copy.write(manifest);
    const auto findings = run::verify_run(copy.run).findings;
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].code == "account");
    CHECK(findings[0].file == "tally.covt");
    CHECK_THAT(findings[0].what, Contains("population, the rows of the tally") && Contains(inside + " is not 0"));
    CHECK_THAT(findings[1].what, Contains("area outside every territory") && Contains("is not 0.5"));
    first["attribute"] = "dogs";
    copy.write(manifest);
    CHECK_THAT(run::verify_run(copy.run).findings.at(0).what, Contains("dogs is in the balance of the manifest, and not in"));
    // One attribute fewer in the balance.
    manifest = copy.manifest();
    manifest["balance"].erase(0);
    manifest["outside_area_km2"] = copy.manifest()["outside_area_km2"];
    copy.write(manifest);
    CHECK_THAT(run::verify_run(copy.run).findings.at(0).what, Contains("other attributes"));
}

TEST_CASE("a tally that its own hash was made to fit is told where it does not open") {
    const CopyOfRun copy;
    const std::string path = copy.run + "/tally.covt";
    fs::resize_file(path, fs::file_size(path) - 1);
    auto manifest = copy.manifest();
    const run::FileHash hash = run::hash_file(path);
    manifest["hashes"]["tally.covt"] = {{"bytes", hash.bytes}, {"sha256", hash.sha256}};
    copy.write(manifest);
    CHECK(copy.found() == Findings{"unreadable tally.covt"});
}

TEST_CASE("every kind of run is sound as it was written: sites, premises, grids of several demands") {
    for (const std::string job : {"job_sites.toml", "job_premises.toml", "job_fcc.toml"}) {
        INFO(job);
        const run::Verification found = run::verify_run(test::sample_run(job));
        CHECK(found.is_sound());
        CHECK(found.accounts > 1);
    }
}

TEST_CASE("verify reads the run that stands, where one was killed between two renames") {
    const CopyOfRun copy;
    store::Owner owner = store::new_owner();
    owner.boot = owner.boot == "00000000" ? "00000001" : "00000000";  // before the last start of the machine
    const store::SwapNames names = store::swap_names(copy.run, owner);
    fs::rename(copy.run, names.partial);
    std::ofstream(names.marker) << "covmap-swap 2\n" << store::owner_text(owner) << "\nend\n";
    CHECK(run::verify_run(copy.run).is_sound());
    CHECK_THROWS_WITH(run::verify_run(""), Contains("a run's name is empty"));
}

TEST_CASE("names of a forged manifest lead nowhere") {
    const CopyOfRun copy;
    std::ofstream(copy.folder.path("secret")) << "x";
    auto manifest = copy.manifest();
    for (const std::string name : {"../secret", "/etc/passwd", "", ".", "html/../../secret"}) {
        manifest["files"].push_back(name);
        manifest["hashes"][name] = {{"bytes", 1}, {"sha256", ""}};
    }
    copy.write(manifest);
    for (const run::VerifyFinding& finding : run::verify_run(copy.run).findings) {
        INFO(finding.file);
        CHECK((finding.code == "no-file" || finding.code == "missing"));
    }
    CHECK(copy.found().size() == 5);
}

TEST_CASE("a run of before there were hashes, and what is no run, are errors that say what to do") {
    const CopyOfRun copy;
    auto manifest = copy.manifest();
    manifest.erase("hashes");
    copy.write(manifest);
    CHECK_THROWS_WITH(run::verify_run(copy.run), Contains("holds no hashes") && Contains("--overwrite"));
    manifest["hashes"] = 5;
    copy.write(manifest);
    CHECK(test::error_of([&] { run::verify_run(copy.run); }) != nullptr);
    CHECK_THROWS_WITH(run::verify_run(copy.folder.path("none")), Contains("is no folder"));
}

TEST_CASE("view notes once that the page it serves was changed, and serves it") {
    const test::TempFolder folder;
    fs::create_directories(folder.path("run/html"));
    std::ofstream(folder.path("run/html/index.html")) << "changed";
    std::ofstream(folder.path("run/manifest.json"))
        << R"({"format": "covmap-run", "format_version": 1, "files": ["html/index.html", "html/page.json"],
               "hashes": {"html/index.html": {"bytes": 7, "sha256": "0"}}})";
    Notes notes;
    CHECK(run::open_page({folder.path("run"), "", 1}, folder.path(), notes) == folder.path("run/html"));
    REQUIRE(notes.all.size() == 1);
    CHECK_THAT(notes.all[0],
               Contains("html/index.html holds other bytes") && Contains("and 1 more") && Contains("covmap verify"));
}

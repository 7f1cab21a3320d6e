#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "store/bytes/owner.hpp"
#include "store/standing_run.hpp"
#include "store/support/small_run.hpp"
#include "store/swap_names.hpp"

using namespace covmap;
using Catch::Contains;
using tests::names_in;
using tests::run;
using tests::Scratch;
namespace fs = std::filesystem;

namespace {

/// Of a process of this machine that has ended.
store::Owner gone() {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    store::Owner owner = store::new_owner();
    owner.process = child;
    return owner;
}

void write_marker_file(const std::string& target, const std::string& text) {
    tests::write_text(target + ".swap", "covmap-swap 2\n" + text + "\nend\n");
}

/// A run at `target`, as it lies a moment after a kill between the two renames: old and new beside it.
store::SwapNames between_renames(const std::string& target, const store::Owner& owner) {
    const store::SwapNames names = store::swap_names(target, owner);
    run(target, "old");
    fs::rename(target, names.old);
    run(target, "new");
    fs::rename(target, names.partial);
    write_marker_file(target, store::owner_text(owner));
    return names;
}

std::string table_at(const std::string& folder) { return tests::bytes_of(store::standing_run(folder) + "/commune.csv"); }

/// The warnings of a run that replaces what stands at `target`.
std::string warnings_of_run(const std::string& target) {
    store::RunFolder folder(target, {true, true, {}});
    tests::fill(folder, "next");
    folder.commit();
    std::string all;
    for (const std::string& line : folder.warnings()) all += line + "\n";
    return all;
}

}  // namespace

TEST_CASE("a marker names no folder: what a forged one says is left alone") {
    const Scratch scratch;
    run(scratch / "out", "old");
    fs::create_directory(scratch / "thesis");
    tests::write_text(scratch / "thesis/chapter.odt", "years of work");
    const std::string forged[] = {"covmap-swap 1\n1\nthesis\nthesis\nend\n", "covmap-swap 2\nthesis\nend\n",
                                  "covmap-swap 2\n../thesis\nend\n",
                                  "covmap-swap 2\n" + store::owner_text(gone()) + "/../thesis\nend\n", ""};
    for (const std::string& text : forged) {
        INFO(text);
        tests::write_text(scratch / "out.swap", text);
        CHECK(table_at(scratch / "out") != "years of work");
        CHECK_THAT(warnings_of_run(scratch / "out"), Contains("out.swap is not of this covmap and was left as it is"));
        CHECK(tests::bytes_of(scratch / "out.swap") == text);
        CHECK(tests::bytes_of(scratch / "thesis/chapter.odt") == "years of work");
    }
}

TEST_CASE("a user's folder under a name of ours is left and told, and so are links and files") {
    const Scratch scratch;
    const store::SwapNames names = store::swap_names(scratch / "out", gone()), other = store::swap_names(scratch / "out", gone());
    run(scratch / "out", "old");
    fs::create_directories(names.partial);
    fs::create_directories(scratch / "photos");
    tests::write_text(names.partial + "/letter.odt", "mine");
    tests::write_text(scratch / "photos/1.jpg", "mine");
    fs::create_directory_symlink(scratch / "photos", other.partial);
    tests::write_text(scratch / "out.partial-notes", "mine");
    CHECK_THAT(warnings_of_run(scratch / "out"), Contains(names.partial + " has a name of covmap's, and other files in it"));
    CHECK(tests::bytes_of(names.partial + "/letter.odt") == "mine");
    CHECK(fs::is_symlink(other.partial));
    CHECK(tests::bytes_of(scratch / "photos/1.jpg") == "mine");
    CHECK(fs::exists(scratch / "out.partial-notes"));
}

TEST_CASE("what is left of a run that was killed while it wrote whose it is goes, unless something else is in it") {
    const Scratch scratch;
    const store::SwapNames cut = store::swap_names(scratch / "out", gone()), empty = store::swap_names(scratch / "out", gone()),
                           used = store::swap_names(scratch / "out", gone()), forged = store::swap_names(scratch / "out", gone());
    for (const store::SwapNames& names : {cut, empty, used, forged}) fs::create_directory(names.partial);
    const std::string owner = cut.partial.substr((scratch / "out.partial-").size());
    tests::write_text(cut.partial + "/.covmap-partial", owner.substr(0, 5));
    tests::write_text(empty.partial + "/.covmap-partial", "");
    tests::write_text(used.partial + "/.covmap-partial", "");
    tests::write_text(used.partial + "/letter.odt", "mine");
    tests::write_text(forged.partial + "/.covmap-partial", "a list of mine");
    warnings_of_run(scratch / "out");
    CHECK_FALSE(fs::exists(cut.partial));
    CHECK_FALSE(fs::exists(empty.partial));
    CHECK(tests::bytes_of(used.partial + "/letter.odt") == "mine");
    CHECK(tests::bytes_of(forged.partial + "/.covmap-partial") == "a list of mine");
}

TEST_CASE("a file of the user's in the old run keeps it, and the swap is finished all the same") {
    const Scratch scratch;
    const store::SwapNames names = between_renames(scratch / "out", gone());
    tests::write_text(names.old + "/notes.txt", "mine");
    CHECK_THAT(warnings_of_run(scratch / "out"), Contains(names.old + " is left of a run that was killed"));
    CHECK(tests::bytes_of(names.old + "/notes.txt") == "mine");
    CHECK(table_at(scratch / "out") == "next");
}

TEST_CASE("between the renames readers see the new run where it is whole, else the old one; nothing moves") {
    const Scratch scratch;
    const store::SwapNames names = between_renames(scratch / "out", gone());
    CHECK(store::standing_run(scratch / "out/") == names.partial);
    fs::remove(names.partial + "/commune.csv");
    CHECK(store::standing_run(scratch / "out") == names.old);
    fs::remove(names.old + "/manifest.json");
    CHECK(store::standing_run(scratch / "out") == scratch / "out");  // nothing stands: who opens it says so
    CHECK(names_in(scratch.folder()).size() == 3);
    CHECK(tests::error_of([] { store::standing_run(""); })->kind() == core::ErrorKind::input);
}

TEST_CASE("a new run that is not whole is rolled back by the next writer") {
    const Scratch scratch;
    const store::SwapNames names = between_renames(scratch / "out", gone());
    fs::remove(names.partial + "/commune.csv");
    CHECK_THAT(tests::error_of([&] { store::RunFolder(scratch / "out", {}); })->message(), Contains("--overwrite"));
    CHECK(tests::bytes_of(scratch / "out/commune.csv") == "old");
    CHECK(names_in(scratch.folder()) == std::vector<std::string>{"out"});
}

TEST_CASE("of another host nothing is touched, and the commands are told") {
    const Scratch scratch;
    store::Owner elsewhere = gone();
    elsewhere.host = "another_host";
    const store::SwapNames names = between_renames(scratch / "out", elsewhere);
    const auto before = names_in(scratch.folder());
    CHECK(table_at(scratch / "out") == "new");
    const auto error = tests::error_of([&] { store::RunFolder(scratch / "out", {true, true, {}}); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK_THAT(error->message(), Contains("another_host") && Contains("mv -T '" + names.old + "' '" + names.target + "'"));
    CHECK(names_in(scratch.folder()) == before);
    fs::remove(names.marker);
    CHECK_THAT(warnings_of_run(scratch / "out"), Contains("rm -r '" + names.partial + "'"));
    CHECK(fs::exists(names.partial));
}

TEST_CASE("after a restart of the machine a process number says nothing") {
    const Scratch scratch;
    store::Owner before = store::new_owner();
    before.process = ::getppid();  // somebody else by now
    before.boot = before.boot == "00000000" ? "00000001" : "00000000";
    between_renames(scratch / "out", before);
    run(scratch / "out", "next", {true, true, {}});
    CHECK(names_in(scratch.folder()) == std::vector<std::string>{"out"});
}

TEST_CASE("a living writer is waited for, not cleared away") {
    const Scratch scratch;
    store::Owner living = store::new_owner();
    living.process = ::getppid();
    fs::create_directory(store::swap_names(scratch / "out", living).partial);
    run(scratch / "out", "table");
    CHECK(fs::exists(store::swap_names(scratch / "out", living).partial));
    write_marker_file(scratch / "out", store::owner_text(living));
    CHECK_THAT(tests::error_of([&] {
                   store::RunFolder(scratch / "out", {true, true, {}});
               })->message(),
               Contains("another run is writing there (process " + std::to_string(living.process)));
}

TEST_CASE("a pipe where a marker or a manifest should be does not hold anybody up") {
    const Scratch scratch;
    REQUIRE(::mkfifo((scratch / "out.swap").c_str(), 0600) == 0);
    CHECK(store::standing_run(scratch / "out") == scratch / "out");
    fs::create_directory(scratch / "other");
    REQUIRE(::mkfifo((scratch / "other/manifest.json").c_str(), 0600) == 0);
    CHECK_THAT(tests::error_of([&] {
                   store::RunFolder(scratch / "other", {true, true, {}});
               })->message(),
               Contains("not written by covmap"));
}

TEST_CASE("a marker of somebody else is never replaced: the run fails and the old one stands") {
    const Scratch scratch;
    run(scratch / "out", "old");
    tests::write_text(scratch / "out.swap", "mine");
    CHECK(tests::error_of([&] { run(scratch / "out", "new", {true, false, {}}); })->kind() == core::ErrorKind::output);
    CHECK(tests::bytes_of(scratch / "out.swap") == "mine");
    CHECK(tests::bytes_of(scratch / "out/commune.csv") == "old");
    CHECK(names_in(scratch.folder()) == std::vector<std::string>{"out", "out.swap"});
}

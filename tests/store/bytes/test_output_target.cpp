#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>

#include "export/support/world.hpp"
#include "store/bytes/output_target.hpp"
#include "store/bytes/owner.hpp"
#include "store/bytes/unfinished_file.hpp"

using namespace covmap;
using Catch::Contains;
using store::TargetKind;
using tests::Scratch;
namespace fs = std::filesystem;

namespace {

std::string target_fault(const std::string& path) {
    const auto error = tests::error_of([&] { store::output_target(path); });
    if (!error) return "";
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == path);
    return error->message();
}

void write_whole(const std::string& path, const std::string& text) {
    store::UnfinishedFile file(path);
    tests::write_text(file.path(), text);
    file.keep();
}

std::size_t names_below(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file, a name that is free and links to both are told apart from what is written into") {
    const Scratch scratch;
    tests::write_text(scratch / "file", "old");
    fs::create_symlink(scratch / "file", scratch / "link");
    fs::create_symlink("later", scratch / "dangling");
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK(store::output_target(scratch / "file").kind == TargetKind::file);
    CHECK(store::output_target(scratch / "free").kind == TargetKind::absent);
    const store::OutputTarget link = store::output_target(scratch / "link"),
                              dangling = store::output_target(scratch / "dangling");
    CHECK(link.kind == TargetKind::file);
    CHECK(link.path == fs::canonical(scratch / "file").string());
    CHECK(dangling.kind == TargetKind::absent);
    CHECK(fs::path(dangling.path).filename() == "later");
    for (const std::string& path : {scratch / "pipe", std::string("/dev/null"), std::string("/dev/full")})
        CHECK(store::output_target(path).kind == TargetKind::stream);
    CHECK(store::output_target("/dev/stdout").descriptor == 1);
    CHECK(store::output_target("/dev/fd/2").descriptor == 2);
    CHECK(store::output_target("/proc/self/fd/1").descriptor == 1);
}

TEST_CASE("what can be no output is refused with its reason") {
    const Scratch scratch;
    fs::create_symlink("round", scratch / "round");
    CHECK(target_fault("") == "a name is empty; give a file with -o");
    CHECK(target_fault(scratch.folder()) == "is a folder; give a file with -o");
    CHECK(target_fault(scratch / "free/") == "names a folder; give a file with -o");
    CHECK(target_fault(scratch / "nowhere/file") ==
          "cannot be reached (No such file or directory); see that its folder exists, or choose another place with -o");
    CHECK(target_fault("/dev/fd/987") == "is not open; give a file with -o");
    CHECK_THAT(target_fault(scratch / "round"), Contains("cannot be reached (Too many levels of symbolic links)"));
    const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (scratch / "socket").c_str(), sizeof address.sun_path - 1);
    REQUIRE(::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    CHECK(target_fault(scratch / "socket") == "is a socket; give a file with -o");
    ::close(listening);
}

TEST_CASE("what has to be gone back to is no device and no pipe") {
    for (const char* path : {"/dev/null", "/dev/stdout"})
        CHECK_THAT(tests::error_of([&] { store::seekable_target(path); })->message(), Contains("is a device or a pipe"));
}

TEST_CASE("a whole file takes the place of what a link leads to, and the link stays") {
    const Scratch scratch;
    fs::create_directory(scratch / "elsewhere");
    tests::write_text(scratch / "elsewhere/file", "old");
    fs::create_symlink("elsewhere/file", scratch / "link");
    fs::create_symlink("elsewhere/later", scratch / "dangling");
    write_whole(scratch / "link", "new");
    write_whole(scratch / "dangling", "first");
    CHECK(fs::is_symlink(scratch / "link"));
    CHECK(tests::bytes_of(scratch / "elsewhere/file") == "new");
    CHECK(fs::is_symlink(scratch / "dangling"));
    CHECK(tests::bytes_of(scratch / "elsewhere/later") == "first");
    CHECK(names_below(scratch / "elsewhere") == 2);
}

TEST_CASE("a file that is not kept leaves the earlier one and nothing beside") {
    const Scratch scratch;
    tests::write_text(scratch / "file", "old");
    {
        const store::UnfinishedFile file(scratch / "file");
        tests::write_text(file.path(), "half");
    }
    CHECK(tests::bytes_of(scratch / "file") == "old");
    CHECK(names_below(scratch.folder()) == 1);
}

TEST_CASE("what a killed process left of a file is removed by the next, and no file of the user's") {
    const Scratch scratch;
    store::Owner before = store::new_owner();
    before.boot = before.boot == "00000000" ? "00000001" : "00000000";
    const std::string stale = scratch / ("file.partial-" + store::owner_text(before));
    before.host = "another_host";
    const std::string foreign = scratch / ("file.partial-" + store::owner_text(before));
    for (const std::string& path : {stale, foreign, scratch / "file.partial-1", scratch / "file.partial-mine"})
        tests::write_text(path, "half");
    write_whole(scratch / "file", "whole");
    CHECK_FALSE(fs::exists(stale));
    CHECK(fs::exists(foreign));
    CHECK(names_below(scratch.folder()) == 4);
}

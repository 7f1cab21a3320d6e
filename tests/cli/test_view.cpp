// covmap view: the program that serves a page.
#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "cli/run_program.hpp"
#include "cli/support/raw_client.hpp"
#include "support/paths.hpp"

using Catch::Contains;
using covmap::test::RawClient;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// `covmap view` as a process of its own; its first line, then its exit code after a signal.
struct Program {
    pid_t process = -1;
    std::string address;

    explicit Program(const std::vector<std::string>& arguments) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        process = ::fork();
        if (process == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            const std::string program = covmap::test::program();
            std::vector<char*> words = {const_cast<char*>(program.c_str()), const_cast<char*>("view")};
            for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
            words.push_back(nullptr);
            ::execv(program.c_str(), words.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) address += c;
        ::close(ends[0]);
    }
    [[nodiscard]] int end(int signal) const {
        ::kill(process, signal);
        int status = 0;
        ::waitpid(process, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

}  // namespace

TEST_CASE("view prints its address, serves html/ and ends with 0 on either signal") {
    const TemporaryFolder folder;
    folder.write("run/html/index.html", "the page");
    folder.write("run/manifest.json", "{\"format\": \"covmap-run\"}");
    for (const int signal : {SIGTERM, SIGINT}) {
        const Program program({folder.file("run")});
        REQUIRE_THAT(program.address, Catch::StartsWith("http://127.0.0.1:") && Catch::EndsWith("/"));
        httplib::Client client(program.address.substr(0, program.address.size() - 1));
        const auto page = client.Get("/");
        CHECK((page && page->body == "the page"));
        CHECK(program.end(signal) == 0);
    }
}

TEST_CASE("view ends at once, whatever hangs on it") {
    const TemporaryFolder folder;
    folder.write("run/html/index.html", std::string(1U << 25U, 'x'));
    folder.write("run/manifest.json", "{\"format\": \"covmap-run\"}");
    for (const int signal : {SIGTERM, SIGINT}) {
        const Program program({folder.file("run")});
        const int port = std::stoi(program.address.substr(program.address.rfind(':') + 1));
        std::vector<std::unique_ptr<RawClient>> hanging;
        for (int i = 0; i < 20; ++i) hanging.push_back(std::make_unique<RawClient>(port, "GET / HTTP/1.1\r\nHost: local"));
        RawClient idle(port, ""), reader(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        CHECK(reader.read_some() > 0);  // and no more: it hangs within its answer
        CHECK(program.end(signal) == 0);
        // None of them was waited for: a head that is not whole in time would have been answered.
        for (const auto& client : hanging) CHECK(client->read_all().empty());
        CHECK(reader.read_all().size() < (1U << 25U));
    }
}

TEST_CASE("view of what is no run fails in plain words, and leaves no folder behind") {
    const TemporaryFolder folder;
    fs::create_directory(folder.file("tmp"));
    ::setenv("TMPDIR", folder.file("tmp").c_str(), 1);
    const covmap::test::Ran ran = covmap::test::run_covmap("view " + folder.file("none"));
    CHECK(fs::is_empty(folder.file("tmp")));
    ::unsetenv("TMPDIR");
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("none"));
}

TEST_CASE("a basemap is let through by its origin alone, and stands in the address that view prints") {
    const TemporaryFolder folder;
    folder.write("run/html/index.html", "the page");
    folder.write("run/manifest.json", "{\"format\": \"covmap-run\"}");
    const Program program(
        {folder.file("run"), "--basemap", "https://tiles.example/a/{z}/{x}/{y}.png", "--basemap-credit", "© A & B"});
    CHECK_THAT(
        program.address,
        Catch::EndsWith(
            "/?basemap=https%3A%2F%2Ftiles.example%2Fa%2F%7Bz%7D%2F%7Bx%7D%2F%7By%7D.png&basemap_credit=%C2%A9%20A%20%26%20B"));
    httplib::Client client(program.address.substr(0, program.address.find("/?")));
    const auto page = client.Get("/");
    REQUIRE(page);
    CHECK_THAT(
        page->get_header_value("Content-Security-Policy"),
        Contains("connect-src 'self' https://tiles.example;") && Contains("img-src 'self' data: blob: https://tiles.example;"));
    CHECK(program.end(SIGTERM) == 0);
    for (const char* bad : {"tiles.example/{z}/{x}/{y}", "https://tiles.example/map.png",
                            "'https://a; script-src *\\/{z}/{x}/{y}'", "file:///{z}/{x}/{y}"}) {
        const covmap::test::Ran ran = covmap::test::run_covmap("view " + folder.file("run") + " --basemap " + bad);
        INFO(bad);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, Contains("--basemap"));
    }
}

TEST_CASE("view --open hands the address to the desktop's browser, and says so where there is none") {
    const TemporaryFolder folder;
    folder.write("run/html/index.html", "the page");
    folder.write("run/manifest.json", "{\"format\": \"covmap-run\"}");
    const std::string opener = folder.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > " + folder.file("opened.part") + "\nmv " +
                                                                folder.file("opened.part") + " " + folder.file("opened") + "\n");
    fs::permissions(opener, fs::perms::owner_all);
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", (folder.file("bin") + ":" + path).c_str(), 1);
    const Program program({folder.file("run"), "--open"});
    for (int i = 0; i < 500 && !fs::exists(folder.file("opened")); ++i) ::usleep(10000);
    ::setenv("PATH", path.c_str(), 1);
    CHECK(folder.read("opened") == program.address + "\n");
    CHECK(program.end(SIGTERM) == 0);
}

// covmap view: the server, and the program that runs it.
#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <thread>

#include "cli/page_server.hpp"
#include "cli/run_program.hpp"
#include "core/error.hpp"
#include "support/paths.hpp"

using Catch::Contains;
using covmap::cli::PageServer;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// A folder served for the time of a test.
class Served {
public:
    Served() {
        m_folder.write("page/index.html", "<!doctype html>");
        m_folder.write("page/assets/app.js", "1");
        m_folder.write("page/assets/worker.mjs", "2");
        m_folder.write("page/page.json", "{}");
        m_folder.write("page/tables/commune/a%2Fb.json", "[]");
        m_folder.write("page/tiles.pmtiles", "0123456789");
        m_folder.write("page/empty.json", "");
        m_folder.write("page/.hidden", "no");
        m_folder.write("beside.txt", "no");
        fs::create_symlink(m_folder.file("beside.txt"), m_folder.file("page/link.txt"));
        m_server = std::make_unique<PageServer>(m_folder.file("page"));
        m_port = m_server->bind(0);
        m_thread = std::thread([this] { m_server->serve(); });
    }
    ~Served() {
        m_server->stop();
        m_thread.join();
    }
    [[nodiscard]] httplib::Response get(const std::string& path, const httplib::Headers& headers = {}) const {
        httplib::Client client("127.0.0.1", m_port);
        client.set_url_encode(false);
        const httplib::Result result = client.Get(path, headers);
        REQUIRE(result);
        return *result;
    }
    [[nodiscard]] int port() const { return m_port; }

private:
    TemporaryFolder m_folder;
    std::unique_ptr<PageServer> m_server;
    int m_port = 0;
    std::thread m_thread;
};

}  // namespace

TEST_CASE("files come with their types and a policy that keeps requests here") {
    const Served served;
    const std::vector<std::pair<std::string, std::string>> types = {{"/", "text/html; charset=utf-8"},
                                                                    {"/index.html", "text/html; charset=utf-8"},
                                                                    {"/assets/app.js", "text/javascript; charset=utf-8"},
                                                                    {"/assets/worker.mjs", "text/javascript; charset=utf-8"},
                                                                    {"/page.json", "application/json"},
                                                                    {"/tables/commune/a%252Fb.json", "application/json"},
                                                                    {"/tiles.pmtiles", "application/octet-stream"}};
    for (const auto& [path, type] : types) {
        INFO(path);
        const httplib::Response got = served.get(path);
        CHECK(got.status == 200);
        CHECK(got.get_header_value("Content-Type") == type);
        CHECK_THAT(got.get_header_value("Content-Security-Policy"),
                   Contains("default-src 'self'; worker-src 'self' blob:;") && Contains("connect-src 'self'"));
        CHECK(got.get_header_value("X-Content-Type-Options") == "nosniff");
        CHECK(got.get_header_value("Cache-Control") == "no-cache");
    }
    CHECK(served.get("/").body == "<!doctype html>");
    CHECK(served.get("/empty.json").status == 200);
    CHECK(served.get("/favicon.ico").status == 204);
}

TEST_CASE("a range is answered by its bytes, cut at the file's end, or 416") {
    const Served served;
    const auto range = [&](const std::string& asked) { return served.get("/tiles.pmtiles", {{"Range", asked}}); };
    const httplib::Response middle = range("bytes=2-4");
    CHECK(middle.status == 206);
    CHECK(middle.body == "234");
    CHECK(middle.get_header_value("Content-Range") == "bytes 2-4/10");
    CHECK(middle.get_header_value("Content-Length") == "3");
    CHECK(range("bytes=0-16383").body == "0123456789");
    CHECK(range("bytes=0-16383").get_header_value("Content-Range") == "bytes 0-9/10");
    CHECK(range("bytes=-3").body == "789");
    CHECK(range("bytes=7-").body == "789");
    const httplib::Response beyond = range("bytes=10-20");
    CHECK(beyond.status == 416);
    CHECK(beyond.get_header_value("Content-Range") == "bytes */10");
    CHECK(range("bytes=0-1,4-5").status == 200);
    CHECK(range("bytes=0-1,4-5").body == "0123456789");
    CHECK(served.get("/tiles.pmtiles").get_header_value("Accept-Ranges") == "bytes");
}

TEST_CASE("what the browser has is not sent again") {
    const Served served;
    const std::string tag = served.get("/tiles.pmtiles").get_header_value("ETag");
    CHECK(served.get("/tiles.pmtiles", {{"If-None-Match", tag}}).status == 304);
    CHECK(served.get("/tiles.pmtiles", {{"If-None-Match", "\"other\""}}).status == 200);
    CHECK(served.get("/tiles.pmtiles", {{"Range", "bytes=0-1"}, {"If-Range", tag}}).status == 206);
    CHECK(served.get("/tiles.pmtiles", {{"Range", "bytes=0-1"}, {"If-Range", "\"other\""}}).status == 200);
}

TEST_CASE("there is no way out of the folder, no listing, no hidden file") {
    const Served served;
    for (const char* path : {"/../beside.txt", "/%2e%2e/beside.txt", "/assets/../../beside.txt", "/..%2fbeside.txt",
                             "/assets/..%5c..%5cbeside.txt", "//etc/passwd", "/link.txt", "/.hidden", "/assets", "/assets/",
                             "/tables/", "/index.html/", "/none", "/page.json%00.js", "/./page.json"}) {
        INFO(path);
        CHECK(served.get(path).status == 404);
    }
}

TEST_CASE("requests under another name and other methods are refused") {
    const Served served;
    CHECK(served.get("/page.json", {{"Host", "example.org"}}).status == 421);
    CHECK(served.get("/page.json", {{"Host", "localhost:1"}}).status == 200);
    httplib::Client client("127.0.0.1", served.port());
    const auto posted = client.Post("/page.json", "x", "text/plain");
    REQUIRE(posted);
    CHECK(posted->status == 405);
    CHECK(posted->get_header_value("Allow") == "GET, HEAD");
    const auto head = client.Head("/tiles.pmtiles");
    REQUIRE(head);
    CHECK(head->status == 200);
    CHECK(head->get_header_value("Content-Length") == "10");
}

TEST_CASE("a port that is taken is a bad command line") {
    const Served served;
    const TemporaryFolder folder;
    folder.write("page/index.html", "");
    PageServer second(folder.file("page"));
    CHECK_THROWS_WITH(second.bind(served.port()), Contains("is taken"));
}

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

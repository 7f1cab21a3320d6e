// The server of the page, held against an HTTP client of another hand, and against hostile ones.
#include <httplib.h>
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "cli/run_program.hpp"
#include "cli/server/page_server.hpp"
#include "cli/support/raw_client.hpp"
#include "core/error.hpp"

using Catch::Contains;
using covmap::cli::PageServer;
using covmap::cli::PageServerOptions;
using covmap::test::RawClient;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLarge = 1U << 24U;  ///< more than a socket holds

/// A folder served for the time of a test.
class Served {
public:
    explicit Served(PageServerOptions options = {}) {
        m_folder.write("page/index.html", "<!doctype html>");
        m_folder.write("page/assets/app.js", "1");
        m_folder.write("page/assets/worker.mjs", "2");
        m_folder.write("page/page.json", "{}");
        m_folder.write("page/tables/commune/a%2Fb.json", "[]");
        m_folder.write("page/tiles.pmtiles", "0123456789");
        m_folder.write("page/empty.json", "");
        m_folder.write("page/.hidden", "no");
        m_folder.write("page/large.json", "");
        fs::resize_file(m_folder.file("page/large.json"), kLarge);
        m_folder.write("beside.txt", "no");
        REQUIRE(::mkfifo(m_folder.file("page/pipe.json").c_str(), 0600) == 0);
        fs::create_symlink(m_folder.file("beside.txt"), m_folder.file("page/link.txt"));
        m_server = std::make_unique<PageServer>(m_folder.file("page"), options);
        m_port = m_server->bind(0);
        m_thread = std::thread([this] { m_server->serve([this] { return m_is_over.load(); }); });
    }
    ~Served() {
        m_is_over = true;
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
    std::atomic<bool> m_is_over = false;
    std::thread m_thread;
};

/// A whole request.
std::string request(const std::string& target, const std::string& more = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

/// The statuses of the answers in what a connection received.
std::vector<std::string> statuses(const std::string& received) {
    std::vector<std::string> found;
    for (std::size_t at = received.find("HTTP/1.1 "); at != std::string::npos; at = received.find("HTTP/1.1 ", at + 1))
        found.push_back(received.substr(at + 9, 3));
    return found;
}

using Statuses = std::vector<std::string>;

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
    for (const char* path : {"/../beside.txt",
                             "/%2e%2e/beside.txt",
                             "/assets/../../beside.txt",
                             "/..%2fbeside.txt",
                             "/assets/..%5c..%5cbeside.txt",
                             "//etc/passwd",
                             "/link.txt",
                             "/.hidden",
                             "/assets",
                             "/assets/",
                             "/tables/",
                             "/index.html/",
                             "/none",
                             "/page.json%00.js",
                             "/./page.json",
                             "/pipe.json",
                             "/%2f",
                             "/...",
                             "/%252e%252e/beside.txt",
                             "*",
                             "http://localhost/page.json"}) {
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

TEST_CASE("fifty half-sent requests keep nobody from the page") {
    const Served served;
    std::vector<std::unique_ptr<RawClient>> hanging;
    for (int i = 0; i < 50; ++i)
        hanging.push_back(std::make_unique<RawClient>(served.port(), i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: local" : "G"));
    CHECK(served.get("/").body == "<!doctype html>");
    // They were not cut for it: each may still finish its request.
    for (std::size_t i = 0; i < hanging.size(); i += 2) {
        hanging[i]->send("host\r\nConnection: close\r\n\r\n");
        CHECK(statuses(hanging[i]->read_all()) == Statuses{"200"});
    }
}

TEST_CASE("where there are too many connections the one that has waited longest makes room") {
    PageServerOptions options;
    options.connections = 8;
    const Served served(options);
    std::vector<std::unique_ptr<RawClient>> hanging;
    for (int i = 0; i < 50; ++i) hanging.push_back(std::make_unique<RawClient>(served.port(), "GET / HT"));
    CHECK(served.get("/").body == "<!doctype html>");
    CHECK(hanging.front()->read_all().empty());
    RawClient reader(served.port(), request("/large.json", "Connection: close\r\n"));
    std::string received(reader.read_some(), 'x');
    for (int i = 0; i < 50; ++i) hanging.push_back(std::make_unique<RawClient>(served.port(), "GET / HT"));
    CHECK(served.get("/").body == "<!doctype html>");
    CHECK(received.size() + reader.read_all().size() > kLarge);  // who is being answered stays
}

TEST_CASE("a head that trickles in byte by byte has a deadline as a whole, and is told so") {
    PageServerOptions options;
    options.patience.head = std::chrono::milliseconds(300);
    const Served served(options);
    RawClient client(served.port(), "GET / HTTP/1.1\r\nX: ");
    std::size_t bytes = 0;
    for (; bytes < 2000 && client.send("x"); ++bytes) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(bytes < 2000);  // 10 s of bytes, each well within any pause
    CHECK(statuses(client.read_all()) == Statuses{"408"});
}

TEST_CASE("a connection that asks nothing, or takes nothing, is closed in time") {
    PageServerOptions options;
    options.patience.idle = options.patience.stalled = std::chrono::milliseconds(200);
    const Served served(options);
    CHECK(RawClient(served.port(), "").read_all().empty());
    CHECK(RawClient(served.port(), "\r\n\r\n\r\n").read_all().empty());
    RawClient kept(served.port(), request("/page.json"));
    CHECK(statuses(kept.read_all()) == Statuses{"200"});
    RawClient stalled(served.port(), request("/large.json"));
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    CHECK(stalled.read_all().size() < kLarge);
}

TEST_CASE("giant heads are refused while they are sent") {
    const Served served;
    const std::string much(1U << 20U, 'x');
    CHECK(statuses(RawClient(served.port(), "GET /" + much).read_all()) == Statuses{"414"});
    CHECK(statuses(RawClient(served.port(), "GET / HTTP/1.1\r\nX: " + much).read_all()) == Statuses{"431"});
    std::string fields;
    for (int i = 0; i < 200; ++i) fields += "X: y\r\n";
    CHECK(statuses(RawClient(served.port(), request("/", fields)).read_all()) == Statuses{"431"});
    CHECK(statuses(RawClient(served.port(), much).read_all()) == Statuses{"414"});
    CHECK(served.get("/").status == 200);
}

TEST_CASE("requests that come in one piece are answered in their order; junk after them ends the connection") {
    const Served served;
    std::string many;
    for (int i = 0; i < 300; ++i) many += request(i % 3 == 2 ? "/none" : "/page.json");
    many += request("/index.html", "Connection: close\r\n") + request("/page.json");
    Statuses expected;
    for (int i = 0; i < 300; ++i) expected.push_back(i % 3 == 2 ? "404" : "200");
    expected.push_back("200");
    const std::string received = RawClient(served.port(), many).read_all();
    CHECK(statuses(received) == expected);
    CHECK_THAT(received, Catch::EndsWith("<!doctype html>"));
    for (const std::string junk : {"\x16\x03\x01\x02", "junk\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\n folded\r\n\r\n",
                                   "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                                   "GET /%zz HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: localhost\n\n"}) {
        INFO(junk);
        CHECK(statuses(RawClient(served.port(), request("/page.json") + junk + request("/page.json")).read_all()) ==
              Statuses{"200", "400"});
    }
    CHECK(statuses(RawClient(served.port(), "GET / HTTP/2.0\r\n\r\n").read_all()) == Statuses{"505"});
}

TEST_CASE("what follows a request as its body is never taken for another request") {
    const Served served;
    for (const std::string body :
         {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: 99999999999999999999\r\n"}) {
        INFO(body);
        CHECK(statuses(RawClient(served.port(), request("/page.json", body) + request("/index.html")).read_all()) ==
              Statuses{"200"});
    }
    CHECK(statuses(RawClient(served.port(), "GET /page.json HTTP/1.0\r\nHost: localhost\r\n\r\n").read_all()) == Statuses{"200"});
}

TEST_CASE("odd ranges get the whole file, a part of it, or 416, and never more than there is") {
    const Served served;
    const auto range = [&](const std::string& asked) { return served.get("/tiles.pmtiles", {{"Range", asked}}); };
    for (const char* whole :
         {"bytes=--5", "bytes=5", "bytes=1-2-3", "bytes=-", "bytes=0x1-2", "bytes=1e3-", "bytes=18446744073709551616-",
          "bytes=9-8", "octets=0-1", "bytes 0-1", "bytes=0-0,-1", "bytes=\xff-"}) {
        INFO(whole);
        CHECK(range(whole).status == 200);
        CHECK(range(whole).body == "0123456789");
    }
    for (const char* none :
         {"bytes=10-", "bytes=18446744073709551615-", "bytes=-0", "bytes=18446744073709551614-18446744073709551615"}) {
        INFO(none);
        CHECK(range(none).status == 416);
        CHECK(range(none).get_header_value("Content-Range") == "bytes */10");
    }
    CHECK(range("bytes=-18446744073709551615").body == "0123456789");
    CHECK(range("bytes=9-18446744073709551615").body == "9");
    CHECK(range("bytes=00000000000000000000000000000009-9").body == "9");
    CHECK(range("bytes=" + std::string(7000, '9') + "-").status == 200);
    std::string several = "bytes=0-0";
    for (int i = 0; i < 1500; ++i) several += ",0-0";
    CHECK(range(several).body == "0123456789");
}

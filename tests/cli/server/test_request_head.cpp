// The head of a request: RFC 9112, sections 2 to 5.
#include <catch2/catch.hpp>

#include "cli/server/request_head.hpp"

using namespace covmap::cli;
using State = HeadReader::State;

namespace {

HeadReader read(const std::string& text) {
    HeadReader reader;
    reader.take(text);
    return reader;
}

/// 0: whole; -1: not yet.
int status_of(const std::string& text) {
    const HeadReader reader = read(text);
    return reader.state() == State::whole ? 0 : reader.state() == State::refused ? reader.status() : -1;
}

}  // namespace

TEST_CASE("a head gives method, decoded path and fields with names in lower case") {
    HeadReader reader = read("GET /a%20b/%c3%a9?x=%zz#y HTTP/1.1\r\nHost: localhost:8\r\nIF-Range:\t\"1\" \r\nempty:\r\n\r\n");
    REQUIRE(reader.state() == State::whole);
    const RequestHead head = reader.next();
    CHECK(head.method == "GET");
    CHECK(head.path == "/a b/é");
    CHECK(head.query == "x=%zz");
    CHECK(head.field("host") == "localhost:8");
    CHECK(head.field("if-range") == "\"1\"");
    CHECK(head.field("empty").empty());
    CHECK(head.field("none").empty());
    CHECK_FALSE(head.is_last);
    CHECK(reader.state() == State::waiting);
}

TEST_CASE("parameters of a query are decoded, the first of a name counts") {
    HeadReader reader =
        read("GET /api/at?lon=-4.2&name=Saint%2DYs+%c3%a9&empty=&flag&lon=7&bad=%zz#lat=1 HTTP/1.1\r\nHost: a\r\n\r\n");
    const RequestHead head = reader.next();
    CHECK(head.path == "/api/at");
    CHECK(head.parameter("lon") == "-4.2");
    CHECK(head.parameter("name") == "Saint-Ys é");
    CHECK(head.parameter("empty") == "");
    CHECK(head.parameter("flag") == "");
    CHECK_FALSE(head.parameter("lat"));
    CHECK_FALSE(head.parameter("bad"));
    CHECK_FALSE(RequestHead{}.parameter(""));
}

TEST_CASE("a head is the same however it is cut, and what follows it is the next one") {
    const std::string text =
        "\r\n\r\nGET /1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: b\r\nConnection: Close\r\n\r\n\r\nGET /3";
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
        HeadReader reader;
        std::vector<RequestHead> heads;
        for (std::size_t at = 0; at < text.size(); at += piece) {
            reader.take(text.substr(at, piece));
            while (reader.state() == State::whole) heads.push_back(reader.next());
        }
        CHECK(heads == std::vector<RequestHead>{{"GET", "/1", {{"host", "a"}}, false},
                                                {"HEAD", "/2", {{"host", "b"}, {"connection", "Close"}}, true}});
        CHECK(reader.state() == State::begun);
    }
}

TEST_CASE("nothing has begun before the first byte of a request line") {
    CHECK(HeadReader().state() == State::waiting);
    for (const char* text : {"", "\r", "\r\n", "\r\n\r\n\r\n", "\r\n\r"}) CHECK(read(text).state() == State::waiting);
    for (const char* text : {"G", "\r\nG", "GET / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\n\r"})
        CHECK(read(text).state() == State::begun);
}

TEST_CASE("what RFC 9112 does not allow is refused by its first byte that shows it") {
    for (const std::string text : {"GET / HTTP/1.1\n",
                                   "GET / HTTP/1.1\r\r",
                                   "\rG",
                                   "GET /\x01",
                                   "GET / HTTP/1.1\r\nX: \x7f",
                                   "\x16\x03\x01",
                                   "\n",
                                   "GET\r\n\r\n",
                                   "GET /\r\n\r\n",
                                   " GET / HTTP/1.1\r\n\r\n",
                                   "GET  / HTTP/1.1\r\n\r\n",
                                   "GET / a HTTP/1.1\r\n\r\n",
                                   "G@T / HTTP/1.1\r\n\r\n",
                                   "GET / http/1.1\r\n\r\n",
                                   "GET / HTTP/1.1\r\nHost\r\n\r\n",
                                   "GET / HTTP/1.1\r\n: a\r\n\r\n",
                                   "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                                   "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
                                   "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
                                   "GET /% HTTP/1.1\r\n\r\n",
                                   "GET /%4 HTTP/1.1\r\n\r\n",
                                   "GET /%4g HTTP/1.1\r\n\r\n"}) {
        INFO(text);
        CHECK(status_of(text) == 400);
    }
    CHECK(status_of(std::string("GET /\0 HTTP/1.1\r\n\r\n", 19)) == 400);
    for (const char* version : {"HTTP/2.0", "HTTP/0.9", "HTTP/1.10"})
        CHECK(status_of("GET / " + std::string(version) + "\r\n\r\n") == 505);
}

TEST_CASE("a head has an end: its line, its bytes, its fields") {
    const auto target = [](std::size_t line) { return "GET /" + std::string(line - 14, 'x') + " HTTP/1.1\r\n"; };
    CHECK(status_of(target(kLongestRequestLine) + "\r\n") == 0);
    CHECK(status_of(target(kLongestRequestLine + 1) + "\r\n") == 414);
    CHECK(status_of(std::string(kLongestRequestLine + 2, 'x')) == 414);
    const std::string line = "GET / HTTP/1.1\r\nX: ";
    CHECK(status_of(line + std::string(kLongestHead - line.size() - 4, 'x') + "\r\n\r\n") == 0);
    CHECK(status_of(line + std::string(kLongestHead - line.size() - 3, 'x') + "\r\n\r\n") == 431);
    CHECK(status_of(line + std::string(kLongestHead, 'x')) == 431);
    std::string fields = "GET / HTTP/1.1\r\n";
    for (std::size_t i = 0; i < kMostFields; ++i) fields += "a: b\r\n";
    CHECK(status_of(fields + "\r\n") == 0);
    CHECK(status_of(fields + "a: b\r\n\r\n") == 431);
}

TEST_CASE("a request is the last one where it says so, is HTTP/1.0, or announces a body") {
    const auto is_last = [](const std::string& fields, const std::string& version = "1.1") {
        return read("GET / HTTP/" + version + "\r\n" + fields + "\r\n").next().is_last;
    };
    CHECK_FALSE(is_last(""));
    CHECK_FALSE(is_last("Connection: keep-alive\r\nContent-Length: 0\r\n"));
    CHECK(is_last("Connection: keep-alive, CLOSE\r\n"));
    CHECK(is_last("Content-Length: 1\r\n"));
    CHECK(is_last("Content-Length: -1\r\n"));
    CHECK(is_last("Transfer-Encoding: chunked\r\n"));
    CHECK(is_last("", "1.0"));
}

TEST_CASE("a target that is no path has none") {
    for (const char* target : {"*", "http://localhost/page.json", "page.json", "?x"}) {
        INFO(target);
        CHECK(read("GET " + std::string(target) + " HTTP/1.1\r\n\r\n").next().path.empty());
    }
}

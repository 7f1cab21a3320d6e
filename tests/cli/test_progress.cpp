#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "cli/progress.hpp"

using namespace covmap;
using cli::make_display;
using cli::ProgressMode;

namespace {

/// Two phases of two seconds with a note between, on a clock that goes one second a look.
std::string shown(ProgressMode mode, bool terminal) {
    std::ostringstream out;
    double now_s = 0;
    const auto display = make_display(mode, out, terminal, [&] { return now_s; });
    display->phase("read");
    now_s = 6;
    display->advance(0.5);
    display->note("60 records were bad");
    now_s = 8;
    display->phase("sweep");
    now_s = 9;
    display->done();
    return out.str();
}

}  // namespace

TEST_CASE("plain progress is lines for a log") {
    CHECK(shown(ProgressMode::plain, true) == "read …\nread … 50 %\n60 records were bad\nread 8.0 s\nsweep …\nsweep 1.0 s\n");
}

TEST_CASE("auto is a bar on a terminal and plain lines elsewhere") {
    CHECK(shown(ProgressMode::automatic, false) == shown(ProgressMode::plain, false));
    CHECK(shown(ProgressMode::automatic, true) == shown(ProgressMode::bar, true));
    const std::string bar = shown(ProgressMode::bar, true);
    CHECK_THAT(bar, Catch::Contains("[===============               ]  50 %"));
    CHECK_THAT(bar, Catch::Contains("\r\033[K60 records were bad\n"));
    CHECK_THAT(bar, Catch::EndsWith("sweep        1.0 s\n"));
}

TEST_CASE("the bar's clock ticks while a phase says nothing, and a mark goes to and fro") {
    std::ostringstream out;
    double now_s = 0;
    const auto display = make_display(ProgressMode::bar, out, true, [&] { return now_s; });
    const auto tick_at = [&](double seconds) {
        out.str("");
        now_s = seconds;
        display->tick();
        return out.str();
    };
    CHECK(tick_at(0).empty());  // before any phase
    display->phase("write");
    CHECK(tick_at(1) == "\r\033[Kwrite        [         ===                  ]        1.0 s");
    CHECK(tick_at(3) == "\r\033[Kwrite        [                           ===]        3.0 s");
    CHECK(tick_at(5) == "\r\033[Kwrite        [         ===                  ]        5.0 s");
    display->advance(0.5);
    CHECK(tick_at(6) == "\r\033[Kwrite        [===============               ]  50 %  6.0 s");
    display->done();
    CHECK(tick_at(7).empty());
}

TEST_CASE("a bar whose clock nobody holds ticks by itself") {
    std::ostringstream out;
    {
        const auto display = make_display(ProgressMode::bar, out, true);
        display->phase("read");
        std::this_thread::sleep_for(std::chrono::milliseconds(350));
        display->done();
    }
    const std::string text = out.str();
    CHECK(std::count(text.begin(), text.end(), '\r') >= 3);
}

TEST_CASE("json progress is one object a line") {
    std::istringstream lines(shown(ProgressMode::json, true));
    std::vector<nlohmann::json> events;
    for (std::string line; std::getline(lines, line);) events.push_back(nlohmann::json::parse(line));
    REQUIRE(events.size() == 7);
    CHECK(events[0]["event"] == "phase");
    CHECK(events[0]["phase"] == "read");
    CHECK(events[1]["event"] == "progress");
    CHECK(events[1]["fraction"] == 0.5);
    CHECK(events[1]["at_s"] == 6.0);
    CHECK(events[2]["event"] == "note");
    CHECK(events[3]["event"] == "phase_end");
    CHECK(events[3]["seconds"] == 8.0);
    CHECK(events[6]["event"] == "done");
}

TEST_CASE("none shows nothing but a failure") {
    CHECK(shown(ProgressMode::none, true).empty());
    std::ostringstream out;
    make_display(ProgressMode::none, out, false)->failed({"cancelled", "out", "interrupted", "try again"});
    CHECK(out.str() == "covmap: out: interrupted\n  try again\n");
}

TEST_CASE("a fraction never goes back, and nonsense is ignored") {
    std::ostringstream out;
    const auto display = make_display(ProgressMode::json, out, false, [] { return 0.0; });
    display->advance(0.5);  // before any phase
    display->phase("read");
    for (const double fraction : {0.5, 0.2, -1.0, std::numeric_limits<double>::quiet_NaN(), 7.0}) display->advance(fraction);
    CHECK_THAT(out.str(), Catch::Contains("\"fraction\":0.5") && Catch::Contains("\"fraction\":1.0") && !Catch::Contains("0.2"));
}

TEST_CASE("lines of many threads stay whole") {
    std::ostringstream out;
    const auto display = make_display(ProgressMode::json, out, false);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i) display->note("a note");
        });
    for (std::thread& thread : threads) thread.join();
    std::istringstream lines(out.str());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) CHECK(nlohmann::json::accept(line));
    CHECK(count == 400);
}

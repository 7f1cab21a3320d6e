#include "cli/progress.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <nlohmann/json.hpp>
#include <ostream>
#include <thread>

namespace covmap::cli {
namespace {

constexpr double kRedrawEvery_s = 0.1;
constexpr double kPlainLineEvery_s = 5;
constexpr int kBarWidth = 30;

double since_start() {
    static const auto start = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// State shared by all displays; `show_…` are called under the lock.
class Lines : public Display {
public:
    Lines(std::ostream& out, Clock clock) : m_out(out), m_clock(clock ? std::move(clock) : Clock(since_start)) {}

    void phase(const std::string& name) final {
        const std::lock_guard lock(m_mutex);
        if (!m_phase.empty()) show_phase_end();
        m_phase = name;
        m_phase_start_s = m_shown_s = m_clock();
        m_fraction = m_shown_fraction = 0;
        show_phase();
    }
    void advance(double fraction) final {
        const std::lock_guard lock(m_mutex);
        if (m_phase.empty() || !(fraction >= 0)) return;
        m_fraction = std::clamp(fraction, m_fraction, 1.0);
        const double now_s = m_clock();
        if (!due(now_s)) return;
        m_shown_s = now_s;
        m_shown_fraction = m_fraction;
        show_progress();
    }
    void note(const std::string& text) final {
        const std::lock_guard lock(m_mutex);
        show_note(text);
    }
    void done() final {
        const std::lock_guard lock(m_mutex);
        if (!m_phase.empty()) show_phase_end();
        m_phase.clear();
        show_done();
    }
    void failed(const Failure& failure) final {
        const std::lock_guard lock(m_mutex);
        show_failure(failure);
        m_phase.clear();
    }
    void tick() final {
        const std::lock_guard lock(m_mutex);
        if (!m_phase.empty()) show_tick();
    }

protected:
    [[nodiscard]] virtual bool due(double now_s) const = 0;
    virtual void show_phase() = 0;
    virtual void show_progress() = 0;
    virtual void show_tick() {}  ///< time went on, nothing else did
    virtual void show_phase_end() = 0;
    virtual void show_note(const std::string& text) = 0;
    virtual void show_done() = 0;
    virtual void show_failure(const Failure& failure) { m_out << failure_text(failure) << std::flush; }

    [[nodiscard]] double phase_s() const { return m_clock() - m_phase_start_s; }
    [[nodiscard]] int percent() const { return static_cast<int>(std::floor(m_fraction * 100)); }

    std::ostream& m_out;
    Clock m_clock;
    std::string m_phase;
    double m_phase_start_s = 0, m_shown_s = 0, m_fraction = 0, m_shown_fraction = 0;

private:
    std::mutex m_mutex;
};

/// One line, redrawn at each tick: the clock goes on, and while a phase does not tell how far it is, a mark goes to and fro. Each
/// finished phase leaves its time.
class Bar final : public Lines {
public:
    Bar(std::ostream& out, Clock clock) : Lines(out, std::move(clock)) {}
    Bar(const Bar&) = delete;
    Bar& operator=(const Bar&) = delete;
    ~Bar() override {
        m_ticker.request_stop();
        m_stopped.notify_all();
    }
    /// Redraws every tenth of a second until the end.
    void start_ticking() {
        m_ticker = std::jthread([this](const std::stop_token& stop) {
            std::mutex mutex;
            std::unique_lock lock(mutex);
            while (!m_stopped.wait_for(lock, stop, std::chrono::duration<double>(kRedrawEvery_s), [] { return false; }) &&
                   !stop.stop_requested())
                tick();
        });
    }

private:
    bool due(double now_s) const override { return now_s - m_shown_s >= kRedrawEvery_s; }
    void clear() {
        if (!m_phase.empty()) m_out << "\r\033[K";
    }
    void show_phase() override { show_progress(); }
    void show_tick() override { show_progress(); }
    void show_progress() override {
        clear();
        m_out << fmt::format("{:<12} [{}] {}  {:.1f} s", m_phase, m_fraction > 0 ? filled() : wandering(),
                             m_fraction > 0 ? fmt::format("{:3} %", percent()) : "     ", phase_s())
              << std::flush;
    }
    [[nodiscard]] std::string filled() const {
        const int full = static_cast<int>(m_fraction * kBarWidth);
        return fmt::format("{:=<{}}{:<{}}", "", full, "", kBarWidth - full);
    }
    /// There and back in six seconds.
    [[nodiscard]] std::string wandering() const {
        constexpr int kMark = 3, kWay = kBarWidth - kMark;
        const int at = static_cast<int>(phase_s() * 2 * kWay / 6) % (2 * kWay), before = at < kWay ? at : 2 * kWay - at;
        return fmt::format("{:<{}}{:=<{}}{:<{}}", "", before, "", kMark, "", kWay - before);
    }
    void show_phase_end() override {
        clear();
        m_out << fmt::format("{:<12} {:.1f} s\n", m_phase, phase_s()) << std::flush;
    }
    void show_note(const std::string& text) override {
        clear();
        m_out << text << '\n';
        if (!m_phase.empty()) show_progress();
    }
    void show_done() override { m_out << std::flush; }
    void show_failure(const Failure& failure) override {
        clear();
        Lines::show_failure(failure);
    }

    std::condition_variable_any m_stopped;
    std::jthread m_ticker;  ///< last: it stops before what it draws is gone
};

/// For logs: a line when a phase begins and ends, and one every few seconds between.
class Plain final : public Lines {
public:
    using Lines::Lines;

private:
    bool due(double now_s) const override { return now_s - m_shown_s >= kPlainLineEvery_s; }
    void show_phase() override { m_out << m_phase << " …\n" << std::flush; }
    void show_progress() override { m_out << fmt::format("{} … {} %\n", m_phase, percent()) << std::flush; }
    void show_phase_end() override { m_out << fmt::format("{} {:.1f} s\n", m_phase, phase_s()) << std::flush; }
    void show_note(const std::string& text) override { m_out << text << '\n' << std::flush; }
    void show_done() override {}
};

/// One JSON object a line: event = phase | progress | phase_end | note | done | error, with seconds since the start.
class JsonLines final : public Lines {
public:
    using Lines::Lines;

private:
    bool due(double) const override { return m_fraction - m_shown_fraction >= 0.01 || (m_fraction >= 1 && m_shown_fraction < 1); }
    void line(nlohmann::ordered_json event) {
        event["at_s"] = std::round(m_clock() * 1000) / 1000;
        m_out << event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n' << std::flush;
    }
    void show_phase() override { line({{"event", "phase"}, {"phase", m_phase}}); }
    void show_progress() override { line({{"event", "progress"}, {"phase", m_phase}, {"fraction", m_fraction}}); }
    void show_phase_end() override {
        line({{"event", "phase_end"}, {"phase", m_phase}, {"seconds", std::round(phase_s() * 1000) / 1000}});
    }
    void show_note(const std::string& text) override { line({{"event", "note"}, {"text", text}}); }
    void show_done() override { line({{"event", "done"}}); }
    void show_failure(const Failure& failure) override {
        line({{"event", "error"},
              {"kind", failure.kind},
              {"where", failure.where},
              {"what", failure.what},
              {"advice", failure.advice}});
    }
};

/// Errors only.
class Silent final : public Lines {
public:
    using Lines::Lines;

private:
    bool due(double) const override { return false; }
    void show_phase() override {}
    void show_progress() override {}
    void show_phase_end() override {}
    void show_note(const std::string&) override {}
    void show_done() override {}
};

}  // namespace

std::unique_ptr<Display> make_display(ProgressMode mode, std::ostream& out, bool terminal, Clock clock) {
    if (mode == ProgressMode::automatic) mode = terminal ? ProgressMode::bar : ProgressMode::plain;
    switch (mode) {
        case ProgressMode::bar: {
            const bool is_clock_held = static_cast<bool>(clock);
            auto bar = std::make_unique<Bar>(out, std::move(clock));
            if (!is_clock_held) bar->start_ticking();
            return bar;
        }
        case ProgressMode::json:
            return std::make_unique<JsonLines>(out, std::move(clock));
        case ProgressMode::none:
            return std::make_unique<Silent>(out, std::move(clock));
        default:
            return std::make_unique<Plain>(out, std::move(clock));
    }
}

}  // namespace covmap::cli

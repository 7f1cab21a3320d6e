// covmap view RUN
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <string_view>

#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/progress.hpp"
#include "cli/server/page_server.hpp"
#include "cli/temporary_folder.hpp"
#include "core/error.hpp"
#include "run/base/stop.hpp"
#include "run/reuse/open_page.hpp"

namespace covmap::cli {
namespace {

/// «https://tiles.example» of an address that a map fills in; empty: it is none.
std::string origin_of(const std::string& address) {
    const std::size_t host = address.starts_with("https://")  ? 8
                             : address.starts_with("http://") ? 7
                                                              : 0,
                      end = address.find('/', host);
    const bool is_filled = address.find("{z}") != std::string::npos && address.find("{x}") != std::string::npos &&
                           address.find("{y}") != std::string::npos;
    const std::string origin = host == 0 || end == std::string::npos || end == host ? "" : address.substr(0, end);
    // It becomes part of a header and of a policy, where these would end it.
    return is_filled && origin.find_first_of(" ;,'\"\r\n{}*") == std::string::npos ? origin : "";
}

/// As a part of an address.
std::string encoded(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              std::string_view("-._~").find(c) != std::string_view::npos;
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

/// Hands the address to the desktop's browser, which is not waited for.
void open_in_browser(const std::string& address) {
    std::string program = "xdg-open", argument = address;
    char* const arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0)
        std::cerr << "covmap: no browser could be opened (there is no xdg-open); open the address yourself\n";
}

class View final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_asked.folder, "The folder of a run")->required();
        app.add_option("--compare", m_asked.compare, "The folder of another run: what was")->type_name("RUN");
        app.add_option("--port", m_port, "Serve on this port of 127.0.0.1; 0 takes any free one")
            ->check(CLI::Range(0, 65535))
            ->type_name("N");
        app.add_flag("--open", m_open, "Open it in the browser of this desktop (by xdg-open)");
        app.add_option("--basemap", m_basemap,
                       "A raster map to draw below, which the page then asks another server for: https://…/{z}/{x}/{y}.png")
            ->type_name("URL");
        app.add_option("--basemap-credit", m_credit, "Whose map that is")->type_name("TEXT");
        app.add_option("--threads", m_asked.threads, "Threads that make the page; 0 takes all")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
    }

    int run() override {
        const std::string origin = origin_of(m_basemap);
        if (!m_basemap.empty() && origin.empty())
            throw core::Error(core::ErrorKind::usage, "--basemap " + m_basemap,
                              "is no address of a raster map; write https://…/{z}/{x}/{y}.png");
        const TemporaryFolder temporary("covmap-view");
        const std::unique_ptr<Display> display = make_display(ProgressMode::automatic, std::cerr, isatty(STDERR_FILENO) == 1);
        catch_interrupts();
        const std::string folder = run::open_page(m_asked, temporary.path(), *display);
        display->done();
        PageServer server(folder, {.basemap = origin});
        const int port = server.bind(m_port);
        const std::string address = "http://127.0.0.1:" + std::to_string(port) + "/" + query();
        std::cout << address << std::endl;
        if (m_open) open_in_browser(address);
        server.serve(run::is_cancelled);
        return kDone;
    }

private:
    [[nodiscard]] std::string query() const {
        if (m_basemap.empty()) return {};
        return "?basemap=" + encoded(m_basemap) + (m_credit.empty() ? "" : "&basemap_credit=" + encoded(m_credit));
    }

    run::PageAsked m_asked;
    std::string m_basemap, m_credit;
    int m_port = 0;
    bool m_open = false;
};

}  // namespace

std::unique_ptr<Command> make_view() { return std::make_unique<View>(); }

}  // namespace covmap::cli

// covmap serve RUN
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "cli/serve/api.hpp"
#include "cli/server/page_server.hpp"
#include "cli/temporary_folder.hpp"
#include "run/base/stop.hpp"
#include "run/reuse/open_page.hpp"

namespace covmap::cli {
namespace {

class Serve final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_page.folder, "The folder of a run")->required();
        app.add_option("--host", m_host, "The address to listen on; 0.0.0.0: every network this machine is in")
            ->capture_default_str()
            ->type_name("ADDRESS");
        app.add_option("--port", m_port, "The port; 0 takes any free one")->check(CLI::Range(0, 65535))->type_name("N");
        app.add_flag("--no-page", m_no_page, "Without the map page: it begins to answer sooner");
        app.add_option("--format", m_format, "Of the address that is told: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
        app.add_option("--threads", m_page.threads, "Threads that open the run; 0 takes all")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
    }

    int run() override {
        const TemporaryFolder temporary("covmap-serve");
        const std::unique_ptr<Display> display = make_display(ProgressMode::automatic, std::cerr, isatty(STDERR_FILENO) == 1);
        catch_interrupts();
        const Hosts hosts = m_host.starts_with("127.") ? Hosts::local : Hosts::any;
        auto answers = std::make_unique<RunAnswers>(m_page.folder, m_page.threads);
        std::unique_ptr<PageFolder> page;
        if (!m_no_page)
            page = std::make_unique<PageFolder>(run::open_page(m_page, temporary.path(), *display), std::string(), hosts);
        display->done();
        PageServer server(std::make_unique<Api>(std::move(answers), std::move(page), hosts), {.host = m_host});
        const int port = server.bind(m_port);
        const std::string address = "http://" + m_host + ":" + std::to_string(port) + "/";
        std::cout << (m_format == "json" ? json_text({{"address", address}, {"openapi", address + "openapi.json"}}, -1)
                                         : address + "\n")
                  << std::flush;
        server.serve(run::is_cancelled);
        return kDone;
    }

private:
    run::PageAsked m_page;
    std::string m_host = "127.0.0.1", m_format = "text";
    int m_port = 0;
    bool m_no_page = false;
};

}  // namespace

std::unique_ptr<Command> make_serve() { return std::make_unique<Serve>(); }

}  // namespace covmap::cli

// covmap view RUN
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <thread>

#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/page_server.hpp"
#include "cli/progress.hpp"
#include "cli/temporary_folder.hpp"
#include "run/cancel.hpp"
#include "run/open_page.hpp"

namespace covmap::cli {
namespace {

constexpr std::chrono::milliseconds kLook(50);  ///< how often it looks whether it shall end

class View final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_asked.folder, "The folder of a run")->required();
        app.add_option("--compare", m_asked.compare, "The folder of another run: what was")->type_name("RUN");
        app.add_option("--port", m_port, "Serve on this port of 127.0.0.1; 0 takes any free one")->check(CLI::Range(0, 65535))->type_name("N");
        app.add_option("--threads", m_asked.threads, "Threads that make the page; 0 takes all")->check(CLI::Range(0, 1024))->type_name("N");
    }

    int run() override {
        const TemporaryFolder temporary("covmap-view");
        const std::unique_ptr<Display> display = make_display(ProgressMode::automatic, std::cerr, isatty(STDERR_FILENO) == 1);
        catch_interrupts();
        const std::string folder = run::open_page(m_asked, temporary.path(), *display);
        display->done();
        PageServer server(folder);
        const int port = server.bind(m_port);
        std::thread serving([&] { server.serve(); });
        std::cout << "http://127.0.0.1:" << port << '/' << std::endl;
        while (!run::is_cancelled()) std::this_thread::sleep_for(kLook);
        server.stop();
        serving.join();
        return kDone;
    }

private:
    run::PageAsked m_asked;
    int m_port = 0;
};

}  // namespace

std::unique_ptr<Command> make_view() { return std::make_unique<View>(); }

}  // namespace covmap::cli

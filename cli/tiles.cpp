// covmap tiles RUN
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "run/base/output_text.hpp"
#include "run/reuse/make_tiles.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

class Tiles final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run that keeps its cells")->required();
        add_output(app, m_output, "A file .pmtiles or .mbtiles; by default <name of the folder>.pmtiles, here");
        app.add_flag("--overwrite", m_overwrite, "Replace the file");
        app.add_option("--format", m_format, "Of what is told at the end: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
        app.add_option("--threads", m_threads, "Threads; 0 takes all. The result does not depend on it")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
    }

    int run() override {
        if (m_output.empty()) m_output = fs::weakly_canonical(fs::absolute(m_run)).filename().string() + ".pmtiles";
        const std::string ending = fs::path(m_output).extension().string();
        if (ending != ".pmtiles" && ending != ".mbtiles")
            throw core::Error(core::ErrorKind::usage, m_output, "name a file that ends in .pmtiles or .mbtiles");
        const std::string definition = fs::path(m_output).replace_extension(".qlr").string();
        if (ending == ".mbtiles") run::check_output_file(definition, m_overwrite);
        run::check_output_file(m_output, m_overwrite);
        const std::unique_ptr<Display> display = make_display(ProgressMode::automatic, std::cerr, isatty(STDERR_FILENO) == 1);
        catch_interrupts();
        const run::TilesReport report = run::make_tiles(
            m_run, ending == ".pmtiles" ? run::TileFiles{m_output, ""} : run::TileFiles{"", m_output}, m_threads, *display);
        display->done();
        if (m_format == "json") {
            std::cout << json_text({{"file", m_output},
                                    {"tiles", report.tiles},
                                    {"largest_bytes", report.largest_bytes},
                                    {"warnings", report.warnings}});
            return kDone;
        }
        std::cout << printable(m_output) << ": " << core::counted(report.tiles, "tile") << ", the largest of "
                  << core::counted(report.largest_bytes, "byte") << '\n';
        for (const std::string& warning : report.warnings) std::cout << "warning: " << printable(warning) << '\n';
        return kDone;
    }

private:
    std::string m_run, m_output, m_format = "text";
    bool m_overwrite = false;
    int m_threads = 0;
};

}  // namespace

std::unique_ptr<Command> make_tiles() { return std::make_unique<Tiles>(); }

}  // namespace covmap::cli

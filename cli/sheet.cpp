// covmap report RUN --territory CODE
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>

#include "cli/command.hpp"
#include "cli/progress.hpp"
#include "core/error.hpp"
#include "run/reuse/report_run.hpp"

namespace covmap::cli {
namespace {

/// The code as a file name: what is neither letter, digit nor one of -_ becomes «_».
std::string file_of(std::string code) {
    std::replace_if(
        code.begin(), code.end(), [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_'; }, '_');
    return code + ".html";
}

class Sheet final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run")->required();
        app.add_option("--territory", m_options.territory, "Its code, or its whole name where only one has it")
            ->required()
            ->type_name("CODE");
        app.add_option("--unit", m_options.unit, "Where a code is used twice: commune, departement, …, all")->type_name("UNIT");
        app.add_option("--language", m_options.language, "Of the page: fr or en")
            ->check(CLI::IsMember({"fr", "en"}))
            ->type_name("LANGUAGE");
        app.add_option("-o,--output", m_output, "The page; - writes it to stdout. Default: CODE.html")->type_name("FILE");
        app.add_flag("--overwrite", m_overwrite, "Replace the file where it is there");
        app.add_option("--threads", m_options.threads, "0 takes all processors")->check(CLI::NonNegativeNumber)->type_name("N");
    }

    int run() override {
        if (!m_output.empty() && m_output != "-" && !m_overwrite && std::filesystem::exists(m_output))
            throw core::Error(core::ErrorKind::output, m_output,
                              "is there already; add --overwrite to replace it, or -o FILE for another");
        const auto progress = make_display(ProgressMode::none, std::cerr, false);
        const run::Report report = run::make_report(m_run, m_options, *progress);
        if (m_output == "-") {
            std::cout << report.html;
            return kDone;
        }
        const std::string path = m_output.empty() ? file_of(report.code) : m_output;
        run::write_report(path, report, m_overwrite);
        std::cout << path << '\n';
        return kDone;
    }

private:
    std::string m_run, m_output;
    run::ReportOptions m_options;
    bool m_overwrite = false;
};

}  // namespace

std::unique_ptr<Command> make_sheet() { return std::make_unique<Sheet>(); }

}  // namespace covmap::cli

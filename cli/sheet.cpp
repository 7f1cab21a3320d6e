// covmap report RUN --territory CODE, covmap report RUN --overview
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <iostream>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "core/error.hpp"
#include "run/reuse/report_overview.hpp"
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
        CLI::Option* territory =
            app.add_option("--territory", m_options.territory, "Its code, or its whole name where only one has it")
                ->type_name("CODE");
        CLI::Option* overview =
            app.add_flag("--overview", m_overview, "The whole run instead: distributions, the ten worst, what changed")
                ->excludes(territory);
        app.add_option("--compare", m_compare, "With --overview: an earlier run")->needs(overview)->type_name("RUN");
        app.add_option("--unit", m_options.unit, "Where a code is used twice: commune, departement, …, all")->type_name("UNIT");
        app.add_option("--language", m_options.language, "Of the page: fr or en. Default: the job's output.language")
            ->check(one_of({"fr", "en"}))
            ->type_name("LANGUAGE");
        add_output(app, m_output, "The page; - writes it to stdout. Default: CODE.html, overview.html");
        app.add_flag("--overwrite", m_overwrite, "Replace the file where it is there");
        app.add_option("--format", m_format, "Of what is told at the end: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
        app.add_option("--threads", m_options.threads, "0 takes all processors")->check(CLI::NonNegativeNumber)->type_name("N");
    }

    int run() override {
        if (m_options.territory.empty() && !m_overview)
            throw core::Error(core::ErrorKind::usage, "covmap report",
                              "of what? give --territory CODE, or --overview for the whole run");
        check_text_output(m_output, m_overwrite);
        const auto progress = make_display(ProgressMode::none, std::cerr, false);
        run::Report report{"overview", ""};
        if (m_overview)
            report.html = run::make_overview(m_run, {m_compare, m_options.language, m_options.threads}, *progress);
        else
            report = run::make_report(m_run, m_options, *progress);
        const std::string path = m_output.empty() ? file_of(report.code) : m_output;
        if (!write_text(report.html, path, m_overwrite)) return kDone;
        if (m_format == "json")
            std::cout << json_text({{"file", path}, {"territory", m_overview ? Json() : Json(report.code)}});
        else
            std::cout << printable(path) << '\n';
        return kDone;
    }

private:
    std::string m_run, m_output, m_compare, m_format = "text";
    run::ReportOptions m_options;
    bool m_overwrite = false, m_overview = false;
};

}  // namespace

std::unique_ptr<Command> make_sheet() { return std::make_unique<Sheet>(); }

}  // namespace covmap::cli

// covmap merge PARTS -o OUT
#include "run/merge.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/failure.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/rows.hpp"
#include "cli/run/shared_options.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "read/job/job.hpp"
#include "run/parts/plan.hpp"

namespace covmap::cli {
namespace {

class Merge final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("PARTS", m_folder, "The folder of the parts")->required();
        app.add_option("--job", m_job, "Where the job file is now, if not where it was when it was planned")->type_name("JOB");
        add_output(app, m_options.output_folder, "Write the run to DIR instead of the job's output.folder", "DIR");
        app.add_flag("--overwrite", m_options.overwrite, "Replace an earlier run in the folder, once the new one is complete");
        m_work.add(app);
        app.add_option("--format", m_format, "Of the summary: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
        app.add_flag("--list", m_list, "Name every file of the run at the end, not their number alone");
    }

    int run() override {
        m_work.apply(m_options);
        const std::unique_ptr<Display> display = m_work.display();
        try {
            catch_interrupts();
            const auto planned = run::planned_job(m_folder);
            if (!planned)
                throw core::Error(core::ErrorKind::input, m_folder,
                                  "holds no plan.json, and so no parts of a run; give the folder that covmap plan and covmap run "
                                  "--part wrote");
            const model::Job job = read::parse_job(m_job.empty() ? planned->path : m_job, planned->sets);
            const run::RunSummary summary = run::merge_parts(job, m_folder, m_options, *display);
            display->done();
            const std::string language = terminal_language("");
            std::cout << (m_format == "json" ? json_text(summary_json(summary, language))
                                             : summary_text(summary, {language, screen_of(STDOUT_FILENO), m_list}));
        } catch (...) {
            const Failure failure = failure_of(std::current_exception());
            if (m_format == "json" && !m_work.tells_json())
                std::cerr << failure_json(failure);
            else
                display->failed(failure);
            return failure.code;
        }
        return kDone;
    }

private:
    std::string m_folder, m_job, m_format = "text";
    run::RunOptions m_options;
    WorkOptions m_work;
    bool m_list = false;
};

}  // namespace

std::unique_ptr<Command> make_merge() { return std::make_unique<Merge>(); }

}  // namespace covmap::cli

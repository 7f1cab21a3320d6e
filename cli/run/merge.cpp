// covmap merge PARTS -o OUT
#include "run/merge.hpp"

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/run/shared_options.hpp"
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
        m_summary.add(app);
    }

    int run() override {
        m_work.apply(m_options);
        const std::unique_ptr<Display> display = m_work.display();
        try {
            catch_interrupts();
            const run::PlannedJob planned = run::job_to_merge(m_folder);
            const model::Job job = read::parse_job(m_job.empty() ? planned.path : m_job, planned.sets);
            const run::RunSummary summary = run::merge_parts(job, m_folder, m_options, *display);
            display->done();
            m_summary.print(summary, "");
        } catch (...) {
            return m_summary.fail(std::current_exception(), m_work, *display);
        }
        return kDone;
    }

private:
    std::string m_folder, m_job;
    run::RunOptions m_options;
    WorkOptions m_work;
    SummaryOptions m_summary;
};

}  // namespace

std::unique_ptr<Command> make_merge() { return std::make_unique<Merge>(); }

}  // namespace covmap::cli

// covmap run JOB
#include "run/run.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/rows.hpp"
#include "cli/run/array_task.hpp"
#include "cli/run/part_option.hpp"
#include "cli/run/part_run.hpp"
#include "cli/run/shared_options.hpp"
#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/parts/plan.hpp"

namespace covmap::cli {
namespace {

class Run final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("JOB", m_job, "The job file")->required();
        add_output(app, m_options.output_folder, "Write the run to DIR instead of the job's output.folder", "DIR");
        app.add_flag("--overwrite", m_options.overwrite, "Replace an earlier run in the folder, once the new one is complete");
        add_set(app, m_sets);
        m_strict.add(app);
        add_allow_unknown(app, m_options);
        app.add_option("--from", m_options.from, "Answer the job from an earlier run's tally, without reading the inputs")
            ->check([](const std::string& given) { return given.empty() ? "the name is empty; give a run" : std::string(); })
            ->type_name("RUN");
        app.add_option("--part", m_part,
                       "Sweep one part of the rows alone, into the folder of the parts that -o names: 3/64, or auto: as the "
                       "scheduler of a cluster numbers this task")
            ->type_name("I/N");
        app.add_option("--parts", m_parts, "With --part auto, where the scheduler does not say how many tasks there are")
            ->check(CLI::Range(1U, run::kMostParts))
            ->type_name("N");
        m_work.add(app);
        m_summary.add(app);
        add_language(app, m_language, "Of the files and of the summary: fr or en. Default: the job's, and the locale's");
    }

    int run() override {
        m_work.apply(m_options);
        m_strict.apply(m_options);
        if (!m_language.empty()) m_sets.push_back("output.language=" + m_language);
        const std::unique_ptr<Display> display = m_work.display();
        try {
            catch_interrupts();
            if (m_parts != 0 && m_part != "auto")
                throw core::Error(core::ErrorKind::usage, "--parts", "is for --part auto alone; write --part I/N");
            if (!m_part.empty()) return run_part(*display);
            const model::Job job = read::parse_job(m_job, m_sets);
            const run::RunSummary summary = run::run_job(job, m_options, *display);
            display->done();
            m_summary.print(summary, m_language);
        } catch (...) {
            return m_summary.fail(std::current_exception(), m_work, *display);
        }
        return kDone;
    }

private:
    int run_part(Display& display) {
        const PartChoice choice = chosen_part(display);
        const run::RunSummary summary = run_part_of(m_job, m_sets, choice, m_options, display);
        display.done();
        std::cout << (m_summary.is_json() ? json_text(part_json(summary, choice)) : part_text(summary));
        return kDone;
    }

    PartChoice chosen_part(Display& display) const {
        if (m_part != "auto") return parse_part(m_part);
        const ArrayTask task =
            array_task(process_variable, m_parts == 0 ? std::nullopt : std::optional(static_cast<int>(m_parts)));
        display.note(describe(task));
        return parse_part(std::to_string(task.index) + "/" + std::to_string(task.count));
    }

    std::string m_job;
    std::vector<std::string> m_sets;
    run::RunOptions m_options;
    StrictOption m_strict;
    WorkOptions m_work;
    SummaryOptions m_summary;
    std::string m_part, m_language;
    unsigned m_parts = 0;  ///< 0: not given
};

}  // namespace

std::unique_ptr<Command> make_run() { return std::make_unique<Run>(); }

}  // namespace covmap::cli

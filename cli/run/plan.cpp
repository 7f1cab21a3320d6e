// covmap plan JOB --parts N -o PARTS
#include "run/parts/plan.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "cli/failure.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "cli/run/part_run.hpp"
#include "cli/run/shared_options.hpp"
#include "read/job/job.hpp"

namespace covmap::cli {
namespace {

class Plan final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("JOB", m_job, "The job file")->required();
        app.add_option("--parts", m_parts, "How many parts the run is taken into")
            ->required()
            ->check(CLI::Range(1U, run::kMostParts))
            ->type_name("N");
        add_output(app, m_folder, "The folder of the parts; needed", "DIR");
        add_set(app, m_sets);
        m_strict.add(app);
        add_allow_unknown(app, m_options);
        m_work.add(app);
    }

    int run() override {
        if (m_folder.empty()) throw core::Error(core::ErrorKind::usage, "", "the folder of the parts has no name; give it by -o");
        m_work.apply(m_options);
        m_strict.apply(m_options);
        const std::unique_ptr<Display> display = m_work.display();
        try {
            catch_interrupts();
            const model::Job job = read::parse_job(m_job, m_sets);
            const run::RunSummary summary = run::plan_parts({job, m_sets, m_options, m_folder, m_parts}, *display);
            display->done();
            std::cout << printable(m_folder) << "/plan.json: " << m_parts << (m_parts == 1 ? " part\n" : " parts\n");
            for (const std::string& line : summary.lines) std::cout << printable(line) << "\n";
            std::cout << "next: " << printable(run::command_of(m_job, 1, m_parts, m_folder)) << (m_parts > 1 ? ", and so on" : "")
                      << "; then covmap merge " << printable(m_folder) << " -o OUT\n";
        } catch (...) {
            const Failure failure = failure_of(std::current_exception());
            display->failed(failure);
            return failure.code;
        }
        return kDone;
    }

private:
    std::string m_job, m_folder;
    unsigned m_parts = 0;
    std::vector<std::string> m_sets;
    run::RunOptions m_options;
    StrictOption m_strict;
    WorkOptions m_work;
};

}  // namespace

std::unique_ptr<Command> make_plan() { return std::make_unique<Plan>(); }

}  // namespace covmap::cli

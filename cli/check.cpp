// covmap check JOB
#include "run/prepare/check.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/printable.hpp"
#include "core/counted.hpp"
#include "read/job/job.hpp"

namespace covmap::cli {
namespace {

class Check final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("JOB", m_job, "The job file")->required();
        app.add_option("--format", m_format, "text or json")->check(one_of({"text", "json"}))->type_name("FORMAT");
        app.add_option("--set", m_sets, "Change a value of the job, as for run")->allow_extra_args(false)->type_name("KEY=VALUE");
    }

    int run() override {
        model::Job job;
        const std::vector<read::JobFault> faults = read::job_faults(m_job, m_sets, &job);
        std::vector<run::CheckFinding> findings;
        for (const read::JobFault& fault : faults) findings.push_back({"error", fault.where, fault.what});
        if (faults.empty())
            findings = run::check_job(job);
        else
            findings.push_back({"info", m_job, "the inputs were not opened; mend the job first"});
        if (m_format == "json")
            print_json(findings);
        else
            print_text(findings);
        const bool command_line =
            !faults.empty() && std::all_of(faults.begin(), faults.end(), [](const auto& f) { return f.line == 0; });
        if (command_line) return kUsage;
        return count(findings, "error") == 0 ? kDone : kFailed;
    }

private:
    static long count(const std::vector<run::CheckFinding>& findings, const std::string& severity) {
        return std::count_if(findings.begin(), findings.end(), [&](const auto& f) { return f.severity == severity; });
    }

    void print_text(const std::vector<run::CheckFinding>& findings) const {
        for (const run::CheckFinding& finding : findings)
            std::cout << finding.severity << ": " << printable((finding.where.empty() ? "" : finding.where + ": ") + finding.what)
                      << '\n';
        std::cout << printable(m_job) << ": " << core::counted(count(findings, "error"), "error") << ", "
                  << core::counted(count(findings, "warning"), "warning") << '\n';
    }

    void print_json(const std::vector<run::CheckFinding>& findings) const {
        nlohmann::ordered_json report;
        report["job"] = m_job;
        report["errors"] = count(findings, "error");
        report["warnings"] = count(findings, "warning");
        report["findings"] = nlohmann::ordered_json::array();
        for (const run::CheckFinding& f : findings)
            report["findings"].push_back({{"severity", f.severity}, {"where", f.where}, {"what", f.what}});
        std::cout << report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    }

    std::string m_job;
    std::string m_format = "text";
    std::vector<std::string> m_sets;
};

}  // namespace

std::unique_ptr<Command> make_check() { return std::make_unique<Check>(); }

}  // namespace covmap::cli

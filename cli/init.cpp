// covmap init FILES…
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "cli/command.hpp"
#include "cli/draft_job.hpp"
#include "cli/output_option.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

class Init final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("FILES", m_files, "Population, territories, coverage: the files the job shall read")->required();
        add_output(app, m_output, "Write the job to FILE instead of stdout");
        app.add_flag("--overwrite", m_overwrite, "Replace FILE");
    }

    int run() override {
        check_text_output(m_output, m_overwrite);
        std::vector<read::Inspection> inspections;
        for (const std::string& path : m_files) inspections.push_back(read::inspect_file(path));
        const fs::path folder = m_output.empty() ? fs::path() : fs::path(m_output).parent_path();
        const DraftJob draft = draft_job(inspections, folder.string());
        for (const std::string& note : draft.notes) std::cerr << "covmap: " << note << '\n';
        if (write_text(draft.text, m_output, m_overwrite))
            std::cerr << "covmap: wrote " << m_output << "; next: covmap check " << m_output << '\n';
        return kDone;
    }

private:
    std::vector<std::string> m_files;
    std::string m_output;
    bool m_overwrite = false;
};

}  // namespace

std::unique_ptr<Command> make_init() { return std::make_unique<Init>(); }

}  // namespace covmap::cli

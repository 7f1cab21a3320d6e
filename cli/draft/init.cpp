// covmap init FILES…
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/command.hpp"
#include "cli/draft/draft_job.hpp"
#include "cli/output_option.hpp"
#include "core/error.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

/// A part of a file that is given too, as «a.dbf» and «a.prj» of «a.shp», «a.tif.aux.xml» and «a.tif.vat.dbf» of «a.tif».
bool belongs_to_another(const std::string& path, const std::vector<std::string>& all) {
    const std::string stem = fs::path(path).replace_extension().string();
    return std::any_of(all.begin(), all.end(), [&](const std::string& other) {
        if (other == path) return false;
        const bool shape = fs::path(other).extension() == ".shp" && fs::path(path).extension() != ".shp" &&
                           fs::path(other).replace_extension().string() == stem;
        return shape || path.starts_with(other + ".");
    });
}

class Init final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("FILES", m_files, "Population, territories, coverage: the files the job shall read")->required();
        add_output(app, m_output, "Write the job to FILE instead of stdout");
        app.add_flag("--overwrite", m_overwrite, "Replace FILE");
    }

    int run() override {
        check_text_output(m_output, m_overwrite);
        const std::vector<read::Inspection> inspections = inspected();
        const fs::path folder = m_output.empty() ? fs::path() : fs::path(m_output).parent_path();
        const DraftJob draft = draft_job(inspections, folder.string());
        for (const std::string& note : draft.notes) std::cerr << "covmap: " << note << '\n';
        if (write_text(draft.text, m_output, m_overwrite))
            std::cerr << "covmap: wrote " << m_output << "; next: covmap check " << m_output << '\n';
        return kDone;
    }

private:
    /// A file that cannot be read is told, and stands in the job as a comment. Throws where none can.
    [[nodiscard]] std::vector<read::Inspection> inspected() const {
        std::vector<read::Inspection> all;
        std::size_t read = 0;
        for (const std::string& path : m_files) {
            if (belongs_to_another(path, m_files)) continue;
            try {
                all.push_back(read::inspect_file(path));
                ++read;
            } catch (const core::Error& error) {
                if (error.kind() != core::ErrorKind::input || m_files.size() == 1) throw;
                std::cerr << "covmap: " << error.what() << "; left out\n";
                all.push_back({});
                all.back().path = path;
            }
        }
        if (read == 0) throw core::Error(core::ErrorKind::input, m_files.front(), "cannot be read, nor any other file");
        return all;
    }

    std::vector<std::string> m_files;
    std::string m_output;
    bool m_overwrite = false;
};

}  // namespace

std::unique_ptr<Command> make_init() { return std::make_unique<Init>(); }

}  // namespace covmap::cli

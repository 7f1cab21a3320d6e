#include "cli/run/part_run.hpp"

#include "cli/printable.hpp"
#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/parts/run_part.hpp"

namespace covmap::cli {

namespace {

Json lines_of(const std::vector<std::string>& lines, const std::string& word) {
    Json found = Json::array();
    for (const std::string& line : lines)
        if (line.starts_with(word)) found.push_back(line.substr(word.size()));
    return found;
}

}  // namespace

run::RunSummary run_part_of(const std::string& job, const std::vector<std::string>& sets, const PartChoice& choice,
                            const run::RunOptions& options, run::Progress& progress) {
    if (options.output_folder.empty())
        throw core::Error(core::ErrorKind::usage, "", "--part needs the folder of the parts; name it by -o");
    if (!options.from.empty())
        throw core::Error(core::ErrorKind::usage, "", "--part sweeps, and --from takes what was swept before; give one of them");
    const auto planned = run::planned_job(options.output_folder);
    const std::vector<std::string>& used = sets.empty() && planned ? planned->sets : sets;
    const model::Job parsed = read::parse_job(job, used);
    return run::run_part({parsed, used, options, options.output_folder, choice.parts}, choice.part, progress);
}

std::string part_text(const run::RunSummary& summary) {
    std::string text = printable(summary.folder);
    if (!summary.files.empty())
        text += ": " + std::to_string(summary.files.size()) + (summary.files.size() == 1 ? " file" : " files");
    text += "\n";
    for (const std::string& line : summary.lines) text += printable(line) + "\n";
    return text;
}

Json part_json(const run::RunSummary& summary, const PartChoice& choice) {
    return {{"folder", summary.folder},
            {"files", summary.files},
            {"part", choice.part},
            {"parts", choice.parts},
            {"warnings", lines_of(summary.lines, "warning: ")},
            {"notes", lines_of(summary.lines, "note: ")}};
}

}  // namespace covmap::cli

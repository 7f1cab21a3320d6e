// The engine without the command line: answers a job and prints what is at one place.
//   place job.toml OUT 2.35 48.85
#include <cstdlib>
#include <iostream>
#include <string>

#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/points/point_query.hpp"
#include "run/run.hpp"

namespace {

class Phases final : public covmap::run::Progress {
public:
    void phase(const std::string& name) override { std::cerr << name << '\n'; }
    void advance(double) override {}
    void note(const std::string& text) override { std::cerr << "note: " << text << '\n'; }
    void done() override {}
};

std::string text_of(const covmap::model::Column& column) {
    if (column.nulls.front()) return "unknown";
    if (column.type == covmap::model::ColumnType::text) return column.texts.front();
    return covmap::model::decimal_text(column.numbers.front(), column.scale);
}

void answer(const std::string& job, const std::string& folder, covmap::core::Point lon_lat) {
    covmap::run::RunOptions options;
    options.output_folder = folder;
    Phases phases;
    const covmap::run::RunSummary summary = covmap::run::run_job(covmap::read::parse_job(job), options, phases);
    std::cerr << summary.folder << ": " << summary.files.size() << " files\n";
    const covmap::model::Table place = covmap::run::what_is_at(folder, lon_lat);
    for (const covmap::model::Column& column : place.columns) std::cout << column.name << ": " << text_of(column) << '\n';
}

}  // namespace

int main(int count, char** words) {
    if (count != 5) {
        std::cerr << "place JOB OUT LON LAT\n";
        return 2;
    }
    try {
        answer(words[1], words[2], {std::strtod(words[3], nullptr), std::strtod(words[4], nullptr)});
    } catch (const covmap::core::Error& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}

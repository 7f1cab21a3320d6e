// covmap at RUN LON LAT, and covmap at RUN --points FILE
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <map>
#include <optional>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "cli/terminal.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "run/base/output_text.hpp"
#include "run/points/bulk_answers.hpp"
#include "run/points/point_query.hpp"

namespace covmap::cli {
namespace {

/// A JSON array in pieces, a row on a line.
std::string json_piece(const model::Table& rows, bool is_first) {
    std::string out = is_first ? "[" : "";
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        out += is_first && row == 0 ? "\n" : ",\n";
        const std::string text = json_text(record_json(rows, row), -1);
        out.append(text, 0, text.size() - 1);
    }
    return out;
}

class At final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_asked.run, "The folder of a run that keeps its cells")->required();
        app.add_option("LON", m_lon, "Longitude, degrees, WGS 84; west is below 0");
        app.add_option("LAT", m_lat, "Latitude, degrees, WGS 84; south is below 0");
        app.add_option("--points", m_asked.points.path, "Ask about every point of a table or layer instead")->type_name("FILE");
        app.add_option("--x", m_asked.points.x_column, "Its column of longitudes or eastings. Default: found by its name")
            ->type_name("COLUMN");
        app.add_option("--y", m_asked.points.y_column, "Its column of latitudes or northings")->type_name("COLUMN");
        app.add_option("--id", m_asked.points.id_column, "Its column of identifiers")->type_name("COLUMN");
        app.add_option("--layer", m_asked.points.layer, "Its layer")->type_name("LAYER");
        app.add_option("--crs", m_asked.points.crs, "Its CRS, where it does not tell: EPSG:2154")->type_name("CRS");
        app.add_option("--format", m_format, "text, json, csv or geojson; of --points: csv or json")
            ->check(one_of({"text", "json", "csv", "geojson"}))
            ->type_name("FORMAT");
        add_output(app, m_output, "Write to FILE instead of stdout");
        app.add_flag("--overwrite", m_overwrite, "Replace FILE");
        app.add_option("--threads", m_asked.threads, "Threads for --points; 0 takes all")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
        add_language(app, m_language, "Of the text: fr or en. Default: the locale's");
    }

    int run() override {
        check_asked();
        if (!m_asked.points.path.empty()) return answer_list();
        m_at = {*m_lon, *m_lat};
        check_text_output(m_output, m_overwrite);
        const model::Table table = run::what_is_at(m_asked.run, m_at);
        m_language = terminal_language(m_language);
        if (run::is_outside(table)) hint_at_swapped();
        write_text(answer_text(table), m_output, m_overwrite);
        return kDone;
    }

private:
    /// One place, or a list of them.
    void check_asked() const {
        const auto refuse = [](const std::string& what) { throw core::Error(core::ErrorKind::usage, "", what); };
        const read::PointListSpec& list = m_asked.points;
        if (list.path.empty()) {
            if (!m_lon || !m_lat)
                refuse(
                    "LON and LAT are missing: give one place, or --points FILE for a list; covmap at --help lists the options");
            if (!(list.x_column + list.y_column + list.id_column + list.layer + list.crs).empty())
                refuse("--x, --y, --id, --layer and --crs are of a list: give it by --points FILE");
        } else {
            if (m_lon) refuse("LON and LAT are of one place, --points FILE of a list of them: give one of the two");
            if (m_format == "geojson") refuse("--points gives csv or json; for a map put a [[places]] into the job");
            if (list.x_column.empty() != list.y_column.empty()) refuse("--x and --y come together");
        }
    }

    [[nodiscard]] std::string answer_text(const model::Table& table) const {
        if (m_format == "csv") return rows_csv(table, true);
        if (m_format == "text") return text(table);
        const Json properties = record_json(table, 0);
        if (m_format == "json") return json_text(properties);
        return json_text({{"type", "Feature"},
                          {"geometry", {{"type", "Point"}, {"coordinates", {m_at.x, m_at.y}}}},
                          {"properties", properties}});
    }

    int answer_list() const {
        check_text_output(m_output, m_overwrite);
        catch_interrupts();
        const std::unique_ptr<Display> display =
            make_display(isatty(STDERR_FILENO) == 1 ? ProgressMode::automatic : ProgressMode::none, std::cerr, true);
        const bool to_file = !m_output.empty() && m_output != "-", json = m_format == "json";
        std::optional<run::OutputText> file;
        if (to_file) file.emplace(m_output, m_overwrite);
        const auto write = [&](std::string_view text) {
            if (file)
                file->append(text);
            else
                std::cout << text;
        };
        const run::BulkCount count = run::answer_points(m_asked, json ? json_piece : rows_csv, write, *display);
        if (json) write("\n]\n");
        if (file) file->finish();
        tell(count);
        return kDone;
    }

    /// What became of them, on stderr: stdout holds the answers.
    void tell(const run::BulkCount& count) const {
        std::cerr << core::counted(count.points, "point") << ": " << count.inside << " inside, " << count.outside
                  << " outside every territory, " << count.points - count.inside - count.outside << " not read\n";
        for (const auto& [code, points] : count.faults)
            std::cerr << printable("  " + code + ": " + std::to_string(points) + " (the first: " + count.first_of_fault.at(code))
                      << ")\n";
        if (2 * count.swapped > count.points)
            std::cerr << "  " << count.swapped
                      << " lie on the map the other way round: exchange --x and --y (x is the longitude or easting)\n";
        else if (count.inside == 0 && count.outside > 0)
            std::cerr << "  they were read as " << count.crs << "; where that is wrong state --crs EPSG:…\n";
    }

    [[nodiscard]] std::string text(const model::Table& table) const {
        const Words words(m_language);
        std::string out;
        for (const model::Column& column : table.columns) {
            const std::string text = shown(column, words);
            if (text.empty()) continue;
            const std::string& label = column.label.in(m_language);
            out += printable(fmt::format("{}{}{}{}", label.empty() ? column.name : label, words.say(" : ", ": "), text,
                                         column.unit.empty() ? "" : " " + column.unit)) +
                   "\n";
        }
        return run::is_outside(table) ? out + words.say("hors de tout territoire\n", "outside every territory\n") : out;
    }

    /// The value as people read it: words of the tables in the language of the text, a decimal comma in French.
    static std::string shown(const model::Column& column, const Words& words) {
        std::string text = cell_text(column, 0);
        if (column.type != model::ColumnType::text) {
            if (const std::size_t point = text.find('.'); point != std::string::npos) text[point] = words.say(",", ".").front();
            return text;
        }
        static const std::map<std::string, const char*> kFrench = {
            {"meets", "rempli"}, {"not", "non rempli"}, {"unknown", "inconnu"}, {"none", "aucun"}, {"covered", "couvert"}};
        const auto known = kFrench.find(text);
        return known == kFrench.end() ? text : words.say(known->second, text.c_str());
    }

    /// Latitude first is how many maps say it.
    void hint_at_swapped() const {
        const core::Point swapped{m_at.y, m_at.x};
        if (std::abs(swapped.y) > 90 || run::is_outside(run::what_is_at(m_asked.run, swapped))) return;
        const std::string command = fmt::format("covmap at {} {} {}", shell_word(m_asked.run), swapped.x, swapped.y);
        const Words words(m_language);
        std::cerr << words.say("est-ce l'inverse ? la longitude vient d'abord : ",
                               "did you mean the reverse? the longitude comes first: ")
                  << command << '\n';
    }

    run::BulkAsked m_asked;
    std::optional<double> m_lon, m_lat;
    core::Point m_at;
    std::string m_format = "text", m_language, m_output;
    bool m_overwrite = false;
};

}  // namespace

std::unique_ptr<Command> make_at() { return std::make_unique<At>(); }

}  // namespace covmap::cli

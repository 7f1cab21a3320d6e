// covmap resilience RUN
#include "run/resilience/resilience.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/aligned.hpp"
#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "cli/temporary_folder.hpp"
#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/prepare/markets.hpp"
#include "run/resilience/losses_of_sites.hpp"
#include "run/run.hpp"

namespace covmap::cli {
namespace {

/// Whole people or km²; 1 where there is some of one.
std::string whole(std::int64_t quanta, bool people) {
    const std::int64_t unit = people ? core::kWeightQuantaPerUnit : core::kAreaQuantaPerKm2;
    std::string text = std::to_string(quanta > 0 ? std::max<std::int64_t>(1, (quanta + unit / 2) / unit) : 0);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string percent(std::int64_t part, std::int64_t all) {
    const auto share = model::share_of(part, all);
    return share ? model::fixed_text(*share, 2) + "%" : "-";
}

class ResilienceCommand final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_options.run, "The folder of a run")->required();
        app.add_option("--standard", m_options.standard, "An indicator of the run; by default what its first zones ask");
        app.add_option("--lose", m_lose,
                       "operator=20801,20810 that fall together (default: each alone); site=ID,ID; area=FILE of polygons; "
                       "outages=TABLE with id, or lon and lat");
        app.add_option("--job", m_job, "The job file of the run, where it has moved: sites are lost by running it again");
        add_output(app, m_files.folder, "A folder for the tables: every territory and parent", "DIR");
        app.add_flag("--overwrite", m_files.overwrite, "Replace such tables that stand there");
        app.add_option("--format", m_format, "text or json")->check(one_of({"text", "json"}))->type_name("FORMAT");
    }

    int run() override {
        const auto [what, names] = asked();
        if (!m_files.folder.empty()) run::check_resilience_folder(m_files);
        if (what == "operator") m_options.lost = split(names);
        const run::Resilience found =
            what.empty() || what == "operator" ? run::resilience_of(m_options) : without_sites(what, names);
        const std::vector<std::string> files =
            m_files.folder.empty() ? std::vector<std::string>() : run::write_resilience(found, m_files);
        if (m_format == "json") {
            std::cout << json_text(json_of(found, files));
            return kDone;
        }
        print(found);
        if (m_files.folder.empty()) return kDone;
        std::cout << printable(m_files.folder) << ":";
        for (const std::string& file : files) std::cout << ' ' << file;
        std::cout << '\n';
        return kDone;
    }

private:
    /// «area=flood.gpkg» -> {«area», «flood.gpkg»}; nothing where nothing is said.
    [[nodiscard]] std::pair<std::string, std::string> asked() const {
        if (m_lose.empty()) return {};
        const std::size_t at = m_lose.find('=');
        const std::string what = m_lose.substr(0, at);
        const std::vector<std::string> known = {"operator", "site", "area", "outages"};
        if (at == std::string::npos || at + 1 == m_lose.size() || std::find(known.begin(), known.end(), what) == known.end())
            throw core::Error(
                core::ErrorKind::usage, "--lose",
                "«" + m_lose + "» names nothing that can be lost; write operator=20801, site=ID, area=FILE or outages=FILE");
        return {what, m_lose.substr(at + 1)};
    }

    static std::vector<std::string> split(const std::string& names) {
        std::vector<std::string> parts;
        for (std::size_t begin = 0; begin <= names.size();) {
            const std::size_t end = std::min(names.find(',', begin), names.size());
            parts.push_back(names.substr(begin, end - begin));
            begin = end + 1;
        }
        return parts;
    }

    /// Runs the job of the run again, without them, into a folder that goes with this call.
    [[nodiscard]] run::Resilience without_sites(const std::string& what, const std::string& names) const {
        run::SitesLost named;
        if (what == "site") named.ids = split(names);
        if (what == "area") named.area = names;
        if (what == "outages") named.outages = names;
        catch_interrupts();
        const model::Job job =
            run::job_without_sites(read::parse_job(m_job.empty() ? run::job_file_of(m_options.run) : m_job, {}));
        run::LostSites lost(named, run::canonical_operators(job));
        const TemporaryFolder folder("covmap-resilience");
        run::RunOptions again;
        again.output_folder = folder.path() + "/without";
        again.allow_unknown = true;
        again.lost_sites = [&](const model::Site& site, const std::string& id) { return lost.take(site, id); };
        const std::unique_ptr<Display> display = make_display(ProgressMode::automatic, std::cerr, isatty(STDERR_FILENO) == 1);
        run::run_job(job, again, *display);
        display->done();
        const std::string shown = what == "site" ? names : std::filesystem::path(names).filename().string();
        return run::losses_of_sites(m_options, again.output_folder, lost, what + "=" + shown);
    }

    /// Figures of all that the run counts, as published.
    static Json figures(const model::RunModel& model, const std::vector<std::int64_t>& values) {
        Json json = Json::object();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool people = i < model.attributes.size();
            json[people ? model.attributes[i].name : "area_km2"] =
                Json::parse(model::decimal_text(values[i], people ? core::kWeightScale : core::kAreaScale));
        }
        return json;
    }

    [[nodiscard]] Json json_of(const run::Resilience& found, const std::vector<std::string>& files) const {
        const model::RunModel& model = found.model;
        Json losses = Json::array();
        for (std::size_t l = 0; l < found.losses.size(); ++l) {
            const measure::Loss& loss = found.whole[l];
            losses.push_back({{"without", said_without(found, l)},
                              {"served", figures(model, loss.served)},
                              {"lost", figures(model, loss.lost)},
                              {"unsure", figures(model, loss.unsure)}});
        }
        Json fragile = array_of(found.fragile, [&](const run::FragilePlace& place) {
            return Json{{"code", place.code},
                        {"name", place.name},
                        {"without", said_without(found, place.loss)},
                        {"served", figures(model, {place.served})},
                        {"lost", figures(model, {place.lost})}};
        });
        return {{"run", m_options.run},
                {"standard", model.job.indicator[found.standard].name},
                {"unit", model.territories.unit},
                {"sites", found.sites > 0 ? Json(found.sites) : Json()},
                {"sites_lost", found.sites > 0 ? Json(found.sites_lost) : Json()},
                {"losses", losses},
                {"fragile", fragile},
                {"folder", files.empty() ? Json() : Json(m_files.folder)},
                {"files", files}};
    }

    static std::string said_without(const run::Resilience& found, std::size_t loss) {
        const measure::OperatorLoss& one = found.losses[loss];
        return one.sites.empty() ? measure::lost_names(found.model, one.question.lost) : one.sites;
    }

    static std::string without(const run::Resilience& found, std::size_t loss) { return printable(said_without(found, loss)); }

    static void print(const run::Resilience& found) {
        const model::RunModel& model = found.model;
        const bool people = !model.attributes.empty();
        std::cout << printable(model.job.indicator[found.standard].name) << ", "
                  << printable(people ? model.attributes.front().name : "km2") << ": "
                  << (found.whole.empty() ? "0" : whole(found.whole.front().served.front(), people)) << " served\n";
        if (found.sites > 0) std::cout << found.sites_lost << " of " << found.sites << " sites lost\n";
        std::vector<TextRow> rows{{"without", "lose it", "of those served", "unsure"}};
        for (std::size_t l = 0; l < found.losses.size(); ++l) {
            const measure::Loss& loss = found.whole[l];
            rows.push_back({without(found, l), whole(loss.lost.front(), people), percent(loss.lost.front(), loss.served.front()),
                            whole(loss.unsure.front(), people)});
        }
        std::cout << aligned(rows, 1);
        print_fragile(found, people);
        std::cout << (found.sites > 0 ? "sites of other operators on the same mast stay, unless they are named too\n"
                                      : "whether operators share a network is not known to the run; name those that do: --lose "
                                        "operator=A,B\n");
    }

    static void print_fragile(const run::Resilience& found, bool people) {
        if (found.fragile.empty()) return;
        std::cout << "the most fragile, by those who hang on one loss:\n";
        std::vector<TextRow> rows{{printable(found.model.territories.unit), "without", "lose it", "of those served"}};
        for (const run::FragilePlace& place : found.fragile)
            rows.push_back({printable(place.code + " " + place.name), without(found, place.loss), whole(place.lost, people),
                            percent(place.lost, place.served)});
        std::cout << aligned(rows, 2);
    }

    run::ResilienceOptions m_options;
    run::ResilienceFiles m_files;
    std::string m_lose, m_job, m_format = "text";
};

}  // namespace

std::unique_ptr<Command> make_resilience() { return std::make_unique<ResilienceCommand>(); }

}  // namespace covmap::cli

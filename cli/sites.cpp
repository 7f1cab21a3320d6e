// covmap sites RUN
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
#include "core/counted.hpp"
#include "core/decimal.hpp"
#include "core/error.hpp"
#include "run/sites/next_sites.hpp"
#include "run/sites/site_files.hpp"
#include "run/sites/site_tables.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kAllOfTheBest = 1;

std::int64_t decimal_of(const char* option, const std::string& text, int scale) {
    const auto value = core::parse_decimal(text, scale);
    if (value && *value > 0) return *value;
    throw core::Error(core::ErrorKind::usage, option,
                      "«" + text + "» is no number above 0 with at most " + std::to_string(scale) + " decimals");
}

/// «population=1,seniors=2»
std::vector<std::pair<std::string, std::int64_t>> weights_of(const std::string& text) {
    constexpr int kThousandths = 3;
    std::vector<std::pair<std::string, std::int64_t>> weights;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string one = text.substr(begin, end - begin);
        const std::size_t equals = one.find('=');
        weights.emplace_back(one.substr(0, equals), equals == std::string::npos
                                                        ? core::parse_decimal("1", kThousandths).value()
                                                        : decimal_of("--gain", one.substr(equals + 1), kThousandths));
        begin = end + 1;
    }
    return weights;
}

class Sites final : public Command {
public:
    void setup(CLI::App& app) override {
        run::SitesOptions& o = m_options;
        app.add_option("RUN", o.run, "The folder of a run that keeps its cells")->required();
        app.add_option("--candidates", o.candidates, "Where a site could stand: a file of points, or grid:2km")->required();
        app.add_option("--radius-km", o.radius_km, "How far a site reaches: a flat disc, no relief")
            ->check(CLI::Range(0.001, 1000.0))
            ->capture_default_str();
        app.add_option("--standard", o.standard, "An indicator of the run; by default what its first zones ask");
        app.add_option("--gain", m_gain, "Whom to serve: attributes with weights, population=1,seniors=2");
        m_k = app.add_option("--k", o.k, "How many sites at most")->check(CLI::Range(1, 10000))->capture_default_str();
        m_cost = app.add_option("--cost", o.cost_column, "The column of the candidates' costs; with --budget");
        m_budget = app.add_option("--budget", m_budget_text, "What all sites may cost together")->needs(m_cost);
        m_cost->needs(m_budget);
        app.add_option("--existing-first", m_existing,
                       "Take a mast that exists while it gains so much of the best new site, 0 to 1; by default 1")
            ->expected(0, 1)
            ->check(CLI::Range(0.0, 1.0));
        app.add_option("--serve", o.serve, "Count each person for so many sites: backup coverage")
            ->check(CLI::Range(1, 4))
            ->capture_default_str();
        m_capacity = app.add_option("--capacity", m_capacity_text, "People that one site serves at most");
        add_columns(app);
        add_output(app, m_files.folder, "The folder to write; by default <name of the run>_sites, here", "DIR");
        app.add_flag("--overwrite", m_files.overwrite, "Replace sites that stand there");
        app.add_option("--format", m_format, "Of what is told at the end: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
        app.add_option("--language", m_files.language, "Of titles and labels; by default the run's")->check(one_of({"fr", "en"}));
        app.add_option("--threads", o.threads, "Threads; 0 takes all. The result does not depend on it")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
        m_app = &app;
    }

    int run() override {
        settle();
        run::check_site_folder(m_files);
        const std::unique_ptr<Display> display = make_display(ProgressMode::automatic, std::cerr, isatty(STDERR_FILENO) == 1);
        catch_interrupts();
        const run::SitesFound found = run::next_sites(m_options, *display);
        display->done();
        const std::vector<std::string> files = run::write_site_files(found, m_files);
        if (m_format == "json") {
            std::cout << json_text(json_of(found, files));
            return kDone;
        }
        print(found);
        std::cout << printable(m_files.folder) << ":";
        for (const std::string& file : files) std::cout << ' ' << file;
        std::cout << '\n';
        return kDone;
    }

private:
    void add_columns(CLI::App& app) {
        run::SitesOptions& o = m_options;
        app.add_option("--x", o.x_column, "Column of the candidates' x or longitude; guessed by default");
        app.add_option("--y", o.y_column, "Column of their y or latitude");
        app.add_option("--id", o.id_column, "Column of their identifiers");
        app.add_option("--name", o.name_column, "Column of their names");
        app.add_option("--crs", o.crs, "Their CRS, EPSG:2154; by default the file's, of a table guessed");
    }

    void settle() {
        m_options.gain = weights_of(m_gain);
        if (m_budget->count() > 0) m_options.budget = decimal_of("--budget", m_budget_text, core::kWeightScale);
        if (m_capacity->count() > 0) m_options.capacity = decimal_of("--capacity", m_capacity_text, core::kWeightScale);
        if (m_app->count("--existing-first") > 0) m_options.existing_first = m_existing.value_or(kAllOfTheBest);
        if (m_options.capacity && m_options.serve > 1)
            throw core::Error(core::ErrorKind::usage, "--capacity", "is not asked together with --serve; leave one of them out");
        if (m_options.budget && m_options.existing_first)
            throw core::Error(
                core::ErrorKind::usage, "--existing-first",
                "is not asked together with --budget, for the run does not know what a mast that exists costs; list such "
                "masts among the candidates, with their costs");
        if (m_options.budget && m_options.candidates.starts_with("grid:"))
            throw core::Error(core::ErrorKind::usage, "--cost", "a grid has no column of costs; give a file of candidates");
        if (m_options.budget && m_k->count() == 0) m_options.k = SIZE_MAX;
        const fs::path given = fs::weakly_canonical(fs::absolute(m_options.run));
        if (m_files.folder.empty()) m_files.folder = given.filename().string() + "_sites";
        const fs::path inside = fs::weakly_canonical(fs::absolute(m_files.folder)).lexically_relative(given);
        if (!inside.empty() && *inside.begin() != "..")
            throw core::Error(core::ErrorKind::usage, "-o",
                              "lies in the folder of the run, which stays as it is; choose another folder");
    }

    /// In the language of the files.
    class Words {
    public:
        explicit Words(std::string language) : m_language(std::move(language)) {}
        [[nodiscard]] std::string operator()(const char* french, const char* english) const {
            return m_language == "fr" ? french : english;
        }
        [[nodiscard]] const std::string& operator()(const core::Text& text) const { return text.in(m_language); }

    private:
        std::string m_language;
    };

    [[nodiscard]] Json json_of(const run::SitesFound& found, const std::vector<std::string>& files) const {
        const auto people = [](std::int64_t quanta) { return Json::parse(model::decimal_text(quanta, core::kWeightScale)); };
        constexpr int kThousandths = 3;  // weights of --gain
        const auto worth = [](std::int64_t value) {
            return Json::parse(model::decimal_text(value, core::kWeightScale + kThousandths));
        };
        return {{"run", m_options.run},
                {"standard", found.indicator().name},
                {"attribute", found.model->attributes[found.attribute].name},
                {"without", people(found.failing[found.attribute])},
                {"unknown", people(found.unknown[found.attribute])},
                {"candidates", found.candidates},
                {"sites", rows_json(run::site_tables(found).sites)},
                {"gain", worth(found.worth)},
                {"bound", found.bound ? worth(*found.bound) : Json()},
                {"model", run::flat_discs(found).en},
                {"folder", m_files.folder},
                {"files", files}};
    }

    void print(const run::SitesFound& found) const {
        const Words say(m_files.language.empty() ? found.model->job.output.language : m_files.language);
        const std::int64_t failing = found.failing[found.attribute];
        std::cout << printable(found.indicator().name) << ", " << printable(found.model->attributes[found.attribute].name) << ": "
                  << say(run::people_text(failing)) << ' ' << say(run::who(found))
                  << say(" sans ; inconnu pour ", " without; unknown for ")
                  << say(run::people_text(found.unknown[found.attribute])) << say(" ; candidats : ", "; candidates: ")
                  << found.candidates << '\n';
        std::int64_t served = 0;
        std::vector<TextRow> rows{
            {"site", say("lieu", "at"), say("sert", "serves"), say("en tout", "so far"), say("reste", "left")}};
        for (std::size_t i = 0; i < found.sites.size(); ++i) {
            const run::FoundSite& site = found.sites[i];
            const std::int64_t gain = site.gain.people[found.attribute];
            served += gain;
            rows.push_back({std::to_string(i + 1) + " " + printable(site.at.place.id), place_of(found, site, say),
                            say(run::people_text(gain)), say(run::people_text(served)), say(run::people_text(failing - served))});
        }
        std::cout << aligned(rows, 2);
        print_bound(found, say);
        std::cout << say("modèle : ", "model: ") << say(run::flat_discs(found)) << '\n';
        print_remarks(found, say);
    }

    static void print_remarks(const run::SitesFound& found, const Words& say) {
        for (const auto& [key, entry] : found.defects.entries())
            std::cout << say("défaut ", "defect ") << key.first << ": " << entry.count << say(" dans ", " in ")
                      << printable(key.second) << '\n';
        if (found.below_minimum)
            std::cout << say("note : le site suivant servirait moins de personnes que le job n'en publie (publish_min) ; le "
                             "choix s'arrête avant",
                             "note: the next site would serve fewer people than the job publishes (publish_min); the choice ends "
                             "before it")
                      << '\n';
        if (found.at_seam > 0)
            std::cout << say("attention : candidats laissés de côté, leur disque passe le bord de la projection : ",
                             "warning: candidates left out, for their discs cross the edge of the map's projection: ")
                      << found.at_seam << '\n';
    }

    static std::string place_of(const run::SitesFound& found, const run::FoundSite& site, const Words& say) {
        std::string text;
        if (site.territory.valid()) {
            const model::Territory& territory = found.model->territories.territories[site.territory.value];
            text = territory.code + " " + territory.name;
        }
        if (!site.at.place.name.empty()) text += (text.empty() ? "" : ", ") + site.at.place.name;
        if (site.at.existing) text += say(" (mât de ", " (mast of ") + site.at.operators + ")";
        return printable(text);
    }

    static void print_bound(const run::SitesFound& found, const Words& say) {
        if (!found.bound) {
            std::cout << say("borne : aucune, car un site plein n'en permet pas",
                             "bound: none, for sites that are full allow none")
                      << '\n';
            return;
        }
        constexpr std::int64_t kThousandths = 1000;
        const auto share = model::share_of(found.worth, *found.bound);
        std::cout << say("borne : aucun choix de ces candidats ne gagne plus de ",
                         "bound: no choice of these candidates gains more than ")
                  << say(run::people_text((*found.bound + kThousandths - 1) / kThousandths))
                  << say(" ; celui-ci gagne ", "; this one gains ") << say(run::people_text(found.worth / kThousandths));
        if (share) {
            std::string percent = model::fixed_text(*share, 2);
            if (say("fr", "en") == "fr") std::replace(percent.begin(), percent.end(), '.', ',');
            std::cout << ", " << percent << say("\u00A0% de cela", "% of it");
        }
        std::cout << '\n';
    }

    run::SitesOptions m_options;
    run::SiteFilesOptions m_files;
    std::string m_gain, m_budget_text, m_capacity_text, m_format = "text";
    std::optional<double> m_existing;
    CLI::App* m_app = nullptr;
    CLI::Option *m_k = nullptr, *m_cost = nullptr, *m_budget = nullptr, *m_capacity = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_sites() { return std::make_unique<Sites>(); }

}  // namespace covmap::cli

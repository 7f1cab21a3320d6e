// covmap diff RUN_A RUN_B
#include <CLI/CLI.hpp>
#include <fstream>
#include <sstream>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/compare/diff_formats.hpp"
#include "cli/output_option.hpp"
#include "cli/report.hpp"
#include "cli/temporary_folder.hpp"
#include "core/decimal.hpp"
#include "core/error.hpp"
#include "run/reuse/diff_runs.hpp"

namespace covmap::cli {
namespace {

constexpr int kEqual = 0, kDifferent = 1, kNotCompared = 3;
constexpr std::int64_t kHectare = 1'000'000;  ///< 0.01 km2, in 10^-8

[[noreturn]] void bad_tolerance(const std::string& given) {
    throw core::Error(core::ErrorKind::usage, "--tolerance " + given,
                      "give people=N, pct=N or area=N, N a decimal from 0 on: people=0.5");
}

/// Where a tolerance is given but none for areas, a hectare: areas of the same place differ in their last digits from one version
/// of a library to another.
model::Tolerance tolerance_of(const std::vector<std::string>& given) {
    model::Tolerance tolerance;
    bool area_given = given.empty();
    for (const std::string& text : given) {
        const std::size_t equals = text.find('=');
        const std::string name = text.substr(0, equals);
        const auto value =
            equals == std::string::npos ? std::nullopt : core::parse_decimal(text.substr(equals + 1), model::kToleranceScale);
        if (!value || *value < 0) bad_tolerance(text);
        if (name == "people")
            tolerance.people = *value;
        else if (name == "pct")
            tolerance.share = *value;
        else if (name == "area")
            tolerance.area = *value;
        else
            bad_tolerance(text);
        area_given = area_given || name == "area";
    }
    if (!area_given) tolerance.area = kHectare;
    return tolerance;
}

/// The map is written by the room that knows GeoJSON, into a folder of its own, and read back.
std::string geojson_text(const model::Comparison& comparison) {
    const TemporaryFolder folder("covmap-diff");
    const std::string path = folder.path() + "/diff.geojson";
    run::write_diff_map(comparison, path);
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

class Diff final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN_A", m_a, "The folder of a run: what was")->required();
        app.add_option("RUN_B", m_b, "The folder of a run: what is")->required();
        app.add_option("--tolerance", m_tolerance,
                       "Differences up to N are none: people=N, pct=N (points), area=N (km2); repeat it for each")
            ->allow_extra_args(false)
            ->type_name("WHAT=N");
        app.add_option("--format", m_format, "table, json, csv, geojson, markdown or junit")
            ->check(one_of({"table", "json", "csv", "geojson", "markdown", "junit"}))
            ->type_name("FORMAT");
        app.add_option("--by", m_options.unit, "Compare this unit alone: commune, departement, all ...")->type_name("UNIT");
        app.add_option("--fail-on", m_fail_on, "any: every difference is exit code 1; loss: only where coverage was lost")
            ->check(one_of({"any", "loss"}))
            ->type_name("WHAT");
        app.add_flag("--all", m_all, "Show everything, not only what matters most (table, markdown)");
        add_output(app, m_output, "Write to FILE instead of stdout; an existing one is replaced");
        app.footer("Exit codes: 0 equal within tolerance, 1 different, 2 bad command line, 3 could not compare.");
    }

    int run() override {
        m_options.tolerance = tolerance_of(m_tolerance);
        m_options.losses_only = m_fail_on == "loss";
        check_text_output(m_output, true);
        const model::Comparison comparison = run::diff_runs(m_a, m_b, m_options);
        write_text(rendered(comparison), m_output, true);
        return comparison.differs ? kDifferent : kEqual;
    }

    [[nodiscard]] int failed_code() const override { return kNotCompared; }

private:
    [[nodiscard]] std::string rendered(const model::Comparison& comparison) const {
        const DiffLimits limits = m_all ? DiffLimits{0, 0} : DiffLimits{};
        if (m_format == "json") return diff_json(comparison);
        if (m_format == "csv") return diff_csv(comparison);
        if (m_format == "junit") return diff_junit(comparison);
        if (m_format == "markdown") return diff_markdown(comparison, limits);
        return m_format == "geojson" ? geojson_text(comparison) : diff_table(comparison, limits);
    }

    std::string m_a, m_b, m_output;
    std::vector<std::string> m_tolerance;
    std::string m_format = "table", m_fail_on = "any";
    model::CompareOptions m_options;
    bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> make_diff() { return std::make_unique<Diff>(); }

}  // namespace covmap::cli

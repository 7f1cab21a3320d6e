// covmap reconcile RUN REFERENCE...
#include <CLI/CLI.hpp>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/compare/reconcile_words.hpp"
#include "cli/output_option.hpp"
#include "cli/report.hpp"
#include "core/decimal.hpp"
#include "core/error.hpp"
#include "read/territory/reference.hpp"
#include "run/reuse/reconcile_run.hpp"

namespace covmap::cli {
namespace {

constexpr int kWithin = 0, kBeyond = 1, kNotReconciled = 3;
constexpr std::size_t kRows = 20;

class Reconcile final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run")->required();
        app.add_option("REFERENCE", m_references, "Published statistics: CSV files")->required();
        app.add_option("-x,--points", m_points, "Gaps up to N percentage points are none; default 1")->type_name("N");
        std::vector<std::string> formats = read::reference_formats();
        formats.emplace_back("json");
        app.add_option("--format", m_format,
                       "Of the references; default: told from their columns. json alone is that of --format-out")
            ->check(one_of(formats))
            ->type_name("FORMAT");
        app.add_option("--medium", m_medium, "Of debits: any, terrestrial or wired; default: told from the file's name")
            ->check(one_of({"any", "terrestrial", "wired"}))
            ->type_name("MEDIUM");
        app.add_option("--by", m_options.unit, "The run's unit that the references' codes mean: commune, departement, all ...")
            ->type_name("UNIT");
        app.add_option("--attribute", m_options.attribute, "What the run counts; default: its first attribute")
            ->type_name("NAME");
        app.add_option("--service", m_options.service, "voice or data, where the run has both for a technology")
            ->check(one_of({"voice", "data"}))
            ->type_name("SERVICE");
        app.add_option("--vintage", m_options.vintage, "Of the run's claims, where it compares vintages")->type_name("VINTAGE");
        app.add_option("--format-out", m_format_out, "table, json or csv")
            ->check(one_of({"table", "json", "csv"}))
            ->type_name("FORMAT");
        app.add_flag("--all", m_all, "Show every row: all that are beyond, and those within");
        add_output(app, m_output, "Write to FILE instead of stdout; an existing one is replaced");
        app.footer("Exit codes: 0 all within, 1 some beyond, 2 bad command line, 3 could not compare.");
    }

    int run() override {
        if (m_format == "json") {
            m_format_out = m_format;
            m_format.clear();
        }
        const auto points = core::parse_decimal(m_points, model::kPointScale);
        if (!points || *points < 0 || *points > model::kAllPoints)
            throw core::Error(core::ErrorKind::usage, "--points " + m_points, "give a decimal from 0 to 100: --points 0.5");
        m_options.tolerance = *points;
        m_options.keep_alike = m_all;
        check_text_output(m_output, true);
        const model::Reconciliation found = run::reconcile_run(m_run, m_references, m_format, m_medium, m_options);
        write_text(rendered(found), m_output, true);
        if (found.compared() == 0) return kNotReconciled;
        return found.beyond() > 0 ? kBeyond : kWithin;
    }

    [[nodiscard]] int failed_code() const override { return kNotReconciled; }

private:
    [[nodiscard]] std::string rendered(const model::Reconciliation& found) const {
        if (m_format_out == "json") return reconcile_json(found);
        return m_format_out == "csv" ? reconcile_csv(found) : reconcile_table(found, m_all ? 0 : kRows);
    }

    std::string m_run, m_format, m_medium, m_output, m_points = "1", m_format_out = "table";
    std::vector<std::string> m_references;
    model::ReconcileOptions m_options;
    bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> make_reconcile() { return std::make_unique<Reconcile>(); }

}  // namespace covmap::cli

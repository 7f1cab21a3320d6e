// covmap tally RUN
#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "run/reuse/tally_csv.hpp"

namespace covmap::cli {
namespace {

class Tally final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run")->required();
        app.add_flag("--csv", m_csv, "As CSV, on stdout: the default");
    }

    int run() override {
        run::write_tally_csv(m_run, std::cout);
        return kDone;
    }

private:
    std::string m_run;
    bool m_csv = true;  ///< the only format
};

}  // namespace

std::unique_ptr<Command> make_tally() { return std::make_unique<Tally>(); }

}  // namespace covmap::cli

// covmap verify RUN
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/interrupts.hpp"
#include "cli/printable.hpp"
#include "core/counted.hpp"
#include "run/reuse/verify_run.hpp"

namespace covmap::cli {
namespace {

void print_verification(const run::Verification& found) {
    for (const run::VerifyFinding& finding : found.findings)
        std::cout << finding.code << ' ' << printable(finding.file + ": " + finding.what) << '\n';
    const std::string files = core::counted(found.files, "file") + " of " + core::counted(found.bytes, "byte");
    if (found.is_sound())
        std::cout << "sound: " << files << " unchanged, " << core::counted(found.accounts, "account") << " added up\n";
    else
        std::cout << "not sound: " << core::counted(found.findings.size(), "finding") << " in " << files << " and "
                  << core::counted(found.accounts, "account") << "\n  copy the run again from where it is sound, or run its job ("
                  << printable(found.job) << ") again with --overwrite\n";
    for (const std::string& name : found.others) std::cout << "not part of the run: " << printable(name) << '\n';
}

void print_verification_json(const std::string& folder, const run::Verification& found) {
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
    for (const run::VerifyFinding& finding : found.findings)
        findings.push_back({{"code", finding.code}, {"file", finding.file}, {"what", finding.what}});
    const nlohmann::ordered_json json = {{"run", folder},        {"sound", found.is_sound()},          {"files", found.files},
                                         {"bytes", found.bytes}, {"accounts", found.accounts},         {"findings", findings},
                                         {"job", found.job},     {"not_part_of_the_run", found.others}};
    std::cout << json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

class Verify final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run")->required();
        app.add_option("--format", m_format, "text or json")->check(one_of({"text", "json"}))->type_name("FORMAT");
    }

    int run() override {
        catch_interrupts();
        const run::Verification found = run::verify_run(m_run);
        if (m_format == "json")
            print_verification_json(m_run, found);
        else
            print_verification(found);
        return found.is_sound() ? kDone : kFailed;
    }

private:
    std::string m_run, m_format = "text";
};

}  // namespace

std::unique_ptr<Command> make_verify() { return std::make_unique<Verify>(); }

}  // namespace covmap::cli

// covmap resilience RUN
#include "run/resilience/resilience.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/aligned.hpp"
#include "cli/command.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "core/error.hpp"

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
        app.add_option("--lose", m_lose, "operator=20801,20810: whose networks fall together; by default each operator alone");
        add_output(app, m_files.folder, "A folder for the tables: every territory and parent", "DIR");
        app.add_flag("--overwrite", m_files.overwrite, "Replace such tables that stand there");
    }

    int run() override {
        m_options.lost = lost_operators();
        if (!m_files.folder.empty()) run::check_resilience_folder(m_files);
        const run::Resilience found = run::resilience_of(m_options);
        print(found);
        if (m_files.folder.empty()) return kDone;
        std::cout << printable(m_files.folder) << ":";
        for (const std::string& file : run::write_resilience(found, m_files)) std::cout << ' ' << file;
        std::cout << '\n';
        return kDone;
    }

private:
    [[nodiscard]] std::vector<std::string> lost_operators() const {
        const std::string kOperator = "operator=";
        std::vector<std::string> codes;
        if (m_lose.empty()) return codes;
        if (!m_lose.starts_with(kOperator) || m_lose.size() == kOperator.size())
            throw core::Error(core::ErrorKind::usage, "--lose", "«" + m_lose + "» names no operator; write operator=20801");
        for (std::size_t begin = kOperator.size(); begin <= m_lose.size();) {
            const std::size_t end = std::min(m_lose.find(',', begin), m_lose.size());
            codes.push_back(m_lose.substr(begin, end - begin));
            begin = end + 1;
        }
        return codes;
    }

    static void print(const run::Resilience& found) {
        const model::RunModel& model = found.model;
        const bool people = !model.attributes.empty();
        std::cout << printable(model.job.indicator[found.standard].name) << ", "
                  << printable(people ? model.attributes.front().name : "km2") << ": "
                  << (found.whole.empty() ? "0" : whole(found.whole.front().served.front(), people)) << " served\n";
        std::vector<TextRow> rows{{"without", "lose it", "of those served", "unsure"}};
        for (std::size_t l = 0; l < found.losses.size(); ++l) {
            const measure::Loss& loss = found.whole[l];
            rows.push_back({printable(measure::lost_names(model, found.losses[l].question.lost)),
                            whole(loss.lost.front(), people), percent(loss.lost.front(), loss.served.front()),
                            whole(loss.unsure.front(), people)});
        }
        std::cout << aligned(rows, 1);
        print_fragile(found, people);
        std::cout << "whether operators share a network is not known to the run; name those that do: --lose operator=A,B\n";
    }

    static void print_fragile(const run::Resilience& found, bool people) {
        if (found.fragile.empty()) return;
        std::cout << "the most fragile, by those who hang on one loss:\n";
        std::vector<TextRow> rows{{printable(found.model.territories.unit), "without", "lose it", "of those served"}};
        for (const run::FragilePlace& place : found.fragile)
            rows.push_back({printable(place.code + " " + place.name),
                            printable(measure::lost_names(found.model, found.losses[place.loss].question.lost)),
                            whole(place.lost, people), percent(place.lost, place.served)});
        std::cout << aligned(rows, 2);
    }

    run::ResilienceOptions m_options;
    run::ResilienceFiles m_files;
    std::string m_lose;
};

}  // namespace

std::unique_ptr<Command> make_resilience() { return std::make_unique<ResilienceCommand>(); }

}  // namespace covmap::cli

#include "real/support/compare.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <sstream>

namespace covmap::real {

namespace {

constexpr double kAreaQuantum_m2 = 0.01, kWeightQuantum = 1e-6;

/// The worst of one kind of comparison.
struct Worst {
    std::size_t compared = 0, over = 0, over_aim = 0;
    double relative = 0, used = 0, absolute = 0;  ///< of the whole; of the tolerance; in the unit
    std::string relative_at, used_at, absolute_at;

    void see(double difference, double whole, double aim, double allowed, const std::string& at) {
        ++compared;
        const double d = std::abs(difference);
        const auto keep = [&at](double value, double& worst, std::string& where) {
            if (value > worst) {
                worst = value;
                where = at;
            }
        };
        keep(d, absolute, absolute_at);
        if (whole > 0) keep(d / whole, relative, relative_at);
        keep(d / allowed, used, used_at);
        if (d > aim * whole) ++over_aim;
        if (d > allowed) ++over;
    }

    [[nodiscard]] std::string line(const std::string& name, const std::string& unit, double aim) const {
        std::ostringstream text;
        text << std::setprecision(3) << "  " << name << ": " << compared << " compared; worst " << relative << " of the whole ("
             << relative_at << "), " << absolute << " " << unit << " (" << absolute_at << "), " << used << " of the tolerance ("
             << used_at << "); " << over_aim << " over " << aim;
        return text.str();
    }
};

class Comparison {
public:
    Comparison(const EngineRun& run, const Tolerance& tolerance) : m_run(run), m_tolerance(tolerance) {}

    void territory(const std::string& code, const Account& account) {
        static const CountedTerritory kNothing;
        const auto found = m_run.territories.find(code);
        const CountedTerritory& counted = found == m_run.territories.end() ? kNothing : found->second;
        m_whole_m2 = account.whole.area * m_tolerance.metres2_per_unit2;
        figures(code, account, account.whole, counted.whole, 0, m_area, m_people);
        std::map<std::string, Counted> all = counted.layers;
        for (const auto& [name, truth] : account.layers) all.try_emplace(name);
        for (const auto& [name, counts] : all) {
            if (name.rfind("known: ", 0) == 0) continue;
            static const Figures kNone;
            const auto truth = account.layers.find(name);
            const auto edge = account.edges.find(name);
            figures(code + " " + name, account, truth == account.layers.end() ? kNone : truth->second, counts,
                    edge == account.edges.end() ? 0 : edge->second, m_layer_area, m_layer_people);
        }
    }

    void tell(const std::string& what) const {
        WARN(what << "\n"
                  << m_area.line("area", "m2", m_tolerance.area) << "\n"
                  << m_people.line("people", "persons", m_tolerance.people) << "\n"
                  << m_layer_area.line("area by layer", "m2", m_tolerance.area) << "\n"
                  << m_layer_people.line("people by layer", "persons", m_tolerance.people));
        for (const Worst* worst : {&m_area, &m_people, &m_layer_area, &m_layer_people}) {
            INFO(what << ": worst at " << worst->used_at);
            CHECK(worst->over == 0);
        }
    }

private:
    void figures(const std::string& at, const Account& account, const Figures& truth, const Counted& counted, double edge,
                 Worst& area, Worst& people) {
        const auto cuts = static_cast<double>(account.cut_cells + counted.rows);
        const double truth_m2 = truth.area * m_tolerance.metres2_per_unit2,
                     counted_m2 = static_cast<double>(counted.area) * kAreaQuantum_m2;
        area.see(counted_m2 - truth_m2, m_whole_m2, m_tolerance.area,
                 m_tolerance.area * m_whole_m2 + m_tolerance.border_m * (account.border + edge) + kAreaQuantum_m2 * cuts, at);
        for (std::size_t a = 0; a < account.whole.weights.size(); ++a) {
            const double true_weight = a < truth.weights.size() ? truth.weights[a] : 0;
            const double weight = a < counted.weights.size() ? static_cast<double>(counted.weights[a]) * kWeightQuantum : 0;
            const double whole = account.whole.weights[a];
            people.see(weight - true_weight, whole, m_tolerance.people,
                       m_tolerance.people * whole + m_tolerance.square * account.cut_weights[a] + kWeightQuantum * cuts, at);
        }
    }

    const EngineRun& m_run;
    const Tolerance& m_tolerance;
    double m_whole_m2 = 0;
    Worst m_area, m_people, m_layer_area, m_layer_people;
};

}  // namespace

void compare(const std::string& what, const EngineRun& run, const std::map<std::string, Account>& accounts,
             const Tolerance& tolerance) {
    Comparison comparison(run, tolerance);
    for (const auto& [code, account] : accounts) comparison.territory(code, account);
    comparison.tell(what);
}

std::size_t sample_step() {
    if (const char* stated = std::getenv("COVMAP_REAL_SAMPLE")) return static_cast<std::size_t>(std::max(1, std::atoi(stated)));
    return 1;
}

}  // namespace covmap::real

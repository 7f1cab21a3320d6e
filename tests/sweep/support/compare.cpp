#include <cmath>
#include <cstdio>
#include <set>
#include <sstream>

#include "sweep/support/oracle.hpp"

namespace covmap::test {
namespace {

std::string number(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

std::string name_of(const Key& key, std::size_t bits) {
    std::string text = "territory " + std::to_string(key.territory) + " {";
    for (std::size_t bit = 0; bit < bits; ++bit)
        if (has_bit(key.signature, bit)) text += " " + std::to_string(bit);
    return text + " }";
}

/// Collects complaints about numbers further apart than allowed.
class Judge {
public:
    void near(const std::string& what, double got, double expected, double allowed) {
        if (!(std::abs(got - expected) <= allowed))
            complaints.push_back(what + ": got " + number(got) + ", expected " + number(expected) + " +- " + number(allowed));
    }
    void same(const std::string& what, std::int64_t got, std::int64_t expected) {
        if (got != expected)
            complaints.push_back(what + ": got " + std::to_string(got) + ", expected " + std::to_string(expected));
    }
    std::vector<std::string> complaints;
};

double allowed_area(const OracleTerritory& t) { return 1e-8 * t.values.back() + t.parts; }
double allowed_people(const OracleTerritory& t, std::size_t a) {
    return std::max(1e-6 * t.values[a], t.parts + 0.5) + t.doubt[a];
}

void judge_values(Judge& judge, const std::string& what, const std::vector<std::int64_t>& got,
                  const std::vector<double>& expected, const OracleTerritory& territory) {
    const auto stride = territory.values.size();
    for (std::size_t i = 0; i < stride; ++i) {
        const double g = got.empty() ? 0 : static_cast<double>(got[i]);
        const double e = expected.empty() ? 0 : expected[i];
        if (i + 1 == stride)
            judge.near(what + " area", g, e, allowed_area(territory));
        else
            judge.near(what + " people", g, e, allowed_people(territory, i));
    }
}

template <class Value>
void add_to(std::vector<Value>& sums, const std::vector<Value>& values) {
    sums.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) sums[i] += values[i];
}

void judge_tally(Judge& judge, const World& world, const Swept& swept, const OracleResult& oracle) {
    std::set<Key> keys;
    for (const auto& [key, values] : swept.tally) keys.insert(key);
    for (const auto& [key, values] : oracle.tally) keys.insert(key);
    // Per territory and layer; the number past the last layer is all of the territory.
    std::map<std::pair<std::uint32_t, std::size_t>, std::pair<std::vector<std::int64_t>, std::vector<double>>> sums;
    for (const auto& key : keys) {
        const auto got = swept.tally.find(key);
        const auto expected = oracle.tally.find(key);
        const auto g = got == swept.tally.end() ? std::vector<std::int64_t>{} : got->second;
        const auto e = expected == oracle.tally.end() ? std::vector<double>{} : expected->second;
        judge_values(judge, name_of(key, world.bits()), g, e, oracle.territories.at(key.territory));
        for (std::size_t bit = 0; bit <= world.bits(); ++bit) {
            if (bit < world.bits() && !has_bit(key.signature, bit)) continue;
            auto& sum = sums[{key.territory, bit}];
            if (!g.empty()) add_to(sum.first, g);
            if (!e.empty()) add_to(sum.second, e);
        }
    }
    for (const auto& [place, sum] : sums) {
        const auto what = place.second == world.bits() ? " in all" : " layer " + std::to_string(place.second);
        judge_values(judge, "territory " + std::to_string(place.first) + what, sum.first, sum.second,
                     oracle.territories[place.first]);
    }
}

void judge_balance(Judge& judge, const World& world, const Swept& swept, const OracleResult& oracle) {
    for (std::size_t a = 0; a < world.demand.attributes(); ++a) {
        std::int64_t total = 0, inside = 0;
        for (const auto& [place, cell] : world.demand.all()) total += cell.weight[a];
        for (const auto& [key, values] : swept.tally) inside += values[a];
        const auto name = " of attribute " + std::to_string(a);
        judge.same("total" + name, swept.report.total.at(a), total);
        judge.same("inside + outside" + name, inside + swept.report.outside.at(a), total);
        double parts = 1;
        for (const auto& territory : oracle.territories) parts += territory.parts;
        judge.near("outside" + name, static_cast<double>(swept.report.outside[a]), oracle.outside[a],
                   std::max(1e-6 * oracle.outside[a], parts) + oracle.outside_doubt[a]);
    }
}

bool within_frame(const World& world, std::size_t t) {
    const auto f = world.swept();
    for (const auto& part : world.territories[t])
        for (const auto& p : part.shell)
            if (p.x < f.col_begin || p.x > f.col_end || p.y < f.row_begin || p.y > f.row_end) return false;
    return true;
}

double in_cells(std::int64_t cells, std::int64_t fraction) {
    return static_cast<double>(cells) + static_cast<double>(fraction) * 0x1p-40;
}

void judge_checks(Judge& judge, const World& world, const Swept& swept, const OracleResult& oracle) {
    const auto& report = swept.report;
    judge.near("worst cell sum error", report.worst_cell_sum_error, 0, 1e-9);
    judge.same("open windings", static_cast<std::int64_t>(report.open_windings), 0);
    for (std::size_t t = 0; t < world.territories.size(); ++t) {
        const auto name = "territory " + std::to_string(t);
        const auto& account = report.areas.at(t);
        const auto& expected = oracle.territories[t];
        const double own = expected.values.back() / world.cell_area_dm2;
        const double swept_cells = in_cells(account.swept_cells, account.swept_fraction);
        const double taken = in_cells(account.taken_cells, account.taken_fraction);
        judge.near(name + " swept account", swept_cells, own, 1e-9 * own + 1e-11);
        judge.near(name + " overlap", static_cast<double>(report.overlap_area.at(t)) / world.cell_area_dm2,
                   expected.claimed_area - own, 1e-8 * expected.claimed_area + 1e-9);
        if (expected.shells_only && within_frame(world, t))
            judge.near(name + " swept + taken", swept_cells + taken, swept.ring_area[t], 1e-9 * swept.ring_area[t] + 1e-11);
        if (expected.values.front() > 1) judge.same(name + " has demand", report.has_demand.at(t) ? 1 : 0, 1);
        if (!expected.in_demand) judge.same(name + " has demand", report.has_demand.at(t) ? 1 : 0, 0);
    }
}

void tell_ring(std::ostream& out, const Ring& ring) {
    out << '"';
    for (std::size_t i = 0; i < ring.size(); ++i) out << (i == 0 ? "" : ", ") << number(ring[i].x) << ' ' << number(ring[i].y);
    out << '"';
}

void tell_shapes(std::ostream& out, const char* what, const std::vector<Shape>& shapes) {
    for (std::size_t i = 0; i < shapes.size(); ++i)
        for (const auto& part : shapes[i]) {
            out << what << ' ' << i << ": polygon(";
            tell_ring(out, part.shell);
            for (const auto& hole : part.holes) {
                out << ", hole ";
                tell_ring(out, hole);
            }
            out << ")\n";
        }
}

}  // namespace

Complaints disagreements(const World& world, const Swept& swept, const OracleResult& oracle) {
    Judge judge;
    judge.complaints = swept.disorder;
    judge_tally(judge, world, swept, oracle);
    judge_balance(judge, world, swept, oracle);
    judge_checks(judge, world, swept, oracle);
    return judge.complaints;
}

Complaints compare_with_oracle(World world, const RunOptions& options) {
    return disagreements(world, sweep_world(world, options), ask_oracle(world));
}

std::string told(const World& world) {
    std::ostringstream out;
    const auto f = world.swept();
    out << "rows " << f.row_begin << ".." << f.row_end << " cols " << f.col_begin << ".." << f.col_end << '\n';
    tell_shapes(out, "territory", world.territories);
    tell_shapes(out, "layer", world.layers);
    for (std::size_t b = 0; b < world.discs.size(); ++b)
        for (const auto& c : world.discs[b])
            out << "layer " << b << ": disc " << number(c.centre.x) << ' ' << number(c.centre.y) << " radius " << number(c.radius)
                << '\n';
    return out.str();
}

}  // namespace covmap::test

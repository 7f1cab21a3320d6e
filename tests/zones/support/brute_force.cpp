#include <algorithm>
#include <array>

#include "zones/support/fine_world.hpp"

namespace covmap::test {

namespace {

constexpr std::uint32_t kUnpublished = 0xffffffffU;
constexpr int kNobody = -1;
enum class Says { met, white, grey, unknown };

// Both operators are asked for; X is known everywhere, Y where bit 2 says so or where it is.
Says says(std::uint8_t layers) {
    const bool x = (layers & kX) != 0, y = (layers & kY) != 0, y_known = y || (layers & kKnown) != 0;
    if (x && y) return Says::met;
    if (x && !y_known) return Says::unknown;
    return x || y ? Says::grey : Says::white;
}
bool fails(std::uint8_t layers) { return says(layers) == Says::white || says(layers) == Says::grey; }

class Force {
public:
    Force(const FineWorld& world, const model::ZonesSpec& the_spec, std::size_t the_attribute)
        : w(world), spec(the_spec), attribute(the_attribute) {
        per = kFine / spec.detail;
        high = w.rows * spec.detail;
        wide = w.cols * spec.detail;
        member.assign(static_cast<std::size_t>(high * wide), kNobody);
    }

    FineZones find() {
        for (int r = 0; r < high; ++r)
            for (int c = 0; c < wide; ++c) member[at(r, c)] = member_of(r, c);
        component = labels([&](std::size_t a, std::size_t b) { return unit(member[a]) == unit(member[b]); });
        const std::vector<int> atom = labels([&](std::size_t a, std::size_t b) { return member[a] == member[b]; });
        std::map<int, std::int64_t> area;
        for_failing([&](std::size_t, int target, const std::vector<std::int64_t>& values, auto...) {
            if (target != kNobody) area[component[static_cast<std::size_t>(target)]] += values[2] + values[5];
        });
        zone = component;
        for (std::size_t s = 0; s < zone.size(); ++s)
            if (zone[s] != kNobody && spec.max_area > 0 && area[component[s]] > spec.max_area)
                zone[s] = static_cast<int>(zone.size()) + atom[s];
        gather();
        return result;
    }

private:
    std::size_t at(int r, int c) const { return static_cast<std::size_t>(r * wide + c); }
    std::uint32_t unit(int territory) const { return w.unit_of[static_cast<std::size_t>(territory)]; }
    bool published(std::size_t f) const { return w.territory[f] >= 0 && unit(w.territory[f]) != kUnpublished; }
    bool counts(int cell_row, int cell_col) const {
        const std::size_t cell = w.cell(cell_row, cell_col);
        return spec.all_cells || w.people[cell] > 0 || w.seniors[cell] > 0;
    }

    // The territory that a sub-cell is a member for, or nobody.
    int member_of(int r, int c) const {
        if (!counts(r / spec.detail, c / spec.detail)) return kNobody;
        int inside = 0, failing = 0;
        std::map<std::uint32_t, int> units;
        std::map<int, int> territories;
        for (int y = r * per; y < (r + 1) * per; ++y)
            for (int x = c * per; x < (c + 1) * per; ++x) {
                const std::size_t f = w.fine(y, x);
                if (!published(f)) continue;
                ++inside;
                if (!fails(w.layers[f])) continue;
                ++failing;
                ++units[unit(w.territory[f])];
                ++territories[w.territory[f]];
            }
        if (failing == 0 || 2 * failing < inside) return kNobody;
        const auto most = [](const auto& a, const auto& b) { return a.second < b.second; };  // the first of equals
        const std::uint32_t of = std::max_element(units.begin(), units.end(), most)->first;
        std::erase_if(territories, [&](const auto& t) { return unit(t.first) != of; });
        return std::max_element(territories.begin(), territories.end(), most)->first;
    }

    template <class Same>
    std::vector<int> labels(const Same& same) const {
        std::vector<int> label(member.size(), kNobody);
        for (std::size_t start = 0; start < member.size(); ++start) {
            if (member[start] == kNobody || label[start] != kNobody) continue;
            std::vector<std::size_t> open{start};
            label[start] = static_cast<int>(start);
            while (!open.empty()) {
                const std::size_t here = open.back();
                open.pop_back();
                for (const int next : neighbours(here))
                    if (next != kNobody && member[static_cast<std::size_t>(next)] != kNobody &&
                        label[static_cast<std::size_t>(next)] == kNobody && same(here, static_cast<std::size_t>(next))) {
                        label[static_cast<std::size_t>(next)] = static_cast<int>(start);
                        open.push_back(static_cast<std::size_t>(next));
                    }
            }
        }
        return label;
    }

    // By (row, column): north, west, east, south.
    std::array<int, 4> neighbours(std::size_t s) const {
        const int i = static_cast<int>(s), r = i / wide, c = i % wide;
        return {r > 0 ? i - wide : kNobody, c > 0 ? i - 1 : kNobody, c + 1 < wide ? i + 1 : kNobody,
                r + 1 < high ? i + wide : kNobody};
    }

    int target_of(std::size_t sub, std::uint32_t of) const {
        if (member[sub] != kNobody && unit(member[sub]) == of) return static_cast<int>(sub);
        for (const int n : neighbours(sub))
            if (n != kNobody && member[static_cast<std::size_t>(n)] != kNobody && unit(member[static_cast<std::size_t>(n)]) == of)
                return n;
        return kNobody;
    }

    /// visit(fine, target, values, cell row, cell column, own sub-cell) for each failing fine cell of a cell that counts.
    template <class Visit>
    void for_failing(const Visit& visit) const {
        for (int r = 0; r < w.high(); ++r)
            for (int c = 0; c < w.wide(); ++c) {
                const std::size_t f = w.fine(r, c);
                const int cell_row = r / kFine, cell_col = c / kFine;
                if (!published(f) || !fails(w.layers[f]) || !counts(cell_row, cell_col)) continue;
                const std::size_t own = at(r / per, c / per);
                visit(f, target_of(own, unit(w.territory[f])), values_of(f, cell_row, cell_col), cell_row, cell_col, own);
            }
    }

    std::vector<std::int64_t> values_of(std::size_t f, int cell_row, int cell_col) const {
        const std::size_t cell = w.cell(cell_row, cell_col), first = says(w.layers[f]) == Says::grey ? 3 : 0;
        std::vector<std::int64_t> values(6, 0);
        values[first] = w.people[cell] / 64;
        values[first + 1] = w.seniors[cell] / 64;
        values[first + 2] = kFineArea;
        return values;
    }

    static void add(Sums& sums, std::uint32_t territory, const std::vector<std::int64_t>& values) {
        std::vector<std::int64_t>& into = sums[territory];
        into.resize(6, 0);
        for (std::size_t i = 0; i < 6; ++i) into[i] += values[i];
    }

    void gather() {
        std::map<int, FineZone> zones;
        std::map<std::tuple<int, int, std::uint32_t>, std::int64_t> failing;  // of a cell in a unit
        for_failing(
            [&](std::size_t f, int target, const std::vector<std::int64_t>& values, int cell_row, int cell_col, std::size_t own) {
                const auto territory = static_cast<std::uint32_t>(w.territory[f]);
                failing[{cell_row, cell_col, unit(w.territory[f])}] += values[attribute] + values[3 + attribute];
                if (target == kNobody) {
                    add(result.scattered, territory, values);
                    return;
                }
                FineZone& of = zones[zone[static_cast<std::size_t>(target)]];
                add(of.accounts, territory, values);
                for (std::size_t i = 0; i < 3 && static_cast<std::size_t>(target) != own; ++i)
                    of.outside[i] += values[i] + values[3 + i];
                of.present |= w.layers[f];
                if (const std::int64_t weight = values[attribute] + values[3 + attribute]; weight > 0)
                    of.squares[{w.row + cell_row, w.col + cell_col}] += weight;
            });
        for (int r = 0; r < high; ++r)
            for (int c = 0; c < wide; ++c) {
                if (member[at(r, c)] == kNobody) continue;
                FineZone& of = zones[zone[at(r, c)]];
                const bool first = of.sub_cells.empty();
                of.unit = unit(member[at(r, c)]);
                of.sub_cells.emplace_back(w.row * spec.detail + r, w.col * spec.detail + c);
                of.outline_area += kCellArea / spec.detail / spec.detail;
                const int cell_row = r / spec.detail, cell_col = c / spec.detail;
                // More people, else north, else west.
                const std::tuple<std::int64_t, core::Row, core::Col> here{failing[{cell_row, cell_col, of.unit}],
                                                                          w.row + cell_row, w.col + cell_col};
                const auto key = [](const auto& s) { return std::tuple(std::get<0>(s), -std::get<1>(s), -std::get<2>(s)); };
                if (first || key(here) > key(of.summit)) of.summit = here;
            }
        for (auto& [label, one] : zones) result.zones.push_back(std::move(one));
        std::sort(result.zones.begin(), result.zones.end());
        if (spec.all_cells) return;
        for (int r = 0; r < w.high(); ++r)
            for (int c = 0; c < w.wide(); ++c)
                if (const std::size_t f = w.fine(r, c); published(f) && fails(w.layers[f]) && !counts(r / kFine, c / kFine))
                    add(result.empty, static_cast<std::uint32_t>(w.territory[f]), values_of(f, r / kFine, c / kFine));
    }

    const FineWorld& w;
    const model::ZonesSpec& spec;
    std::size_t attribute;
    int per = 1, high = 0, wide = 0;
    std::vector<int> member, component, zone;
    FineZones result;
};

std::string told(const Sums& sums) {
    std::string text;
    for (const auto& [territory, values] : sums) {
        text += " " + std::string(1, static_cast<char>('A' + territory)) + ":";
        for (const std::int64_t v : values) text += " " + std::to_string(v);
    }
    return text;
}

}  // namespace

FineZones brute_force(const FineWorld& world, const model::ZonesSpec& spec, std::size_t attribute) {
    return Force(world, spec, attribute).find();
}

bool served_by_force(const FineWorld& world, int row, int col) {
    int inside = 0, met = 0;
    for (int r = row * kFine; r < (row + 1) * kFine; ++r)
        for (int c = col * kFine; c < (col + 1) * kFine; ++c) {
            const std::size_t f = world.fine(r, c);
            if (world.territory[f] < 0) continue;
            ++inside;
            met += says(world.layers[f]) == Says::met ? 1 : 0;
        }
    return met > 0 && 2 * met >= inside;
}

std::string told(const FineZones& zones) {
    std::string text;
    for (const FineZone& z : zones.zones) {
        text += "zone in unit " + std::to_string(z.unit) + ", bits " + std::to_string(z.present) + ", outline " +
                std::to_string(z.outline_area) + ", outside " + std::to_string(z.outside[0]) + " " +
                std::to_string(z.outside[1]) + " " + std::to_string(z.outside[2]) + ", summit " +
                std::to_string(std::get<0>(z.summit)) + " at " + std::to_string(std::get<1>(z.summit)) + "," +
                std::to_string(std::get<2>(z.summit)) + ";" + told(z.accounts) + "; sub-cells";
        for (const auto& [r, c] : z.sub_cells) text += " " + std::to_string(r) + "," + std::to_string(c);
        text += "; squares";
        for (const auto& [place, weight] : z.squares)
            text += " " + std::to_string(place.first) + "," + std::to_string(place.second) + "=" + std::to_string(weight);
        text += "\n";
    }
    return text + "scattered" + told(zones.scattered) + "\nempty" + told(zones.empty) + "\n";
}

}  // namespace covmap::test

#include "zones/join.hpp"

#include <algorithm>

#include "zones/band_builder.hpp"
#include "zones/intervals.hpp"
#include "zones/union_find.hpp"

namespace covmap::zones {

namespace {

/// All atoms of all bands, in one numbering.
class Joiner {
public:
    Joiner(std::vector<BandZones>&& bands, const ZonePlan& plan) : m_bands(std::move(bands)), m_plan(plan) {
        std::sort(m_bands.begin(), m_bands.end(), [](const BandZones& a, const BandZones& b) { return a.band < b.band; });
        std::uint32_t atoms = 0;
        for (const BandZones& band : m_bands) {
            m_first.push_back(atoms);
            atoms += static_cast<std::uint32_t>(band.territory.size());
        }
        m_atoms = UnionFind(atoms);
        m_components = UnionFind(atoms);
        m_area.assign(atoms, 0);
    }

    JoinedZones joined() {
        for (std::size_t b = 0; b < m_bands.size(); ++b) {
            for (std::uint32_t a = 0; a < m_bands[b].component.size(); ++a)
                m_components.join(m_first[b] + a, m_first[b] + m_bands[b].component[a]);
            if (follows(b)) join_borders(b);
        }
        for (std::size_t b = 0; b < m_bands.size(); ++b) place_pending(b);
        measure_components();
        gather();
        JoinedZones out;
        for (RawZone& zone : m_zones) {
            zone.accounts = summed(zone.accounts, m_plan.columns());
            std::sort(zone.boxes.begin(), zone.boxes.end());
            sum_squares(zone.squares);
        }
        out.zones = std::move(m_zones);
        out.scattered = summed(m_scattered, m_plan.columns());
        out.empty = summed(m_empty, m_plan.columns());
        return out;
    }

private:
    /// Does band b begin where band b - 1 ends?
    [[nodiscard]] bool follows(std::size_t b) const { return b > 0 && m_bands[b - 1].band + 1 == m_bands[b].band; }
    [[nodiscard]] std::uint32_t unit_of(std::size_t b, std::uint32_t atom) const {
        return m_plan.unit_of[m_bands[b].territory[atom]];
    }

    void join_borders(std::size_t b) {
        for_overlaps(m_bands[b - 1].last, m_bands[b].first, [&](const Interval& north, const Interval& south) {
            const std::uint32_t one = m_first[b - 1] + north.atom, other = m_first[b] + south.atom;
            if (m_bands[b - 1].territory[north.atom] == m_bands[b].territory[south.atom]) m_atoms.join(one, other);
            if (unit_of(b - 1, north.atom) == unit_of(b, south.atom)) m_components.join(one, other);
        });
    }

    void place_pending(std::size_t b) {
        for (Pending& p : m_bands[b].up) {
            const Interval* north = follows(b) ? interval_at(m_bands[b - 1].last, p.sub_col) : nullptr;
            if (north != nullptr && unit_of(b - 1, north->atom) == m_plan.unit_of[p.territory])
                place(p, m_first[b - 1] + north->atom);
            else
                place(p, p.local == kNone ? kNone : m_first[b] + p.local);
        }
        for (Pending& p : m_bands[b].down) {
            const Interval* south =
                b + 1 < m_bands.size() && follows(b + 1) ? interval_at(m_bands[b + 1].first, p.sub_col) : nullptr;
            const bool has = south != nullptr && unit_of(b + 1, south->atom) == m_plan.unit_of[p.territory];
            place(p, has ? m_first[b + 1] + south->atom : kNone);
        }
    }

    void place(const Pending& p, std::uint32_t atom) {
        if (atom != kNone) {
            m_placed.push_back({atom, &p});
            return;
        }
        add(m_scattered, p.territory, p.values.data());
    }

    void add(Accounts& accounts, std::uint32_t territory, const std::int64_t* values) const {
        accounts.atom.push_back(0);
        accounts.territory.push_back(territory);
        accounts.values.insert(accounts.values.end(), values, values + m_plan.columns());
    }

    [[nodiscard]] std::int64_t area(const std::int64_t* values) const {
        return values[m_plan.stride - 1] + values[m_plan.columns() - 1];
    }

    void measure_components() {
        for (std::size_t b = 0; b < m_bands.size(); ++b) {
            const Accounts& accounts = m_bands[b].accounts;
            for (std::size_t i = 0; i < accounts.atom.size(); ++i)
                m_area[m_components.find(m_first[b] + accounts.atom[i])] += area(accounts.values.data() + i * m_plan.columns());
        }
        for (const Placed& placed : m_placed) m_area[m_components.find(placed.atom)] += area(placed.pending->values.data());
    }

    /// The zone of an atom: its component, or where that is too large, what hangs together of its territory.
    RawZone& zone_of(std::uint32_t atom) {
        const std::uint32_t component = m_components.find(atom);
        const bool too_large = m_plan.spec->max_area > 0 && m_area[component] > m_plan.spec->max_area;
        std::uint32_t& zone = m_zone_of[too_large ? m_atoms.find(atom) : component];
        if (zone == kNone) {
            zone = static_cast<std::uint32_t>(m_zones.size());
            m_zones.emplace_back().present.assign(m_plan.words, 0);
            m_zones.back().outside.assign(m_plan.stride, 0);
        }
        return m_zones[zone];
    }

    void gather() {
        m_zone_of.assign(m_area.size(), kNone);
        for (std::size_t b = 0; b < m_bands.size(); ++b) {
            BandZones& band = m_bands[b];
            for (std::uint32_t a = 0; a < band.territory.size(); ++a) {
                RawZone& zone = zone_of(m_first[b] + a);
                zone.unit = unit_of(b, a);
                zone.outline_area += band.outline_area[a];
                if (band.summit[a].above(zone.summit)) zone.summit = band.summit[a];
                for (std::size_t w = 0; w < m_plan.words; ++w) zone.present[w] |= band.present[a * m_plan.words + w];
            }
            for (std::size_t i = 0; i < band.accounts.atom.size(); ++i)
                add(zone_of(m_first[b] + band.accounts.atom[i]).accounts, band.accounts.territory[i],
                    band.accounts.values.data() + i * m_plan.columns());
            for (std::size_t i = 0; i < band.outside.atom.size(); ++i)
                add_sums(band.outside.values.data() + i * m_plan.stride, m_plan.stride,
                         zone_of(m_first[b] + band.outside.atom[i]).outside.data());
            for (const Box& box : band.boxes)
                zone_of(m_first[b] + box.atom).boxes.push_back({0, box.row_begin, box.row_end, box.col_begin, box.col_end});
            for (const Square& s : band.squares) zone_of(m_first[b] + s.atom).squares.push_back({0, s.row, s.col, s.weight});
            for (std::size_t i = 0; i < band.scattered.atom.size(); ++i)
                add(m_scattered, band.scattered.territory[i], band.scattered.values.data() + i * m_plan.columns());
            for (std::size_t i = 0; i < band.empty.atom.size(); ++i)
                add(m_empty, band.empty.territory[i], band.empty.values.data() + i * m_plan.columns());
            band.boxes = {};
            band.squares = {};
            band.accounts = {};
        }
        for (const Placed& placed : m_placed) {
            RawZone& zone = zone_of(placed.atom);
            const Pending& p = *placed.pending;
            add(zone.accounts, p.territory, p.values.data());
            for (const std::size_t colour : {std::size_t{0}, m_plan.stride})
                add_sums(p.values.data() + colour, m_plan.stride, zone.outside.data());
            for (std::size_t w = 0; w < m_plan.words; ++w) zone.present[w] |= p.present[w];
            const std::int64_t weight = p.values[m_plan.attribute] + p.values[m_plan.stride + m_plan.attribute];
            if (weight > 0) zone.squares.push_back({0, p.row, p.col, weight});
        }
    }

    static void sum_squares(std::vector<Square>& squares) {
        std::sort(squares.begin(), squares.end(),
                  [](const Square& a, const Square& b) { return a.row != b.row ? a.row < b.row : a.col < b.col; });
        std::size_t kept = 0;
        for (const Square& s : squares) {
            if (kept > 0 && squares[kept - 1].row == s.row && squares[kept - 1].col == s.col)
                squares[kept - 1].weight += s.weight;
            else
                squares[kept++] = s;
        }
        squares.resize(kept);
    }

    struct Placed {
        std::uint32_t atom;
        const Pending* pending;
    };

    std::vector<BandZones> m_bands;
    const ZonePlan& m_plan;
    std::vector<std::uint32_t> m_first;  ///< per band: number of its first atom
    UnionFind m_atoms, m_components;
    std::vector<std::int64_t> m_area;  ///< per component: what fails, dm2
    std::vector<std::uint32_t> m_zone_of;
    std::vector<Placed> m_placed;
    std::vector<RawZone> m_zones;
    Accounts m_scattered, m_empty;
};

}  // namespace

JoinedZones join_bands(std::vector<BandZones>&& bands, const ZonePlan& plan) { return Joiner(std::move(bands), plan).joined(); }

}  // namespace covmap::zones

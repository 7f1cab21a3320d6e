#include "sites/gains.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "core/error.hpp"

namespace covmap::sites {

namespace {

template <class Visit>
void for_each_bit(std::uint64_t bits, const Visit& visit) {
    for (; bits != 0; bits &= bits - 1) visit(std::countr_zero(bits));
}

}  // namespace

Served::Served(const core::FailingCells& cells, Worth worth)
    : m_cells(cells),
      m_worth(std::move(worth)),
      m_rows(cells),
      m_planes(static_cast<std::size_t>(m_worth.serve), std::vector<std::uint64_t>(cells.cells.size())) {
    core::Int128 whole = 0;
    const std::vector<std::int64_t> totals = cells.totals();
    for (std::size_t a = 0; a < cells.attributes; ++a) whole += static_cast<core::Int128>(totals[a]) * m_worth.weights[a];
    whole *= m_worth.serve;
    if (whole > std::numeric_limits<std::int64_t>::max() / 2)
        throw core::Error(core::ErrorKind::usage, "--gain", "weights so large that sums overflow; take smaller ones");
    m_whole = static_cast<std::int64_t>(whole);
    m_worth_of_cell.resize(cells.cells.size());
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell)
        for (std::size_t a = 0; a < cells.attributes; ++a)
            m_worth_of_cell[cell] += cells.people[cell * cells.attributes + a] * m_worth.weights[a];
}

std::int64_t Served::people_of(std::size_t cell, std::uint64_t bits, std::size_t attribute) const {
    const std::uint64_t where = m_cells.cells[cell].where;
    if ((bits & where) == where) return m_cells.people[cell * m_cells.attributes + attribute];
    std::int64_t sum = 0;
    for_each_bit(bits & where, [&](int bit) { sum += m_cells.at(cell, bit, attribute); });
    return sum;
}

std::int64_t Served::worth_of(std::size_t cell, std::uint64_t bits) const {
    const std::uint64_t where = m_cells.cells[cell].where;
    if ((bits & where) == where) return m_worth_of_cell[cell];
    std::int64_t sum = 0;
    for (std::size_t a = 0; a < m_cells.attributes; ++a)
        if (m_worth.weights[a] != 0) sum += people_of(cell, bits, a) * m_worth.weights[a];
    return sum;
}

std::int64_t Served::worth(const core::Disc& disc) const {
    std::int64_t sum = 0;
    m_rows.visit(Reach(disc), [&](std::size_t cell, std::uint64_t bits) {
        for (const auto& plane : m_planes) {
            if (const std::uint64_t fresh = bits & ~plane[cell]; fresh != 0) sum += worth_of(cell, fresh);
            bits &= plane[cell];
            if (bits == 0) break;
        }
    });
    return sum;
}

// By the distance of the cells' centres, in radii.
std::vector<Served::Covered> Served::nearest_first(const core::Disc& disc) const {
    core::Point low = disc.around.front(), high = low;
    for (const core::Point& p : disc.around) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const core::Point middle{(low.x + high.x) / 2, (low.y + high.y) / 2}, half{(high.x - low.x) / 2, (high.y - low.y) / 2};
    const auto away = [&](const Covered& covered) {
        const core::FailingCell& cell = m_cells.cells[covered.cell];
        const double dx = (cell.col + 0.5 - middle.x) / half.x, dy = (cell.row + 0.5 - middle.y) / half.y;
        return dx * dx + dy * dy;
    };
    std::vector<Covered> covered;
    m_rows.visit(Reach(disc), [&](std::size_t cell, std::uint64_t bits) {
        if (const std::uint64_t fresh = bits & ~m_planes.front()[cell]; fresh != 0) covered.push_back({cell, fresh});
    });
    std::stable_sort(covered.begin(), covered.end(), [&](const Covered& a, const Covered& b) { return away(a) < away(b); });
    return covered;
}

std::vector<Served::Covered> Served::fill(const core::Disc& disc) const {
    std::int64_t room = *m_worth.capacity;
    std::vector<Covered> taken;
    for (const Covered& covered : nearest_first(disc)) {
        Covered part{covered.cell, 0};
        const std::int64_t all = people_of(covered.cell, covered.bits, 0);
        if (all <= room) {
            part.bits = covered.bits;
            room -= all;
        } else {
            for_each_bit(covered.bits, [&](int bit) {
                const std::int64_t people = m_cells.at(covered.cell, bit, 0);
                if (people > room) return;
                room -= people;
                part.bits |= std::uint64_t{1} << static_cast<unsigned>(bit);
            });
        }
        if (part.bits != 0) taken.push_back(part);
    }
    return taken;
}

std::int64_t Served::filled(const core::Disc& disc) const {
    if (!m_worth.capacity) return worth(disc);
    std::int64_t sum = 0;
    for (const Covered& covered : fill(disc)) sum += worth_of(covered.cell, covered.bits);
    return sum;
}

void Served::take(const Covered& covered, Gain& gain) {
    std::uint64_t bits = covered.bits;
    for (std::size_t level = 0; level < m_planes.size() && bits != 0; ++level) {
        std::uint64_t& plane = m_planes[level][covered.cell];
        const std::uint64_t fresh = bits & ~plane;
        bits &= plane;
        plane |= fresh;
        if (fresh == 0) continue;
        gain.worth += worth_of(covered.cell, fresh);
        for (std::size_t a = 0; a < m_cells.attributes; ++a)
            (level == 0 ? gain.people : gain.backup)[a] += people_of(covered.cell, fresh, a);
    }
}

Gain Served::add(const core::Disc& disc) {
    Gain gain{0, std::vector<std::int64_t>(m_cells.attributes), std::vector<std::int64_t>(m_cells.attributes)};
    std::vector<Covered> all;
    if (m_worth.capacity)
        all = fill(disc);
    else
        m_rows.visit(Reach(disc), [&](std::size_t cell, std::uint64_t bits) { all.push_back({cell, bits}); });
    for (const Covered& covered : all) take(covered, gain);
    return gain;
}

void Served::clear() {
    for (auto& plane : m_planes) std::fill(plane.begin(), plane.end(), 0);
}

std::int64_t Served::served(std::size_t cell, std::size_t attribute) const {
    const std::uint64_t bits = m_planes.front()[cell] & m_cells.cells[cell].where;
    return bits == 0 ? 0 : people_of(cell, bits, attribute);
}

}  // namespace covmap::sites

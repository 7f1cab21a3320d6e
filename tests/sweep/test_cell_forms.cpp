// The forms of a cut cell against each other: by sides, by places, by slabs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <tuple>
#include <vector>

#include "sweep/cell.hpp"
#include "sweep/chain_math.hpp"
#include "sweep/cutter.hpp"

using namespace covmap::sweep;
using covmap::core::Point;

namespace {

constexpr std::uint32_t kTerritories = 2;

struct OneCell {
    std::vector<CellOwner> owners;
    std::vector<Piece> pieces;
};

/// Vertices on a lattice of `steps` to a cell, within and around the cell: few steps make rings touch and lie on each other.
std::vector<Point> lattice_ring(std::mt19937& random, int steps) {
    const auto coordinate = [&] { return std::uniform_int_distribution(-steps / 2, steps + steps / 2)(random) / double(steps); };
    std::vector<Point> ring(std::uniform_int_distribution<std::size_t>(3, 5)(random));
    for (Point& p : ring) p = {coordinate(), coordinate()};
    return ring;
}

/// Each owner has one ring or two, in any direction; some have one of the owner before, reversed.
OneCell random_cell(std::mt19937& random, std::uint32_t first_owner, std::uint32_t owners, int steps) {
    OneCell cell;
    std::vector<Point> ring;
    Cutter cutter;
    cutter.begin({0, 1, 0, 1});
    for (std::uint32_t o = 0; o < owners; ++o) {
        cell.owners.push_back({first_owner + o, 0});
        for (int part = std::uniform_int_distribution(0, 3)(random) / 3; part >= 0; --part) {
            if (!ring.empty() && random() % 3 == 0)
                std::reverse(ring.begin(), ring.end());
            else
                ring = lattice_ring(random, steps);
            for (std::size_t i = 0; i < ring.size(); ++i) cutter.add_edge(o, ring[i], ring[(i + 1) % ring.size()]);
        }
    }
    const auto& toggles = cutter.toggles(0);
    for (std::size_t i = 0; i < toggles.items.size(); ++i)
        if (toggles.column[i] == 0) cell.owners[toggles.items[i].owner].winding += toggles.items[i].sign;
    cell.pieces = cutter.pieces(0).items;
    return cell;
}

/// Layers that are present in the whole cell keep a form from the cell, and change no share.
OneCell padded(OneCell cell, std::uint32_t layers) {
    for (std::uint32_t l = 0; l < layers; ++l) cell.owners.push_back({1000 + l, 1});
    return cell;
}

using StateShares = std::vector<std::tuple<std::uint32_t, std::uint64_t, double>>;

/// With the presence of the first `owners` alone.
StateShares shares_of(const OneCell& cell, std::size_t owners, CellSolver& solver) {
    std::vector<Piece> pieces = cell.pieces;
    solver.solve(cell.owners, pieces, kNoTerritory, 0);
    StateShares shares;
    for (const Part& part : solver.parts())
        shares.emplace_back(part.territory, solver.words(part)[0] & ((1U << owners) - 1), part.share);
    return shares;
}

double share_in(const StateShares& shares, std::uint32_t territory, std::uint64_t word) {
    for (const auto& [t, w, share] : shares)
        if (t == territory && w == word) return share;
    return 0;
}

/// The largest difference of a state's share.
double share_difference(const StateShares& a, const StateShares& b) {
    double most = 0;
    for (const auto& [t, w, share] : a) most = std::max(most, std::abs(share - share_in(b, t, w)));
    for (const auto& [t, w, share] : b) most = std::max(most, std::abs(share - share_in(a, t, w)));
    return most;
}

}  // namespace

TEST_CASE("states by sides are those by places, to the bit, and those of the slabs") {
    std::mt19937 random(17);
    int by_sides = 0, negative = 0;
    for (int round = 0; round < 6000; ++round) {
        const int steps = round % 2 == 0 ? 6 : 1 << 20;
        const OneCell cell = random_cell(random, round % 3 == 0 ? 0 : kTerritories, 3 + round % 3, steps);
        CellSolver solver(kTerritories);
        const StateShares sides = shares_of(cell, cell.owners.size(), solver);
        if (!solver.closed()) continue;
        const bool was_negative = solver.negative();
        const std::vector<double> taken(solver.taken().begin(), solver.taken().end());
        // More owners than one word holds: by places.
        const StateShares places = shares_of(padded(cell, 8), cell.owners.size(), solver);
        REQUIRE(solver.closed());
        REQUIRE(sides == places);
        CHECK(solver.negative() == was_negative);
        CHECK(std::equal(taken.begin(), taken.end(), solver.taken().begin()));
        // More than two words of presence hold: by slabs.
        const StateShares slabs = shares_of(padded(cell, 64), cell.owners.size(), solver);
        REQUIRE_FALSE(solver.closed());
        CHECK(share_difference(sides, slabs) < 1e-9);
        ++by_sides;
        negative += was_negative ? 1 : 0;
    }
    CHECK(by_sides > 2000);
    CHECK(negative > 500);
}

TEST_CASE("a piece has those on its west that lie west in the middle of the rows that both have") {
    std::mt19937 random(18);
    int pairs = 0, uncut = 0;
    for (int round = 0; round < 3000; ++round) {
        OneCell cell = random_cell(random, 0, 4, round % 2 == 0 ? 6 : 1 << 20);
        sort_pieces(cell.pieces);
        PieceSides sides;
        if (!sides.cut(cell.pieces)) {
            ++uncut;
            continue;
        }
        if (!sides.clear()) continue;
        const std::vector<Piece>& pieces = sides.pieces();
        for (std::size_t i = 0; i < pieces.size(); ++i)
            for (std::size_t j = 0; j < pieces.size(); ++j) {
                const double top = std::max(pieces[i].y0, pieces[j].y0), bottom = std::min(pieces[i].y1, pieces[j].y1);
                if (i == j || !(top < bottom)) continue;
                const double y = top + (bottom - top) / 2, beyond = x_at(pieces[j], y) - x_at(pieces[i], y);
                const bool west = std::abs(beyond) < 1e-13 ? j < i : beyond < 0;
                if (((sides.west_of(i) >> j) & 1U) != (west ? 1U : 0U)) FAIL("round " << round << ", pieces " << i << ", " << j);
                ++pairs;
            }
    }
    CHECK(pairs > 20000);
    CHECK(uncut > 0);
}

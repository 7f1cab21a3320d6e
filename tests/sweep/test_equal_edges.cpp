// Layers cut at one coast: equal pieces are one inside the solver, and nobody sees it. Work is measured by counts.
#include <catch2/catch.hpp>
#include <cmath>

#include "sweep/cell.hpp"
#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"
#include "sweep/support/random_world.hpp"

using namespace covmap::test;
using namespace covmap::sweep;

namespace {

constexpr double kDm2OfACell = 0x1p20;  // shares of 2^-n of a cell are whole, never a tie

/// A line across the cell from west to east, once for each layer.
struct Bundle {
    std::vector<CellOwner> owners;
    std::vector<Piece> pieces;
};
Bundle bundle(std::uint32_t layers) {
    Bundle made;
    for (std::uint32_t o = 0; o < layers; ++o) {
        made.owners.push_back({1 + o, 0});
        made.pieces.push_back({0, 0.3, 0.6, 0.55, o, -1, 1, false});
        made.pieces.push_back({0.6, 0.55, 1, 0.8, o, -1, 0, false});
    }
    return made;
}

Ring star(Random& random, int spikes) {
    Ring ring;
    for (int i = 0; i < 2 * spikes; ++i) {
        const double angle = 3.14159265358979 * i / spikes,
                     reach = i % 2 == 0 ? random.between(0.3, 0.49) : random.between(0.1, 0.3);
        ring.push_back({0.5 + reach * std::cos(angle), 0.5 + reach * std::sin(angle)});
    }
    return ring;
}

/// Each layer of the world `times` times: bits 0 to times - 1 are the first one's.
World repeated(const World& world, std::size_t times) {
    World more = world;
    more.layers.clear();
    more.discs.clear();
    for (const Shape& layer : world.layers) more.layers.insert(more.layers.end(), times, layer);
    return more;
}

/// The tally of a repeated world with one bit for each sort; parts of nothing are left out.
TallyMap folded(const TallyMap& tally, std::size_t layers, std::size_t times) {
    TallyMap fold;
    for (const auto& [key, values] : tally) {
        Words words(1, 0);
        for (std::size_t l = 0; l < layers; ++l) {
            for (std::size_t t = 1; t < times; ++t)
                if (has_bit(key.signature, l * times + t) != has_bit(key.signature, l * times)) return {};
            if (has_bit(key.signature, l * times)) words[0] |= std::uint64_t{1} << l;
        }
        if (values != std::vector<std::int64_t>(values.size(), 0)) fold[{key.territory, words}] = values;
    }
    return fold;
}

/// The largest difference of two tallies, in quanta and dm2; a part that one alone has counts whole.
std::int64_t apart(const TallyMap& a, TallyMap b) {
    std::int64_t most = 0;
    for (const auto& [key, values] : a) {
        auto& others = b[key];
        others.resize(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) most = std::max(most, std::abs(others[i] - values[i]));
        b.erase(key);
    }
    for (const auto& [key, values] : b)
        for (const std::int64_t value : values) most = std::max(most, std::abs(value));
    return most;
}

}  // namespace

TEST_CASE("5,000 layers with one edge cost what one costs, and each is where it was") {
    CellSolver solver(1);
    Bundle many = bundle(5000);
    solver.solve(many.owners, many.pieces, 0, 1);
    CHECK(many.pieces.size() == 10000);
    REQUIRE(solver.parts().size() == 2);
    const auto& with = solver.parts()[1];
    CHECK(with.share == Approx(1 - 0.5 * (0.3 + 0.55) * 0.6 - 0.5 * (0.55 + 0.8) * 0.4).epsilon(1e-14));
    for (std::uint32_t o = 0; o < 5000; ++o) CHECK(((solver.words(with)[o / 64] >> (o % 64)) & 1U) == 1);
    CHECK(solver.work().strands == 2);
    CHECK(solver.work().quarters == 0);
    CHECK(solver.work().crossings == 1);
}

TEST_CASE("edges of one line whose owners differ elsewhere are not quartered") {
    // 80 layers share a line; each has another one of its own far away.
    CellSolver solver(1);
    Bundle many = bundle(80);
    for (std::uint32_t o = 0; o < 80; ++o) many.pieces.push_back({0.2 + o / 200.0, 0.9, 0.2 + o / 200.0, 1, o, -1, 0, false});
    solver.solve(many.owners, many.pieces, 0, 1);
    CHECK(solver.work().quarters < 200);
    CHECK(solver.work().crossings < 20000);
    double sum = 0;
    for (const auto& part : solver.parts()) sum += part.share;
    CHECK(sum == Approx(1).epsilon(1e-12));
}

TEST_CASE("edges that all but coincide are not quartered to the bottom") {
    CellSolver solver(1);
    Bundle many;
    for (std::uint32_t o = 0; o < 100; ++o) {
        many.owners.push_back({1 + o, 0});
        many.pieces.push_back({0, 0.3 + o * 1e-7, 1, 0.6 + o * 1e-7, o, -1, 1, false});
    }
    solver.solve(many.owners, many.pieces, 0, 1);
    CHECK(solver.parts().size() == 101);
    CHECK(solver.work().quarters == 0);
    CHECK(solver.work().crossings == 4950);
}

TEST_CASE("5,000 equal polygons of one layer count as one") {
    World once = layered(2, 2, {polygon("0.2 0.3, 1.7 0.1, 1.9 1.6, 0.9 1.2")}), often = once;
    once.cell_area_dm2 = often.cell_area_dm2 = kDm2OfACell;
    for (int i = 1; i < 5000; ++i) often.layers[0] = often.layers[0] + once.layers[0];
    CHECK(sweep_world(once).tally == sweep_world(often).tally);
}

TEST_CASE("layers that stand 30 times have the integers of the layers alone, in random worlds") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        World world = seed % 2 == 0 ? random_world(seed) : coincidences(seed);
        world.discs.clear();
        world.territory_bits.clear();
        world.cell_area_dm2 = kDm2OfACell;
        if (world.layers.size() > 4) world.layers.resize(4);
        World more = repeated(world, 30);
        INFO("world " << seed);
        const std::size_t layers = world.layers.size();
        // A closed form and slabs may fall on either side of a half.
        CHECK(apart(folded(sweep_world(more).tally, layers, 30), folded(sweep_world(world).tally, layers, 1)) <= 1);
    }
}

TEST_CASE("20,000 spikes of one ring in one cell: the work is that of its vertices") {
    for (const int spikes : {5000, 20000}) {
        Random random(static_cast<std::uint64_t>(spikes));
        const Ring ring = star(random, spikes);
        CellSolver solver(1);
        std::vector<Piece> pieces;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            auto a = ring[i], b = ring[(i + 1) % ring.size()];
            std::int8_t sign = 1;
            if (b.y < a.y || (b.y == a.y && b.x < a.x)) {
                std::swap(a, b);
                sign = -1;
            }
            pieces.push_back({a.x, a.y, b.x, b.y, 0, sign, 0, false});
        }
        double twice = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto a = ring[i], b = ring[(i + 1) % ring.size()];
            twice += a.x * b.y - b.x * a.y;
        }
        // Edges that go south have their inside to the east here.
        for (Piece& p : pieces) p.sign = static_cast<std::int8_t>(twice > 0 ? -p.sign : p.sign);
        const std::vector<CellOwner> owners{{1, 0}};
        solver.solve(owners, pieces, 0, 1);
        REQUIRE(solver.parts().size() == 2);
        CHECK(solver.parts()[1].share == Approx(std::abs(twice) / 2).epsilon(1e-9));
        CHECK(solver.work().quarters == 0);
        CHECK(solver.work().strands < ring.size() * 30);
        CHECK(solver.work().slabs < ring.size() * 30);
    }
}

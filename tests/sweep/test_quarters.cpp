// Where the parts of a cut cell lie, against the same world swept on a finer lattice, and against GEOS place by place.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <map>
#include <tuple>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"
#include "sweep/support/random_world.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

/// Of a sub-cell: up to four borders, each half a unit of 2^-15 of the cell off, and what shares are rounded to.
double tolerance(int depth) { return (2 * (1 << depth) + 4) / core::kCutUnits; }

std::uint64_t worlds() {
    const char* given = std::getenv("COVMAP_WORLDS");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 20;
}

/// (level, row, column of the sub-cell) -> shares of the sub-cell.
using Place = std::tuple<int, core::Row, core::Col>;
using Shares = std::map<Key, double>;

struct PartAt {
    core::Point at;  ///< grid coordinates
    int part;
    Key key;
};

/// Asks every cut cell all it can tell.
class QuarterSink : public core::Sink {
public:
    explicit QuarterSink(std::uint64_t seed) : m_random(seed) {}
    void begin_band(core::Row, const core::SignatureLookup& signatures) override { m_signatures = &signatures; }
    void group(const core::Group&) override {}
    void end_band(core::Row) override {}
    void cut(const core::CutCell& cell) override {
        ++cells;
        for (int depth = 1; depth <= core::Quarters::kDeepest; ++depth) keep(cell, depth);
        for (int i = 0; i < 4; ++i) {
            const double x = m_random.unit(), y = m_random.unit();
            const int part = cell.part_at(x, y);
            points.push_back(
                {{cell.col + x, cell.row + y}, part, part < 0 ? Key{} : key_of(cell.parts[static_cast<std::size_t>(part)])});
        }
    }

    std::map<Place, Shares> shares;
    std::vector<PartAt> points;
    int cells = 0;

private:
    Key key_of(const core::CellPart& part) const {
        const auto words = m_signatures->bits(part.signature);
        return {part.territory.value, {words.begin(), words.end()}};
    }
    void keep(const core::CutCell& cell, int depth) {
        const core::Quarters& quarters = cell.quarters(depth);
        const auto side = core::Row{1} << depth;
        for (std::uint32_t leaf = 0; leaf < static_cast<std::uint32_t>(side * side); ++leaf) {
            const core::SubCell sub = core::sub_cell(leaf, depth);
            Shares& of = shares[{depth, cell.row * side + sub.row, cell.col * side + sub.col}];
            for (const auto& s : quarters.node(depth, leaf))
                of[key_of(cell.parts[s.part])] += s.share / double{core::Quarters::kWhole};
        }
    }
    Random m_random;
    const core::SignatureLookup* m_signatures = nullptr;
};

core::CellBox finer(core::CellBox box, int times) {
    return {box.row_begin * times, box.row_end * times, box.col_begin * times, box.col_end * times};
}

/// The same shapes on cells 2^depth times smaller, without people.
World finer(const World& world, int depth) {
    const int times = 1 << depth;
    World fine;
    fine.frame = finer(world.swept(), times);
    for (const Shape& shape : world.territories) fine.territories.push_back(scaled(shape, times));
    for (const Shape& shape : world.layers) fine.layers.push_back(scaled(shape, times));
    for (const auto& circles : world.discs) {
        fine.discs.emplace_back();
        for (const Circle& c : circles) fine.discs.back().push_back({{c.centre.x * times, c.centre.y * times}, c.radius * times});
    }
    fine.territory_bits = world.territory_bits;
    fine.demand.set_attributes(0);
    return fine;
}

std::map<Place, Shares> swept_shares(const World& world, int depth) {
    World fine = finer(world, depth);
    std::map<Place, Shares> found;
    for (const GroupRow& group : sweep_world(fine).groups)
        for (const auto& [words, values] : group.parts)
            for (core::Col c = group.col; c < group.col + group.cells; ++c)
                found[{depth, group.row, c}][{group.territory, words}] +=
                    static_cast<double>(values.back()) / group.cells / fine.cell_area_dm2;
    return found;
}

std::string told(const Place& place, const Key& key, double got, double expected) {
    return "depth " + std::to_string(std::get<0>(place)) + " sub-cell " + std::to_string(std::get<1>(place)) + "," +
           std::to_string(std::get<2>(place)) + " territory " + std::to_string(key.territory) + " signature " +
           std::to_string(key.signature.front()) + ": " + std::to_string(got) + ", expected " + std::to_string(expected);
}

Complaints compare(const std::map<Place, Shares>& got, const std::map<Place, Shares>& expected) {
    Complaints complaints;
    for (const auto& [place, shares] : got) {
        const auto truth = expected.find(place);
        Shares all = shares;
        if (truth != expected.end())
            for (const auto& [key, share] : truth->second) all[key];
        for (const auto& [key, zero] : all) {
            const auto at = shares.find(key);
            const double g = at == shares.end() ? 0 : at->second;
            double e = 0;
            if (truth != expected.end())
                if (const auto found = truth->second.find(key); found != truth->second.end()) e = found->second;
            if (std::abs(g - e) > tolerance(std::get<0>(place))) complaints.push_back(told(place, key, g, e));
        }
    }
    return complaints;
}

/// The part at a place as GEOS has it; false where a border is nearer than the side of the box.
bool part_by_geos(const std::vector<Region>& owners, const World& world, core::Point at, Key& key) {
    constexpr double kHalf = 1e-4;
    const Region near = Region::enclosed(
        {{at.x - kHalf, at.y - kHalf}, {at.x + kHalf, at.y - kHalf}, {at.x + kHalf, at.y + kHalf}, {at.x - kHalf, at.y + kHalf}});
    const double whole = near.area();
    key = {0xffffffffU, Words(core::words_for(world.bits()), 0)};
    const auto territories = static_cast<std::uint32_t>(world.territories.size());
    for (std::uint32_t o = 0; o < owners.size(); ++o) {
        if (!owners[o].meets_box_of(near)) continue;
        const double inside = (owners[o] & near).area();
        if (inside < 1e-6 * whole) continue;
        if (inside < (1 - 1e-6) * whole) return false;
        if (o < territories)
            key.territory = std::min(key.territory, o);
        else
            key.signature[(o - territories) / 64] |= std::uint64_t{1} << ((o - territories) % 64);
    }
    if (key.territory < world.territory_bits.size())
        for (const auto bit : world.territory_bits[key.territory]) key.signature[bit / 64] |= std::uint64_t{1} << (bit % 64);
    return true;
}

QuarterSink quartered(const World& world, std::uint64_t seed) {
    QuarterSink sink(seed);
    World copy = world;
    RunOptions options;
    options.sinks = {{&sink}};
    sweep_world(copy, options);
    return sink;
}

}  // namespace

TEST_CASE("shares of quarters are those of the same world on a lattice 2, 4 and 8 times finer") {
    int cells = 0;
    for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
        const World world = random_world(seed);
        const QuarterSink sink = quartered(world, seed);
        cells += sink.cells;
        INFO("world " << seed);
        std::map<Place, Shares> expected;
        for (int depth = 1; depth <= core::Quarters::kDeepest; ++depth) expected.merge(swept_shares(world, depth));
        CHECK(compare(sink.shares, expected) == Complaints{});
    }
    CHECK(cells > 10 * static_cast<int>(worlds()));
}

TEST_CASE("shares of quarters where borders lie on middle lines, and vertices and edges on each other") {
    for (std::uint64_t seed = 1; seed <= 5 * worlds(); ++seed) {
        const World world = coincidences(seed);
        const QuarterSink sink = quartered(world, seed);
        INFO("world " << seed << "\n" << covmap::test::told(world));
        std::map<Place, Shares> expected;
        for (int depth = 1; depth <= core::Quarters::kDeepest; ++depth) expected.merge(swept_shares(world, depth));
        CHECK(compare(sink.shares, expected) == Complaints{});
    }
}

TEST_CASE("the part at a place is the one that GEOS finds there") {
    int asked = 0, outside = 0;
    for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
        const World world = random_world(seed);
        const QuarterSink sink = quartered(world, seed);
        const auto owners = owner_regions(world);
        INFO("world " << seed);
        Complaints complaints;
        for (const PartAt& point : sink.points) {
            Key key;
            if (!part_by_geos(owners, world, point.at, key)) continue;
            ++asked;
            const bool nobody = key.territory == 0xffffffffU;
            if (nobody) ++outside;
            if (nobody ? point.part >= 0 : point.part < 0 || point.key != key)
                complaints.push_back(std::to_string(point.at.x) + " " + std::to_string(point.at.y) + ": part " +
                                     std::to_string(point.part) + " of territory " + std::to_string(point.key.territory) +
                                     ", expected territory " + std::to_string(key.territory));
        }
        CHECK(complaints == Complaints{});
    }
    CHECK(asked > 100 * static_cast<int>(worlds()));
    CHECK(outside > 0);
}

TEST_CASE("a place on the north or west line of a cell has the part south-east of it") {
    World world = layered(1, 1, {box(0.25, -1, 0.75, 2)});
    class Corner : public core::Sink {
    public:
        void begin_band(core::Row, const core::SignatureLookup& lookup) override { m_signatures = &lookup; }
        void group(const core::Group&) override {}
        void end_band(core::Row) override {}
        void cut(const core::CutCell& cell) override {
            for (const double x : {0.0, 0.2, 0.5, 0.8, 1.0})
                for (const double y : {0.0, 0.5, 1.0}) {
                    const int part = cell.part_at(x, y);
                    covered.push_back(part >= 0 &&
                                      m_signatures->bits(cell.parts[static_cast<std::size_t>(part)].signature)[0] == 1);
                }
        }
        std::vector<bool> covered;

    private:
        const core::SignatureLookup* m_signatures = nullptr;
    } sink;
    RunOptions options;
    options.sinks = {{&sink}};
    sweep_world(world, options);
    const std::vector<bool> expected{false, false, false, false, false, false, true, true,
                                     true,  false, false, false, false, false, false};
    CHECK(sink.covered == expected);
}

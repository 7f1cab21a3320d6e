// Lines through small worlds of cells of 1 km: by hand, and against GEOS. COVMAP_WORLDS sets how many (default 40).
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>

#include "measure/cells/line_sink.hpp"
#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"
#include "sweep/support/random_world.hpp"
#include "sweep/support/world.hpp"

using namespace covmap;
using namespace covmap::test;
using Path = std::vector<core::Point>;

namespace {

constexpr double kCell_mm = 1e6;

std::uint64_t worlds() {
    const char* given = std::getenv("COVMAP_WORLDS");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 40;
}

double length_of(core::Point a, core::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Lines whose length is that of the plane.
model::LineSet set_of(const std::vector<Path>& paths) {
    model::LineSet set;
    set.classes = {""};
    for (const Path& path : paths) {
        model::Line line{"", "", 0, set.vertices.size(), 0};
        double sum = 0;
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (i > 0) sum += length_of(core::snap(path[i - 1]), core::snap(path[i]));
            set.vertices.push_back(core::snap(path[i]));
            set.at_mm.push_back(std::llround(sum * kCell_mm));
        }
        line.last = set.vertices.size();
        set.lines.push_back(line);
    }
    return set;
}

std::vector<model::LineFindings> found_in(World& world, const std::vector<model::LineSet>& sets, int workers = 1,
                                          const measure::ColumnTurn& turn = {}) {
    const measure::LineIndex index(sets, turn);
    std::vector<std::unique_ptr<measure::LineSink>> sinks;
    RunOptions options;
    options.workers = workers;
    std::vector<measure::LineSink*> all;
    for (int w = 0; w < workers; ++w) {
        sinks.push_back(std::make_unique<measure::LineSink>(index));
        all.push_back(sinks.back().get());
        options.sinks.push_back({sinks.back().get()});
    }
    sweep_world(world, options);
    return measure::merge_lines(sets, index, all);
}

/// mm by territory and signature; none for the outside.
using Lengths = std::map<Key, std::int64_t>;
constexpr std::uint32_t kOutside = 0xffffffffU;

Lengths lengths_of(const model::LineSet& set, const model::LineFindings& findings) {
    Lengths sums;
    for (std::size_t l = 0; l < set.lines.size(); ++l) {
        std::int64_t from = 0;
        for (std::size_t p = findings.first_piece[l]; p < findings.first_piece[l + 1]; ++p) {
            const model::LinePiece& piece = findings.pieces[p];
            CHECK(piece.to_mm > from);
            const std::int64_t left = model::LineFindings::left_mm(from, piece.to_mm);
            for (const auto& [state, mm] : {std::pair(piece.left, left), std::pair(piece.right, piece.to_mm - from - left)})
                sums[{findings.states[state].territory.value, findings.states[state].signature}] += mm;
            from = piece.to_mm;
        }
        CHECK(from == set.length_mm(set.lines[l]));
    }
    return sums;
}

Lengths lengths_in(World world, const std::vector<Path>& paths) {
    const std::vector<model::LineSet> sets{set_of(paths)};
    return lengths_of(sets.front(), found_in(world, sets).front());
}

/// 2 to 8 vertices in the frame and `beyond` it.
Path random_path(Random& random, const core::CellBox& frame, double beyond) {
    Path path;
    for (int v = random.between(2, 8); v > 0; --v)
        path.push_back({random.between(frame.col_begin - beyond, frame.col_end + beyond),
                        random.between(frame.row_begin - beyond, frame.row_end + beyond)});
    return path;
}

std::int64_t sum_of(const Lengths& lengths, std::uint32_t territory) {
    std::int64_t sum = 0;
    for (const auto& [key, mm] : lengths)
        if (key.territory == territory) sum += mm;
    return sum;
}

/// What each territory has, and what has each signature in it, by GEOS.
std::map<Key, Region> regions_of(const World& world) {
    const std::vector<Region> owners = owner_regions(world);
    const core::CellBox box = world.swept();
    Region left = Region::enclosed({{double(box.col_begin), double(box.row_begin)},
                                    {double(box.col_end), double(box.row_begin)},
                                    {double(box.col_end), double(box.row_end)},
                                    {double(box.col_begin), double(box.row_end)}});
    std::map<Key, Region> regions;
    for (std::uint32_t t = 0; t < world.territories.size(); ++t) {
        const auto [mine, rest] = left.split(owners[t]);
        left = rest;
        std::vector<std::pair<Words, Region>> parts{{Words(core::words_for(world.bits()), 0), mine}};
        for (std::size_t bit = 0; bit < world.bits(); ++bit) {
            std::vector<std::pair<Words, Region>> next;
            for (const auto& [words, region] : parts) {
                auto [with, without] = region.split(owners[world.territories.size() + bit]);
                Words more = words;
                more[bit / 64] |= std::uint64_t{1} << (bit % 64);
                if (!with.empty()) next.emplace_back(more, with);
                if (!without.empty()) next.emplace_back(words, without);
            }
            parts = std::move(next);
        }
        for (auto& [words, region] : parts) {
            if (t < world.territory_bits.size())
                for (const std::uint32_t bit : world.territory_bits[t]) words[bit / 64] |= std::uint64_t{1} << (bit % 64);
            auto& known = regions[{t, words}];
            known = known.empty() ? region : known | region;
        }
    }
    return regions;
}

/// Both sides of a path, a hair from it.
std::vector<Path> sides_of(const Path& path) {
    constexpr double kHair = 1e-7;
    std::vector<Path> sides;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const core::Point a = path[i], b = path[i + 1];
        const double length = length_of(a, b), x = (b.y - a.y) / length * kHair, y = (a.x - b.x) / length * kHair;
        sides.push_back({{a.x + x, a.y + y}, {b.x + x, b.y + y}});
        sides.push_back({{a.x - x, a.y - y}, {b.x - x, b.y - y}});
    }
    return sides;
}

/// Where borders may lie otherwise than they are drawn: 5 cm a crossing at a right angle, along the line more where it is flat.
double allowed(const Path& path, const std::vector<std::vector<core::Point>>& rings) {
    constexpr double kCrossing = 5e-5, kNear = 2e-4, kFlattest = 1e-3;
    double sum = 2e-6;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        for (const auto& ring : rings)
            for (std::size_t r = 0; r < ring.size(); ++r) {
                const core::Point a = path[i], b = path[i + 1], c = ring[r], d = ring[(r + 1) % ring.size()];
                const double dx = b.x - a.x, dy = b.y - a.y, ex = d.x - c.x, ey = d.y - c.y;
                const double lengths = std::hypot(dx, dy) * std::hypot(ex, ey), sine = std::abs(dx * ey - dy * ex) / lengths;
                const double flat = std::max(sine, kFlattest), across = dx * ey - dy * ex;
                if (across == 0) continue;
                const double along = ((c.x - a.x) * ey - (c.y - a.y) * ex) / across,
                             of_edge = ((c.x - a.x) * dy - (c.y - a.y) * dx) / across;
                const double near = kNear / flat, near_line = near / std::hypot(dx, dy), near_edge = near / std::hypot(ex, ey);
                if (along > -near_line && along < 1 + near_line && of_edge > -near_edge && of_edge < 1 + near_edge)
                    sum += kCrossing / flat;
            }
    return sum;
}

struct Compared {
    double worst = 0;        ///< difference of one key of one line as a part of what is allowed
    double worst_total = 0;  ///< of a territory's total, relative
};

Compared compared(const World& world, const std::vector<Path>& paths, double least_total = 1e300) {
    const auto regions = regions_of(world);
    std::vector<std::vector<core::Point>> rings;
    for (const Region& owner : owner_regions(world))
        for (auto& ring : owner.rings()) rings.push_back(std::move(ring));
    const core::CellBox frame = world.swept();
    rings.push_back({{double(frame.col_begin), double(frame.row_begin)},
                     {double(frame.col_end), double(frame.row_begin)},
                     {double(frame.col_end), double(frame.row_end)},
                     {double(frame.col_begin), double(frame.row_end)}});
    Compared result;
    std::map<std::uint32_t, std::pair<double, double>> totals;  // territory -> difference, length
    World swept = world;
    const std::vector<model::LineSet> sets = [&] {
        std::vector<model::LineSet> made;
        for (const Path& path : paths) made.push_back(set_of({path}));
        return made;
    }();
    const auto findings = found_in(swept, sets);
    for (std::size_t l = 0; l < paths.size(); ++l) {
        Lengths found = lengths_of(sets[l], findings[l]);
        const double most = allowed(paths[l], rings);
        for (const auto& [key, region] : regions) {
            double expected = 0;
            for (const Path& side : sides_of(paths[l])) expected += region.length_of(side) / 2;
            const double difference = double(found[key]) / kCell_mm - expected;
            found.erase(key);
            result.worst = std::max(result.worst, std::abs(difference) / most);
            totals[key.territory].first += difference;
            totals[key.territory].second += expected;
        }
        found.erase(Key{kOutside, {}});
        for (const auto& [key, mm] : found) result.worst = std::max(result.worst, double(mm) / kCell_mm / most);
    }
    for (const auto& [t, sums] : totals)
        if (sums.second >= least_total) result.worst_total = std::max(result.worst_total, std::abs(sums.first) / sums.second);
    return result;
}

}  // namespace

TEST_CASE("a line across a border changes its state there, to 5 cm") {
    World world = plain_world(4, 6);
    world.territories = {box(0, 0, 2.3, 4), box(2.3, 0, 6, 4)};
    world.layers = {box(-1, -1, 7, 1.7)};
    const Lengths found = lengths_in(world, {{{0.5, 1.2}, {4.5, 1.2}}, {{5.1, 0.5}, {5.1, 3.5}}});
    CHECK(std::abs(found.at({0, {1}}) - 1'800'000) <= 50);
    CHECK(std::abs(found.at({1, {1}}) - 2'200'000 - 1'200'000) <= 50);
    CHECK(std::abs(found.at({1, {0}}) - 1'800'000) <= 50);
    CHECK(sum_of(found, 0) + sum_of(found, 1) == 7'000'000);
}

TEST_CASE("along a shared border each side gets half, to the mm") {
    World world = plain_world(4, 6);
    for (const double border : {2.0, 2.3}) {  // on a line of the grid, and within cells
        world.territories = {box(0, 0, border, 4), box(border, 0, 6, 4)};
        const Lengths found = lengths_in(world, {{{border, 0.5}, {border, 1.123457}, {border, 3.25}}});
        CHECK(sum_of(found, 0) == 1'375'000);
        CHECK(sum_of(found, 1) == 1'375'000);
    }
    world.territories = {polygon("0 0, 6 0, 0 4"), polygon("6 0, 6 4, 0 4")};
    const Lengths slanted = lengths_in(world, {{{1.5, 3}, {4.5, 1}}});
    CHECK(std::abs(sum_of(slanted, 0) - sum_of(slanted, 1)) <= 1);
    CHECK(sum_of(slanted, 0) + sum_of(slanted, 1) == std::llround(std::hypot(3, 2) * kCell_mm));
    const Lengths coast = lengths_in(plain_world(4, 6), {{{0, 1}, {0, 3}}});
    CHECK(sum_of(coast, 0) == 1'000'000);
    CHECK(sum_of(coast, kOutside) == 1'000'000);
}

TEST_CASE("what no territory has, and what is off the map, is outside") {
    World world = plain_world(2, 2);
    world.territories = {box(0, 0, 1.25, 2)};
    const Lengths found = lengths_in(world, {{{-3, 0.5}, {9, 0.5}}, {{50, -70}, {51, -70}}});
    CHECK(std::abs(sum_of(found, 0) - 1'250'000) <= 50);
    CHECK(sum_of(found, 0) + sum_of(found, kOutside) == 13'000'000);
}

TEST_CASE("cells where nobody lives count as the others") {
    World world = plain_world(2, 3);
    world.demand = MemoryDemand::drawn({"5..", "..."});
    world.frame = {0, 2, 0, 3};
    CHECK(sum_of(lengths_in(world, {{{0.25, 1.5}, {2.75, 1.5}}}), 0) == 2'500'000);
}

TEST_CASE("a map of degrees comes round: a line goes on beyond its seam") {
    World world = plain_world(4, 12);
    world.territories = {box(0, 0, 2, 4), box(9.5, 0, 12, 4)};
    for (const Path& path : {Path{{9, 1.5}, {15, 1.5}}, Path{{3, 1.5}, {-3, 1.5}}}) {
        const std::vector<model::LineSet> sets{set_of({path})};
        const Lengths found = lengths_of(sets.front(), found_in(world, sets, 1, {0, 12}).front());
        CHECK(std::abs(sum_of(found, 0) - 2'000'000) <= 50);
        CHECK(std::abs(sum_of(found, 1) - 2'500'000) <= 50);
        CHECK(std::abs(sum_of(found, kOutside) - 1'500'000) <= 50);
    }
}

TEST_CASE("whatever the number of workers") {
    World world = random_world(7);
    Random random(7);
    std::vector<Path> paths;
    for (int l = 0; l < 50; ++l) paths.push_back(random_path(random, world.swept(), 2));
    const std::vector<model::LineSet> sets{set_of(paths), set_of({paths[3]})};
    const auto one = found_in(world, sets);
    CHECK(found_in(world, sets, 3) == one);
    CHECK(lengths_of(sets[1], one[1]) == lengths_in(world, {paths[3]}));
}

TEST_CASE("lines through random worlds have the lengths that GEOS finds, to 5 cm a crossing") {
    for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
        const World world = random_world(seed);
        INFO("world " << seed << "\n" << told(world));
        Random random(seed * 977);
        std::vector<Path> paths;
        for (int l = 0; l < 10; ++l) paths.push_back(random_path(random, world.swept(), 1));
        const Compared result = compared(world, paths);
        CHECK(result.worst <= 1);
    }
}

TEST_CASE("a territory's total is that of GEOS to a millionth, where borders are as far apart as those of départements") {
    constexpr int kFactor = 16;  // 300 km
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        World world = random_world(seed);
        world.frame = world.swept();
        for (int* side : {&world.frame.row_begin, &world.frame.row_end, &world.frame.col_begin, &world.frame.col_end})
            *side *= kFactor;
        for (Shape& shape : world.territories) shape = scaled(shape, kFactor);
        for (Shape& shape : world.layers) shape = scaled(shape, kFactor);
        world.discs.clear();
        world.demand = MemoryDemand::even(
            {world.frame.row_begin, world.frame.row_begin + 1, world.frame.col_begin, world.frame.col_begin + 1}, 1);
        Random random(seed);
        std::vector<Path> paths;
        for (int l = 0; l < 200; ++l) paths.push_back(random_path(random, world.swept(), 0));
        const Compared result = compared(world, paths, 1000);
        CHECK(result.worst_total <= 1e-6);
    }
}

TEST_CASE("lines on a coarse lattice, along borders everywhere, have the halves that GEOS finds beside them") {
    for (std::uint64_t seed = 1; seed <= 3 * worlds(); ++seed) {
        const World world = coincidences(seed);
        INFO("world " << seed << "\n" << told(world));
        Random random(seed * 31);
        const core::CellBox frame = world.swept();
        std::vector<Path> paths;
        for (int l = 0; l < 6; ++l) {
            Path path;
            for (int v = random.between(2, 4); v > 0; --v) {
                const core::Point p{frame.col_begin + random.between(-2, 8 * (frame.col_end - frame.col_begin) + 2) / 8.0,
                                    frame.row_begin + random.between(-2, 8 * (frame.row_end - frame.row_begin) + 2) / 8.0};
                if (path.empty() || path.back() != p) path.push_back(p);
            }
            if (path.size() > 1) paths.push_back(path);
        }
        const Compared result = compared(world, paths);
        CHECK(result.worst <= 1);
    }
}

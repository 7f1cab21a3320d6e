#include "sweep/support/random_world.hpp"

#include <algorithm>
#include <cmath>

#include "core/ring.hpp"
#include "sweep/support/geos.hpp"
#include "sweep/support/random.hpp"

namespace covmap::test {
namespace {

using core::Point;

/// Draws shapes inside a box of cells.
class Artist {
public:
    Artist(std::uint64_t seed, core::CellBox frame) : random(seed), m_frame(frame) {}

    Random random;

    /// Often on a cell line or half a cell, else anywhere on the vertex lattice.
    double coordinate(double low, double high) {
        const double value = random.between(low, high);
        const double roll = random.unit();
        if (roll < 0.4) return std::nearbyint(value);
        if (roll < 0.55) return std::nearbyint(value * 2) / 2;
        if (roll < 0.7) return std::nearbyint(value * 8) / 8;
        return core::snap(value);
    }
    Point point(double margin = 0) {
        return {coordinate(m_frame.col_begin - margin, m_frame.col_end + margin),
                coordinate(m_frame.row_begin - margin, m_frame.row_end + margin)};
    }

    Shape shape();

private:
    Ring triangle();
    Ring star(Point centre, double inner, double outer, std::size_t corners);
    Ring comb();
    Ring sliver();
    Ring spiked();
    Ring diamond();
    Ring bow_tie();
    Ring curl();
    Ring tiny();
    Ring blob(double margin);
    Shape rectangle(double margin);
    Shape holed();

    core::CellBox m_frame;
};

Ring Artist::triangle() { return {point(2), point(2), point(2)}; }

/// Directions in a fixed order round the clock, so that a ring with rising positions is star-shaped and simple.
constexpr Point kClock[16] = {{4, 0},  {4, 1},  {4, 3},  {3, 4},   {1, 4},   {0, 4},  {-1, 4}, {-3, 4},
                              {-4, 3}, {-4, 1}, {-4, 0}, {-4, -2}, {-3, -4}, {0, -4}, {2, -4}, {4, -2}};

Ring Artist::star(Point centre, double inner, double outer, std::size_t corners) {
    Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const auto& d = kClock[i * 16 / corners];
        const double reach = random.between(inner, outer) / 4;
        ring.push_back(core::snap(Point{centre.x + d.x * reach, centre.y + d.y * reach}));
    }
    return ring;
}

Ring Artist::comb() {
    const Point at = point();
    const auto teeth = random.between(2, 9);
    const double step = random.chance(0.5) ? 1 : random.between(0.05, 0.8), length = random.between(0.3, 5.0);
    Ring ring{{at.x, at.y - 1}};
    for (int i = 0; i < teeth; ++i) {
        ring.push_back({at.x + i * step, at.y});
        ring.push_back({at.x + (i + 0.25) * step, at.y + length});
        ring.push_back({at.x + (i + 0.5) * step, at.y});
    }
    ring.push_back({at.x + teeth * step, at.y - 1});
    return ring;
}

Ring Artist::sliver() {
    const Point a = point(), b = point();
    const double thick = std::pow(10.0, -random.between(1, 6));
    return {a, b, {b.x + thick, b.y + thick}};
}

Ring Artist::spiked() {
    const Point a = point();
    const double side = random.between(1, 4), out = random.between(1, 6);
    const double y = coordinate(a.y, a.y + side);
    return {a,
            {a.x + side, a.y},
            {a.x + side, y},
            {a.x + side + out, y},
            {a.x + side, y},
            {a.x + side, a.y + side},
            {a.x, a.y + side}};
}

Ring Artist::diamond() {
    const Point p = point();
    const Point c{std::nearbyint(p.x), std::nearbyint(p.y)};
    const double r = random.between(1, 6);
    return {{c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}};
}

Ring Artist::bow_tie() {
    const Point a = point();
    const double w = random.between(1, 6), h = random.between(1, 6);
    return {a, {a.x + w, a.y + h}, {a.x + w, a.y}, {a.x, coordinate(a.y + 0.5, a.y + h)}};
}

/// Once round the outer square, then once round an inner one: every crossing but one is a touch.
Ring Artist::curl() {
    const Point a = point();
    const double s = random.between(3, 7);
    return {a,
            {a.x + s, a.y},
            {a.x + s, a.y + s},
            {a.x + 1, a.y + s},
            {a.x + 1, a.y + 1},
            {a.x + s - 1, a.y + 1},
            {a.x + s - 1, a.y + s + 1},
            {a.x, a.y + s + 1}};
}

Ring Artist::tiny() {
    const Point a = point();
    const Point corner{std::floor(a.x), std::floor(a.y)};
    Ring ring;
    for (int i = 0; i < 3; ++i) ring.push_back(core::snap(Point{corner.x + random.unit(), corner.y + random.unit()}));
    return ring;
}

Ring Artist::blob(double margin) {
    const auto reach = random.between(1.0, 8.0 + margin);
    return star(point(margin), reach / 3, reach, 8 + random.below(9));
}

Shape Artist::rectangle(double margin) {
    const Point a = point(margin), b = point(margin);
    return box(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y));
}

/// A blob with holes: nested, overlapping one another or sticking out.
Shape Artist::holed() {
    const Point c = point();
    Part part{star(c, 4, 7, 12), {}};
    const auto holes = random.between(1, 3);
    for (int i = 0; i < holes; ++i) {
        const double off = random.chance(0.4) ? 5 : 1;
        part.holes.push_back(star({c.x + random.between(-off, off), c.y + random.between(-off, off)}, 0.5, 2.5, 9));
    }
    return {part};
}

bool within_reach(const Ring& ring) {
    const int index = core::rotation_index(ring);
    if (index != 1 && index != -1) return true;
    return std::abs(Region::enclosed(ring).area() - std::abs(core::shoelace(ring))) < 1e-10;
}

Shape Artist::shape() {
    for (;;) {
        Ring ring;
        switch (random.below(15)) {
            case 0:
            case 1:
                return rectangle(0);
            case 2:
                return rectangle(6);
            case 3:
                return holed();
            case 4:
                ring = triangle();
                break;
            case 5:
                ring = comb();
                break;
            case 6:
                ring = sliver();
                break;
            case 7:
                ring = spiked();
                break;
            case 8:
                ring = diamond();
                break;
            case 9:
                ring = bow_tie();
                break;
            case 10:
                ring = curl();
                break;
            case 11:
            case 12:
                ring = tiny();
                break;
            case 13:
                ring = blob(5);
                break;
            default:
                ring = blob(0);
                break;
        }
        for (auto& p : ring) p = core::snap(p);
        if (within_reach(ring)) return {Part{ring, {}}};
    }
}

/// A mesh of quadrilaterals with shared, sometimes bent borders, dealt to territories.
class Mesh {
public:
    Mesh(Artist& artist, core::CellBox frame, std::size_t across) : m_artist(artist), m_n(across) {
        const double wide = static_cast<double>(frame.col_end - frame.col_begin) / static_cast<double>(across);
        const double high = static_cast<double>(frame.row_end - frame.row_begin) / static_cast<double>(across);
        const double jitter = artist.random.chance(0.3) ? 0 : 0.2;
        for (std::size_t j = 0; j <= across; ++j)
            for (std::size_t i = 0; i <= across; ++i) {
                const double u = frame.col_begin + wide * static_cast<double>(i),
                             v = frame.row_begin + high * static_cast<double>(j);
                m_node.push_back({artist.coordinate(u - jitter * wide, u + jitter * wide),
                                  artist.coordinate(v - jitter * high, v + jitter * high)});
            }
        m_bend = artist.random.chance(0.5) ? 0.15 * std::min(wide, high) : 0;
        m_across = bends(1, 0);
        m_down = bends(0, 1);
    }

    /// The face (i, j), clockwise on the page.
    [[nodiscard]] Ring face(std::size_t i, std::size_t j) const {
        const Ring bent{node(i, j),         m_across[at(i, j)],     node(i + 1, j), m_down[at(i + 1, j)],
                        node(i + 1, j + 1), m_across[at(i, j + 1)], node(i, j + 1), m_down[at(i, j)]};
        return bent;
    }

private:
    [[nodiscard]] std::size_t at(std::size_t i, std::size_t j) const { return j * (m_n + 1) + i; }
    [[nodiscard]] Point node(std::size_t i, std::size_t j) const { return m_node[at(i, j)]; }
    std::vector<Point> bends(std::size_t di, std::size_t dj) {
        std::vector<Point> out;
        for (std::size_t j = 0; j <= m_n; ++j)
            for (std::size_t i = 0; i <= m_n; ++i) {
                const Point a = node(i, j), b = node(std::min(i + di, m_n), std::min(j + dj, m_n));
                const double off = m_artist.random.between(-m_bend, m_bend);
                out.push_back(core::snap(Point{(a.x + b.x) / 2 + (dj != 0 ? off : 0), (a.y + b.y) / 2 + (di != 0 ? off : 0)}));
            }
        return out;
    }

    Artist& m_artist;
    std::size_t m_n;
    double m_bend = 0;
    std::vector<Point> m_node, m_across, m_down;
};

void draw_territories(Artist& artist, World& world) {
    auto& random = artist.random;
    const auto across = 1 + random.below(4);
    const Mesh mesh(artist, world.frame, across);
    world.territories.resize(1 + random.below(9));
    for (std::size_t j = 0; j < across; ++j)
        for (std::size_t i = 0; i < across; ++i) {
            if (random.chance(0.1)) continue;  // a gap
            auto ring = mesh.face(i, j);
            if (!within_reach(ring)) continue;
            auto& territory = world.territories[random.below(world.territories.size())];
            territory.push_back({ring, {}});
            if (random.chance(0.1)) territory.push_back({ring, {}});  // twice the same
        }
    if (random.chance(0.3)) {  // an overlap and a gap
        auto& moving = world.territories[random.below(world.territories.size())];
        moving = moved(moving, artist.coordinate(-1, 1), artist.coordinate(-1, 1));
        for (auto& part : moving)
            for (auto& p : part.shell) p = core::snap(p);
    }
    if (random.chance(0.3)) world.territories[random.below(world.territories.size())] = artist.shape();
}

bool has_holes(const Shape& shape) {
    return std::any_of(shape.begin(), shape.end(), [](const Part& part) { return !part.holes.empty(); });
}

void draw_layers(Artist& artist, World& world) {
    auto& random = artist.random;
    world.layers.resize(1 + random.below(7));
    for (auto& layer : world.layers) {
        const auto parts = 1 + random.below(6);
        for (std::size_t i = 0; i < parts; ++i) layer = layer + artist.shape();
        const auto& territory = world.territories[random.below(world.territories.size())];
        if (random.chance(0.2)) layer = layer + territory;  // the same borders
    }
    if (random.chance(0.3)) {
        world.discs.resize(1 + random.below(world.layers.size()));
        for (std::size_t bit = 0; bit < world.discs.size(); ++bit) {
            if (has_holes(world.layers[bit])) continue;  // a hole that sticks out over a disc of its own layer: not defined
            for (std::size_t i = random.below(6); i > 0; --i)
                world.discs[bit].push_back({artist.point(3), random.between(0.2, 6.0)});
        }
    }
    if (random.chance(0.2)) {
        world.territory_bits.resize(world.territories.size());
        for (auto& bits : world.territory_bits)
            if (random.chance(0.5)) bits.push_back(static_cast<std::uint32_t>(random.below(world.layers.size())));
    }
}

void people_it(Random& random, World& world) {
    world.demand.set_attributes(1 + random.below(3));
    const bool land = random.chance(0.5);
    if (land) world.demand.set_land(1);
    const double filled = random.chance(0.5) ? 0.9 : 0.2;
    for (core::Row row = world.frame.row_begin; row < world.frame.row_end; ++row)
        for (core::Col col = world.frame.col_begin; col < world.frame.col_end; ++col) {
            if (!random.chance(filled)) continue;
            DemandCell cell;
            for (std::size_t a = 0; a < world.demand.attributes(); ++a)
                cell.weight.push_back(random.chance(0.1) ? random.between(0, 3) : random.between(0, 2'000'000'000));
            if (land) cell.land = random.chance(0.1) ? core::kLandUnknown : random.between(1, 16) / 16.0;
            world.demand.set(row, col, std::move(cell));
        }
    constexpr core::Spread kSpreads[] = {core::Spread::cell, core::Spread::territory, core::Spread::land};
    world.spread = kSpreads[random.below(land ? 3 : 2)];
}

}  // namespace

World random_world(std::uint64_t seed) {
    Random random(seed);
    World world;
    const core::Row rows[] = {0, 0, -9, 23, 1000};
    world.frame.row_begin = rows[random.below(5)];
    world.frame.col_begin = rows[random.below(5)];
    world.frame.row_end = world.frame.row_begin + random.between(6, 22);
    world.frame.col_end = world.frame.col_begin + random.between(6, 22);
    if (random.chance(0.1)) world.frame.row_end += 50;
    Artist artist(random.next(), world.frame);
    draw_territories(artist, world);
    draw_layers(artist, world);
    people_it(random, world);
    return world;
}

World coincidences(std::uint64_t seed) {
    Random random(seed * 2 + 1'000'000'007);
    World world;
    const int side = random.between(1, 3), steps = 1 << random.between(0, 3);
    world.frame = {0, side, 0, side};
    const auto point = [&] {
        return Point{random.between(-steps, (side + 1) * steps) / static_cast<double>(steps),
                     random.between(-steps, (side + 1) * steps) / static_cast<double>(steps)};
    };
    const auto shape = [&]() -> Shape {
        for (;;) {
            const Point a = point(), b = point();
            if (random.chance(0.3)) return box(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y));
            Ring ring{a, b, point()};
            if (random.chance(0.3)) ring.push_back(point());
            if (within_reach(ring)) return {Part{ring, {}}};
        }
    };
    world.territories.resize(static_cast<std::size_t>(random.between(1, 4)));
    for (auto& territory : world.territories)
        for (int i = random.between(1, 3); i > 0; --i) territory = territory + shape();
    world.layers.resize(random.chance(0.5) ? 1 : static_cast<std::size_t>(random.between(2, 3)));
    for (auto& layer : world.layers)
        for (int i = random.between(1, 4); i > 0; --i) layer = layer + shape();
    if (random.chance(0.6)) world.territories.push_back(box(-1, -1, side + 1, side + 1));
    if (random.chance(0.6)) world.territories = {box(-1, -1, side + 1, side + 1)};
    world.demand = MemoryDemand::even(world.frame, 123'456'789);
    return world;
}

}  // namespace covmap::test

#include "zones/support/fine_world.hpp"

#include <cctype>
#include <stdexcept>

namespace covmap::test {

namespace {

constexpr std::uint32_t kUnpublished = 0xffffffffU;

/// Rows of equal fine cells as boxes.
template <class Belongs>
Shape runs_of(const FineWorld& world, const Belongs& belongs) {
    Shape shape;
    for (int r = 0; r < world.high(); ++r)
        for (int c = 0; c < world.wide();) {
            int end = c;
            while (end < world.wide() && belongs(world.fine(r, end))) ++end;
            if (end > c) {
                const double v = world.row + r / double{kFine}, u = world.col + c / double{kFine};
                shape = shape + box(u, v, world.col + end / double{kFine}, v + 1.0 / kFine);
            }
            c = end + 1;
        }
    return shape;
}

struct Brush {
    int top, left, bottom, right;
};

/// A box on a random grid: whole cells, halves, quarters or eighths.
Brush brush(Random& random, const FineWorld& world) {
    const int step = kFine >> random.below(4);
    const auto place = [&](int size) { return step * random.between(0, size / step); };
    Brush b{place(world.high()), place(world.wide()), place(world.high()), place(world.wide())};
    if (b.top > b.bottom) std::swap(b.top, b.bottom);
    if (b.left > b.right) std::swap(b.left, b.right);
    return b;
}

template <class Paint>
void paint(const FineWorld& world, const Brush& b, const Paint& dot) {
    for (int r = b.top; r < b.bottom; ++r)
        for (int c = b.left; c < b.right; ++c) dot(world.fine(r, c));
}

void draw(FineWorld& world, std::size_t fine, char c) {
    if (c == '.') return;
    world.territory[fine] = std::toupper(static_cast<unsigned char>(c)) - 'A';
    world.territories = std::max(world.territories, world.territory[fine] + 1);
    world.layers[fine] = std::islower(static_cast<unsigned char>(c)) != 0 ? kX | kY | kKnown : kKnown;
}

}  // namespace

FineWorld::FineWorld(int the_rows, int the_cols) : rows(the_rows), cols(the_cols) {
    const auto cells = static_cast<std::size_t>(rows * cols);
    territory.assign(cells * kFine * kFine, -1);
    layers.assign(cells * kFine * kFine, 0);
    people.assign(cells, 0);
    seniors.assign(cells, 0);
}

FineWorld FineWorld::drawn(const std::vector<std::string>& rows, core::Row row, core::Col col) {
    FineWorld world(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()));
    world.row = row;
    world.col = col;
    for (int r = 0; r < world.high(); ++r)
        for (int c = 0; c < world.wide(); ++c)
            draw(world, world.fine(r, c), rows[static_cast<std::size_t>(r / kFine)][static_cast<std::size_t>(c / kFine)]);
    for (std::int64_t& p : world.people) p = 64 * kFinePerson;
    world.unit_of.assign(static_cast<std::size_t>(world.territories), 0);
    return world;
}

FineWorld FineWorld::drawn_in_quarters(const std::vector<std::string>& rows, const std::vector<std::string>& people,
                                       core::Row row) {
    FineWorld world(static_cast<int>(people.size()), static_cast<int>(people.front().size()));
    if (rows.size() != 4 * people.size() || rows.front().size() != 4 * people.front().size())
        throw std::logic_error("four by four characters a cell");
    world.row = row;
    constexpr int kPerQuarter = kFine / 4;
    for (int r = 0; r < world.high(); ++r)
        for (int c = 0; c < world.wide(); ++c)
            draw(world, world.fine(r, c),
                 rows[static_cast<std::size_t>(r / kPerQuarter)][static_cast<std::size_t>(c / kPerQuarter)]);
    for (int r = 0; r < world.rows; ++r)
        for (int c = 0; c < world.cols; ++c)
            world.people[world.cell(r, c)] =
                (people[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] - '0') * 64 * kFinePerson;
    world.unit_of.assign(static_cast<std::size_t>(world.territories), 0);
    return world;
}

std::string FineWorld::told() const {
    std::string text = "row " + std::to_string(row) + " col " + std::to_string(col) + "\n";
    for (int r = 0; r < high(); ++r) {
        for (int c = 0; c < wide(); ++c)
            text += territory[fine(r, c)] < 0 ? '.'
                                              : static_cast<char>((layers[fine(r, c)] & 3) == 3 ? 'a' + territory[fine(r, c)]
                                                                                                : 'A' + territory[fine(r, c)]);
        text += "  ";
        for (int c = 0; c < wide(); ++c) text += static_cast<char>('0' + layers[fine(r, c)]);
        text += "\n";
    }
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < cols; ++c)
            text +=
                std::to_string(people[cell(r, c)] / kFinePerson) + "/" + std::to_string(seniors[cell(r, c)] / kFinePerson) + " ";
        text += "\n";
    }
    for (const std::uint32_t unit : unit_of) text += unit == kUnpublished ? "- " : std::to_string(unit) + " ";
    return text;
}

World FineWorld::world() const {
    World out;
    out.frame = {row, row + rows, col, col + cols};
    out.cell_area_dm2 = static_cast<double>(kCellArea);
    for (int t = 0; t < territories; ++t)
        out.territories.push_back(runs_of(*this, [&](std::size_t f) { return territory[f] == t; }));
    for (const std::uint8_t bit : {kX, kY, kKnown})
        out.layers.push_back(runs_of(*this, [&](std::size_t f) { return (layers[f] & bit) != 0; }));
    out.demand.set_attributes(2);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) out.demand.set(row + r, col + c, {{people[cell(r, c)], seniors[cell(r, c)]}});
    return out;
}

FineWorld random_fine_world(std::uint64_t seed) {
    Random random(seed);
    FineWorld world(random.between(1, 6), random.between(1, 6));
    // Often over a border of bands, also south of the lattice's origin.
    world.row = core::kBandRows * random.between(-2, 2) - random.between(0, world.rows);
    world.col = random.between(-8, 8);
    world.territories = random.between(1, 5);
    for (int i = random.between(1, 8); i > 0; --i) {
        const int t = random.between(-1, world.territories - 1);
        paint(world, i == 1 && random.chance(0.5) ? Brush{0, 0, world.high(), world.wide()} : brush(random, world),
              [&](std::size_t f) {
                  if (i > 1 || world.territory[f] < 0) world.territory[f] = t;
              });
    }
    for (int i = random.between(0, 12); i > 0; --i) {
        const auto bit = static_cast<std::uint8_t>(1U << random.below(3));
        const bool set = random.chance(0.6);
        paint(world, brush(random, world), [&](std::size_t f) {
            world.layers[f] = static_cast<std::uint8_t>(set ? world.layers[f] | bit : world.layers[f] & ~bit);
        });
    }
    if (random.chance(0.3))
        for (std::uint8_t& l : world.layers)
            if (random.chance(0.1)) l = static_cast<std::uint8_t>(random.below(8));
    if (random.chance(0.2))
        for (int& t : world.territory)
            if (random.chance(0.05)) t = random.between(-1, world.territories - 1);
    for (std::size_t i = 0; i < world.people.size(); ++i) {
        if (random.chance(0.3)) continue;
        world.people[i] = random.between(0, 9) * 64 * kFinePerson;
        world.seniors[i] = random.between(0, 2) * 64 * kFinePerson;
    }
    for (int t = 0; t < world.territories; ++t)
        world.unit_of.push_back(random.chance(0.15) ? kUnpublished
                                : t % 2 == 0        ? 0U
                                                    : static_cast<std::uint32_t>(random.below(2)));
    return world;
}

model::IndicatorSpec both_operators() {
    model::IndicatorSpec spec;
    spec.name = "both_4g";
    spec.technology_at_least = "4G";
    spec.all = true;
    return spec;
}

model::RunModel model_of(const FineWorld& world) {
    model::RunModel model;
    model.frame = {MemoryDemand().lattice(), {world.row, world.row + world.rows, world.col, world.col + world.cols}};
    model.attributes = {{"people", {}, "", "", ""}, {"seniors", {}, "", "", ""}};
    model.territories.unit = "commune";
    model.territories.parent_kinds = {"departement"};
    for (int t = 0; t < world.territories; ++t) {
        model::Territory territory;
        territory.code = std::string(1, static_cast<char>('A' + t));
        territory.name = "Commune " + territory.code;
        const std::uint32_t unit = world.unit_of[static_cast<std::size_t>(t)];
        const std::string code = unit == kUnpublished ? "V" : "U" + std::to_string(unit);  // after all others
        territory.parents = {code};
        territory.parent_names = {"Unit " + code};
        model.territories.territories.push_back(territory);
    }
    model.market_of.assign(static_cast<std::size_t>(world.territories), 0);
    model.markets = {{{"X", "Y"}}};
    for (const char* op : {"X", "Y"}) {
        model::ClaimInfo claim;
        claim.key = {op, "4G", "data", "mobile", "claimed", ""};
        claim.extent = *op == 'Y' ? 0 : -1;
        model.catalogue.claims.push_back(claim);
        model.catalogue.layers.push_back({core::ClaimId(static_cast<std::uint32_t>(model.catalogue.claims.size() - 1)), ""});
    }
    model.catalogue.extents = {{"a file"}};
    model.job.indicator = {both_operators()};
    return model;
}

}  // namespace covmap::test

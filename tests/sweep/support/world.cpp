#include "sweep/support/world.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "core/ring.hpp"
#include "sweep/support/collecting_sink.hpp"
#include "sweep/support/random.hpp"

namespace covmap::test {
namespace {

Ring ring_from(const std::string& text) {
    Ring ring;
    std::istringstream stream(text);
    for (std::string pair; std::getline(stream, pair, ',');) {
        std::istringstream numbers(pair);
        core::Point p;
        if (!(numbers >> p.x >> p.y)) throw std::logic_error("not a point: " + pair);
        ring.push_back(p);
    }
    return ring;
}

/// One ring on its way to a store.
struct Task {
    std::uint32_t owner;
    core::RingRole role;
    Ring ring;
};

void add_tasks(std::vector<Task>& tasks, std::uint32_t owner, const Shape& shape) {
    for (const auto& part : shape) {
        tasks.push_back({owner, core::RingRole::shell, part.shell});
        for (const auto& hole : part.holes) tasks.push_back({owner, core::RingRole::hole, hole});
    }
}

/// Another order, other starting vertices, other orientations, now and then a closing vertex.
void shuffle_tasks(std::vector<Task>& tasks, Random& random) {
    random.shuffle(tasks);
    for (auto& task : tasks) {
        auto& ring = task.ring;
        if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
        if (ring.empty()) continue;
        std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random.below(ring.size())), ring.end());
        if (random.chance(0.5)) std::reverse(ring.begin(), ring.end());
        if (random.chance(0.5)) ring.push_back(Ring::value_type(ring.front()));
    }
}

/// Stores and discs of a world, with what they were told.
struct Loaded {
    std::vector<core::ChainStore> stores;
    core::DiscStore discs;
    std::vector<std::uint32_t> owners, disc_owners;
};

void load_rings(const World& world, const RunOptions& options, Loaded& loaded, Swept& swept) {
    std::vector<Task> tasks;
    const auto territories = static_cast<std::uint32_t>(world.territories.size());
    for (std::uint32_t t = 0; t < territories; ++t) add_tasks(tasks, t, world.territories[t]);
    for (std::uint32_t b = 0; b < world.layers.size(); ++b) add_tasks(tasks, territories + b, world.layers[b]);
    Random random(options.seed);
    if (options.seed != 0) shuffle_tasks(tasks, random);

    core::ChainStoreOptions store_options;
    store_options.memory_bytes = options.memory_bytes;
    const auto frame = world.swept();
    if (options.clip)
        store_options.clip = {static_cast<double>(frame.col_begin), static_cast<double>(frame.col_end),
                              static_cast<double>(frame.row_begin), static_cast<double>(frame.row_end)};
    for (int s = 0; s < options.stores; ++s) loaded.stores.emplace_back(store_options);
    for (std::uint32_t o = 0; o < territories + world.bits(); ++o) loaded.owners.push_back(o);

    swept.ring_area.assign(territories, 0);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        auto& task = tasks[i];
        const auto result = core::add_ring(loaded.stores[i % loaded.stores.size()], task.owner, task.ring, task.role);
        swept.self_crossing += result.self_crossing ? 1 : 0;
        swept.degenerate += result.degenerate ? 1 : 0;
        if (task.owner < territories) swept.ring_area[task.owner] += result.area;
    }
    for (std::uint32_t b = 0; b < world.discs.size(); ++b)
        for (const auto& circle : world.discs[b]) loaded.discs.discs.push_back(disc_of(circle, b));
    for (std::uint32_t b = 0; b < world.discs.size(); ++b) loaded.disc_owners.push_back(territories + b);
    if (options.seed != 0) random.shuffle(loaded.discs.discs);
}

void add_up(Swept& swept) {
    std::sort(swept.groups.begin(), swept.groups.end());
    for (const auto& group : swept.groups)
        for (const auto& [words, values] : group.parts) {
            auto& sums = swept.tally[{group.territory, words}];
            sums.resize(values.size());
            for (std::size_t i = 0; i < values.size(); ++i) sums[i] += values[i];
        }
}

void sweep_bands(const sweep::SweepInput& input, const RunOptions& options, Swept& swept) {
    const auto bands = sweep::bands_of(input);
    if (!std::is_sorted(bands.begin(), bands.end())) swept.disorder.push_back("bands_of is not sorted");
    const auto words = core::words_for(input.bits);
    struct Lane {
        std::unique_ptr<sweep::Worker> worker;
        std::unique_ptr<CollectingSink> sink;
        std::thread thread;
    };
    std::vector<Lane> lanes;
    for (int w = 0; w < options.workers; ++w)
        lanes.push_back({std::make_unique<sweep::Worker>(input),
                         std::make_unique<CollectingSink>(input.territories, input.attributes + 1, words),
                         {}});
    const auto run_lane = [&](std::size_t w) {
        std::vector<core::Sink*> sinks{lanes[w].sink.get()};
        if (w < options.sinks.size()) sinks.insert(sinks.end(), options.sinks[w].begin(), options.sinks[w].end());
        for (std::size_t b = w; b < bands.size(); b += lanes.size()) lanes[w].worker->sweep_band(bands[b], sinks);
    };
    if (options.workers == 1)
        run_lane(0);
    else
        for (std::size_t w = 0; w < lanes.size(); ++w) lanes[w].thread = std::thread(run_lane, w);
    for (std::size_t w = 0; w < lanes.size(); ++w) {
        if (lanes[w].thread.joinable()) lanes[w].thread.join();
        if (w == 0)
            swept.report = lanes[w].worker->report();
        else
            swept.report.merge(lanes[w].worker->report());
        auto& sink = *lanes[w].sink;
        swept.groups.insert(swept.groups.end(), sink.groups.begin(), sink.groups.end());
        swept.disorder.insert(swept.disorder.end(), sink.disorder.begin(), sink.disorder.end());
    }
}

}  // namespace

Shape polygon(const std::string& shell, const std::vector<std::string>& holes) {
    Part part{ring_from(shell), {}};
    for (const auto& hole : holes) part.holes.push_back(ring_from(hole));
    return {part};
}

Shape box(double u_min, double v_min, double u_max, double v_max) {
    return {Part{{{u_min, v_min}, {u_max, v_min}, {u_max, v_max}, {u_min, v_max}}, {}}};
}

Shape operator+(Shape a, const Shape& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Shape moved(Shape shape, double du, double dv) {
    const auto shift = [&](Ring& ring) {
        for (auto& p : ring) p = {p.x + du, p.y + dv};
    };
    for (auto& part : shape) {
        shift(part.shell);
        for (auto& hole : part.holes) shift(hole);
    }
    return shape;
}

Shape scaled(Shape shape, double factor) {
    const auto stretch = [&](Ring& ring) {
        for (auto& p : ring) p = {p.x * factor, p.y * factor};
    };
    for (auto& part : shape) {
        stretch(part.shell);
        for (auto& hole : part.holes) stretch(hole);
    }
    return shape;
}

World plain_world(core::Row rows, core::Col cols) {
    World world;
    world.frame = {0, rows, 0, cols};
    world.territories = {box(0, 0, cols, rows)};
    world.demand = MemoryDemand::even(world.frame, 10 * core::kWeightQuantaPerUnit);
    return world;
}

World layered(core::Row rows, core::Col cols, std::vector<Shape> layers) {
    World world = plain_world(rows, cols);
    world.territories = {box(-1, -1, cols + 1, rows + 1)};
    world.layers = std::move(layers);
    return world;
}

core::Disc disc_of(const Circle& circle, std::uint32_t owner) {
    const double h = std::sqrt(0.5);
    const core::Point bearings[8] = {{0, -1}, {h, -h}, {1, 0}, {h, h}, {0, 1}, {-h, h}, {-1, 0}, {-h, -h}};
    core::Disc disc;
    disc.owner = owner;
    for (std::size_t i = 0; i < 8; ++i)
        disc.around[i] = {circle.centre.x + circle.radius * bearings[i].x, circle.centre.y + circle.radius * bearings[i].y};
    return disc;
}

Swept sweep_world(World& world, const RunOptions& options) {
    Swept swept;
    Loaded loaded;
    load_rings(world, options, loaded, swept);
    const ConstantAreas areas(world.cell_area_dm2);
    sweep::SweepInput input;
    input.frame = {world.demand.lattice(), world.swept()};
    input.territories = static_cast<std::uint32_t>(world.territories.size());
    input.bits = static_cast<std::uint32_t>(world.bits());
    input.attributes = world.demand.attributes();
    for (const auto& store : loaded.stores) input.edges.push_back({&store, loaded.owners});
    if (!loaded.discs.discs.empty()) input.discs.push_back({&loaded.discs, loaded.disc_owners});
    input.demand = &world.demand;
    input.areas = &areas;
    input.spread = world.spread;
    input.territory_bits = world.territory_bits;
    sweep_bands(input, options, swept);
    add_up(swept);
    return swept;
}

Matrix fractions(const World& world, const Swept& swept, int territory, int bit) {
    const auto frame = world.swept();
    const auto wide = static_cast<std::size_t>(frame.col_end - frame.col_begin);
    Matrix matrix(static_cast<std::size_t>(frame.row_end - frame.row_begin), std::vector<double>(wide, 0));
    for (const auto& group : swept.groups) {
        if (territory >= 0 && group.territory != static_cast<std::uint32_t>(territory)) continue;
        auto& line = matrix.at(static_cast<std::size_t>(group.row - frame.row_begin));
        for (const auto& [words, values] : group.parts) {
            if (bit >= 0 && !has_bit(words, static_cast<std::size_t>(bit))) continue;
            for (core::Col c = group.col; c < group.col + group.cells; ++c)
                line.at(static_cast<std::size_t>(c - frame.col_begin)) +=
                    static_cast<double>(values.back()) / group.cells / world.cell_area_dm2;
        }
    }
    for (auto& line : matrix)
        for (auto& value : line) value = std::nearbyint(value * 1e9) / 1e9;
    return matrix;
}

Matrix covered(World world, int bit) {
    const auto swept = sweep_world(world);
    return fractions(world, swept, -1, bit);
}

std::int64_t people(const Swept& swept, std::uint32_t territory, int bit) {
    std::int64_t sum = 0;
    for (const auto& [key, values] : swept.tally)
        if (key.territory == territory && (bit < 0 || has_bit(key.signature, static_cast<std::size_t>(bit))))
            sum += values.front();
    return sum;
}

double area_cells(const World& world, const Swept& swept, std::uint32_t territory, int bit) {
    std::int64_t sum = 0;
    for (const auto& [key, values] : swept.tally)
        if (key.territory == territory && (bit < 0 || has_bit(key.signature, static_cast<std::size_t>(bit))))
            sum += values.back();
    return static_cast<double>(sum) / world.cell_area_dm2;
}

}  // namespace covmap::test

// cells.covc, written by export and read by read: random worlds of the sweep there and back, and damage.
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <mutex>

#include "export/support/world.hpp"
#include "store/bytes/byte_format.hpp"
#include "store/cells_encoder.hpp"
#include "store/cells_file.hpp"
#include "store/cells_writer.hpp"
#include "store/support/model.hpp"
#include "sweep/support/random.hpp"
#include "sweep/support/random_world.hpp"

using namespace covmap;
using test::World;
using tests::Scratch;

namespace {

using Words = std::vector<std::uint64_t>;

/// A run of uncut cells: who, where, how many in which cell.
struct RunTold {
    core::Row row = 0;
    core::Col col = 0, cells = 0;
    std::uint32_t territory = 0;
    Words signature;
    std::vector<std::int64_t> values;
    std::map<core::Col, std::vector<std::int64_t>> inhabited;
    bool operator==(const RunTold&) const = default;
};

struct CutTold {
    core::Row row = 0;
    core::Col col = 0;
    bool inhabited = false;
    std::int64_t area = 0;
    std::vector<std::pair<std::uint32_t, Words>> parts;
    std::vector<std::int64_t> values;
    core::CellGeometry geometry;
    bool operator==(const CutTold&) const = default;
};

/// All that is told of cells, band by band.
struct Told {
    std::map<core::Row, std::vector<RunTold>> runs;
    std::map<core::Row, std::vector<CutTold>> cuts;
    bool operator==(const Told&) const = default;

    void add(const core::Group& group, const core::SignatureLookup& signatures) {
        const auto bits = signatures.bits(group.signatures.front());
        RunTold run{group.row,
                    group.col,
                    group.cells,
                    group.territory.value,
                    {bits.begin(), bits.end()},
                    {group.values.begin(), group.values.end()},
                    {}};
        for (std::size_t i = group.first; i < group.last; ++i) {
            std::vector<std::int64_t> weights;
            bool some = false;
            for (const auto& of : group.demand->weight) {
                weights.push_back(of[i]);
                some = some || of[i] > 0;
            }
            if (some) run.inhabited[group.demand->col[i]] = weights;
        }
        runs[core::band_of(group.row)].push_back(run);
    }
    template <class Cell>
    void add(const Cell& cell, const core::CellGeometry& geometry, const core::SignatureLookup& signatures) {
        CutTold cut{cell.row, cell.col, cell.inhabited, cell.area, {}, {cell.values.begin(), cell.values.end()}, geometry};
        for (const core::CellPart& part : cell.parts) {
            const auto bits = signatures.bits(part.signature);
            cut.parts.push_back({part.territory.value, {bits.begin(), bits.end()}});
        }
        cuts[core::band_of(cell.row)].push_back(cut);
    }
};

class Listener : public core::Sink {
public:
    void begin_band(core::Row, const core::SignatureLookup& signatures) override { m_signatures = &signatures; }
    void group(const core::Group& group) override { told.add(group, *m_signatures); }
    void cut(const core::CutCell& cell) override { told.add(cell, cell.geometry(), *m_signatures); }
    void end_band(core::Row) override {}
    Told told;

private:
    const core::SignatureLookup* m_signatures = nullptr;
};

/// What a run knows that a file of cells must fit.
model::RunModel model_of(const World& world) {
    model::RunModel model;
    model.frame = {world.demand.lattice(), world.swept()};
    model.territories.territories.resize(world.territories.size());
    model.catalogue.layers.resize(world.bits());
    model.attributes.resize(world.demand.attributes());
    return model;
}

using Blocks = std::map<core::Row, std::string>;

Blocks encoded(const World& world, int lanes, Told* told = nullptr) {
    std::mutex mutex;
    Blocks blocks;
    Listener listener;
    std::vector<std::unique_ptr<store::CellsEncoder>> encoders;
    test::RunOptions options;
    options.workers = lanes;
    for (int lane = 0; lane < lanes; ++lane) {
        encoders.push_back(std::make_unique<store::CellsEncoder>(world.demand.attributes(), core::words_for(world.bits()),
                                                                 world.swept().col_begin,
                                                                 [&](core::Row band, std::string&& block) {
                                                                     const std::scoped_lock lock(mutex);
                                                                     blocks[band] = std::move(block);
                                                                 }));
        options.sinks.push_back({encoders.back().get()});
    }
    if (told != nullptr) options.sinks.front().push_back(&listener);
    World copy = world;
    sweep_world(copy, options);
    if (told != nullptr) *told = listener.told;
    return blocks;
}

const std::vector<model::Site> kSites{{"X", {2.3522, 48.8566}}, {"X", {-178.1234567, -21.5}}, {"Y", {0, 0}}};

void write_cells(const World& world, const Blocks& blocks, const std::string& path, std::uint64_t seed = 1) {
    std::vector<core::Row> bands, order;
    for (const auto& [band, block] : blocks) bands.push_back(band);
    order = bands;
    test::Random(seed).shuffle(order);
    store::CellsWriter writer(path, model_of(world), kSites, bands);
    for (const core::Row band : order) writer.add(band, std::string(blocks.at(band)));
    writer.close();
}

Told read_cells(const World& world, store::CellsFile& file) {
    Told told;
    core::Interner signatures(core::words_for(world.bits()));
    const test::ConstantAreas areas(world.cell_area_dm2);
    for (const core::Row band : file.bands())
        file.visit(band, signatures, areas,
                   {[&](const core::Group& group) { told.add(group, signatures); },
                    [&](const store::StoredCut& cut) { told.add(cut, cut.geometry, signatures); }});
    return told;
}

std::string message_of(const std::string& path, const World& world) {
    const auto error = tests::error_of([&] {
        store::CellsFile file(path, model_of(world));
        read_cells(world, file);
    });
    if (!error) return "";
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where() == path);
    return error->message();
}

}  // namespace

TEST_CASE("cells come back as the sweep told them: runs, people, parts, borders") {
    const Scratch scratch;
    std::size_t cuts = 0, runs = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const World world = test::random_world(seed);
        INFO("world " << seed);
        Told told;
        write_cells(world, encoded(world, 1, &told), scratch / "cells", seed);
        store::CellsFile file(scratch / "cells", model_of(world));
        CHECK(file.sites() == kSites);
        const Told back = read_cells(world, file);
        CHECK((back == told));
        store::CellsFile again = file.again();
        CHECK((read_cells(world, again) == told));
        for (const auto& [band, of] : told.cuts) cuts += of.size();
        for (const auto& [band, of] : told.runs) runs += of.size();
    }
    CHECK(cuts > 1000);
    CHECK(runs > 1000);
}

TEST_CASE("one, two and four lanes write the same bytes, in whatever order bands are ready") {
    const Scratch scratch;
    for (const std::uint64_t seed : {11U, 23U, 43U, 46U}) {
        const World world = test::random_world(seed);
        const Blocks one = encoded(world, 1);
        write_cells(world, one, scratch / "one", 1);
        for (const int lanes : {2, 4}) {
            write_cells(world, encoded(world, lanes), scratch / "more", static_cast<std::uint64_t>(lanes));
            CHECK((tests::bytes_of(scratch / "more") == tests::bytes_of(scratch / "one")));
        }
    }
}

TEST_CASE("bands that hold nothing are left out") {
    const Scratch scratch;
    World world = test::layered(100, 4, {});
    world.territories = {test::box(0, 0, 4, 10) + test::box(0, 90, 4, 100)};
    world.demand = test::MemoryDemand::even({0, 5, 0, 4}, 7);
    world.frame = {0, 100, 0, 4};
    write_cells(world, encoded(world, 1), scratch / "cells");
    CHECK(store::CellsFile(scratch / "cells", model_of(world)).bands() == std::vector<core::Row>{0, 2, 3});
}

TEST_CASE("any changed or missing byte of a file of cells is found") {
    const Scratch scratch;
    const World world = test::random_world(1);
    write_cells(world, encoded(world, 1), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    for (std::size_t at = 16; at < good.size(); at += 1 + good.size() / 50) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        tests::write_text(scratch / "bad", bad);
        CHECK(message_of(scratch / "bad", world) == "is damaged (its checksum differs); copy it again or run the job again");
    }
    for (const std::size_t size : {good.size() - 1, good.size() / 2, std::size_t{30}, std::size_t{8}}) {
        tests::write_text(scratch / "bad", good.substr(0, size));
        CHECK(message_of(scratch / "bad", world).find("is damaged (") == 0);
    }
}

TEST_CASE("whatever a byte says under a right checksum, reading ends with an Error or with cells") {
    const Scratch scratch;
    const World world = test::random_world(2);
    write_cells(world, encoded(world, 1), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    test::Random random(1);
    int refused = 0;
    for (int i = 0; i < 400; ++i) {
        std::string bad = good;
        bad[24 + random.below(bad.size() - 32)] = static_cast<char>(random.below(256));
        tests::write_text(scratch / "bad", tests::sealed(bad));
        if (!message_of(scratch / "bad", world).empty()) ++refused;
    }
    CHECK(refused > 40);
}

TEST_CASE("cells of another run are refused with the remedy") {
    const Scratch scratch;
    const World world = test::random_world(3);
    write_cells(world, encoded(world, 1), scratch / "cells");
    World other = world;
    const std::string expected = "belongs to another run than the tally beside it; run the job again";
    other.territories.emplace_back();
    CHECK(message_of(scratch / "cells", other) == expected);
    other = world;
    other.frame = world.swept();
    ++other.frame.col_end;
    CHECK(message_of(scratch / "cells", other) == expected);
    other = world;
    other.layers.resize(world.bits() + 1);
    CHECK(message_of(scratch / "cells", other) == expected);
}

TEST_CASE("files that are no file of cells, or of another version, are named as such") {
    const Scratch scratch;
    const World world = test::random_world(4);
    CHECK(message_of(scratch / "absent", world) == "cannot be opened (No such file or directory)");
    tests::write_text(scratch / "text", "id,people\n1,2\n");
    CHECK(message_of(scratch / "text", world) == "is not a file of cells of covmap; give the cells.covc of a run");
    write_cells(world, encoded(world, 1), scratch / "good");
    std::string newer = tests::bytes_of(scratch / "good");
    newer[8] = 3;
    tests::write_text(scratch / "newer", newer);
    CHECK(message_of(scratch / "newer", world) ==
          "is a file of cells of version 3, and this covmap reads version 2; use the covmap that wrote it, or run the job again");
}

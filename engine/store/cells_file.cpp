#include "store/cells_file.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "store/bytes/byte_input.hpp"
#include "store/cells_format.hpp"
#include "store/tally_model.hpp"

namespace covmap::store {

using core::Col;
using core::Row;

namespace {

constexpr ByteFormat kCellsLayout{kCellsMagic, kCellsVersion, kByteHeader + 2 + 16 + kByteChecksum, "a file of cells",
                                  "the cells.covc of a run"};
constexpr std::uint64_t kIndexEntry = 12;
constexpr std::uint64_t kMostOwners = 65536;

struct BandPlace {
    Row band = 0;
    std::uint64_t at = 0, bytes = 0;
};

/// What the file must fit.
struct CellsShape {
    core::Frame frame;
    std::size_t territories = 0, bits = 0, attributes = 0;
};

void check_shape(const std::string& text, const CellsShape& shape, const std::string& path) {
    try {
        const nlohmann::json json = nlohmann::json::parse(text);
        const core::Frame frame = tally::frame(json.at("frame"));
        if (frame.lattice == shape.frame.lattice && frame.cells == shape.frame.cells &&
            json.at("territories") == shape.territories && json.at("bits") == shape.bits &&
            json.at("attributes") == shape.attributes)
            return;
    } catch (const nlohmann::json::exception& error) {
        damaged(path, error.what());
    }
    throw core::Error(core::ErrorKind::input, path, "belongs to another run than the tally beside it; run the job again");
}

}  // namespace

struct CellsFile::State {
    State(std::string the_path, const model::RunModel& model)
        : path(std::move(the_path)),
          shape{model.frame, model.territories.territories.size(), model.catalogue.bits(), model.attributes.size()},
          in(path) {}
    State(const State& other)
        : path(other.path), shape(other.shape), in(path), places(other.places), bands(other.bands), sites(other.sites) {}

    /// Null where the band holds nothing.
    [[nodiscard]] const BandPlace* place_of(Row band) const {
        const auto place =
            std::lower_bound(places.begin(), places.end(), band, [](const BandPlace& p, Row b) { return p.band < b; });
        return place == places.end() || place->band != band ? nullptr : &*place;
    }
    void read_sites();
    void read_index(std::uint64_t first_at);
    std::uint32_t territory();
    void read_dictionary(core::Interner& interner);
    [[nodiscard]] std::uint32_t signature();
    void read_run(Row row, Col col, const core::CellAreas& areas, const CellVisitor& visitor, Col& end);
    void read_cut(Row row, Col col, const core::CellAreas& areas, const CellVisitor& visitor);
    void read_geometry(core::CellGeometry& geometry);
    void read_points();
    [[noreturn]] void fail(const std::string& why) const { damaged(path, why); }

    std::string path;
    CellsShape shape;
    ByteInput in;
    std::vector<BandPlace> places;
    std::vector<Row> bands;
    std::vector<model::Site> sites;
    // Of the band at hand.
    std::uint32_t last_territory = 0;
    std::vector<std::uint32_t> dictionary;
    core::DemandRows demand;
    std::vector<std::int64_t> run_values;
    StoredCut stored;
};

void CellsFile::State::read_sites() {
    std::vector<std::string> operators(in.count(1));
    for (std::string& code : operators) {
        code.resize(in.count(1));
        in.bytes(code.data(), code.size());
    }
    sites.resize(in.count(3));
    for (model::Site& site : sites) {
        const std::uint64_t of = in.varint();
        if (of >= operators.size()) fail("a site has no operator");
        site.operator_code = operators[of];
        site.at.x = static_cast<double>(in.zigzag()) / kSiteUnits;
        site.at.y = static_cast<double>(in.zigzag()) / kSiteUnits;
    }
}

void CellsFile::State::read_index(std::uint64_t first_at) {
    in.seek(in.size() - kByteChecksum - 8);
    const std::uint64_t count = in.fixed(8);
    const std::uint64_t tail = kByteChecksum + 8;
    if (count > (in.size() - first_at - tail) / kIndexEntry) fail("its index does not fit");
    const std::uint64_t index_at = in.size() - tail - count * kIndexEntry;
    in.seek(index_at);
    std::uint64_t at = first_at;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto band = static_cast<Row>(static_cast<std::uint32_t>(in.fixed(4)));
        const std::uint64_t bytes = in.fixed(8);
        if (bytes > index_at - at || (!bands.empty() && bands.back() >= band)) fail("its index does not fit");
        places.push_back({band, at, bytes});
        bands.push_back(band);
        at += bytes;
    }
}

std::uint32_t CellsFile::State::territory() {
    const std::int64_t last = last_territory, step = in.zigzag();
    if (step < -last || step >= static_cast<std::int64_t>(shape.territories) - last) fail("a territory is out of range");
    return last_territory = static_cast<std::uint32_t>(last + step);
}

void CellsFile::State::read_dictionary(core::Interner& interner) {
    const std::size_t words = core::words_for(shape.bits);
    dictionary.resize(in.count(8 * words));
    std::vector<std::uint64_t> bits(words);
    for (std::uint32_t& number : dictionary) {
        for (std::uint64_t& word : bits) word = in.fixed(8);
        number = interner.intern(bits.data());
    }
}

std::uint32_t CellsFile::State::signature() {
    const std::uint64_t local = in.varint();
    if (local >= dictionary.size()) fail("a signature is out of range");
    return dictionary[local];
}

void CellsFile::State::read_run(Row row, Col col, const core::CellAreas& areas, const CellVisitor& visitor, Col& end) {
    const std::uint64_t cells = in.varint();
    if (cells == 0 || cells > static_cast<std::uint64_t>(shape.frame.cells.col_end - col)) fail("a run leaves the frame");
    end = col + static_cast<Col>(cells);
    const core::TerritoryId of(territory());
    const std::uint32_t number = signature();
    demand.reset(row, row + 1, shape.attributes);
    run_values.assign(shape.attributes + 1, 0);
    Col at = col;
    for (std::uint64_t left = in.varint(); left > 0; --left) {
        const std::uint64_t skipped = in.varint();
        if (skipped >= static_cast<std::uint64_t>(end - at)) fail("an inhabited cell leaves its run");
        at += static_cast<Col>(skipped);
        demand.col.push_back(at++);
        for (std::size_t a = 0; a < shape.attributes; ++a) {
            const auto weight = static_cast<std::int64_t>(in.varint());
            demand.weight[a].push_back(weight);
            if (weight < 0 || __builtin_add_overflow(run_values[a], weight, &run_values[a])) fail("a weight is too large");
        }
    }
    demand.start.push_back(static_cast<std::uint32_t>(demand.col.size()));
    run_values.back() = areas.cumulative(row, end) - areas.cumulative(row, col);
    const core::Group group{of, row, col, end - col, {&number, 1}, run_values, &demand, 0, demand.col.size()};
    visitor.run(group);
}

void CellsFile::State::read_cut(Row row, Col col, const core::CellAreas& areas, const CellVisitor& visitor) {
    if (col >= shape.frame.cells.col_end) fail("a cell leaves the frame");
    stored.row = row;
    stored.col = col;
    stored.area = areas.cumulative(row, col + 1) - areas.cumulative(row, col);
    const std::uint64_t head = in.varint();
    stored.inhabited = (head & 1U) != 0;
    if (head >> 1U > in.left() / 3) fail("it ends early");  // a part takes three bytes or more
    stored.parts.resize(static_cast<std::size_t>(head >> 1U));
    const std::size_t stride = shape.attributes + 1;
    stored.values.assign(stored.parts.size() * stride, 0);
    for (std::size_t p = 0; p < stored.parts.size(); ++p) {
        stored.parts[p].territory = core::TerritoryId(territory());
        stored.parts[p].signature = signature();
        for (std::size_t a = stored.inhabited ? 0 : shape.attributes; a < stride; ++a)
            stored.values[p * stride + a] = in.zigzag();
    }
    read_geometry(stored.geometry);
    read_points();
    visitor.cut(stored);
}

void CellsFile::State::read_geometry(core::CellGeometry& geometry) {
    const std::uint64_t background = in.varint();
    if (background > shape.territories) fail("a territory is out of range");
    geometry.background = background == 0 ? core::TerritoryId() : core::TerritoryId(static_cast<std::uint32_t>(background - 1));
    const std::uint64_t owners = in.varint();
    if (owners > kMostOwners) fail("a cell has too many borders");
    geometry.owners.resize(static_cast<std::size_t>(owners));
    std::uint64_t before = 0;
    for (core::CutOwner& o : geometry.owners) {
        before += in.varint();
        if (before >= shape.territories + shape.bits) fail("a border belongs to nobody");
        o.owner = static_cast<std::uint32_t>(before);
        o.winding = static_cast<std::int32_t>(in.zigzag());
    }
    geometry.pieces.resize(in.count(10));
    for (core::CutPiece& p : geometry.pieces) {
        const std::uint64_t owner = in.varint();
        if (owner >= owners) fail("a border belongs to nobody");
        p.owner = static_cast<std::uint16_t>(owner);
        const unsigned flags = in.byte();
        p.sign = (flags & 1U) != 0 ? 1 : -1;
        p.west = (flags >> 1U & 3U) == 0 ? 0 : ((flags >> 1U & 3U) == 1 ? 1 : -1);
        p.top = (flags & 8U) != 0;
        for (std::uint16_t* v : {&p.x0, &p.y0, &p.x1, &p.y1}) {
            *v = static_cast<std::uint16_t>(in.fixed(2));
            if (*v > static_cast<std::uint16_t>(core::kCutUnits)) fail("a border leaves its cell");
        }
        if (p.y1 < p.y0) fail("a border is upside down");
    }
}

void CellsFile::State::read_points() {
    stored.points.resize(in.count(5));
    stored.point_values.clear();
    for (core::CellPoint& point : stored.points) {
        point.x = static_cast<std::uint16_t>(in.fixed(2));
        point.y = static_cast<std::uint16_t>(in.fixed(2));
        const std::uint64_t part = in.varint();
        if (point.x >= core::kCutUnits || point.y >= core::kCutUnits || part >= stored.parts.size())
            fail("a point leaves its cell");
        point.part = static_cast<std::uint32_t>(part);
        for (std::size_t a = 0; a < shape.attributes; ++a) {
            stored.point_values.push_back(static_cast<std::int64_t>(in.varint()));
            if (stored.point_values.back() < 0) fail("a weight is too large");
        }
    }
}

CellsFile::CellsFile(const std::string& path, const model::RunModel& model) : m_state(std::make_unique<State>(path, model)) {
    check_shape(m_state->in.open(kCellsLayout), m_state->shape, path);
    m_state->read_sites();
    m_state->read_index(m_state->in.at());
}

CellsFile::CellsFile(std::unique_ptr<State> state) : m_state(std::move(state)) {}
CellsFile::~CellsFile() = default;
CellsFile::CellsFile(CellsFile&&) noexcept = default;
CellsFile CellsFile::again() const { return CellsFile(std::make_unique<State>(*m_state)); }
const std::vector<Row>& CellsFile::bands() const { return m_state->bands; }
const std::vector<model::Site>& CellsFile::sites() const { return m_state->sites; }

std::string CellsFile::block(Row band) {
    const BandPlace* place = m_state->place_of(band);
    if (place == nullptr) return {};
    std::string bytes(static_cast<std::size_t>(place->bytes), '\0');
    m_state->in.seek(place->at);
    m_state->in.bytes(bytes.data(), bytes.size());
    return bytes;
}

void CellsFile::visit(Row band, core::Interner& interner, const core::CellAreas& areas, const CellVisitor& visitor) {
    State& s = *m_state;
    const BandPlace* place = s.place_of(band);
    if (place == nullptr) return;
    s.in.seek(place->at);
    s.last_territory = 0;
    s.read_dictionary(interner);
    Row row = band * core::kBandRows;
    Col col = s.shape.frame.cells.col_begin;
    while (true) {
        const std::uint64_t head = s.in.varint();
        const std::uint64_t distance = head >> 2U;
        const auto kind = static_cast<CellRecord>(head & 3U);
        if (kind == CellRecord::end) break;
        if (kind == CellRecord::row) {
            if (distance == 0 || distance >= static_cast<std::uint64_t>((band + 1) * core::kBandRows - row))
                s.fail("a row leaves its band");
            row += static_cast<Row>(distance);
            col = s.shape.frame.cells.col_begin;
            continue;
        }
        if (distance > static_cast<std::uint64_t>(s.shape.frame.cells.col_end - col)) s.fail("a cell leaves the frame");
        col += static_cast<Col>(distance);
        if (kind == CellRecord::run) {
            s.read_run(row, col, areas, visitor, col);
        } else {
            s.read_cut(row, col, areas, visitor);
            ++col;
        }
    }
    if (s.in.at() != place->at + place->bytes) s.fail("a band does not end where it should");
}

}  // namespace covmap::store

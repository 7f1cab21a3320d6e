#include "read/premises/record_join.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <span>

#include "core/bucket_store.hpp"
#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/premises/offer_sets.hpp"
#include "read/premises/record_offers.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {

namespace {

constexpr std::size_t kBlockRecords = 1024;  // 24 KiB, for each part and file being read
constexpr std::uint64_t kKeyBits = ~std::uint64_t{0} >> 8U;
constexpr std::uint32_t kMostTogether = 255;

/// Records of one premises that follow each other. The top 8 bits of a key are the part's number: here they count the records.
struct Together {
    std::uint64_t high_and_count = 0, low = 0;
    std::uint32_t set = 0;   ///< of the file's own
    std::uint32_t line = 0;  ///< of the first
    [[nodiscard]] std::uint64_t count() const { return high_and_count >> 56U; }
};

/// What is left of one file after reading.
struct FileRead {
    OfferSets sets;
    std::vector<Offer> offers;
    std::map<std::string, std::string> names;  ///< of operators
    core::Defects defects;
    model::InputFile input;
    CountedLines unmatched;
    std::vector<std::uint32_t> set_number;  ///< of its sets, among all
};

/// One set that records give to a premises.
struct SaidOf {
    std::uint32_t entry = 0;  ///< of the part's names
    std::uint32_t set = 0;    ///< among all
};

std::string_view without_blanks(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    if (text.empty() || (!blank(text.front()) && !blank(text.back()))) return text;
    return trimmed(text);
}

/// The names of a part, found by key.
class PartNames {
public:
    explicit PartNames(std::vector<PremisesIndex::Entry> entries) : m_entries(std::move(entries)) {
        std::size_t size = 16;
        while (size < 2 * m_entries.size()) size *= 2;
        m_slots.assign(size, 0);
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (i > 0 && m_entries[i].key == m_entries[i - 1].key) continue;
            std::size_t slot = m_entries[i].key.low & (size - 1);
            while (m_slots[slot] != 0) slot = (slot + 1) & (size - 1);
            m_slots[slot] = static_cast<std::uint32_t>(i + 1);
        }
    }
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    /// The first entry of that name.
    [[nodiscard]] std::size_t find(std::uint64_t high, std::uint64_t low) const {
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t slot = low & mask; m_slots[slot] != 0; slot = (slot + 1) & mask) {
            const PremisesKey& key = m_entries[m_slots[slot] - 1].key;
            if (key.low == low && ((key.high ^ high) & kKeyBits) == 0) return m_slots[slot] - 1;
        }
        return kNone;
    }
    [[nodiscard]] const std::vector<PremisesIndex::Entry>& entries() const { return m_entries; }

private:
    std::vector<PremisesIndex::Entry> m_entries;
    std::vector<std::uint32_t> m_slots;  ///< one more than the position of an entry; 0: free
};

}  // namespace

struct RecordJoin::State {
    State(const model::SupplySpec& s, CanonicalOperator c, std::size_t memory_bytes)
        : spec(s), canonical(std::move(c)), store(memory_bytes), files(s.source.files.size()) {}

    void number_offers();
    void collect(std::uint32_t part, const PartNames& names, std::vector<SaidOf>& said);
    void unite(const std::vector<SaidOf>& said, std::vector<std::uint32_t>& set_of_entry);
    void give_sets(SupplyRead& out);

    model::SupplySpec spec;
    CanonicalOperator canonical;
    const PremisesIndex* names = nullptr;
    std::string column;  ///< of the records, that names them
    core::BucketStore store;
    std::vector<FileRead> files;
    std::vector<Offer> offers;  ///< of all files, sorted
    OfferSets sets;             ///< of all files
    OfferSets unions;           ///< numbered after `sets`; some are equal to one of them
    std::mutex mutex;           ///< of `unions` and the unmatched lines
    std::vector<std::uint32_t> set_of;
};

RecordJoin::RecordJoin(const model::SupplySpec& spec, CanonicalOperator canonical, const PremisesNames& premises,
                       std::size_t memory_bytes)
    : m_state(std::make_unique<State>(spec, std::move(canonical), memory_bytes)) {
    const auto refuse = [&](const std::string& what) { throw core::Error(core::ErrorKind::job, spec.source.given, what); };
    if (spec.source.files.empty()) throw core::Error(core::ErrorKind::input, spec.source.given, "no such file");
    if (premises.count == 0)
        refuse(
            "records name premises, and the demand has none; make it format = \"points\", or spread = \"points\" with points = { "
            "source = \"…\", columns = { id = \"…\", x = \"…\", y = \"…\" } }");
    if (!spec.id_column.empty() && premises.by_id != nullptr) {
        m_state->names = premises.by_id;
        m_state->column = spec.id_column;
    } else if (!spec.place_column.empty() && premises.by_place != nullptr) {
        m_state->names = premises.by_place;
        m_state->column = spec.place_column;
    } else if (spec.id_column.empty() && spec.place_column.empty()) {
        refuse(
            "records need the column that names the premises; write columns = { id = \"…\" }, or { place = \"…\" } where they "
            "name a census block");
    } else {
        refuse("the records name «" + (spec.id_column.empty() ? spec.place_column : spec.id_column) +
               "» and the demand's points have no such name; say which of their columns it is: columns = { " +
               (spec.id_column.empty() ? "place" : "id") + " = \"…\" }");
    }
    m_state->set_of.assign(premises.count, OfferSets::kUnknown);
}
RecordJoin::~RecordJoin() = default;

std::size_t RecordJoin::files() const { return m_state->files.size(); }

void RecordJoin::read_file(std::size_t file) {
    State& state = *m_state;
    const std::string& path = state.spec.source.files[file];
    FileRead& read = state.files[file];
    const std::string shown = shown_path(state.spec.source, path);
    TableReader table(path, state.spec.source.layer, shown);
    RecordOffers offers(state.spec, state.canonical, table);
    const std::size_t name = table.column(state.column);
    core::BucketWriter<Together> writer(state.store, static_cast<std::uint32_t>(file), kBlockRecords);
    CountedLines ragged, unnamed;
    PremisesKey open_key;
    Together open;  // no record yet while its count is 0
    std::vector<std::uint32_t> open_offers;
    const auto hand_over = [&] {
        if (open.count() == 0) return;
        make_set(open_offers);
        open.set = read.sets.intern(open_offers);
        writer.add(PremisesIndex::partition_of(open_key), open);
        open_offers.clear();
    };
    while (table.next()) {
        if (table.ragged()) ragged.add(table.record_number());
        const std::uint32_t offer = offers.offer(table);
        if (offer == RecordOffers::kUnusable) continue;
        const std::string_view text = without_blanks(table.raw(name));
        if (text.empty()) {
            unnamed.add(table.record_number());
            continue;
        }
        const PremisesKey key = premises_key(text);
        if (key != open_key || open.count() == 0 || open.count() == kMostTogether) {
            hand_over();
            open_key = key;
            open = {key.high & kKeyBits, key.low, OfferSets::kUnknown, static_cast<std::uint32_t>(table.record_number())};
        }
        open.high_and_count += kKeyBits + 1;
        if (offer != RecordOffers::kNothing) open_offers.push_back(offer);
    }
    hand_over();
    writer.flush();
    ragged.give("ragged-record", shown, "", read.defects);
    unnamed.give("record-unnamed", shown, "", read.defects);
    offers.report(shown, read.defects);
    read.offers = offers.offers();
    read.names = offers.names();
    read.input = input_file(state.spec.source, "supply", shown, "");
    read.input.records = table.records();
}

// Offers of all files in one order, and each file's sets by those numbers.
void RecordJoin::State::number_offers() {
    std::map<Offer::Key, const Offer*> all;
    for (const FileRead& file : files)
        for (const Offer& offer : file.offers) all.emplace(offer.key(), &offer);
    std::map<Offer::Key, std::uint32_t> number;
    for (const auto& [key, offer] : all) {
        number.emplace(key, static_cast<std::uint32_t>(offers.size()));
        offers.push_back(*offer);
    }
    std::vector<std::uint32_t> set;
    for (FileRead& file : files) {
        std::vector<std::uint32_t> number_of;
        for (const Offer& offer : file.offers) number_of.push_back(number.at(offer.key()));
        file.set_number.assign(file.sets.size(), OfferSets::kUnknown);
        for (std::uint32_t s = OfferSets::kEmpty; s < file.sets.size(); ++s) {
            set.clear();
            for (const std::uint32_t offer : file.sets.set(s)) set.push_back(number_of[offer]);
            make_set(set);
            file.set_number[s] = sets.intern(set);
        }
        file.sets = {};
    }
}

std::uint32_t RecordJoin::begin_join() {
    m_state->number_offers();
    return PremisesIndex::kPartitions;
}

// What is said of each entry: pairs of the entry that is the first of its name and a set, of all files.
void RecordJoin::State::collect(std::uint32_t part, const PartNames& names_of_part, std::vector<SaidOf>& said) {
    std::vector<std::byte> buffer;
    std::vector<Together> records;
    std::vector<CountedLines> unmatched(files.size());
    store.for_each_block(part, buffer, [&](std::uint32_t file, std::span<const std::byte> block) {
        records.clear();
        core::records_of(block, records);
        for (const Together& record : records) {
            const std::size_t entry = names_of_part.find(record.high_and_count, record.low);
            if (entry == PartNames::kNone)
                unmatched[file].add(record.line, record.count());
            else
                said.push_back({static_cast<std::uint32_t>(entry), files[file].set_number[record.set]});
        }
    });
    store.release(part);
    const std::lock_guard lock(mutex);
    for (std::size_t file = 0; file < files.size(); ++file) files[file].unmatched.merge(unmatched[file]);
}

// Where the records of a premises stand apart, several sets are said of it: their unions, first of the part, then of all.
void RecordJoin::State::unite(const std::vector<SaidOf>& said, std::vector<std::uint32_t>& set_of_entry) {
    std::vector<std::uint32_t> begin(set_of_entry.size() + 1, 0), set_said(said.size());  // said of each entry, side by side
    for (const SaidOf& one : said) ++begin[one.entry + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (const SaidOf& one : said) set_said[next[one.entry]++] = one.set;
    OfferSets here;
    std::vector<std::uint32_t> together;
    std::vector<SaidOf> united;
    for (std::uint32_t entry = 0; entry < set_of_entry.size(); ++entry) {
        const auto sets_said = std::span(set_said).subspan(begin[entry], begin[entry + 1] - begin[entry]);
        if (sets_said.empty()) continue;
        set_of_entry[entry] = sets_said.front();
        if (sets_said.size() == 1) continue;
        together.clear();
        for (const std::uint32_t number : sets_said) {
            const auto set = sets.set(number);
            together.insert(together.end(), set.begin(), set.end());
        }
        make_set(together);
        united.push_back({entry, here.intern(together)});
    }
    std::vector<std::uint32_t> number(here.size(), OfferSets::kUnknown);
    const std::lock_guard lock(mutex);
    for (std::uint32_t s = OfferSets::kEmpty; s < here.size(); ++s) number[s] = sets.size() + unions.intern(here.set(s));
    for (const SaidOf& one : united) set_of_entry[one.entry] = number[one.set];
}

void RecordJoin::join(std::uint32_t part) {
    const PartNames names(m_state->names->partition(part));
    const std::vector<PremisesIndex::Entry>& entries = names.entries();
    std::vector<std::uint32_t> set_of_entry(entries.size(), OfferSets::kUnknown);
    std::vector<SaidOf> said;
    m_state->collect(part, names, said);
    m_state->unite(said, set_of_entry);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i > 0 && entries[i].key == entries[i - 1].key) set_of_entry[i] = set_of_entry[i - 1];
        m_state->set_of[entries[i].number] = set_of_entry[i];
    }
}

// The sets that premises have, sorted; the first is «unknown».
void RecordJoin::State::give_sets(SupplyRead& out) {
    const auto offers_of = [&](std::uint32_t set) { return set < sets.size() ? sets.set(set) : unions.set(set - sets.size()); };
    const std::uint32_t count = sets.size() + unions.size();
    std::vector<bool> used(count, false);
    for (const std::uint32_t set : set_of) used[set] = true;
    std::vector<std::uint32_t> order;
    for (std::uint32_t s = OfferSets::kEmpty; s < count; ++s)
        if (used[s]) order.push_back(s);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::ranges::lexicographical_compare(offers_of(a), offers_of(b)); });
    std::vector<std::uint32_t> number(count, 0);
    out.sets.emplace_back();
    for (const std::uint32_t s : order) {
        const auto set = offers_of(s);
        if (out.sets.size() == 1 || !std::ranges::equal(out.sets.back(), set)) out.sets.emplace_back(set.begin(), set.end());
        number[s] = static_cast<std::uint32_t>(out.sets.size() - 1);
    }
    for (std::uint32_t& set : set_of) set = number[set];
    out.set_of = std::move(set_of);
}

SupplyRead RecordJoin::finish() {
    State& state = *m_state;
    SupplyRead out;
    for (const Offer& offer : state.offers) {
        if (out.claims.empty() || out.claims.back() != offer.claim) {
            out.claims.push_back(offer.claim);
            out.scales.push_back(offer.scale);
            out.radius_km.push_back(0);
            out.dates.push_back(state.spec.date.empty() ? state.spec.source.info.date : state.spec.date);
        }
        out.layers.push_back({static_cast<std::uint32_t>(out.claims.size() - 1), offer.level, offer.speed});
    }
    state.give_sets(out);
    for (FileRead& file : state.files) {
        file.unmatched.give("record-unmatched", file.input.path, "", file.defects);
        out.defects.merge(file.defects);
        take_names(file.names, out.names);
        out.inputs.push_back(std::move(file.input));
    }
    return out;
}

}  // namespace covmap::read

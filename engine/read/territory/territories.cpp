#include "read/territory/territories.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/source_path.hpp"
#include "read/table/table_reader.hpp"
#include "read/territory/territory_codes.hpp"
#include "read/territory/territory_join.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
namespace {

constexpr double kAreaUnits = 4294967296.0;  // 2^32 a cell: sums of integers do not depend on the order of rings
constexpr double kMostCells = 1073741824.0;  // 2^30: no ring of sense is larger
constexpr std::size_t kCode = 0;

using Joins = std::vector<JoinTable>;

// Features of one code: their values merged, their areas added.
struct Record {
    std::vector<std::string> values;
    std::int64_t area = 0;
};

bool from_join(const Joins& joins, const std::string& column) {
    return std::any_of(joins.begin(), joins.end(), [&](const JoinTable& join) { return join.column(column) >= 0; });
}

// The columns to read from the territories themselves: the code first, each once.
std::vector<std::string> own_columns(const model::TerritorySpec& spec, const Joins& joins) {
    std::vector<std::string> columns = {spec.code_column};
    const auto want = [&](const std::string& column) {
        if (column.empty() || from_join(joins, column)) return;
        if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    };
    want(spec.name_column);
    for (const model::ParentSpec& parent : spec.parents) {
        want(parent.code);
        want(parent.name);
    }
    for (const auto& [attribute, column] : spec.reference) want(column);
    return columns;
}

// Smaller of two texts, where empty is none.
void keep_smaller(std::string& kept, const std::string& other) {
    if (!other.empty() && (kept.empty() || other < kept)) kept = other;
}

class Collector : public RingVisitor {
public:
    Collector(const model::TerritorySpec& spec, TerritoryRead& out, Transforms& transforms)
        : m_spec(spec), m_out(out), m_rings(out.store, transforms, out.defects) {}

    void begin_file(const StreamFile& file) override {
        m_file = file;
        m_rings.begin_file(file);
        m_out.inputs.push_back(input_file(m_spec.source, "territory", file.name, file.crs));
    }

    bool begin_feature(const StreamFeature& feature) override {
        m_rings.begin_feature(feature.id);
        const std::string code(trimmed(feature.values[kCode]));
        if (code.empty()) {
            m_out.defects.add("code-missing", {m_file.name, m_file.layer, std::string(feature.id), {}});
            return false;
        }
        const auto [at, fresh] = m_owner_of.try_emplace(code, static_cast<std::uint32_t>(m_records.size()));
        m_owner = at->second;
        if (fresh) {
            m_records.push_back({{feature.values.begin(), feature.values.end()}, 0});
            m_records.back().values[kCode] = code;
            return true;
        }
        const std::string shown = m_spec.source.info.confidential ? std::string() : code;
        m_out.defects.add("code-duplicate", {m_file.name, m_file.layer, std::string(feature.id), shown});
        for (std::size_t i = 1; i < feature.values.size(); ++i) keep_smaller(m_records[m_owner].values[i], feature.values[i]);
        return true;
    }

    void ring(std::span<const core::Point> vertices, core::RingRole role) override {
        const double cells = std::clamp(m_rings.add(m_owner, vertices, role), -kMostCells, kMostCells);
        std::int64_t& area = m_records[m_owner].area;
        if (__builtin_add_overflow(area, std::llround(cells * kAreaUnits), &area))
            area = std::numeric_limits<std::int64_t>::max();
    }

    void end_file(const StreamCounts& counts) override {
        m_out.inputs.back().records = counts.records;
        m_out.inputs.back().vertices = counts.vertices;
    }

    [[nodiscard]] const std::vector<Record>& records() const { return m_records; }
    [[nodiscard]] const StreamFile& file() const { return m_file; }

private:
    const model::TerritorySpec& m_spec;
    TerritoryRead& m_out;
    GridRings m_rings;
    StreamFile m_file;
    std::uint32_t m_owner = 0;
    std::vector<Record> m_records;
    std::unordered_map<std::string, std::uint32_t> m_owner_of;
};

// Turns records and joined rows into territories: one of all records whose codes map to one.
class Builder {
public:
    Builder(const model::TerritorySpec& spec, const TerritoryCodes& codes, const Joins& joins,
            const std::vector<std::string>& columns, const StreamFile& file, TerritoryRead& out)
        : m_spec(spec), m_codes(codes), m_joins(joins), m_columns(columns), m_file(file), m_out(out) {}

    void build(const std::vector<Record>& records) {
        m_records = &records;
        std::vector<std::string> became;
        for (const Record& record : records) became.push_back(m_codes.of(record.values[kCode]));
        std::vector<std::uint32_t> order(records.size());
        std::iota(order.begin(), order.end(), 0U);
        // The record that had the code before comes first: what it says goes for the whole.
        const auto key = [&](std::uint32_t i) {
            const std::string& code = records[i].values[kCode];
            return std::tuple(std::string_view(became[i]), code != became[i], std::string_view(code));
        };
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
        m_out.owner.resize(records.size());
        model::TerritorySet& set = m_out.set;
        set.unit = m_spec.unit;
        for (const model::ParentSpec& parent : m_spec.parents) set.parent_kinds.push_back(parent.kind);
        for (const auto& [attribute, column] : m_spec.reference) set.reference_attributes.push_back(attribute);
        for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
            Parts parts;
            for (end = begin; end < order.size() && became[order[end]] == became[order[begin]]; ++end) {
                m_out.owner[order[end]] = static_cast<std::uint32_t>(set.territories.size());
                parts.push_back(&records[order[end]]);
            }
            set.territories.push_back(territory(became[order[begin]], parts));
        }
    }

private:
    using Parts = std::vector<const Record*>;

    /// What the parts say of a column, in their order; of a joined column what the rows of that code say.
    [[nodiscard]] std::vector<std::string> values(const std::string& code, const Parts& parts, const std::string& column) const {
        std::vector<std::string> out;
        if (column.empty()) return out;
        for (const JoinTable& join : m_joins) {
            const int position = join.column(column);
            if (position < 0) continue;
            for (const JoinTable::Values* row : join.rows(code)) out.push_back((*row)[static_cast<std::size_t>(position)]);
            return out;
        }
        const auto at = std::find(m_columns.begin(), m_columns.end(), column) - m_columns.begin();
        for (const Record* part : parts) out.emplace_back(trimmed(part->values[static_cast<std::size_t>(at)]));
        return out;
    }

    /// The first that is not empty.
    [[nodiscard]] std::string value(const std::string& code, const Parts& parts, const std::string& column) const {
        for (std::string& text : values(code, parts, column))
            if (!text.empty()) return std::move(text);
        return {};
    }

    /// «Paris» of «Paris 1er Arrondissement», «Paris 2e Arrondissement», …: the words that all parts begin with, where no part is
    /// the whole.
    [[nodiscard]] std::string name(const std::string& code, const Parts& parts) const {
        const bool folded =
            parts.size() > 1 && m_codes.folds(parts.front()->values[kCode]) && !from_join(m_joins, m_spec.name_column);
        const std::vector<std::string> names = folded ? values(code, parts, m_spec.name_column) : std::vector<std::string>();
        if (names.empty()) return value(code, parts, m_spec.name_column);
        std::size_t common = names.front().size();
        for (const std::string& other : names)
            common = std::min<std::size_t>(
                common, static_cast<std::size_t>(
                            std::mismatch(names.front().begin(), names.front().end(), other.begin(), other.end()).first -
                            names.front().begin()));
        const std::size_t blank = names.front().find_last_of(' ', common);
        return blank == std::string::npos || blank == 0 ? names.front() : names.front().substr(0, blank);
    }

    [[nodiscard]] model::Territory territory(const std::string& code, const Parts& parts) {
        model::Territory made;
        made.code = code;
        made.name = name(code, parts);
        for (const model::ParentSpec& parent : m_spec.parents) {
            made.parents.push_back(value(code, parts, parent.code));
            made.parent_names.push_back(value(code, parts, parent.name));
        }
        for (const auto& [attribute, column] : m_spec.reference)
            made.reference.push_back(reference(code, column, values(code, parts, column)));
        for (const Record* part : parts) made.ring_area += static_cast<double>(part->area) / kAreaUnits;
        return made;
    }

    [[nodiscard]] std::string origin(const std::string& column) const {
        for (std::size_t i = 0; i < m_joins.size(); ++i)
            if (m_joins[i].column(column) >= 0) return shown_path(m_spec.joins[i].source, m_spec.joins[i].source.files.front());
        return m_out.inputs.front().path;
    }

    /// The sum of the parts; none where one of them has none.
    std::optional<std::int64_t> reference(const std::string& code, const std::string& column,
                                          const std::vector<std::string>& texts) {
        std::optional<std::int64_t> sum;
        for (const std::string& text : texts) {
            const std::optional<std::int64_t> part = reference(code, column, text);
            if (!part) return std::nullopt;
            sum = sum.value_or(0) + *part;
        }
        return sum;
    }

    std::optional<std::int64_t> reference(const std::string& code, const std::string& column, const std::string& text) {
        constexpr double kMost = 9e10;  // units; quanta, and sums of a hundred parts, stay below 2^63
        if (text.empty()) return std::nullopt;
        double number = 0;
        if (parse_number(text, number, style(column, text)) && number >= 0 && number < kMost)
            return std::llround(number * static_cast<double>(core::kWeightQuantaPerUnit));
        const bool secret = m_spec.source.info.confidential;
        m_out.defects.add("reference-not-a-number", {origin(column), {}, secret ? "" : code, secret ? "" : text});
        return std::nullopt;
    }

    [[nodiscard]] bool keeps_own_numbers(const std::string& column) const {
        const TableReader table(m_file.path, m_file.layer, m_file.name);
        const std::size_t position = table.find_column(column);
        return position != TableReader::kNoColumn && table.keeps_numbers(position);
    }

    /// How the numbers of a column are meant, where one leaves it open: by the texts of all territories.
    NumberStyle style(const std::string& column, const std::string& text) {
        if (!is_doubtful_number(text)) return NumberStyle::decimals;
        const auto [at, fresh] = m_styles.try_emplace(column, NumberStyle::decimals);
        if (!fresh) return at->second;
        NumberTable table;
        std::vector<std::string_view> all;
        for (const JoinTable& join : m_joins)
            if (const int position = join.column(column); position >= 0) {
                if (join.keeps_numbers(static_cast<std::size_t>(position))) return at->second;
                all = join.texts(static_cast<std::size_t>(position));
                table.semicolons = join.semicolons();
            }
        const auto own = std::find(m_columns.begin(), m_columns.end(), column);
        if (all.empty() && keeps_own_numbers(column)) return at->second;
        if (all.empty())
            for (const Record& record : *m_records)
                all.emplace_back(record.values[static_cast<std::size_t>(own - m_columns.begin())]);
        const ColumnTexts texts = [&all](const std::function<bool(std::string_view)>& look) {
            for (const std::string_view one : all)
                if (!look(one)) return;
        };
        return at->second = style_of_column(texts, table, origin(column), column);
    }

    const model::TerritorySpec& m_spec;
    const TerritoryCodes& m_codes;
    const Joins& m_joins;
    const std::vector<Record>* m_records = nullptr;
    std::map<std::string, NumberStyle> m_styles;  ///< of columns with doubtful numbers
    const std::vector<std::string>& m_columns;
    const StreamFile& m_file;  ///< of the records
    TerritoryRead& m_out;
};

TerritoryRead read_once(const model::TerritorySpec& spec, const core::ChainStoreOptions& options, Transforms& transforms) {
    TerritoryRead out;
    out.store = core::ChainStore(options);
    std::vector<model::InputFile> join_inputs;
    const TerritoryCodes codes(spec);
    Joins joins;
    for (const model::JoinSpec& join : spec.joins) joins.emplace_back(join, codes, out.defects, join_inputs);
    const std::vector<std::string> columns = own_columns(spec, joins);
    Collector collector(spec, out, transforms);
    stream_rings({.source = spec.source, .columns = columns, .telling = {spec.code_column}}, collector, out.defects);
    Builder(spec, codes, joins, columns, collector.file(), out).build(collector.records());
    if (out.set.territories.empty())
        throw core::Error(core::ErrorKind::input, out.inputs.front().path,
                          "holds no territory: no feature has a text in the column «" + spec.code_column + "»");
    std::vector<std::string> known;
    for (const model::Territory& territory : out.set.territories) known.push_back(territory.code);
    for (const JoinTable& join : joins) join.compare(known, out.inputs.front().path, out.defects, out.warnings);
    std::set<std::string> published;
    for (const Record& record : collector.records()) published.insert(record.values[kCode]);
    codes.compare(published, out.inputs.front().path, out.defects, out.warnings);
    transforms.report(out.inputs);
    out.inputs.insert(out.inputs.end(), join_inputs.begin(), join_inputs.end());
    out.inputs.insert(out.inputs.end(), codes.inputs().begin(), codes.inputs().end());
    return out;
}

}  // namespace

TerritoryRead read_territories(const model::TerritorySpec& spec, const core::Lattice& lattice, core::ChainStoreOptions options) {
    if (spec.code_column.empty())
        throw core::Error(core::ErrorKind::job, spec.source.given, "territories need columns = { code = \"…\" }");
    TerritoryRead out;
    read_until_exact([&](const std::set<std::string>& exact) {
        Transforms transforms(lattice, exact);
        out = read_once(spec, options, transforms);
        return transforms.too_coarse();
    });
    return out;
}

}  // namespace covmap::read

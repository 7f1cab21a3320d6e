#include "measure/lines/line_tables.hpp"

#include <algorithm>
#include <map>

#include "measure/checked.hpp"
#include "measure/lines/line_columns.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/writers.hpp"

namespace covmap::measure {
namespace {

/// Lengths by state and class, sorted; a state is of one territory, and those of a territory follow each other.
struct LineEntry {
    std::uint32_t state, class_number;
    std::int64_t mm;
};

std::vector<LineEntry> line_entries(const model::LineSet& set, const model::LineFindings& findings) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> sums;
    for (std::size_t l = 0; l < set.lines.size(); ++l) {
        std::int64_t from_mm = 0;
        for (std::size_t p = findings.first_piece[l]; p < findings.first_piece[l + 1]; ++p) {
            const model::LinePiece& piece = findings.pieces[p];
            const std::int64_t left_mm = model::LineFindings::left_mm(from_mm, piece.to_mm);
            add_to(sums[{piece.left, set.lines[l].class_number}], left_mm);
            add_to(sums[{piece.right, set.lines[l].class_number}], piece.to_mm - from_mm - left_mm);
            from_mm = piece.to_mm;
        }
    }
    std::vector<LineEntry> entries;
    for (const auto& [key, mm] : sums) entries.push_back({key.first, key.second, mm});
    return entries;
}

/// All signatures, each once, and the number of that of each state.
core::SignatureTable signatures_of(const model::LineFindings& findings, std::vector<std::uint32_t>& number_of) {
    std::map<std::vector<std::uint64_t>, std::uint32_t> numbers;
    for (const model::LineState& state : findings.states)
        if (state.territory.valid()) numbers.emplace(state.signature, 0);
    core::SignatureTable table;
    if (!numbers.empty()) table.words = numbers.begin()->first.size();
    for (auto& [bits, number] : numbers) {
        number = static_cast<std::uint32_t>(table.data.size() / table.words);
        table.data.insert(table.data.end(), bits.begin(), bits.end());
    }
    for (const model::LineState& state : findings.states)
        number_of.push_back(state.territory.valid() ? numbers.at(state.signature) : 0);
    return table;
}

/// The accounts of units, class by class.
class LineAccounts {
public:
    LineAccounts(const Scene& scene, const model::LineSet& set, const model::LineFindings& findings)
        : m_scene(scene),
          m_findings(findings),
          m_entries(line_entries(set, findings)),
          m_signatures(signatures_of(findings, m_signature_of)),
          m_answers(scene.questions, m_signatures),
          m_one(scene.questions, 1),
          m_all(scene.questions, 1) {
        const std::size_t territories = scene.model.territories.territories.size();
        m_start.assign(territories + 1, 0);
        for (const LineEntry& entry : m_entries)
            if (const core::TerritoryId t = findings.states[entry.state].territory; t.valid()) ++m_start[t.value + 1];
        for (std::size_t t = 0; t < territories; ++t) m_start[t + 1] += m_start[t];
    }

    static constexpr std::uint32_t kEveryClass = 0xffffffffU;

    /// Of some territories together and one class, or all of them. Valid until the next call.
    const Account& of(const std::vector<std::uint32_t>& territories, std::uint32_t class_number) {
        m_all.clear();
        for (const std::uint32_t t : territories)
            if (fill(t, class_number)) m_all.add_territory(m_one);
        return m_all;
    }

private:
    /// False: it has none of that class.
    bool fill(std::uint32_t t, std::uint32_t class_number) {
        m_numbers.clear();
        m_values.clear();
        for (std::size_t e = m_start[t]; e < m_start[t + 1]; ++e) {
            const LineEntry& entry = m_entries[e];
            if (entry.mm == 0 || (class_number != kEveryClass && entry.class_number != class_number)) continue;
            m_numbers.push_back(m_signature_of[entry.state]);
            m_values.push_back(entry.mm);
        }
        if (m_numbers.empty()) return false;
        const std::uint32_t market = t < m_scene.model.market_of.size() ? m_scene.model.market_of[t] : 0;
        m_one.clear();
        m_one.markets.push_back(market);
        m_one.add_tally({core::TerritoryId(t), m_numbers, m_values}, market, m_answers);
        return true;
    }

    const Scene& m_scene;
    const model::LineFindings& m_findings;
    std::vector<LineEntry> m_entries;
    std::vector<std::size_t> m_start;  ///< per territory: first of its entries
    std::vector<std::uint32_t> m_signature_of;
    core::SignatureTable m_signatures;
    AnswerTable m_answers;
    Account m_one, m_all;
    std::vector<std::uint32_t> m_numbers;
    std::vector<std::int64_t> m_values;
};

/// Whose row it is.
struct LineRow {
    const std::string& unit;
    const UnitRow& row;
    std::string of_class;

    void push(TableWriter& writer) const {
        writer.push(unit);
        writer.push(row.code);
        writer.push(row.name);
        writer.push(of_class);
    }
};

class KmWriter {
public:
    KmWriter(const Scene& scene, const LineColumns& columns, const std::string& name)
        : m_scene(scene), m_writer(name, "lines", model::TableKind::longer) {
        columns.add_row(m_writer);
        m_writer.add(columns.km("km", {"longueur", "length"}, {"longueur géodésique", "geodesic length"}));
        for (std::size_t i = 0; i < scene.model.job.indicator.size(); ++i) columns.add_figures(i, m_writer);
    }

    void add(const LineRow& row, const Account& account) {
        const std::int64_t total = account.total(0);
        row.push(m_writer);
        m_writer.push(std::optional(total));
        for (std::size_t i = 0; i < m_scene.model.job.indicator.size(); ++i) {
            const auto value = [&](model::State state) { return account.value(i, static_cast<std::size_t>(state), 0); };
            const std::int64_t met = value(model::State::met), unknown = value(model::State::unknown);
            m_writer.push(std::optional(met));
            m_writer.push(std::optional(value(model::State::not_met)));
            m_writer.push(std::optional(unknown));
            m_writer.push(model::share_of(met, total));
            m_writer.push(model::share_of(total - unknown, total));
        }
    }
    [[nodiscard]] model::Table& table() { return m_writer.table(); }

private:
    const Scene& m_scene;
    TableWriter m_writer;
};

class OperatorKmWriter {
public:
    OperatorKmWriter(const Scene& scene, const LineColumns& columns, const std::string& name)
        : m_scene(scene), m_writer(name + "_operators", "lines", model::TableKind::longer) {
        const ColumnMaker& make = scene.columns;
        columns.add_row(m_writer);
        m_writer.add(make.technology());
        m_writer.add(make.service());
        m_writer.add(make.operator_code());
        m_writer.add(with_hint(make.operator_name(), "oper_name"));
        m_writer.add(make.best_level());
        m_writer.add(columns.km("km", {"longueur", "length"},
                                {"longueur géodésique dans le cas de cette ligne", "geodesic length in the case of this row"}));
        m_writer.add(
            columns.km("km_total", {"longueur, total", "length, total"},
                       {"la même pour toutes les lignes d'un code et d'une classe", "the same on all rows of a code and class"}));
        m_writer.add(columns.share("km_pct", {"longueur (%)", "length (%)"}, same("100 × km ÷ km_total")));
        m_writer.add(make.nature());
        add_kind_columns(scene, m_writer);
    }

    void add(const LineRow& row, const Account& account) {
        for (std::size_t block = 0; block < m_scene.questions.blocks().size(); ++block)
            for (const std::uint32_t op : operators_of(account, block)) add_operator(row, account, block, op);
    }
    [[nodiscard]] model::Table& table() { return m_writer.table(); }

private:
    [[nodiscard]] std::vector<std::uint32_t> operators_of(const Account& account, std::size_t block) const {
        std::vector<std::uint32_t> operators;
        for (const std::uint32_t market : account.markets)
            for (const std::uint32_t op : m_scene.questions.operators_of(market, block))
                if (std::find(operators.begin(), operators.end(), op) == operators.end()) operators.push_back(op);
        return operators;
    }

    /// As OperatorsWriter: a row for each best level that is offered somewhere; they add up to the whole.
    void add_operator(const LineRow& row, const Account& account, std::size_t block, std::size_t op) {
        const Block& said = m_scene.questions.blocks()[block];
        const OperatorOffer& offer = m_scene.questions.offer(block, op);
        const std::size_t question = m_scene.questions.offer_question(block, op);
        for (std::uint16_t state = 0; state < offer.states(); ++state) {
            std::int64_t mm = account.value(question, state, 0);
            if (state == offer.none()) {  // and where the operator is not in the market
                mm = account.total(0);
                for (std::uint16_t other = 0; other < offer.states(); ++other)
                    if (other != state) add_to(mm, -account.value(question, other, 0));
            }
            if (mm == 0) continue;
            row.push(m_writer);
            m_writer.push(said.technology);
            m_writer.push(said.service);
            m_writer.push(m_scene.questions.operators()[op]);
            m_writer.push(m_scene.model.operator_name(m_scene.questions.operators()[op]));
            m_writer.push(offer_level(offer, state));
            m_writer.push(std::optional(mm));
            m_writer.push(std::optional(account.total(0)));
            m_writer.push(model::share_of(mm, account.total(0)));
            m_writer.push(offer.nature);
            push_kind(m_scene, said, m_writer);
        }
    }

    const Scene& m_scene;
    TableWriter m_writer;
};

/// The territories of each row of a unit.
std::vector<std::vector<std::uint32_t>> territories_of_rows(const Unit& unit) {
    std::vector<std::vector<std::uint32_t>> of_row(unit.rows.size());
    for (std::uint32_t t = 0; t < unit.row_of.size(); ++t)
        if (unit.row_of[t] != kUnpublished) of_row[unit.row_of[t]].push_back(t);
    return of_row;
}

model::Table with_title(model::Table table, const Text& title) {
    table.title = title;
    fill_short_names(table);
    return table;
}

}  // namespace

std::vector<model::Table> line_tables(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                                      const model::LineFindings& findings) {
    const Questions questions(model);
    const ColumnMaker maker(model);
    const Scene scene(model, questions, maker);
    const LineColumns columns(model, spec);
    LineAccounts accounts(scene, set, findings);
    const std::string name = "lines_" + spec.name;
    KmWriter km(scene, columns, name);
    OperatorKmWriter operators(scene, columns, name);
    const auto add = [&](const LineRow& row, const Account& account) {
        if (account.total(0) == 0) return;
        km.add(row, account);
        operators.add(row, account);
    };
    for (const Unit& unit : make_units(model)) {
        const std::vector<std::vector<std::uint32_t>> of_row = territories_of_rows(unit);
        for (std::size_t r = 0; r < unit.rows.size(); ++r) {
            add({unit.name, unit.rows[r], "all"}, accounts.of(of_row[r], LineAccounts::kEveryClass));
            for (std::uint32_t c = 0; !spec.class_column.empty() && c < set.classes.size(); ++c)
                add({unit.name, unit.rows[r], set.classes[c]}, accounts.of(of_row[r], c));
        }
    }
    const Text label = label_or(spec.label, spec.name);
    std::vector<model::Table> tables;
    tables.push_back(
        with_title(std::move(km.table()), label + Text{" : kilomètres par territoire", ": kilometres by territory"}));
    if (!questions.blocks().empty())
        tables.push_back(
            with_title(std::move(operators.table()), label + Text{" : kilomètres par opérateur", ": kilometres by operator"}));
    return tables;
}

std::vector<std::int64_t> uncovered_mm(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                                       const model::LineFindings& findings) {
    const Questions questions(model);
    const ColumnMaker maker(model);
    const Scene scene(model, questions, maker);
    LineAccounts accounts(scene, set, findings);
    const Unit whole = make_units(model).back();
    const std::vector<std::vector<std::uint32_t>> of_row = territories_of_rows(whole);
    std::vector<std::int64_t> uncovered;
    for (const std::string& name : spec.fails)
        for (std::size_t i = 0; i < model.job.indicator.size(); ++i) {
            if (model.job.indicator[i].name != name) continue;
            const auto state = model.job.indicator[i].low_is_good ? model::State::met : model::State::not_met;
            std::int64_t& sum = uncovered.emplace_back(0);
            for (const std::vector<std::uint32_t>& territories : of_row)
                add_to(sum, accounts.of(territories, LineAccounts::kEveryClass).value(i, static_cast<std::size_t>(state), 0));
        }
    return uncovered;
}

model::LineAccount line_account(const model::LinesSpec& spec, const model::LineSet& set, const model::LineFindings& findings) {
    model::LineAccount account{spec.name, set.lines.size(), set.duplicates, 0, 0, 0};
    for (const model::Line& line : set.lines) add_to(account.read_mm, set.length_mm(line));
    for (const LineEntry& entry : line_entries(set, findings))
        add_to(findings.states[entry.state].territory.valid() ? account.inside_mm : account.outside_mm, entry.mm);
    return account;
}

}  // namespace covmap::measure

#include "measure/explain/explain.hpp"

#include <algorithm>
#include <array>

#include "measure/tables/operators_wide.hpp"

namespace covmap::measure {
namespace {

using Kind = ColumnMeaning::Kind;

constexpr std::array<const char*, 8> kRowKeys = {"technology", "service", "operator", "level",
                                                 "operators",  "kind",    "vintage",  "zone"};

std::string text_at(const model::Table& table, const std::string& column, std::size_t row) {
    const model::Column* found = table.find(column);
    return found == nullptr || found->type != model::ColumnType::text ? std::string() : found->texts[row];
}

model::Column without_values(const model::Column& column) {
    model::Column copy = column;
    copy.texts.clear();
    copy.numbers.clear();
    copy.nulls.clear();
    return copy;
}

/// What a row says of its block: empty words stand for columns that the table does not have.
struct Said {
    std::string technology, service, kind, vintage;
};

std::optional<std::size_t> block_of(const Questions& questions, const Said& said) {
    for (std::size_t b = 0; b < questions.blocks().size(); ++b) {
        const Block& block = questions.blocks()[b];
        if (block.technology == said.technology && block.service == said.service && block.vintage == said.vintage &&
            block.kind == (said.kind.empty() ? "mobile" : said.kind))
            return b;
    }
    return std::nullopt;
}

std::optional<std::size_t> operator_of(const Questions& questions, const std::string& code) {
    const auto found = std::find(questions.operators().begin(), questions.operators().end(), code);
    if (found == questions.operators().end()) return std::nullopt;
    return static_cast<std::size_t>(found - questions.operators().begin());
}

std::uint16_t state_of_level(const OperatorOffer& offer, const std::string& level) {
    const auto named = std::find(offer.levels.begin(), offer.levels.end(), level);
    if (named != offer.levels.end()) return static_cast<std::uint16_t>(named - offer.levels.begin());
    return level == "covered" ? offer.covered() : level == "none" ? offer.none() : offer.unknown();
}

std::optional<RowCase> case_of_operator(const Questions& questions, const Said& said, const std::string& code,
                                        const std::string& level) {
    const auto block = block_of(questions, said), op = operator_of(questions, code);
    if (!block || !op) return std::nullopt;
    const OperatorOffer& offer = questions.offer(*block, *op);
    const std::uint16_t state = state_of_level(offer, level);
    return RowCase{questions.offer_question(*block, *op), {state}, state == offer.none()};
}

std::optional<RowCase> case_of_count(const Questions& questions, const Said& said, const std::string& level,
                                     const std::string& operators) {
    const auto block = block_of(questions, said);
    if (!block) return std::nullopt;
    const std::vector<std::string>& levels = questions.blocks()[*block].levels;
    const auto at = static_cast<std::size_t>(std::find(levels.begin(), levels.end(), level) - levels.begin());
    const int state = operators == "unknown" ? 0 : std::stoi(operators) + 1;
    return RowCase{questions.count_question(*block, at), {static_cast<std::uint16_t>(state)}, false};
}

Said said_in(const model::Table& table, std::size_t row) {
    return {text_at(table, "technology", row), text_at(table, "service", row), text_at(table, "kind", row),
            text_at(table, "vintage", row)};
}

/// Whatever the level: all states that are offered.
std::optional<RowCase> case_of_offer(const Questions& questions, const WideOffer& wide) {
    const auto block = block_of(questions, {wide.technology, wide.service, wide.kind, wide.vintage});
    const auto op = operator_of(questions, wide.operator_code);
    if (!block || !op) return std::nullopt;
    RowCase all{questions.offer_question(*block, *op), {}, false};
    for (std::uint16_t state = 0; state <= questions.offer(*block, *op).covered(); ++state) all.states.push_back(state);
    return all;
}

void tell_published(const model::Column& column, std::size_t row, model::Explanation& explanation) {
    if (column.type == model::ColumnType::text)
        explanation.text = column.texts[row];
    else if (!column.nulls[row])
        explanation.value = column.numbers[row];
}

/// A zone's figure is the sum of its communes'.
void tell_zone(const std::vector<model::Table>& tables, const model::Table& table, const std::string& column, std::size_t row,
               model::Explanation& explanation) {
    const auto parts = std::find_if(tables.begin(), tables.end(),
                                    [&](const model::Table& other) { return other.name == table.name + "_communes"; });
    if (parts == tables.end() || column.ends_with("_pct")) return;
    const model::Column *values = parts->find(column), *zones = parts->find("zone");
    if (values == nullptr || zones == nullptr || values->type != model::ColumnType::quantity) return;
    model::ExplainedSum sum{{"ses communes", "its communes"}, values->unit, values->scale, 0, {}};
    for (std::size_t r = 0; r < parts->rows(); ++r) {
        if (zones->texts[r] != explanation.code || values->nulls[r]) continue;
        const std::string name = text_at(*parts, "code", r) + " " + text_at(*parts, "name", r);
        sum.total += values->numbers[r];
        sum.rows.push_back({-1, same(name), values->numbers[r]});
    }
    const model::Column* own = table.find(column);
    if (own->nulls[row] || sum.total != own->numbers[row]) return;  // secret parts
    explanation.recomputed = true;
    explanation.formula = {column + " = somme sur les communes de la zone", column + " = sum over the communes of the zone"};
    explanation.sums = {std::move(sum)};
}

}  // namespace

Explainer::Explainer(const model::RunModel& model, const core::TallyReader& tally, const std::vector<model::Table>& tables)
    : m_model(model), m_tally(tally), m_tables(tables), m_questions(model), m_units(make_units(model)) {}

std::optional<RowCase> Explainer::case_of(const model::Table& table, const std::string& column, std::size_t row) const {
    if (table.name.ends_with("_operators"))
        return case_of_operator(m_questions, said_in(table, row), text_at(table, "operator", row), text_at(table, "level", row));
    if (table.name.ends_with("_counts"))
        return case_of_count(m_questions, said_in(table, row), text_at(table, "level", row), text_at(table, "operators", row));
    const std::string longer = table.name.substr(0, table.name.size() - std::string("_wide").size());
    for (const model::Table& other : m_tables)
        if (other.name == longer)
            for (const WideOffer& offer :
                 wide_offers(other, ColumnMaker(m_model), m_model.attributes.empty() ? ColumnMaker::kArea : 0))
                if (offer.column == column) return case_of_offer(m_questions, offer);
    return std::nullopt;
}

model::Explanation Explainer::explain(const model::Table& table, const model::Column& column,
                                      std::optional<std::size_t> row) const {
    const ColumnMeaning meaning = meaning_of(m_model, table, column.name);
    model::Explanation told;
    told.table = table.name;
    told.column = without_values(column);
    told.formula = formula_of(meaning, m_model, column.name);
    if (!row) return told;
    told.has_row = true;
    told.code = text_at(table, table.find("code") != nullptr ? "code" : "id", *row);
    told.name = text_at(table, "name", *row);
    for (const char* key : kRowKeys)
        if (table.kind == model::TableKind::longer && table.find(key) != nullptr && column.name != key)
            told.key.emplace_back(key, text_at(table, key, *row));
    tell_published(column, *row, told);
    if (meaning.kind == Kind::published) {
        if (table.kind == model::TableKind::zones) tell_zone(m_tables, table, column.name, *row, told);
        return told;
    }
    const auto unit = std::find_if(m_units.begin(), m_units.end(), [&](const Unit& u) { return u.name == table.unit; });
    if (unit == m_units.end()) return told;
    const RowAccounts accounts = accounts_of(m_model, m_tally, m_questions, *unit, told.code);
    const RowExplainer explainer(m_model, m_tally, m_questions, accounts, meaning);
    const std::optional<std::int64_t> published = told.value;
    told.value = std::nullopt;
    if (meaning.kind == Kind::row_quantity || meaning.kind == Kind::row_share || meaning.kind == Kind::offer_share) {
        const std::optional<RowCase> of_row = case_of(table, column.name, *row);
        if (of_row && !(meaning.kind == Kind::offer_share && !published)) explainer.tell(*of_row, told);
    } else {
        explainer.tell(told);
    }
    if (!told.recomputed) told.value = published;
    return told;
}

}  // namespace covmap::measure

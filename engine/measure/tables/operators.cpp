#include <algorithm>

#include "measure/checked.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/writers.hpp"

namespace covmap::measure {
namespace {

const std::string kCovered = "covered", kNone = "none", kUnknown = "unknown";

}  // namespace

const std::string& offer_level(const OperatorOffer& offer, std::uint16_t state) {
    if (state < offer.levels.size()) return offer.levels[state];
    return state == offer.covered() ? kCovered : state == offer.none() ? kNone : kUnknown;
}

OperatorsWriter::OperatorsWriter(const Scene& scene, const Unit& unit)
    : m_scene(scene), m_writer(unit.name + "_operators", unit.name, model::TableKind::longer), m_values(scene.attributes() + 1) {
    const ColumnMaker& make = scene.columns;
    m_writer.add(make.code(unit.name));
    m_writer.add(make.technology());
    m_writer.add(make.service());
    m_writer.add(make.operator_code());
    m_writer.add(with_hint(make.operator_name(), "oper_name"));
    m_writer.add(make.best_level());
    add_row_columns(scene, m_writer);
    m_writer.add(make.nature());
    add_kind_columns(scene, m_writer);
    for (const std::string& code : scene.questions.operators()) m_names.push_back(scene.model.operator_name(code));
}

std::vector<std::uint32_t> OperatorsWriter::operators_of(const Account& account, std::size_t block) const {
    std::vector<std::uint32_t> operators;
    for (const std::uint32_t market : account.markets)
        for (const std::uint32_t op : m_scene.questions.operators_of(market, block))
            if (std::find(operators.begin(), operators.end(), op) == operators.end()) operators.push_back(op);
    return operators;
}

void OperatorsWriter::add(const UnitRow& row, const Account& account) {
    for (std::size_t block = 0; block < m_scene.questions.blocks().size(); ++block)
        for (const std::uint32_t op : operators_of(account, block))
            if (m_scene.questions.blocks()[block].kind == "mobile" || serves(account, block, op))
                add_operator(row, account, block, op);
}

/// Dozens of fixed operators serve a part of the country each: a territory tells those that it has.
bool OperatorsWriter::serves(const Account& account, std::size_t block, std::size_t op) const {
    const OperatorOffer& offer = m_scene.questions.offer(block, op);
    const std::size_t question = m_scene.questions.offer_question(block, op);
    for (std::uint16_t state = 0; state <= offer.covered(); ++state)
        for (std::size_t a = 0; a < m_values.size(); ++a)
            if (account.value(question, state, a) != 0) return true;
    return false;
}

void OperatorsWriter::add_operator(const UnitRow& row, const Account& account, std::size_t block, std::size_t op) {
    const Block& said = m_scene.questions.blocks()[block];
    const OperatorOffer& offer = m_scene.questions.offer(block, op);
    const std::size_t question = m_scene.questions.offer_question(block, op);
    bool written = false;
    for (std::uint16_t state = 0; state < offer.states(); ++state) {
        bool empty = true;
        for (std::size_t a = 0; a < m_values.size(); ++a) {
            m_values[a] = account.value(question, state, a);
            if (state == offer.none()) {  // and where the operator is not in the market
                add_to(m_values[a], account.total(a));
                for (std::uint16_t other = 0; other < offer.states(); ++other)
                    add_to(m_values[a], -account.value(question, other, a));
            }
            empty = empty && m_values[a] == 0;
        }
        const bool last_chance = state == offer.unknown() && !written;
        if (empty && !last_chance) continue;
        written = true;
        m_writer.push(row.code);
        m_writer.push(said.technology);
        m_writer.push(said.service);
        m_writer.push(m_scene.questions.operators()[op]);
        m_writer.push(m_names[op]);
        m_writer.push(offer_level(offer, state));
        push_row_values(m_scene, account, m_values, m_writer);
        m_writer.push(offer.nature);
        push_kind(m_scene, said, m_writer);
    }
}

}  // namespace covmap::measure

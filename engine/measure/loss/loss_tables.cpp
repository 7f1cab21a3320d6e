#include "measure/loss/loss_tables.hpp"

#include "measure/tables/columns.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"

namespace covmap::measure {

namespace {

using model::Column;
using model::ColumnType;

class LossColumns {
public:
    LossColumns(const model::RunModel& model, std::size_t indicator, bool of_sites)
        : m_maker(model),
          m_without(of_sites ? Text{" sans ces sites", " without these sites"}
                             : Text{" sans l'opérateur", " without the operator"}),
          m_indicator(indicator),
          m_low_is_good(model.job.indicator[indicator].low_is_good),
          m_standard(label_or(model.job.indicator[indicator].label, model.job.indicator[indicator].name)) {}

    [[nodiscard]] const ColumnMaker& maker() const { return m_maker; }
    [[nodiscard]] const Text& standard() const { return m_standard; }

    /// Those who are served before.
    [[nodiscard]] Column served(std::size_t attribute) const {
        return m_maker.figure(m_indicator, attribute, m_low_is_good ? Figure::not_met : Figure::met);
    }
    [[nodiscard]] Column part(std::size_t attribute, const std::string& suffix, const Text& label, const Text& definition) const {
        Column made = served(attribute);
        made.definition = made.definition + Text{" ; ", "; "} + definition;
        made.label = made.label + label;
        made.name += suffix;
        made.short_name.clear();
        return made;
    }
    [[nodiscard]] Column lost(std::size_t attribute) const {
        return part(attribute, "_lost", Text{", perdus", ", lost"} + m_without,
                    Text{"et ne le serait plus", "and would not be"} + m_without);
    }
    [[nodiscard]] Column unsure(std::size_t attribute) const {
        return part(attribute, "_unsure", Text{", incertains", ", unsure"} + m_without,
                    {"et l'on ne saurait plus, car un autre opérateur y est inconnu",
                     "and it would not be known, for another operator is unknown there"});
    }
    [[nodiscard]] Column lost_share(std::size_t attribute) const {
        Column made =
            part(attribute, "_lost_pct", Text{", perdus", ", lost"} + m_without + Text{" (%)", " (%)"},
                 {"part de ceux qui sont servis qui ne le seraient plus", "share of those served who would be no longer"});
        made.type = ColumnType::share;
        made.scale = 2;
        made.unit = "%";
        made.low_is_good = true;
        return made;
    }

private:
    ColumnMaker m_maker;
    Text m_without;
    std::size_t m_indicator;
    bool m_low_is_good;
    Text m_standard;
};

Column text(const std::string& name, const Text& label, const Text& definition) {
    return new_column(name, ColumnType::text, 0, "", label, definition);
}

class LossWriter {
public:
    LossWriter(const model::RunModel& model, const LossColumns& columns, const Unit& unit, bool of_sites)
        : m_model(model),
          m_unit(unit),
          m_of_sites(of_sites),
          m_writer("resilience_" + unit.name, unit.name, model::TableKind::longer) {
        m_writer.add(columns.maker().code(unit.name));
        m_writer.add(columns.maker().name(unit.name));
        for (const ShownParent& parent : unit.parents) {
            const std::string& kind = model.territories.parent_kinds[parent.kind];
            m_writer.add(columns.maker().parent_code(kind));
            if (parent.has_name) m_writer.add(columns.maker().parent_name(kind));
        }
        add_lost();
        for (std::size_t a = 0; a <= model.attributes.size(); ++a) add_figures(columns, attribute_of(a));
        m_writer.table().title = Text{"qui perd « ", "who loses «"} + columns.standard() + Text{" » : ", "»: "} + same(unit.name);
    }

    /// `of_attribute`: is it known there? Else it is empty, not 0.
    void add(const UnitRow& row, const LossQuestion& question, const std::string& sites, const Loss& loss,
             const std::vector<bool>& of_attribute) {
        m_writer.push(row.code);
        m_writer.push(row.name);
        for (std::size_t p = 0; p < m_unit.parents.size(); ++p) {
            m_writer.push(row.parent_codes[p]);
            if (m_unit.parents[p].has_name) m_writer.push(row.parent_names[p]);
        }
        if (m_of_sites) {
            m_writer.push(sites);
        } else {
            m_writer.push(lost_codes(question.lost));
            m_writer.push(lost_names(m_model, question.lost));
        }
        for (std::size_t a = 0; a <= m_model.attributes.size(); ++a) {
            const bool known = attribute_of(a) == ColumnMaker::kArea || of_attribute[a];
            for (const std::int64_t value : {loss.served[a], loss.lost[a], loss.unsure[a]})
                m_writer.push(known ? std::optional(value) : std::nullopt);
            m_writer.push(known ? model::share_of(loss.lost[a], loss.served[a]) : std::nullopt);
        }
    }

    model::Table finished() {
        model::Table table = std::move(m_writer.table());
        fill_short_names(table);
        return table;
    }

private:
    [[nodiscard]] std::size_t attribute_of(std::size_t column) const {
        return column == m_model.attributes.size() ? ColumnMaker::kArea : column;
    }
    void add_lost() {
        if (m_of_sites)
            return m_writer.add(text("sites_lost", {"sites perdus", "sites lost"},
                                     {"ceux qui ne fonctionnent plus, ensemble", "those that work no more, together"}));
        m_writer.add(
            text("operators_lost", {"opérateurs perdus", "operators lost"},
                 {"codes de ceux qui n'offrent plus rien, ensemble", "codes of those who offer nothing any more, together"}));
        m_writer.add(
            text("operators_lost_name", {"opérateurs perdus (noms)", "operators lost (names)"}, {"leurs noms", "their names"}));
    }
    void add_figures(const LossColumns& columns, std::size_t attribute) {
        m_writer.add(columns.served(attribute));
        m_writer.add(columns.lost(attribute));
        m_writer.add(columns.unsure(attribute));
        m_writer.add(columns.lost_share(attribute));
    }

    const model::RunModel& m_model;
    const Unit& m_unit;
    bool m_of_sites;
    TableWriter m_writer;
};

}  // namespace

std::vector<Loss> rolled_up(const Unit& unit, const std::vector<Loss>& territories, std::size_t stride) {
    std::vector<Loss> rows(unit.rows.size(), Loss(stride));
    for (std::size_t t = 0; t < territories.size(); ++t)
        if (unit.row_of[t] != kUnpublished) rows[unit.row_of[t]].add(territories[t]);
    return rows;
}

namespace {

/// Per row and attribute: is it known in a territory of it that some demand touches?
std::vector<std::vector<bool>> known_of(const Unit& unit, const model::RunModel& model) {
    std::vector<std::vector<bool>> rows(unit.rows.size(), std::vector<bool>(model.attributes.size()));
    for (std::size_t t = 0; t < unit.row_of.size(); ++t) {
        if (unit.row_of[t] == kUnpublished || !model.has_demand[t]) continue;
        std::vector<bool>& row = rows[unit.row_of[t]];
        for (std::size_t a = 0; a < row.size(); ++a) row[a] = row[a] || model.knows(a, t);
    }
    return rows;
}

}  // namespace

std::vector<model::Table> loss_tables(const model::RunModel& model, const std::vector<OperatorLoss>& losses) {
    std::vector<model::Table> tables;
    if (losses.empty()) return tables;
    const bool of_sites = !losses.front().sites.empty();
    const LossColumns columns(model, losses.front().question.indicator, of_sites);
    for (const Unit& unit : make_units(model)) {
        std::vector<std::vector<Loss>> rows;
        for (const OperatorLoss& loss : losses) rows.push_back(rolled_up(unit, loss.territories, model.attributes.size() + 1));
        LossWriter writer(model, columns, unit, of_sites);
        const std::vector<std::vector<bool>> known = known_of(unit, model);
        for (std::size_t row = 0; row < unit.rows.size(); ++row)
            for (std::size_t l = 0; l < losses.size(); ++l)
                writer.add(unit.rows[row], losses[l].question, losses[l].sites, rows[l][row], known[row]);
        tables.push_back(writer.finished());
    }
    return tables;
}

std::string lost_names(const model::RunModel& model, const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ", ") + model.operator_name(code);
    return text;
}

std::string lost_codes(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ",") + code;
    return text;
}

}  // namespace covmap::measure

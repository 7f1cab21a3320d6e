#include <algorithm>

#include "measure/tables/short_names.hpp"
#include "measure/tables/writers.hpp"

namespace covmap::measure {
void add_row_columns(const Scene& scene, TableWriter& writer) {
    for (std::size_t a = 0; a < scene.attributes(); ++a) {
        writer.add(scene.columns.row_quantity(a));
        const std::string start = scene.model.attributes[a].name.substr(0, 6);
        writer.add(with_hint(scene.columns.row_total(a), start + "_tot"));
        writer.add(with_hint(scene.columns.row_share(a), start + "_pct"));
    }
    writer.add(scene.columns.row_quantity(ColumnMaker::kArea));
    writer.add(scene.columns.row_share(ColumnMaker::kArea));
}

void add_kind_columns(const Scene& scene, TableWriter& writer) {
    if (scene.tells_kind) writer.add(scene.columns.kind());
    if (scene.tells_vintage) writer.add(scene.columns.vintage());
}

void push_row_values(const Scene& scene, const Account& account, const std::vector<std::int64_t>& values, TableWriter& writer) {
    const std::size_t area = scene.attributes();
    for (std::size_t a = 0; a < area; ++a) {
        const auto shown = [&](std::int64_t value) { return account.knows(a) ? std::optional(value) : std::nullopt; };
        writer.push(shown(values[a]));
        writer.push(shown(account.total(a)));
        writer.push(account.knows(a) ? model::share_of(values[a], account.total(a)) : std::nullopt);
    }
    writer.push(values[area]);
    writer.push(model::share_of(values[area], account.total(area)));
}

void push_kind(const Scene& scene, const Block& block, TableWriter& writer) {
    if (scene.tells_kind) writer.push(block.kind);
    if (scene.tells_vintage) writer.push(block.vintage);
}

CountsWriter::CountsWriter(const Scene& scene, const Unit& unit)
    : m_scene(scene),
      m_writer(unit.name + "_counts", unit.name, model::TableKind::longer),
      m_numbers(1, "unknown"),
      m_values(scene.attributes() + 1) {
    const ColumnMaker& make = scene.columns;
    m_writer.add(make.code(unit.name));
    m_writer.add(make.technology());
    m_writer.add(make.service());
    m_writer.add(make.least_level());
    m_writer.add(make.operators());
    add_row_columns(scene, m_writer);
    add_kind_columns(scene, m_writer);
    for (std::size_t k = 0; k <= scene.questions.operators().size(); ++k) m_numbers.push_back(std::to_string(k));
}

void CountsWriter::add(const UnitRow& row, const Account& account) {
    for (std::size_t b = 0; b < m_scene.questions.blocks().size(); ++b) {
        const Block& block = m_scene.questions.blocks()[b];
        for (std::size_t level = 0; level <= block.levels.size(); ++level) {
            const std::size_t question = m_scene.questions.count_question(b, level);
            const std::size_t states = m_scene.questions.all()[question].states;
            bool written = false;
            for (std::size_t turn = 1; turn <= states; ++turn) {
                const std::size_t state = turn % states;  // 0, 1, 2, … operators, then unknown
                for (std::size_t a = 0; a < m_values.size(); ++a) m_values[a] = account.value(question, state, a);
                const bool empty = std::all_of(m_values.begin(), m_values.end(), [](std::int64_t v) { return v == 0; });
                if (empty && (state != 0 || written)) continue;
                written = true;
                m_writer.push(row.code);
                m_writer.push(block.technology);
                m_writer.push(block.service);
                m_writer.push(level < block.levels.size() ? block.levels[level] : "covered");
                m_writer.push(m_numbers[state]);
                push_row_values(m_scene, account, m_values, m_writer);
                push_kind(m_scene, block, m_writer);
            }
        }
    }
}

}  // namespace covmap::measure

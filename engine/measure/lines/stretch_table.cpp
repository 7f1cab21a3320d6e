// The table of uncovered stretches.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "measure/lines/line_columns.hpp"
#include "measure/lines/line_tables.hpp"
#include "measure/presence.hpp"
#include "measure/tables/short_names.hpp"

namespace covmap::measure {
namespace {

std::optional<std::int64_t> micro_degrees(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    return std::llround(value * 1e6);
}

class StretchTable {
public:
    StretchTable(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set)
        : m_model(model),
          m_spec(spec),
          m_set(set),
          m_columns(model, spec),
          m_writer("lines_" + spec.name + "_stretches", "lines", model::TableKind::stretches) {
        const model::TerritorySet& territories = model.territories;
        m_writer.add(m_columns.text("indicator", {"indicateur", "indicator"}, {"ce qui n'est pas rempli", "what is not met"}));
        m_writer.add(m_columns.count("rank", {"rang", "rank"},
                                     {"par longueur décroissante, pour cet indicateur", "by falling length, of this indicator"}));
        m_writer.add(
            m_columns.text("id", {"identifiant", "identifier"},
                           {"de la ligne où le tronçon est le plus long", "of the line that it runs along the longest"}));
        m_writer.add(m_columns.text("name", {"ligne", "line"}, {"nom de cette ligne", "name of that line"}));
        m_writer.add(m_columns.text("class", {"classe", "class"}, {"classe de cette ligne", "class of that line"}));
        m_writer.add(m_columns.km("length_km", {"longueur", "length"},
                                  {"du premier endroit sans couverture au dernier, courtes reprises comprises",
                                   "from the first uncovered place to the last, short covered gaps included"}));
        m_writer.add(m_columns.km("not_km", {"longueur non couverte", "uncovered length"},
                                  {"dont non remplie ; le long d'une limite, la moitié de chaque côté",
                                   "of which not met; along a border each side is half"}));
        m_writer.add(m_columns.text(territories.unit, unit_singular(territories.unit) + Text{" (code)", " (code)"},
                                    {"territoire qui en a le plus", "the territory with the most of it"}));
        m_writer.add(m_columns.text(territories.unit + "_name", unit_singular(territories.unit), {"son nom", "its name"}));
        m_writer.add(m_columns.count(territories.unit + "_count", Text{"nombre : ", "number of "} + unit_plural(territories.unit),
                                     {"territoires qu'il traverse", "territories it runs through"}));
        for (const std::string& kind : territories.parent_kinds) {
            m_writer.add(m_columns.maker().parent_code(kind));
            m_writer.add(with_hint(m_columns.maker().parent_name(kind), kind.substr(0, 5) + "_name"));
        }
        m_writer.add(
            m_columns.text("operators", {"opérateurs présents", "operators present"},
                           {"avec une couche quelconque là où il n'est pas couvert", "with any layer where it is uncovered"}));
        m_writer.add(m_columns.text("best_technology", {"meilleure technologie", "best technology"},
                                    {"trouvée quelque part le long du tronçon", "found somewhere along the stretch"}));
        m_writer.add(
            m_columns.text("best_level", {"meilleur niveau", "best level"}, {"de cette technologie", "of that technology"}));
        m_writer.add(
            m_columns.degrees("lon", {"longitude", "longitude"}, {"du milieu du tronçon", "of the middle of the stretch"}));
        m_writer.add(
            m_columns.degrees("lat", {"latitude", "latitude"}, {"du milieu du tronçon", "of the middle of the stretch"}));
    }

    void add(const model::Stretch& stretch, std::int64_t rank) {
        const model::Line& line = m_set.lines[main_line(stretch)];
        m_writer.push(m_model.job.indicator[stretch.indicator].name);
        m_writer.push(std::optional(rank));
        m_writer.push(line.id);
        m_writer.push(line.name);
        m_writer.push(m_set.classes[line.class_number]);
        m_writer.push(std::optional(stretch.length_mm));
        m_writer.push(std::optional(stretch.not_mm));
        const model::Territory& main = m_model.territories.territories[stretch.territories.front().first.value];
        m_writer.push(main.code);
        m_writer.push(main.name);
        m_writer.push(std::optional(static_cast<std::int64_t>(stretch.territories.size())));
        for (std::size_t k = 0; k < m_model.territories.parent_kinds.size(); ++k) {
            m_writer.push(main.parents[k]);
            m_writer.push(main.parent_names[k]);
        }
        const Presence presence = presence_of(stretch.present, m_model.catalogue);
        std::string operators;
        for (const std::string& code : presence.operators)
            operators += (operators.empty() ? "" : ", ") + m_model.operator_name(code);
        m_writer.push(operators);
        m_writer.push(presence.technology);
        m_writer.push(presence.level);
        m_writer.push(micro_degrees(stretch.middle.x));
        m_writer.push(micro_degrees(stretch.middle.y));
    }

    model::Table finished(const model::StretchSet& stretches) {
        model::Table table = std::move(m_writer.table());
        table.title = title(stretches);
        fill_short_names(table);
        return table;
    }

private:
    /// The line that has the most of it; of equals the first.
    static std::size_t main_line(const model::Stretch& stretch) {
        std::map<std::size_t, std::int64_t> lengths;
        for (const model::StretchPart& part : stretch.parts) lengths[part.line] += part.to_mm - part.from_mm;
        std::size_t main = lengths.begin()->first;
        for (const auto& [line, mm] : lengths)
            if (mm > lengths[main]) main = line;
        return main;
    }

    /// «roads: 12.3 km where «4G» is not met, in 7 stretches»: of the first indicator that is asked.
    [[nodiscard]] Text title(const model::StretchSet& stretches) const {
        const Text name = label_or(m_spec.label, m_spec.name);
        std::int64_t count = 0, mm = 0;
        std::size_t first = 0;
        const auto is_asked = [&](const model::IndicatorSpec& spec) {
            return std::find(m_spec.fails.begin(), m_spec.fails.end(), spec.name) != m_spec.fails.end();
        };
        while (first < m_model.job.indicator.size() && !is_asked(m_model.job.indicator[first])) ++first;
        if (first == m_model.job.indicator.size()) return name;  // those of a ready set may have no data
        for (const model::Stretch& stretch : stretches.stretches) {
            if (stretch.indicator != first) continue;
            ++count;
            mm += stretch.length_mm;
        }
        const model::IndicatorSpec& spec = m_model.job.indicator[first];
        constexpr std::int64_t kTenth = 100'000;
        return name + Text{" : ", ": "} + decimal((mm + kTenth / 2) / kTenth, 1) + Text{" km où « ", " km where «"} +
               label_or(spec.label, spec.name) + Text{" » n'est pas rempli, en ", "» is not met, in "} + grouped(count) +
               Text{count <= 1 ? " tronçon" : " tronçons", count == 1 ? " stretch" : " stretches"};
    }

    const model::RunModel& m_model;
    const model::LinesSpec& m_spec;
    const model::LineSet& m_set;
    LineColumns m_columns;
    TableWriter m_writer;
};

}  // namespace

model::Table stretch_table(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                           const model::StretchSet& stretches) {
    StretchTable table(model, spec, set);
    std::int64_t rank = 0;
    for (std::size_t s = 0; s < stretches.stretches.size(); ++s) {
        const bool fresh = s == 0 || stretches.stretches[s].indicator != stretches.stretches[s - 1].indicator;
        rank = fresh ? 1 : rank + 1;
        table.add(stretches.stretches[s], rank);
    }
    return table.finished(stretches);
}

}  // namespace covmap::measure

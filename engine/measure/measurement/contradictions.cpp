#include "measure/measurement/contradictions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <tuple>

#include "core/units.hpp"
#include "measure/measurement/reliability.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"

namespace covmap::measure {

namespace {

using model::Column;
using model::ColumnType;
using model::MeasuredRow;

constexpr std::int64_t kQuantaPerM2 = 100;  // dm2

/// «CRS3035RES1000mN2684000E4048000», as model::square_id() names it.
struct Square {
    int epsg = 0;
    long long side_m = 0, north = 0, east = 0;
};

std::optional<Square> square_of(const std::string& id) {
    Square s;
    if (std::sscanf(id.c_str(), "CRS%dRES%lldmN%lldE%lld", &s.epsg, &s.side_m, &s.north, &s.east) != 4) return std::nullopt;
    return s;
}

double lowest_required(const model::MeasurementSpec& spec) {
    double least = 100;
    for (const model::ReliabilityRule& rule : spec.reliability) least = std::min(least, rule.min_pct);
    return least / 100;
}

bool is_tried(const MeasuredRow& row, const model::MeasurementSpec& spec) {
    return row.unit == "square" && row.claim == model::TestClaim::yes && row.situation == spec.claim_situation && !row.hidden &&
           row.successes && row.clusters >= kFewClusters;
}

/// Those of one operator, technology, service and level, by corner (north, east).
using Corners = std::map<std::pair<std::int64_t, std::int64_t>, const MeasuredRow*>;

Corners contradicting(const std::vector<const MeasuredRow*>& family, double required) {
    std::vector<double> p_values;
    const auto rate_of = [](const MeasuredRow& row) {
        return static_cast<double>(*row.successes) / static_cast<double>(row.tests);
    };
    for (const MeasuredRow* row : family) p_values.push_back(failing_p(rate_of(*row), required, row->effective));
    const std::vector<bool> found = discoveries(p_values);
    Corners corners;
    for (std::size_t r = 0; r < family.size(); ++r) {
        const std::optional<Square> square = square_of(family[r]->code);
        if (square && found[r] && wilson(rate_of(*family[r]), family[r]->effective).hi < required)
            corners[{square->north, square->east}] = family[r];
    }
    return corners;
}

/// Takes the squares that hang together with the first one out of `left`.
Contradiction grown(Corners& left) {
    Contradiction zone;
    const MeasuredRow& first = *left.begin()->second;
    const Square square = *square_of(first.code);
    zone.operator_code = first.operator_code;
    zone.technology = first.technology;
    zone.service = first.service;
    zone.level = first.level;
    zone.crs = "EPSG:" + std::to_string(square.epsg);
    zone.side_m = square.side_m;
    std::vector<std::pair<std::int64_t, std::int64_t>> open = {left.begin()->first};
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        const auto here = left.find(at);
        if (here == left.end()) continue;
        zone.squares.push_back(at);
        zone.tests += here->second->tests;
        zone.successes += *here->second->successes;
        left.erase(here);
        const std::int64_t d = zone.side_m;
        open.insert(open.end(),
                    {{at.first + d, at.second}, {at.first - d, at.second}, {at.first, at.second + d}, {at.first, at.second - d}});
    }
    std::sort(zone.squares.begin(), zone.squares.end());
    zone.id = zone.operator_code + "." + zone.technology + (zone.level.empty() ? "" : "." + zone.level) + "." + first.code;
    return zone;
}

class ContradictionTable {
public:
    ContradictionTable(const model::RunModel& model, const model::MeasurementSpec& spec)
        : m_model(model), m_spec(spec), m_writer("measurement_" + spec.name + "_zones", kMeasuredUnit, model::TableKind::zones) {
        text("id", {"identifiant", "identifier"}, {"stable d'une exécution à l'autre", "stable from run to run"});
        text("operator", {"opérateur", "operator"}, {"code", "code"});
        text("operator_name", {"nom de l'opérateur", "name of the operator"}, {"", ""});
        text("technology", {"technologie testée", "technology tested"}, {"", ""});
        text("service", {"service", "service"}, {"", ""});
        text("level", {"niveau déclaré", "level claimed"}, {"ce niveau ou un meilleur", "this level or a better one"});
        column("squares", ColumnType::count, 0, "", {"carrés", "squares"}, {"contigus par un côté", "that share sides"});
        column("area_km2", ColumnType::quantity, core::kAreaScale, "km²", {"superficie", "area"},
               {"des carrés", "of the squares"});
        column("tests", ColumnType::count, 0, "", {"mesures", "tests"},
               {"là où le service est déclaré ; les mesures ne sont pas un échantillon aléatoire",
                "where the service is claimed; tests are no random sample"});
        column("successes", ColumnType::count, 0, "", {"mesures réussies", "tests that succeeded"}, {"", ""});
        column("success_pct", ColumnType::share, 2, "%", {"taux de réussite", "rate of success"},
               {"mesures réussies ÷ mesures ; dans chaque carré la borne haute est sous le taux exigé",
                "tests that succeeded ÷ tests; in each square the upper bound is below the rate required"});
        column("required_pct", ColumnType::share, 2, "%", {"taux exigé", "rate required"},
               {"le plus bas de ceux que le fichier de travail exige", "the lowest of those that the job requires"});
    }

    void add(const Contradiction& zone) {
        const auto squares = static_cast<std::int64_t>(zone.squares.size());
        for (const std::string& word :
             {zone.id, zone.operator_code, m_model.operator_name(zone.operator_code), zone.technology, zone.service, zone.level})
            m_writer.push(word);
        m_writer.push(std::optional(squares));
        m_writer.push(std::optional(squares * zone.side_m * zone.side_m * kQuantaPerM2));
        m_writer.push(std::optional(zone.tests));
        m_writer.push(std::optional(zone.successes));
        m_writer.push(model::share_of(zone.successes, zone.tests));
        m_writer.push(std::optional<std::int64_t>(std::llround(lowest_required(m_spec) * 1e4)));
    }

    model::Table finished(std::size_t zones) {
        model::Table table = std::move(m_writer.table());
        table.title =
            label_or(m_spec.label, m_spec.name) + Text{" : mesuré, et non déclaré ; ", ": measured, not claimed; "} +
            grouped(static_cast<std::int64_t>(zones)) +
            Text{zones < 2 ? " zone où les mesures contredisent la carte" : " zones où les mesures contredisent la carte",
                 zones == 1 ? " zone where tests contradict the map" : " zones where tests contradict the map"};
        fill_short_names(table);
        return table;
    }

private:
    void column(const std::string& name, ColumnType type, int scale, const std::string& unit, const Text& label,
                const Text& definition) {
        m_writer.add(of_source(new_column(name, type, scale, unit, label, definition), m_spec.source));
    }
    void text(const std::string& name, const Text& label, const Text& definition) {
        column(name, ColumnType::text, 0, "", label, definition);
    }

    const model::RunModel& m_model;
    const model::MeasurementSpec& m_spec;
    TableWriter m_writer;
};

}  // namespace

std::vector<Contradiction> contradictions(const model::Measured& measured, const model::MeasurementSpec& spec) {
    std::vector<Contradiction> zones;
    if (!tells_contradictions(spec)) return zones;
    using Family = std::tuple<std::string, std::string, std::string, std::string>;
    std::vector<std::pair<Family, std::vector<const MeasuredRow*>>> families;  // in the order of the rows
    for (const MeasuredRow& row : measured.rows) {
        if (!is_tried(row, spec)) continue;
        const Family family{row.operator_code, row.technology, row.service, row.level};
        if (families.empty() || families.back().first != family) families.push_back({family, {}});
        families.back().second.push_back(&row);
    }
    for (const auto& [family, rows] : families) {
        Corners left = contradicting(rows, lowest_required(spec));
        const auto first = static_cast<std::ptrdiff_t>(zones.size());
        while (!left.empty()) zones.push_back(grown(left));
        std::stable_sort(zones.begin() + first, zones.end(), [](const Contradiction& a, const Contradiction& b) {
            return std::tuple(b.tests - b.successes, a.id) < std::tuple(a.tests - a.successes, b.id);
        });
    }
    return zones;
}

model::Table contradiction_table(const model::RunModel& model, const model::MeasurementSpec& spec,
                                 const std::vector<Contradiction>& found) {
    ContradictionTable table(model, spec);
    for (const Contradiction& zone : found) table.add(zone);
    return table.finished(found.size());
}

}  // namespace covmap::measure

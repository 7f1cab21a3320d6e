#include "measure/measurement/measurement_table.hpp"

#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "core/units.hpp"
#include "measure/measurement/reliability.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/rollup.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"

namespace covmap::measure {
namespace {

using model::Column;
using model::ColumnType;
using model::MeasuredRow;
using model::TestClaim;

constexpr int kEffectiveDecimals = 2, kMbpsDecimals = 3, kMsDecimals = 3, kShareDecimals = 2;

const char* claim_word(TestClaim claim) {
    switch (claim) {
        case TestClaim::yes:
            return "yes";
        case TestClaim::no:
            return "no";
        case TestClaim::edge:
            return "edge";
        case TestClaim::unknown:
            return "unknown";
        case TestClaim::beside:
            break;
    }
    return "";
}

Text situation_text(const std::string& situation) {
    if (situation == "outdoors") return {"en extérieur", "outdoors"};
    if (situation == "indoors") return {"en intérieur", "indoors"};
    if (situation == "in_vehicle") return {"en véhicule", "in vehicles"};
    if (situation == "in_train") return {"en train", "in trains"};
    return {"situation inconnue", "situation not known"};
}

/// «they are no random sample: 312 outdoors, 40 in vehicles»: of the whole, each test once.
Text sample_text(const model::Measured& measured) {
    std::map<std::tuple<std::string, std::string, std::string>, std::string> lowest;  // subject -> its last level: all claimed
    for (const MeasuredRow& row : measured.rows)
        if (row.unit == "all" && (row.claim == TestClaim::yes || row.claim == TestClaim::edge))
            lowest[{row.operator_code, row.technology, row.service}] = row.level;
    std::map<std::string, std::int64_t> tests;
    for (const MeasuredRow& row : measured.rows) {
        if (row.unit != "all") continue;
        const bool levelled = row.claim == TestClaim::yes || row.claim == TestClaim::edge;
        if (!levelled || row.level == lowest[{row.operator_code, row.technology, row.service}]) tests[row.situation] += row.tests;
    }
    Text text{"les mesures ne sont pas un échantillon aléatoire", "tests are no random sample"};
    Text between{" : ", ": "};
    for (const auto& [situation, count] : tests) {
        if (count == 0) continue;
        text = text + between + grouped(count) + same(" ") + situation_text(situation);
        between = same(", ");
    }
    return text;
}

class MeasurementTable {
public:
    MeasurementTable(const model::RunModel& model, const model::MeasurementSpec& spec, const model::Measured& measured)
        : m_model(model),
          m_spec(spec),
          m_sample(sample_text(measured)),
          m_writer("measurement_" + spec.name, "measurement", model::TableKind::longer) {
        for (const Unit& unit : make_units(model))
            for (const UnitRow& row : unit.rows) m_names[{unit.name, row.code}] = row.name;
        add_keys();
        add_counts();
        add_figures();
    }

    void add(const MeasuredRow& row, const RowVerdict& verdict) {
        push_keys(row);
        push_counts(row);
        const bool shown = verdict.rate.has_value();
        m_writer.push(shown ? model::share_of(*row.successes, row.tests) : std::nullopt);
        m_writer.push(share(verdict.lo));
        m_writer.push(share(verdict.hi));
        m_writer.push(std::optional(row.area));
        m_writer.push(share(verdict.required));
        m_writer.push(verdict.verdict);
        m_writer.push(verdict.needed);
        m_writer.push(row.down_kbps);
        m_writer.push(row.up_kbps);
        m_writer.push(row.latency_us);
        m_writer.push(std::optional<std::int64_t>(row.hidden ? 1 : 0));
    }

    model::Table finished() {
        model::Table table = std::move(m_writer.table());
        table.title =
            label_or(m_spec.label, m_spec.name) + Text{" : mesuré, et non déclaré ; ", ": measured, not claimed; "} + m_sample;
        fill_short_names(table);
        return table;
    }

private:
    static std::optional<std::int64_t> share(std::optional<double> value) {
        return value ? std::optional<std::int64_t>(std::llround(*value * 1e4)) : std::nullopt;
    }

    void column(const std::string& name, ColumnType type, int scale, const std::string& unit, const Text& label,
                const Text& definition) {
        m_writer.add(of_source(new_column(name, type, scale, unit, label, definition), m_spec.source));
    }
    void text(const std::string& name, const Text& label, const Text& definition) {
        column(name, ColumnType::text, 0, "", label, definition);
    }

    void add_keys() {
        text("unit", {"maille", "unit"}, {"du territoire ; square : un carré", "of the territory; square: a square"});
        text("code", {"code", "code"}, {"du territoire ou du carré", "of the territory or the square"});
        text("name", {"nom", "name"}, {"du territoire", "of the territory"});
        text("operator", {"opérateur", "operator"},
             {"code ; vide : la source ne le dit pas", "code; empty: the source does not say"});
        text("operator_name", {"nom de l'opérateur", "name of the operator"}, {"", ""});
        text("technology", {"technologie testée", "technology tested"},
             {"celle des déclarations auxquelles les mesures sont confrontées", "of the claims that the tests are held against"});
        text("service", {"service", "service"}, {"voice, data ; vide : non précisé", "voice, data; empty: not said"});
        text("level", {"niveau déclaré", "level claimed"},
             {"ce niveau ou un meilleur est déclaré là où la mesure a été faite ; vide : sans niveau",
              "this level or a better one is claimed where the test was made; empty: without level"});
        text(
            "claimed", {"déclaré", "claimed"},
            {"yes : l'opérateur y déclare ce service ; no : il n'y déclare rien ; edge : au bord, à la précision de la position "
             "près ; unknown : sa carte n'en dit rien ; vide : mesures non confrontées",
             "yes: the operator claims this service there; no: it claims nothing there; edge: on the border, within the accuracy "
             "of the position; unknown: its map does not speak there; empty: tests that are not held against claims"});
        text("situation", {"situation", "situation"},
             {"outdoors, indoors, in_vehicle, in_train ; vide : inconnue",
              "outdoors, indoors, in_vehicle, in_train; empty: not known"});
    }

    void add_counts() {
        column("tests", ColumnType::count, 0, "", {"mesures", "tests"}, Text{"utilisables ; ", "usable; "} + m_sample);
        column("effective_tests", ColumnType::quantity, kEffectiveDecimals, "",
               {"mesures indépendantes équivalentes", "effective tests"},
               {"mesures ÷ effet de plan : celles d'un même groupe se ressemblent",
                "tests ÷ design effect: those of one cluster are alike"});
        column("clusters", ColumnType::count, 0, "", {"groupes", "clusters"},
               {"de la source, sinon un appareil et un jour, sinon un carré de 1 km et un jour",
                "as the source has them, else one device and day, else one square of 1 km and day"});
        column("devices", ColumnType::count, 0, "", {"appareils", "devices"},
               {"distincts ; 0 : la source ne les distingue pas", "distinct; 0: the source does not tell them apart"});
        column("days", ColumnType::count, 0, "", {"jours", "days"}, {"distincts", "distinct"});
        column("successes", ColumnType::count, 0, "", {"mesures réussies", "tests that succeeded"}, {"", ""});
    }

    void add_figures() {
        column("success_pct", ColumnType::share, kShareDecimals, "%", {"taux de réussite", "rate of success"},
               Text{"mesures réussies ÷ mesures ; ", "tests that succeeded ÷ tests; "} + m_sample);
        column("success_lo", ColumnType::share, kShareDecimals, "%",
               {"taux de réussite, borne basse", "rate of success, at least"},
               {"intervalle de Wilson à 95 % sur effective_tests", "Wilson's interval of 95 % on effective_tests"});
        column("success_hi", ColumnType::share, kShareDecimals, "%",
               {"taux de réussite, borne haute", "rate of success, at most"},
               {"intervalle de Wilson à 95 % sur effective_tests", "Wilson's interval of 95 % on effective_tests"});
        column("area_km2", ColumnType::quantity, core::kAreaScale, "km²", {"superficie", "area"},
               {"du territoire ou du carré", "of the territory or the square"});
        column("required_pct", ColumnType::share, kShareDecimals, "%", {"taux exigé", "rate required"},
               {"selon la superficie ; vide : non jugé", "by the area; empty: not judged"});
        text("verdict", {"verdict", "verdict"},
             Text{"holds : tenu ; does_not_hold : non tenu, au plus 5 % de ces verdicts étant faux ; not_decided : indécis ; "
                  "too_few : moins de 10 groupes ; ",
                  "holds; does_not_hold, of which at most 5 % are expected to be false; not_decided; too_few: fewer than 10 "
                  "clusters; "} +
                 m_sample);
        column("tests_needed", ColumnType::count, 0, "", {"mesures qui manquent", "tests needed"},
               {"pour décider, si le taux et la ressemblance restent les mêmes",
                "to decide, if the rate and the likeness stay the same"});
        column("down_mbps", ColumnType::quantity, kMbpsDecimals, "Mbit/s", {"débit descendant moyen", "mean speed, down"},
               {"des mesures qui le disent", "of the tests that tell it"});
        column("up_mbps", ColumnType::quantity, kMbpsDecimals, "Mbit/s", {"débit montant moyen", "mean speed, up"},
               {"des mesures qui le disent", "of the tests that tell it"});
        column("latency_ms", ColumnType::quantity, kMsDecimals, "ms", {"latence moyenne", "mean latency"},
               {"des mesures qui la disent", "of the tests that tell it"});
        column("secret", ColumnType::flag, 0, "", {"masqué", "hidden"},
               {"trop peu de mesures ou d'appareils pour être publié, ou masqué avec une telle ligne",
                "too few tests or devices to be published, or hidden with such a row"});
    }

    void push_keys(const MeasuredRow& row) {
        const auto name = m_names.find({row.unit, row.code});
        m_writer.push(row.unit);
        m_writer.push(row.code);
        m_writer.push(name == m_names.end() ? std::string() : name->second);
        m_writer.push(row.operator_code);
        m_writer.push(row.operator_code.empty() ? std::string() : m_model.operator_name(row.operator_code));
        m_writer.push(row.technology);
        m_writer.push(row.service);
        m_writer.push(row.level);
        m_writer.push(std::string(claim_word(row.claim)));
        m_writer.push(row.situation);
    }

    void push_counts(const MeasuredRow& row) {
        const auto count = [&](std::int64_t value) { return row.hidden ? std::nullopt : std::optional(value); };
        m_writer.push(count(row.tests));
        const bool tells = !row.hidden && row.successes && row.claim != TestClaim::beside;
        m_writer.push(tells ? std::optional<std::int64_t>(std::llround(row.effective * 100)) : std::nullopt);
        m_writer.push(count(row.clusters));
        m_writer.push(count(row.devices));
        m_writer.push(count(row.days));
        m_writer.push(row.hidden ? std::nullopt : row.successes);
    }

    const model::RunModel& m_model;
    const model::MeasurementSpec& m_spec;
    Text m_sample;
    TableWriter m_writer;
    std::map<std::pair<std::string, std::string>, std::string> m_names;  ///< by unit and code
};

}  // namespace

model::Table measurement_table(const model::RunModel& model, const model::MeasurementSpec& spec,
                               const model::Measured& measured) {
    MeasurementTable table(model, spec, measured);
    const std::vector<RowVerdict> verdicts = judge_rows(measured.rows, spec);
    for (std::size_t r = 0; r < measured.rows.size(); ++r) table.add(measured.rows[r], verdicts[r]);
    return table.finished();
}

}  // namespace covmap::measure

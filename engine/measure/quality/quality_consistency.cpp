// Whether the data keep their own rules, and where things lie.
#include <algorithm>

#include "core/units.hpp"
#include "measure/quality/quality_parts.hpp"

namespace covmap::measure {

namespace {

/// A bound, for the difference itself is measured on a sample of vertices, which hangs on their order.
constexpr double kTransformTolerance_m = 1e-3;

/// A fraction with its eight decimals.
std::int64_t decimals_of(double value) { return static_cast<std::int64_t>(value * 1e8 + 0.5); }

std::uint64_t unbalanced(const model::RunModel& model) {
    std::uint64_t count = 0;
    for (const model::Balance& balance : model.balance) count += balance.inside + balance.outside == balance.total ? 0 : 1;
    return count;
}

void add_checks(const model::RunModel& model, QualityRows& rows) {
    std::vector<const model::Checks*> all{&model.checks};
    for (const model::Checks& checks : model.other_checks) all.push_back(&checks);
    double cell_sum = 0;
    std::uint64_t open = 0, mismatches = 0;
    for (const model::Checks* checks : all) {
        cell_sum = std::max(cell_sum, checks->worst_cell_sum_error);
        open += checks->open_windings;
        mismatches += checks->mismatches.size();
    }
    rows.push_back({"logical_consistency.topological",
                    "open_outlines",
                    "run",
                    whole(open),
                    "",
                    {"lignes de carrés dont les contours ne se ferment pas", "rows of squares whose outlines do not close"}});
    rows.push_back({"logical_consistency.topological",
                    "area_mismatches",
                    model.territories.unit,
                    whole(mismatches),
                    "",
                    {"territoires dont la surface diffère de celle de leurs anneaux",
                     "territories whose area differs from that of their rings"}});
    rows.push_back(
        {"logical_consistency.topological",
         "cell_sum_error",
         "run",
         decimals_of(100 * cell_sum),
         "%",
         {"plus grand écart à 1 des parts d'un carré coupé", "largest difference from 1 of the parts of a cut square"}});
}

}  // namespace

void add_consistency(const model::RunModel& model, QualityRows& rows) {
    rows.push_back({"logical_consistency.conceptual",
                    "unbalanced_accounts",
                    "run",
                    whole(unbalanced(model)),
                    "",
                    {"attributs dont le dedans et le dehors ne font pas le total",
                     "attributes whose inside and outside are not the total"}});
    add_defects(model, "logical_consistency.domain",
                {"enregistrements dont une valeur n'est pas permise", "records with a value that is not allowed"}, rows);
    add_defects(model, "logical_consistency.format", {"enregistrements illisibles", "records that cannot be read"}, rows);
    add_defects(model, "logical_consistency.topological",
                {"polygones et lignes mal formés", "polygons and lines that are not well formed"}, rows);
    add_checks(model, rows);
}

void add_position(const model::RunModel& model, const model::Table& all, QualityRows& rows) {
    std::uint64_t transformed = 0, beyond = 0;
    for (const model::InputFile& input : model.inputs) {
        if (input.transform.empty()) continue;
        ++transformed;
        if (input.transform_error_m > kTransformTolerance_m) ++beyond;
    }
    QualityRow transform{"positional_accuracy.absolute", "transform_beyond_1mm", "run"};
    if (transformed > 0) transform.value = whole(beyond);
    transform.label = {"fichiers dont un point transformé s'écarte de PROJ de plus de 1 mm",
                       "files of which a transformed vertex lies more than 1 mm from where PROJ puts it"};
    rows.push_back(std::move(transform));
    rows.push_back({"positional_accuracy.absolute",
                    "edge_of_coverage",
                    "supply",
                    std::nullopt,
                    "m",
                    {"écart entre le bord publié de la couverture et celui du service",
                     "distance between the published edge of coverage and that of the service"}});
    for (const model::IndicatorSpec& indicator : model.job.indicator) {
        const std::string base = indicator.name + "_" + counted_of(model);
        const auto low = value_in(all, base + "_lo"), high = value_in(all, base + "_hi");
        QualityRow row{"positional_accuracy.gridded", "range_width", indicator.name};
        if (low && high) row.value = at_quality_scale(*high - *low, 2);
        row.unit = "%";
        row.label = {"largeur de la fourchette : où l'on vit dans le carré n'est pas su, ni ce qui est inconnu",
                     "width of the range: where in their square people live is not known, nor is what is unknown"};
        rows.push_back(std::move(row));
    }
}

}  // namespace covmap::measure

// What is there too often, and what is missing.
#include "core/units.hpp"
#include "measure/quality/quality_parts.hpp"

namespace covmap::measure {

namespace {

void add_people_outside(const model::RunModel& model, QualityRows& rows) {
    for (const model::Balance& balance : model.balance) {
        QualityRow row{"completeness.omission", "outside_pct", balance.attribute};
        if (const auto share = model::share_of(balance.outside, balance.total)) row.value = at_quality_scale(*share, 2);
        row.unit = "%";
        row.label = {"part de la source hors de tous les territoires", "share of the source outside every territory"};
        rows.push_back(std::move(row));
    }
}

void add_unknown(const model::RunModel& model, const model::Table& all, QualityRows& rows) {
    for (const model::IndicatorSpec& indicator : model.job.indicator) {
        QualityRow row{"completeness.omission", "unknown_pct", indicator.name};
        if (const auto known = value_in(all, indicator.name + "_" + counted_of(model) + "_known_pct"))
            row.value = at_quality_scale(10'000 - *known, 2);
        row.unit = "%";
        row.label = {"part dont on ne sait pas si l'indicateur est rempli",
                     "share of which it is not known whether the indicator is met"};
        rows.push_back(std::move(row));
    }
}

void add_partial_maps(const model::RunModel& model, QualityRows& rows) {
    for (const model::PartialMap& map : model.partial_maps) {
        std::string scope = model.operator_name(map.claim.operator_code);
        for (const std::string* part : {&map.claim.technology, &map.claim.service, &map.claim.vintage})
            if (!part->empty()) scope += " " + *part;
        QualityRow row{"completeness.omission", "beyond_map_pct", scope};
        if (const auto share = model::share_of(map.outside, map.total)) row.value = at_quality_scale(*share, 2);
        row.unit = "%";
        row.label = {"part de ce qui est publié au-delà de la carte de l'opérateur",
                     "share of what is published beyond the operator's map"};
        rows.push_back(std::move(row));
    }
}

std::uint64_t territories_without_demand(const model::RunModel& model) {
    std::uint64_t count = 0;
    for (const bool has : model.has_demand) count += has ? 0 : 1;
    return count;
}

}  // namespace

void add_commission(const model::RunModel& model, QualityRows& rows) {
    add_defects(model, "completeness.commission",
                {"enregistrements donnés plus d'une fois", "records that are given more than once"}, rows);
    rows.push_back({"completeness.commission",
                    "overlap_area",
                    model.territories.unit,
                    at_quality_scale(model.checks.overlap_area, core::kAreaScale),
                    "km²",
                    {"surface revendiquée par plusieurs territoires", "area claimed by several territories"}});
}

void add_omission(const model::RunModel& model, const model::Table& all, QualityRows& rows) {
    add_defects(model, "completeness.omission",
                {"enregistrements auxquels il manque quelque chose", "records in which something is missing"}, rows);
    rows.push_back({"completeness.omission",
                    "without_demand",
                    model.territories.unit,
                    whole(territories_without_demand(model)),
                    "",
                    {"territoires qu'aucune population ne touche", "territories that hold no demand"}});
    rows.push_back({"completeness.omission",
                    "gap_area",
                    model.territories.unit,
                    at_quality_scale(model.checks.gap_area, core::kAreaScale),
                    "km²",
                    {"surface entre les territoires, à aucun d'eux", "area between territories that belongs to none"}});
    add_people_outside(model, rows);
    add_unknown(model, all, rows);
    add_partial_maps(model, rows);
}

}  // namespace covmap::measure

// Whether the figures and the claims are right.
#include <algorithm>

#include "core/units.hpp"
#include "measure/quality/quality_parts.hpp"
#include "measure/tables/reference_share.hpp"

namespace covmap::measure {

namespace {

/// Of one attribute, against its official figures: the gap of the sums, and the territories over 10 %.
struct AgainstOfficial {
    std::int64_t counted = 0, official = 0;
    std::uint64_t territories = 0, flagged = 0;
};

AgainstOfficial against_official(const model::Table& table, const std::string& attribute) {
    AgainstOfficial sums;
    const model::Column* counted = table.find(attribute);
    const model::Column* official = table.find(attribute + "_ref");
    const model::Column* flags = table.find(attribute + "_gap_flag");
    if (counted == nullptr || official == nullptr) return sums;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (counted->nulls[row] || official->nulls[row]) continue;
        ++sums.territories;
        sums.counted += counted->numbers[row];
        sums.official += official->numbers[row];
        if (flags != nullptr && !flags->nulls[row] && flags->numbers[row] != 0) ++sums.flagged;
    }
    return sums;
}

void add_official(const model::RunModel& model, const model::Table& table, QualityRows& rows) {
    const std::string element = "thematic_accuracy.quantitative";
    for (const core::Attribute& attribute : model.attributes) {
        const AgainstOfficial sums = against_official(table, attribute.name);
        QualityRow gap{element, "gap_pct", attribute.name};
        if (const auto share = gap_to_reference(sums.counted, sums.official)) gap.value = at_quality_scale(*share, 2);
        gap.unit = "%";
        gap.label = {"écart de la somme aux chiffres officiels, là où il y en a",
                     "gap of the sum to the official figures, where there are some"};
        QualityRow beyond{element, "beyond_10_pct", attribute.name};
        if (sums.territories > 0) beyond.value = whole(sums.flagged);
        beyond.label = {"territoires à plus de 10 % de leur chiffre officiel", "territories over 10 % off their official figure"};
        rows.push_back(std::move(gap));
        rows.push_back(std::move(beyond));
    }
}

/// Of all verdicts of a measurement, those against the claim.
void add_verdicts(const model::MeasurementSpec& spec, const model::Table& table, QualityRows& rows) {
    QualityRow row{"thematic_accuracy.classification", "verdicts_against_pct", spec.name};
    if (const model::Column* verdicts = table.find("verdict")) {
        const auto count = [&](const std::string& word) {
            return std::count(verdicts->texts.begin(), verdicts->texts.end(), word);
        };
        const std::int64_t against = count("does_not_hold"), decided = against + count("holds");
        if (const auto share = model::share_of(against, decided)) row.value = at_quality_scale(*share, 2);
    }
    row.unit = "%";
    row.label = {"des verdicts rendus par des tests, part de ceux qui contredisent ce qui est déclaré",
                 "of the verdicts that tests allow, share of those against what is claimed"};
    rows.push_back(std::move(row));
}

}  // namespace

void add_theme(const model::RunModel& model, const std::vector<model::Table>& tables, QualityRows& rows) {
    const auto find = [&](const std::string& name) {
        const auto at = std::find_if(tables.begin(), tables.end(), [&](const model::Table& table) { return table.name == name; });
        return at == tables.end() ? nullptr : &*at;
    };
    if (model.job.measurement.empty())
        rows.push_back({"thematic_accuracy.classification",
                        "verdicts_against_pct",
                        "supply",
                        std::nullopt,
                        "%",
                        {"déclarations tenues contre des tests du réseau", "claims held against tests of the networks"}});
    for (const model::MeasurementSpec& spec : model.job.measurement)
        if (const model::Table* table = find("measurement_" + spec.name)) add_verdicts(spec, *table, rows);
    if (const model::Table* table = find(model.territories.unit)) add_official(model, *table, rows);
    if (model.attributes.empty()) return;
    QualityRow imputed{"thematic_accuracy.quantitative", "imputed_pct", model.attributes.front().name};
    if (const model::Table* all = find("all"))
        if (const auto share = value_in(*all, "imputed_pct")) imputed.value = at_quality_scale(*share, 2);
    imputed.unit = "%";
    imputed.label = {"part que la source estime au lieu de la compter", "share that the source estimates instead of counting it"};
    rows.push_back(std::move(imputed));
}

}  // namespace covmap::measure

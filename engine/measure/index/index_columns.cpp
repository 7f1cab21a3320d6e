#include "measure/index/index_columns.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/units.hpp"
#include "measure/index/index_draws.hpp"
#include "measure/words.hpp"

namespace covmap::measure {
namespace {

using model::Column;
using model::ColumnType;
using model::CriterionSpec;
using model::IndexScale;

Text number_text(double value) {
    constexpr int kDecimals = 6;
    constexpr double kUnits = 1e6;
    if (std::abs(value) * kUnits > 9e15) return same(std::to_string(value));
    return decimal(std::llround(value * kUnits), kDecimals);
}

Text scale_text(const CriterionSpec& spec) {
    switch (spec.scale) {
        case IndexScale::rank:
            return {"rang", "rank"};
        case IndexScale::decile:
            return {"décile", "decile"};
        case IndexScale::zscore:
            return {"écart à la moyenne en écarts-types", "z-score"};
        case IndexScale::minmax:
            return {"du plus petit au plus grand", "minimum to maximum"};
        case IndexScale::bounds:
            return Text{"de ", "from "} + number_text(spec.least) + Text{" à ", " to "} + number_text(spec.most);
        case IndexScale::none:
            break;
    }
    return {"moyenne", "mean"};
}

/// «seniors (100 × seniors ÷ population, rank, weight 1, lower is more fragile)»
Text criterion_text(const CriterionSpec& spec) {
    const std::string table = spec.source ? spec.source->given + ":" : std::string();
    const std::string figure = spec.count ? "100 × " + table + spec.column + " ÷ " + spec.of : table + spec.column;
    Text text = same(spec.key == figure ? spec.key + " (" : spec.key + " (" + figure + ", ") + scale_text(spec) +
                Text{", poids ", ", weight "} + number_text(spec.weight);
    if (spec.low) text = text + Text{", le plus bas est le plus fragile", ", lower is more fragile"};
    if (spec.source && !spec.count && !spec.of.empty())
        text = text + Text{", pour les parents moyenne pondérée par ", ", in parents the mean weighted by "} + same(spec.of);
    return text + same(")");
}

Text group_text(const CriterionSpec& spec, const std::vector<Criterion>& states, std::size_t& leaf) {
    Text text;
    const auto add = [&](const CriterionSpec& one) {
        if (states[leaf++] == Criterion::used) text = text + same(text.en.empty() ? "" : ", ") + criterion_text(one);
    };
    if (spec.criteria.empty()) {
        add(spec);
        return text;
    }
    for (const CriterionSpec& one : spec.criteria) add(one);
    if (text.en.empty()) return text;
    return same(spec.key + " [") + text + same("; ") + scale_text(spec) + Text{", poids ", ", weight "} +
           number_text(spec.weight) + same("]");
}

Text missing_text(const model::IndexSpec& index, const IndexResult& result) {
    const std::vector<const CriterionSpec*> leaves = model::leaves_of(index);
    Text text;
    const auto add = [&](const Text& name) { text = text + same(text.en.empty() ? "" : ", ") + name; };
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (result.criteria[i] == Criterion::no_data) add(same(leaves[i]->key));
        if (result.criteria[i] == Criterion::constant)
            add(same(leaves[i]->key) + Text{" (partout pareil)", " (everywhere the same)"});
    }
    for (const std::string& key : index.unfilled) add(same(key));
    return text;
}

/// Of so many criteria, with what the index lacks.
Text made_of(const model::IndexSpec& index, const IndexResult& result) {
    const std::string all = std::to_string(result.criteria.size() + index.unfilled.size());
    const std::string used = std::to_string(result.used());
    return {used + (result.used() < 2 ? " critère sur " : " critères sur ") + all, used + " of " + all + " criteria"};
}

Text definition_of(const model::RunModel& model, const model::IndexSpec& index, const IndexResult& result) {
    Text parts;
    std::size_t leaf = 0;
    for (const CriterionSpec& spec : index.criteria) {
        const Text part = group_text(spec, result.criteria, leaf);
        if (!part.en.empty()) parts = parts + same(parts.en.empty() ? "" : ", ") + part;
    }
    Text text = Text{"moyenne pondérée de ", "weighted mean of "} + made_of(index, result) +
                Text{" ; plus haut = plus fragile : ", "; higher is more fragile: "} + parts;
    const Text missing = missing_text(index, result);
    if (!missing.en.empty()) text = text + Text{" ; sans données : ", "; without data: "} + missing;
    if (index.minimum > 0)
        text = text + Text{" ; référence : tous les territoires d'au moins ", "; reference: all territories of at least "} +
               decimal(index.minimum, core::kWeightScale) + same(" ") +
               label_or(model.attributes.front().label, model.attributes.front().name);
    return text;
}

/// Titles and the newest date of what the criteria are made of.
void take_sources(const model::IndexSpec& index, const model::Table& table, Column& column) {
    std::set<std::string> seen;
    const auto add = [&](const std::string& titles, const std::string& date) {
        constexpr std::string_view kBetween = "; ";  // as columns.cpp joins them
        for (std::size_t begin = 0, end = 0; begin <= titles.size(); begin = end + kBetween.size()) {
            end = std::min(titles.find(kBetween, begin), titles.size());
            const std::string title = titles.substr(begin, end - begin);
            if (!title.empty() && seen.insert(title).second) column.source += (column.source.empty() ? "" : "; ") + title;
        }
        column.date = std::max(column.date, date);
    };
    for (const CriterionSpec* spec : model::leaves_of(index)) {
        if (spec->source)
            add(spec->source->info.title.empty() ? spec->source->given : spec->source->info.title, spec->source->info.date);
        else if (const Column* from = table.find(spec->column))
            add(from->source, from->date);
    }
}

Column column_of(const std::string& name, const std::string& short_name, const Numbers& numbers) {
    Column column;
    column.name = name;
    column.short_name = short_name;
    column.type = ColumnType::count;
    for (const std::optional<std::int64_t>& number : numbers) column.push(number);
    return column;
}

std::vector<Text> rank_definitions() {
    const std::string draws = std::to_string(kIndexDraws);
    return {{"rang parmi les territoires de référence, 1 = le plus fragile ; à égalité le plus petit",
             "rank among the territories of the reference, 1 is the most fragile; equal ones share the smaller"},
            {"5e centile du rang sur " + draws + " tirages, chaque poids × 0,75 à 1,25",
             "5th percentile of the rank over " + draws + " draws, each weight × 0.75 to 1.25"},
            {"95e centile du rang sur " + draws + " tirages, chaque poids × 0,75 à 1,25",
             "95th percentile of the rank over " + draws + " draws, each weight × 0.75 to 1.25"},
            {"critères de l'indice qui ont une valeur ici ; il n'y a de note que s'ils en ont tous",
             "criteria of the index that have a figure here; there is a score only where all of them do"}};
}

}  // namespace

std::vector<Column> index_columns(const model::RunModel& model, const model::IndexSpec& index, const IndexResult& result,
                                  const model::Table& table) {
    const std::string stem = index.name.substr(0, 6);
    const Numbers made(result.made_of.begin(), result.made_of.end());
    std::vector<Column> columns = {column_of(index.name, index.name, result.score),
                                   column_of(index.name + "_rank", stem + "_rk", result.rank),
                                   column_of(index.name + "_rank_lo", stem + "_rkl", result.rank_lo),
                                   column_of(index.name + "_rank_hi", stem + "_rkh", result.rank_hi),
                                   column_of(index.name + "_criteria", stem + "_crt", made)};
    columns[0].type = ColumnType::quantity;
    columns[0].scale = 2;
    columns[0].low_is_good = true;
    const Text label = label_or(index.label, index.name);
    columns[0].label = label + same(" (") + made_of(index, result) + same(")");
    columns[0].definition = definition_of(model, index, result);
    const std::vector<Text> words = {{", rang", ", rank"},
                                     {", rang, borne basse", ", rank, lower bound"},
                                     {", rang, borne haute", ", rank, upper bound"},
                                     {", critères", ", criteria"}};
    const std::vector<Text> definitions = rank_definitions();
    for (std::size_t i = 1; i < columns.size(); ++i) {
        columns[i].label = label + words[i - 1];
        columns[i].definition = definitions[i - 1];
    }
    for (Column& column : columns) take_sources(index, table, column);
    return columns;
}

std::vector<std::string> index_warnings(const model::IndexSpec& index, const IndexFigures& figures, const IndexResult& result) {
    std::vector<std::string> lines;
    const std::string who = "index " + index.name + ": ";
    const Text missing = missing_text(index, result);
    if (!missing.en.empty()) lines.push_back(who + "made of " + made_of(index, result).en + "; without data: " + missing.en);
    const auto scored = std::count(figures.scored.begin(), figures.scored.end(), true);
    const auto have =
        std::count_if(result.score.begin(), result.score.end(), [](const auto& score) { return score.has_value(); });
    if (have == scored || result.used() == 0) return lines;
    const std::vector<const CriterionSpec*> leaves = model::leaves_of(index);
    std::string why;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (result.criteria[i] != Criterion::used) continue;
        std::size_t without = 0;
        for (std::size_t t = 0; t < figures.scored.size(); ++t) without += figures.scored[t] && !figures.criteria[i][t] ? 1 : 0;
        if (without > 0) why += (why.empty() ? "" : ", ") + leaves[i]->key + " in " + std::to_string(without);
    }
    lines.push_back(who + std::to_string(scored - have) + " of " + std::to_string(scored) +
                    " inhabited territories have no score" + (why.empty() ? "" : ", for lack of " + why));
    return lines;
}

}  // namespace covmap::measure

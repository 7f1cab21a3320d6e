#include "run/compute/index_tables.hpp"

#include <algorithm>
#include <set>

#include "read/territory/joined_column.hpp"
#include "run/prepare/hash_inputs.hpp"

namespace covmap::run {

namespace {

/// Of the criteria that have a table, with the position of their index.
template <class Visit>
void each_joined(const model::Job& job, const Visit& visit) {
    for (std::size_t i = 0; i < job.index.size(); ++i)
        for (const model::CriterionSpec* spec : model::leaves_of(job.index[i]))
            if (spec->source) visit(*spec, i);
}

bool holds(const model::RunModel& model, const model::CriterionSpec& spec) {
    return std::any_of(model.joined.begin(), model.joined.end(),
                       [&](const model::JoinedColumn& joined) { return joined.is_of(spec); });
}

}  // namespace

void open_index_tables(const model::Job& job) {
    each_joined(job, [](const model::CriterionSpec& spec, std::size_t) { read::open_joined_column(spec); });
}

void read_index_tables(const model::TerritorySpec& territory, model::RunModel& model) {
    std::set<std::pair<std::string, std::string>> known;  // source and column of codes: defects of codes are counted once
    each_joined(model.job, [&](const model::CriterionSpec& spec, std::size_t index) {
        if (holds(model, spec)) return;
        read::JoinedRead read = read::read_joined_column(spec, territory, model.territories);
        model.joined.push_back(
            {spec.source->given, spec.source->layer, spec.on, spec.column, spec.count, std::move(read.values)});
        model.defects.merge(read.figures);
        model.warnings.insert(model.warnings.end(), read.warnings.begin(), read.warnings.end());
        if (!known.emplace(spec.source->given + "\n" + spec.source->layer, spec.on).second) return;
        add_hashed(std::move(read.inputs), *spec.source, "index[" + std::to_string(index) + "]", model);
        model.defects.merge(read.defects);
        model.warnings.insert(model.warnings.end(), read.table_warnings.begin(), read.table_warnings.end());
    });
}

bool has_index_tables(const model::Job& job, const model::RunModel& model) {
    bool all = true;
    each_joined(job, [&](const model::CriterionSpec& spec, std::size_t) { all = all && holds(model, spec); });
    return all;
}

}  // namespace covmap::run

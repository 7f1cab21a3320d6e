#include "run/share/shares.hpp"

#include <algorithm>
#include <cmath>

#include "measure/checked.hpp"
#include "measure/share/share_tally.hpp"
#include "model/job/each_share.hpp"
#include "model/table.hpp"
#include "read/files/source_path.hpp"
#include "read/territory/share_table.hpp"
#include "run/prepare/hash_inputs.hpp"

namespace covmap::run {

namespace {

using measure::add_to;

std::size_t position_of(const std::string& attribute, const model::RunModel& model) {
    const auto at = std::find_if(model.attributes.begin(), model.attributes.end(),
                                 [&](const core::Attribute& one) { return one.name == attribute; });
    return static_cast<std::size_t>(at - model.attributes.begin());
}

std::string quanta_text(std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); }

/// What the tables add to the model.
struct Added {
    std::vector<core::Attribute> attributes;
    std::vector<model::Share> shares;
};

/// What of one attribute is not in the tally's sums.
struct Unplaced {
    std::int64_t nowhere = 0;         ///< figures of territories without people
    std::int64_t unknown_people = 0;  ///< who live where it is not known
    std::size_t unknown = 0;          ///< territories where it is not known of people
};

/// One table's attributes.
class SharesOfTable {
public:
    SharesOfTable(const model::ShareSpec& spec, const core::TallyReader& tally, model::RunModel& model)
        : m_spec(spec), m_tally(tally), m_model(model), m_file(read::shown_path(spec.source, spec.source.files.front())) {}

    void add(std::size_t number, Added& added) {
        read::ShareTableRead read = read::read_share_table(m_spec, m_model.job.territory, m_model.territories);
        add_hashed(std::move(read.inputs), m_spec.source, "share[" + std::to_string(number) + "]", m_model);
        m_model.defects.merge(read.defects);
        m_model.warnings.insert(m_model.warnings.end(), read.warnings.begin(), read.warnings.end());
        const model::SourceInfo& info = m_spec.source.info;
        for (std::size_t i = 0; i < m_spec.columns.size(); ++i) {
            const model::ShareColumnSpec& column = m_spec.columns[i];
            added.shares.push_back(share(column, std::move(read.columns[i])));
            added.attributes.push_back({column.name, measure::share_label(column.label, column.name, m_spec.unit), column.unit,
                                        info.title.empty() ? m_spec.source.given : info.title, info.date});
        }
    }

private:
    model::Share share(const model::ShareColumnSpec& column, read::ShareFigures&& figures) {
        const std::size_t of = position_of(column.of, m_model), territories = m_model.territories.territories.size();
        const std::vector<std::int64_t> people = measure::totals_of(m_tally, of, territories);
        model::Share share{column.name, of, std::move(figures.counts)};
        share.values.resize(territories);
        Unplaced unplaced;
        std::int64_t placed = 0;
        for (std::size_t t = 0; t < territories; ++t) {
            std::optional<std::int64_t>& value = share.values[t];
            if (!column.count && figures.rates[t]) value = std::llround(*figures.rates[t] * static_cast<double>(people[t]));
            place(value, people[t], t, unplaced);
            add_to(placed, value.value_or(0));
        }
        const std::int64_t total = column.count ? figures.total : placed;
        m_model.balance.push_back({column.name, total, placed, total - placed});
        warn(column, total - placed, unplaced);
        return share;
    }

    void place(std::optional<std::int64_t>& value, std::int64_t people, std::size_t territory, Unplaced& unplaced) {
        if (value && *value > 0 && people == 0) {
            const std::string& code = m_model.territories.territories[territory].code;
            m_model.defects.add("share-nobody", {m_file, {}, code, quanta_text(*value)});
            add_to(unplaced.nowhere, *value);
            value.reset();
        }
        if (value || people == 0) return;
        ++unplaced.unknown;
        add_to(unplaced.unknown_people, people);
    }

    void warn(const model::ShareColumnSpec& column, std::int64_t outside, const Unplaced& unplaced) {
        if (outside > 0)
            m_model.warnings.push_back(m_file + ": " + quanta_text(outside) + " of «" + column.name +
                                       "» have no place on the map: " + quanta_text(unplaced.nowhere) +
                                       " in territories without «" + column.of + "», " + quanta_text(outside - unplaced.nowhere) +
                                       " in rows of other codes or without a figure");
        if (unplaced.unknown > 0)
            m_model.warnings.push_back(m_file + ": «" + column.name + "» is not known in " + std::to_string(unplaced.unknown) +
                                       " of " + std::to_string(m_model.territories.territories.size()) + " territories, with " +
                                       quanta_text(unplaced.unknown_people) + " of «" + column.of +
                                       "»: it is empty there, not 0, and the sums of their parents lack it");
    }

    const model::ShareSpec& m_spec;
    const core::TallyReader& m_tally;
    model::RunModel& m_model;
    std::string m_file;
};

}  // namespace

void open_shares(const model::Job& job) {
    for (const model::DemandSpec* demand : model::demands_of(job))
        for (const model::ShareSpec& spec : demand->share) read::open_share_table(spec);
}

std::unique_ptr<core::TallyReader> add_shares(const core::TallyReader& tally, model::RunModel& model) {
    Added added;
    std::size_t number = 0;
    for (const model::DemandSpec* demand : model::demands_of(model.job))
        for (const model::ShareSpec& spec : demand->share) {
            if (spec.unit == model.territories.unit) SharesOfTable(spec, tally, model).add(number, added);
            ++number;
        }
    if (added.shares.empty()) return nullptr;
    model.attributes.insert(model.attributes.end(), added.attributes.begin(), added.attributes.end());
    model.shares = std::move(added.shares);
    if (model.has_doubt) measure::share_doubt(model.shares, model.doubt);
    return std::make_unique<measure::ShareTally>(tally, model.shares);
}

}  // namespace covmap::run

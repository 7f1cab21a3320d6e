#include "run/compute/merge_demands.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "core/error.hpp"
#include "measure/checked.hpp"

namespace covmap::run {

namespace {

class TableLookup final : public core::SignatureLookup {
public:
    explicit TableLookup(const core::SignatureTable& table) : m_table(table) {}
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t number) const override {
        return m_table[core::SignatureId(number)];
    }

private:
    const core::SignatureTable& m_table;
};

/// Values of one demand among those of all: its attributes from `first` on, the area where it is the first demand.
void widen(std::span<const std::int64_t> values, std::size_t stride, std::size_t first, std::size_t all,
           std::vector<std::int64_t>& out) {
    for (std::size_t row = 0; row < values.size() / stride; ++row) {
        const std::size_t begin = out.size();
        out.resize(begin + all, 0);
        for (std::size_t a = 0; a + 1 < stride; ++a) out[begin + first + a] = values[row * stride + a];
        if (first == 0) out.back() = values[row * stride + stride - 1];
    }
}

bool same_layers(const model::Catalogue& a, const model::Catalogue& b) {
    const auto same = [](const model::LayerInfo& x, const model::LayerInfo& y) {
        return x.claim == y.claim && x.level == y.level && x.speed == y.speed;
    };
    return a.claims.size() == b.claims.size() &&
           std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(), same) &&
           a.extents.size() == b.extents.size();
}

void add_lines(const std::vector<std::string>& from, std::vector<std::string>& into) {
    for (const std::string& line : from)
        if (std::find(into.begin(), into.end(), line) == into.end()) into.push_back(line);
}

/// What a later demand knows and the first does not. Of its own are attributes, balance, inputs, defects and checks; territories,
/// markets, claims, partial maps and the area outside are those of the first, which all demands meet alike.
void add_model(const model::RunModel& other, model::RunModel& model) {
    model.attributes.insert(model.attributes.end(), other.attributes.begin(), other.attributes.end());
    model.balance.insert(model.balance.end(), other.balance.begin(), other.balance.end());
    model.inputs.insert(model.inputs.end(), other.inputs.begin(), other.inputs.end());
    model.defects.merge(other.defects);
    add_lines(other.warnings, model.warnings);
    add_lines(other.notes, model.notes);
    model.operator_names.insert(other.operator_names.begin(), other.operator_names.end());
    for (std::size_t t = 0; t < model.has_demand.size(); ++t) model.has_demand[t] = model.has_demand[t] || other.has_demand[t];
    model.has_doubt = model.has_doubt && other.has_doubt;
    model.counts.add(other.counts);
    model.other_checks.push_back(other.checks);
}

/// Hands out the first attributes and the area.
class NarrowTally final : public core::TallyReader {
public:
    NarrowTally(const core::TallyReader& all, std::size_t attributes) : m_all(all), m_stride(attributes + 1) {}
    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_all.signatures(); }
    [[nodiscard]] std::size_t stride() const override { return m_stride; }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        std::vector<std::int64_t> values;
        m_all.for_each([&](const core::TerritoryTally& rows) {
            values.clear();
            for (std::size_t row = 0; row < rows.signatures.size(); ++row) {
                const auto of_row = rows.values.subspan(row * m_all.stride(), m_all.stride());
                values.insert(values.end(), of_row.begin(), of_row.begin() + static_cast<std::ptrdiff_t>(m_stride - 1));
                values.push_back(of_row.back());
            }
            visit({rows.territory, rows.signatures, values});
        });
    }

private:
    const core::TallyReader& m_all;
    std::size_t m_stride;
};

}  // namespace

void add_tally(const core::TallyReader& from, std::size_t first, std::size_t all, TallyStore& into) {
    const TableLookup lookup(from.signatures());
    std::vector<std::uint32_t> known;
    from.for_each([&](const core::TerritoryTally& rows) {
        sweep::BandTally band;
        band.territory.assign(rows.signatures.size(), rows.territory.value);
        band.signature.assign(rows.signatures.begin(), rows.signatures.end());
        widen(rows.values, from.stride(), first, all, band.values);
        into.add(std::move(band), lookup, known);
    });
}

void sum_doubt(std::vector<core::DoubtRow>& rows) {
    const auto key = [](const core::DoubtRow& row) { return std::tuple(row.territory, row.all, row.any); };
    std::sort(rows.begin(), rows.end(), [&](const core::DoubtRow& a, const core::DoubtRow& b) { return key(a) < key(b); });
    std::vector<core::DoubtRow> summed;
    for (core::DoubtRow& row : rows) {
        if (summed.empty() || key(summed.back()) != key(row)) {
            summed.push_back(std::move(row));
            continue;
        }
        for (std::size_t i = 0; i < row.values.size(); ++i) measure::add_to(summed.back().values[i], row.values[i]);
    }
    rows = std::move(summed);
}

model::RunModel merge_demands(const model::Job& job, std::vector<DemandAnswer>& answers,
                              std::unique_ptr<core::TallyReader>& merged, std::size_t memory_bytes) {
    model::RunModel model = answers.size() == 1 ? std::move(answers.front().model) : answers.front().model;
    model.cell_attributes = model.attributes.size();
    model.job.other_demands = job.other_demands;
    model.job.other_territories = job.other_territories;
    for (std::size_t d = 1; d < answers.size(); ++d) {
        if (!same_layers(model.catalogue, answers[d].model.catalogue))
            throw core::Error(core::ErrorKind::check, "demand[" + std::to_string(d) + "]",
                              "met other claims than the first demand; please report it");
        add_model(answers[d].model, model);
    }
    if (answers.size() == 1) return model;
    const std::size_t all = model.attributes.size() + 1;
    auto store = std::make_unique<TallyStore>(model.catalogue.bits(), all, memory_bytes);
    model.doubt.clear();
    std::size_t first = 0;
    for (DemandAnswer& answer : answers) {
        add_tally(*answer.tally, first, all, *store);
        std::vector<core::DoubtRow> wide = widened(answer.model.doubt, first, all);
        model.doubt.insert(model.doubt.end(), std::make_move_iterator(wide.begin()), std::make_move_iterator(wide.end()));
        first += answer.model.attributes.size();
    }
    sum_doubt(model.doubt);
    store->finish();
    merged = std::move(store);
    return model;
}

std::vector<core::DoubtRow> widened(const std::vector<core::DoubtRow>& rows, std::size_t first, std::size_t all) {
    std::vector<core::DoubtRow> wide;
    for (const core::DoubtRow& row : rows) {
        wide.push_back({row.territory, row.all, row.any, {}});
        widen(row.values, row.values.size(), first, all, wide.back().values);
    }
    return wide;
}

FirstDemand::FirstDemand(const model::RunModel& model) : m_model(&model) {
    if (model.cell_attributes == 0 || model.cell_attributes == model.attributes.size()) return;
    m_narrow = std::make_unique<model::RunModel>(model);
    m_narrow->attributes.resize(model.cell_attributes);
    m_narrow->shares.clear();
    m_narrow->balance.resize(std::min(m_narrow->balance.size(), model.cell_attributes));
    m_model = m_narrow.get();
}

std::unique_ptr<core::TallyReader> first_demand(const core::TallyReader& tally, std::size_t attributes) {
    return std::make_unique<NarrowTally>(tally, attributes);
}

}  // namespace covmap::run

#include "measure/index/index_score.hpp"

#include <algorithm>
#include <cmath>

#include "measure/index/index_draws.hpp"
#include "measure/index/index_ranks.hpp"

namespace covmap::measure {
namespace {

using model::CriterionSpec;
using model::IndexScale;

constexpr double kKeys = 1e9;        ///< ranks compare means in units of 10^-9
constexpr double kHundredths = 100;  ///< scores have two decimals
constexpr double kLargestScore = 1e15;

/// A part of the mean: one figure, or a group of them. Weights are the job's.
struct Part {
    double weight = 1;
    std::vector<std::size_t> leaves;      ///< used ones
    std::vector<double> weights;          ///< of the leaves, within a group
    std::optional<ScaleUse> group_scale;  ///< of a group
};

bool is_bounded(const CriterionSpec& spec) {
    if (spec.scale != IndexScale::none) return spec.scale != IndexScale::zscore;
    return std::all_of(spec.criteria.begin(), spec.criteria.end(), is_bounded);
}

/// The weights of one draw, in the order of the parts; a group's own comes before those of its leaves.
struct Weights {
    std::vector<double> parts;
    std::vector<std::vector<double>> leaves;
};

class Scorer {
public:
    Scorer(const model::IndexSpec& index, const IndexFigures& figures) : m_index(index), m_figures(figures) {
        const std::vector<const CriterionSpec*> leaves = model::leaves_of(index);
        for (std::size_t i = 0; i < leaves.size(); ++i) add_leaf(*leaves[i], figures.criteria[i]);
        std::size_t leaf = 0;
        for (const CriterionSpec& spec : index.criteria) add_part(spec, leaf);
        find_complete();
    }

    IndexResult result() {
        IndexResult out;
        out.criteria = m_states;
        out.made_of = m_made_of;
        const std::size_t n = m_figures.scored.size();
        out.score.resize(n);
        out.rank.resize(n);
        out.rank_lo.resize(n);
        out.rank_hi.resize(n);
        if (m_parts.empty()) return out;
        const Figures means = mean(stated_weights(), m_complete, m_reference);
        out.score = scores(means);
        rank(means, out);
        return out;
    }

private:
    void add_leaf(const CriterionSpec& spec, const Figures& figures) {
        ScaleUse use{spec.scale, spec.least, spec.most};
        if (spec.low) use = {spec.scale, -spec.most, -spec.least};
        bool any = false;
        for (std::size_t t = 0; t < figures.size(); ++t) any = any || (figures[t] && m_figures.reference[t]);
        auto on_scale = scaled(spec.low ? turned(figures) : figures, m_figures.reference, use);
        m_states.push_back(on_scale ? Criterion::used : any ? Criterion::constant : Criterion::no_data);
        m_scaled.push_back(on_scale ? std::move(*on_scale) : Figures());
    }

    void add_part(const CriterionSpec& spec, std::size_t& leaf) {
        Part part{spec.weight, {}, {}, {}};
        const auto take = [&](const CriterionSpec& one) {
            if (m_states[leaf] == Criterion::used) {
                part.leaves.push_back(leaf);
                part.weights.push_back(one.weight);
            }
            ++leaf;
        };
        if (spec.criteria.empty()) {
            take(spec);
        } else {
            part.group_scale = ScaleUse{spec.scale, spec.least, spec.most};
            for (const CriterionSpec& one : spec.criteria) take(one);
        }
        if (!part.leaves.empty()) m_parts.push_back(std::move(part));
    }

    /// Territories that have a figure of every used criterion, and those of the reference among them.
    void find_complete() {
        const std::size_t n = m_figures.scored.size();
        m_made_of.assign(n, 0);
        std::int64_t used = 0;
        for (std::size_t i = 0; i < m_scaled.size(); ++i) {
            if (m_states[i] != Criterion::used) continue;
            ++used;
            for (std::size_t t = 0; t < n; ++t) m_made_of[t] += m_scaled[i][t] ? 1 : 0;
        }
        for (std::size_t t = 0; t < n; ++t) {
            if (!m_figures.scored[t] || m_made_of[t] != used) continue;
            if (m_figures.reference[t]) m_ranked.push_back(t);
            m_complete.push_back(t);
            m_reference.push_back(m_figures.reference[t]);
        }
    }

    [[nodiscard]] Weights stated_weights() const {
        Weights weights;
        for (const Part& part : m_parts) {
            weights.parts.push_back(part.weight);
            weights.leaves.push_back(part.weights);
        }
        return weights;
    }

    [[nodiscard]] Weights drawn_weights(IndexDraws& draws) const {
        Weights weights = stated_weights();
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            weights.parts[p] *= draws.next();
            if (!m_parts[p].group_scale) continue;
            for (double& weight : weights.leaves[p]) weight *= draws.next();
        }
        return weights;
    }

    /// The weighted mean of each of `territories`, of which `reference` says who defines the scales of groups. A group of which
    /// these make nothing is the same everywhere, and left out.
    [[nodiscard]] Figures mean(const Weights& weights, const std::vector<std::size_t>& territories,
                               const std::vector<bool>& reference) const {
        std::vector<double> sums(territories.size(), 0.0);
        double whole = 0;
        for (std::size_t p = 0; p < m_parts.size(); ++p) {
            Figures part = part_mean(m_parts[p], weights.leaves[p], territories);
            if (m_parts[p].group_scale) {
                auto on_scale = scaled(part, reference, *m_parts[p].group_scale);
                if (!on_scale) continue;
                part = std::move(*on_scale);
            }
            whole += weights.parts[p];
            for (std::size_t t = 0; t < sums.size(); ++t) sums[t] += weights.parts[p] * part[t].value_or(0);
        }
        Figures means(territories.size());
        for (std::size_t t = 0; whole > 0 && t < sums.size(); ++t) means[t] = sums[t] / whole;
        return means;
    }

    [[nodiscard]] Figures part_mean(const Part& part, const std::vector<double>& weights,
                                    const std::vector<std::size_t>& territories) const {
        Figures out(territories.size());
        for (std::size_t i = 0; i < territories.size(); ++i) {
            if (!part.group_scale) {
                out[i] = *m_scaled[part.leaves.front()][territories[i]];
                continue;
            }
            double sum = 0, whole = 0;
            for (std::size_t k = 0; k < part.leaves.size(); ++k) {
                sum += weights[k] * *m_scaled[part.leaves[k]][territories[i]];
                whole += weights[k];
            }
            out[i] = sum / whole;
        }
        return out;
    }

    [[nodiscard]] Numbers scores(const Figures& means) const {
        Numbers out(m_figures.scored.size());
        const bool bounded = std::all_of(m_index.criteria.begin(), m_index.criteria.end(), is_bounded);
        const std::pair<double, double> to = m_index.to.value_or(std::pair(0.0, 100.0));
        const bool stretched = !bounded && m_index.to;
        const std::optional<Figures> on_scale =
            stretched ? scaled(means, m_reference, {IndexScale::minmax, 0, 0}) : std::optional(means);
        if (!on_scale) return out;
        for (std::size_t i = 0; i < m_complete.size(); ++i) {
            if (!(*on_scale)[i]) continue;
            const double x = *(*on_scale)[i], score = bounded || stretched ? to.first + x * (to.second - to.first) : x;
            if (std::abs(score) < kLargestScore) out[m_complete[i]] = std::llround(score * kHundredths);
        }
        return out;
    }

    static std::vector<std::int64_t> keys_of(const Figures& means) {
        std::vector<std::int64_t> keys;
        for (const std::optional<double>& mean : means)
            keys.push_back(std::llround(std::clamp(mean.value_or(0), -kKeys, kKeys) * kKeys));
        return keys;
    }

    void rank(const Figures& means, IndexResult& out) const {
        Figures ranked;
        for (std::size_t i = 0; i < m_complete.size(); ++i)
            if (m_reference[i]) ranked.push_back(means[i]);
        const std::vector<std::uint32_t> stated = ranks_of(keys_of(ranked));
        const std::vector<bool> all(m_ranked.size(), true);
        IndexDraws draws;
        RankSpread spread(m_ranked.size(), kIndexDraws, kLowDraw, kHighDraw);
        for (int d = 0; d < kIndexDraws; ++d) spread.add(ranks_of(keys_of(mean(drawn_weights(draws), m_ranked, all))));
        for (std::size_t i = 0; i < m_ranked.size(); ++i) {
            const std::size_t t = m_ranked[i];
            if (!out.score[t]) continue;
            out.rank[t] = stated[i];
            out.rank_lo[t] = spread.low(i);
            out.rank_hi[t] = spread.high(i);
        }
    }

    const model::IndexSpec& m_index;
    const IndexFigures& m_figures;
    std::vector<Criterion> m_states;
    std::vector<Figures> m_scaled;  ///< per leaf; empty where it is left out
    std::vector<Part> m_parts;      ///< those that have a used leaf
    std::vector<std::int64_t> m_made_of;
    std::vector<std::size_t> m_complete, m_ranked;  ///< territories, in order
    std::vector<bool> m_reference;                  ///< follows m_complete
};

}  // namespace

std::size_t IndexResult::used() const {
    return static_cast<std::size_t>(std::count(criteria.begin(), criteria.end(), Criterion::used));
}

IndexResult score_index(const model::IndexSpec& index, const IndexFigures& figures) { return Scorer(index, figures).result(); }

}  // namespace covmap::measure

#include "measure/lines/stretches.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "measure/outcomes.hpp"
#include "measure/tables/rollup.hpp"

namespace covmap::measure {
namespace {

/// One line as it is run along.
struct Step {
    std::size_t line = 0;
    bool backwards = false;
};

struct Chain {
    std::vector<Step> steps;
    bool loop = false;
};

/// One end of a line: its first vertex, or its last.
struct LineEnd {
    std::size_t line = 0;
    bool last = false;
    auto operator<=>(const LineEnd&) const = default;
};

/// Which lines go on in which.
class Chains {
public:
    Chains(const model::LinesSpec& spec, const model::LineSet& set) : m_set(set), m_used(set.lines.size(), false) {
        std::map<std::tuple<double, double, std::uint32_t, std::string>, std::vector<LineEnd>> nodes;
        for (std::size_t l = 0; l < set.lines.size(); ++l) {
            const model::Line& line = set.lines[l];
            // An id and a name are never the same word.
            const std::string key = !line.name.empty()                            ? "n" + line.name
                                    : !spec.id_column.empty() && !line.id.empty() ? "i" + line.id
                                                                                  : "";
            if (key.empty()) continue;
            for (const bool last : {false, true}) {
                const core::Point at = set.vertices[last ? line.last - 1 : line.first];
                nodes[{at.x, at.y, line.class_number, key}].push_back({l, last});
            }
        }
        for (const auto& [key, ends] : nodes) {
            if (ends.size() != 2) continue;
            m_partner[ends[0]] = ends[1];
            m_partner[ends[1]] = ends[0];
        }
    }

    std::vector<Chain> all() {
        std::vector<Chain> chains;
        for (std::size_t l = 0; l < m_set.lines.size(); ++l)
            if (!m_used[l]) chains.push_back(chain_of(l));
        return chains;
    }

private:
    [[nodiscard]] std::optional<LineEnd> partner(const LineEnd& end) const {
        const auto at = m_partner.find(end);
        return at == m_partner.end() ? std::nullopt : std::optional(at->second);
    }

    Chain chain_of(std::size_t line) {
        Chain chain;
        LineEnd start{line, false};
        for (auto before = partner(start); before; before = partner(start)) {
            start = {before->line, !before->last};
            if (before->line != line) continue;
            chain.loop = true;
            start = {line, false};
            break;
        }
        for (std::optional<LineEnd> enter = start; enter && !m_used[enter->line];) {
            m_used[enter->line] = true;
            chain.steps.push_back({enter->line, enter->last});
            enter = partner({enter->line, !enter->last});
        }
        return chain;
    }

    const model::LineSet& m_set;
    std::vector<bool> m_used;
    std::map<LineEnd, LineEnd> m_partner;
};

enum class Verdict : std::uint8_t { outside, meets, unknown, fails };

/// The verdict on each state by each indicator that is asked.
class StateVerdicts {
public:
    StateVerdicts(const model::RunModel& model, const std::vector<std::size_t>& indicators, const model::LineFindings& findings)
        : m_states(findings.states.size()) {
        const CompiledIndicators compiled(model.job.indicator, model.catalogue, model.markets);
        const std::vector<bool> published = published_territories(model);
        m_verdicts.assign(indicators.size() * m_states, Verdict::outside);
        for (std::size_t s = 0; s < m_states; ++s) {
            const model::LineState& state = findings.states[s];
            if (!state.territory.valid() || !published[state.territory.value]) continue;
            const std::uint32_t t = state.territory.value, market = t < model.market_of.size() ? model.market_of[t] : 0;
            const Outcome outcome = compiled.evaluate(market, state.signature);
            for (std::size_t i = 0; i < indicators.size(); ++i) {
                const bool unknown = (outcome.unknown >> indicators[i]) & 1U, met = (outcome.met >> indicators[i]) & 1U;
                m_verdicts[i * m_states + s] = unknown                                                 ? Verdict::unknown
                                               : met != model.job.indicator[indicators[i]].low_is_good ? Verdict::meets
                                                                                                       : Verdict::fails;
            }
        }
    }
    [[nodiscard]] Verdict at(std::size_t indicator, std::uint32_t state) const {
        return m_verdicts[indicator * m_states + state];
    }

private:
    std::size_t m_states;
    std::vector<Verdict> m_verdicts;
};

/// A piece of a line as a chain runs along it.
struct Walked {
    model::StretchPart part;
    std::uint32_t left = 0, right = 0;
    std::int64_t left_mm = 0, right_mm = 0;
};

/// One indicator along one chain.
class StretchFinder {
public:
    StretchFinder(const model::LinesSpec& spec, const model::LineFindings& findings, const StateVerdicts& verdicts,
                  std::size_t asked, std::size_t indicator, std::vector<model::Stretch>& out, std::int64_t& short_mm)
        : m_spec(spec),
          m_findings(findings),
          m_verdicts(verdicts),
          m_asked(asked),
          m_indicator(indicator),
          m_out(out),
          m_short_mm(short_mm) {}

    void run(const std::vector<Walked>& way, bool loop) {
        const std::size_t n = way.size(), first = loop ? after_longest_gap(way) : 0;
        std::size_t begin = n, end = n;  // of the stretch at hand, from its first uncovered piece to after its last
        std::int64_t gap_mm = 0;
        const auto at = [&](std::size_t i) -> const Walked& { return way[(first + i) % n]; };
        for (std::size_t i = 0; i < n; ++i) {
            const Verdict verdict = of(at(i));
            if (verdict == Verdict::fails) {
                if (begin == n) begin = i;
                end = i + 1;
                gap_mm = 0;
                continue;
            }
            gap_mm += at(i).part.to_mm - at(i).part.from_mm;
            if (begin == n || (verdict == Verdict::meets && gap_mm < m_spec.join_mm)) continue;
            add(at, begin, end);
            begin = n;
        }
        if (begin != n) add(at, begin, end);
    }

private:
    /// What holds on a piece: uncovered where one side is.
    [[nodiscard]] Verdict of(const Walked& w) const {
        return std::max(m_verdicts.at(m_asked, w.left), m_verdicts.at(m_asked, w.right));
    }

    /// Where a loop begins, so that no stretch is cut there.
    [[nodiscard]] std::size_t after_longest_gap(const std::vector<Walked>& way) const {
        std::size_t first = 0;
        std::int64_t longest_mm = -1;
        for (std::size_t i = 0; i < way.size(); ++i) {
            const std::int64_t length_mm = way[i].part.to_mm - way[i].part.from_mm;
            if (of(way[i]) == Verdict::fails || length_mm <= longest_mm) continue;
            longest_mm = length_mm;
            first = i + 1;
        }
        return first % way.size();
    }

    template <class At>
    void add(const At& at, std::size_t begin, std::size_t end) {
        model::Stretch stretch;
        stretch.indicator = m_indicator;
        std::map<core::TerritoryId, std::int64_t> territories;
        for (std::size_t i = begin; i < end; ++i) {
            const Walked& w = at(i);
            stretch.length_mm += w.part.to_mm - w.part.from_mm;
            add_part(w.part, stretch.parts);
            for (const auto& [state, mm] : {std::pair(w.left, w.left_mm), std::pair(w.right, w.right_mm)}) {
                if (m_verdicts.at(m_asked, state) != Verdict::fails) continue;
                const model::LineState& found = m_findings.states[state];
                stretch.not_mm += mm;
                territories[found.territory] += mm;
                stretch.present.resize(std::max(stretch.present.size(), found.signature.size()), 0);
                for (std::size_t word = 0; word < found.signature.size(); ++word) stretch.present[word] |= found.signature[word];
            }
        }
        if (stretch.length_mm < m_spec.minimum_mm) {
            m_short_mm += stretch.not_mm;
            return;
        }
        stretch.territories.assign(territories.begin(), territories.end());
        std::stable_sort(stretch.territories.begin(), stretch.territories.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        m_out.push_back(std::move(stretch));
    }

    static void add_part(const model::StretchPart& part, std::vector<model::StretchPart>& parts) {
        if (!parts.empty() && parts.back().line == part.line && parts.back().backwards == part.backwards) {
            model::StretchPart& last = parts.back();
            if (!part.backwards && last.to_mm == part.from_mm) return void(last.to_mm = part.to_mm);
            if (part.backwards && last.from_mm == part.to_mm) return void(last.from_mm = part.from_mm);
        }
        parts.push_back(part);
    }

    const model::LinesSpec& m_spec;
    const model::LineFindings& m_findings;
    const StateVerdicts& m_verdicts;
    std::size_t m_asked, m_indicator;
    std::vector<model::Stretch>& m_out;
    std::int64_t& m_short_mm;
};

void walk_chain(const Chain& chain, const model::LineFindings& findings, std::vector<Walked>& way) {
    way.clear();
    for (const Step& step : chain.steps) {
        const std::size_t begin = way.size();
        std::int64_t from_mm = 0;
        for (std::size_t p = findings.first_piece[step.line]; p < findings.first_piece[step.line + 1]; ++p) {
            const model::LinePiece& piece = findings.pieces[p];
            const std::int64_t left_mm = model::LineFindings::left_mm(from_mm, piece.to_mm);
            way.push_back({{step.line, from_mm, piece.to_mm, step.backwards},
                           piece.left,
                           piece.right,
                           left_mm,
                           piece.to_mm - from_mm - left_mm});
            from_mm = piece.to_mm;
        }
        if (step.backwards) std::reverse(way.begin() + static_cast<std::ptrdiff_t>(begin), way.end());
    }
}

std::vector<std::size_t> asked_positions(const model::Job& job, const std::vector<std::string>& names) {
    std::vector<std::size_t> positions;
    for (const std::string& name : names)
        for (std::size_t i = 0; i < job.indicator.size(); ++i)
            if (job.indicator[i].name == name) positions.push_back(i);
    return positions;
}

}  // namespace

model::StretchSet find_stretches(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                                 const model::LineFindings& findings) {
    const std::vector<std::size_t> indicators = asked_positions(model.job, spec.fails);
    const StateVerdicts verdicts(model, indicators, findings);
    const std::vector<Chain> chains = Chains(spec, set).all();
    std::vector<std::vector<model::Stretch>> found(indicators.size());
    model::StretchSet out;
    out.short_mm.assign(indicators.size(), 0);
    std::vector<Walked> way;
    for (const Chain& chain : chains) {
        walk_chain(chain, findings, way);
        for (std::size_t i = 0; i < indicators.size() && !way.empty(); ++i)
            StretchFinder(spec, findings, verdicts, i, indicators[i], found[i], out.short_mm[i]).run(way, chain.loop);
    }
    for (std::vector<model::Stretch>& of_indicator : found) {
        std::stable_sort(of_indicator.begin(), of_indicator.end(),
                         [](const model::Stretch& a, const model::Stretch& b) { return a.length_mm > b.length_mm; });
        out.stretches.insert(out.stretches.end(), std::make_move_iterator(of_indicator.begin()),
                             std::make_move_iterator(of_indicator.end()));
    }
    return out;
}

}  // namespace covmap::measure

#include "model/indicator.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "model/fixed_technology.hpp"

namespace covmap::model {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool has_bit(std::uint32_t bit, std::span<const std::uint64_t> signature) {
    return (signature[bit / 64] >> (bit % 64) & 1U) != 0;
}

bool any_bit(const std::vector<std::uint32_t>& bits, std::span<const std::uint64_t> signature) {
    return std::any_of(bits.begin(), bits.end(), [&](std::uint32_t bit) { return has_bit(bit, signature); });
}

OperatorBits::Spoken spoken_of(const Catalogue& catalogue, const ClaimInfo& claim) {
    const auto bit = [&](int extent) {
        return extent < 0 ? OperatorBits::Spoken::kNone : static_cast<std::uint32_t>(catalogue.extent_bit(extent));
    };
    return {bit(claim.extent), bit(claim.doubt)};
}

bool is_separator(char c) { return c == '/' || c == '+' || c == '-' || c == ',' || c == ' '; }

bool technology_matches(const IndicatorSpec& spec, const std::string& technology) {
    if (!spec.technology_at_least.empty()) {
        const int asked = technology_rank(spec.technology_at_least);
        if (asked < 0) return technology == spec.technology_at_least;
        const auto set = technology_set(technology);
        return std::all_of(set.begin(), set.end(), [&](const std::string& t) { return technology_rank(t) >= asked; });
    }
    if (spec.technologies.empty() || contains(spec.technologies, technology)) return true;
    const auto set = technology_set(technology);
    return std::all_of(set.begin(), set.end(), [&](const std::string& t) { return contains(spec.technologies, t); });
}

enum class LevelVerdict { pass, fail, unclear };

LevelVerdict judge_level(const Scale& scale, const std::string& level, const LevelAsked& asked) {
    if (asked.at_least.empty() && asked.exact.empty()) return LevelVerdict::pass;
    const std::string counts_as = effective_level(scale, level);
    if (counts_as.empty()) return LevelVerdict::fail;
    if (level.empty() && counts_as == kUnclearLevel) return LevelVerdict::unclear;
    if (!asked.exact.empty() && counts_as != asked.exact) return LevelVerdict::fail;
    if (!asked.at_least.empty() && counts_as != asked.at_least) {
        const int rank = scale.rank(counts_as), limit = scale.rank(asked.at_least);
        if (rank < 0 || limit < 0 || rank > limit) return LevelVerdict::fail;
    }
    return LevelVerdict::pass;
}

/// Of two conditions on one layer, the one that decides.
LevelVerdict worse(LevelVerdict a, LevelVerdict b) {
    if (a == LevelVerdict::fail || b == LevelVerdict::fail) return LevelVerdict::fail;
    return a == LevelVerdict::unclear ? a : b;
}

LevelVerdict judge_speed(const Speed& speed, const LevelAsked& asked) {
    const auto reaches = [](std::int64_t offered, std::int64_t wanted) {
        if (wanted <= 0) return LevelVerdict::pass;
        if (offered < 0) return LevelVerdict::unclear;
        return offered >= wanted ? LevelVerdict::pass : LevelVerdict::fail;
    };
    return worse(worse(reaches(speed.down_kbps, asked.down_kbps), reaches(speed.up_kbps, asked.up_kbps)),
                 reaches(speed.low_latency, asked.low_latency ? 1 : 0));
}

const IndicatorSpec& named(const std::vector<IndicatorSpec>& indicators, const std::string& name, const std::string& asks) {
    for (const IndicatorSpec& spec : indicators)
        if (spec.name == name) return spec;
    throw core::Error(core::ErrorKind::job, "indicator " + asks, "combines «" + name + "», which is no indicator of the job");
}

/// `within`: the combinations that are being settled, outermost first.
IndicatorSpec settled(const std::vector<IndicatorSpec>& indicators, IndicatorSpec spec, std::vector<std::string>& within) {
    if (contains(within, spec.name))
        throw core::Error(core::ErrorKind::job, "indicator " + spec.name, "is a combination of itself");
    within.push_back(spec.name);
    spec.operands.clear();
    for (const auto* names : {&spec.all_of, &spec.any_of, &spec.none_of})
        for (const std::string& name : *names)
            spec.operands.push_back(settled(indicators, named(indicators, name, spec.name), within));
    within.pop_back();
    return spec;
}

State at_least(CompiledIndicator::Count count, int k) {
    if (count.present >= k) return State::met;
    return count.present + count.unknown < k ? State::not_met : State::unknown;
}

State at_most(CompiledIndicator::Count count, int m) {
    if (count.present > m) return State::not_met;
    return count.present + count.unknown <= m ? State::met : State::unknown;
}

State both(State a, State b) {
    if (a == State::not_met || b == State::not_met) return State::not_met;
    return a == State::met && b == State::met ? State::met : State::unknown;
}

}  // namespace

std::vector<std::string> technology_set(const std::string& technology) {
    std::vector<std::string> set;
    std::size_t i = 0;
    while (i < technology.size()) {
        const std::size_t start = i;
        while (i < technology.size() && std::isdigit(static_cast<unsigned char>(technology[i]))) ++i;
        if (i == start || i == technology.size() || (technology[i] != 'G' && technology[i] != 'g')) return {technology};
        set.push_back(technology.substr(start, i - start) + "G");
        ++i;
        if (i + 1 < technology.size() && is_separator(technology[i])) ++i;
    }
    if (set.empty()) set.push_back(technology);
    return set;
}

int technology_rank(const std::string& technology) {
    if (technology.size() != 2 || technology[1] != 'G' || technology[0] < '1' || technology[0] > '9') return -1;
    return technology[0] - '0';
}

void settle_combinations(std::vector<IndicatorSpec>& indicators) {
    for (IndicatorSpec& spec : indicators) {
        std::vector<std::string> within;
        spec = settled(indicators, spec, within);
    }
}

bool matches(const IndicatorSpec& spec, const Claim& claim) {
    if (spec.combines())
        return std::any_of(spec.operands.begin(), spec.operands.end(),
                           [&](const IndicatorSpec& operand) { return matches(operand, claim); });
    if (spec.kind == "fixed" && !of_medium(claim.technology, spec.medium)) return false;
    if (!spec.service.empty() && claim.service != spec.service) return false;
    if (claim.kind != spec.kind || claim.vintage != spec.vintage) return false;
    return contains(spec.nature, claim.nature) && technology_matches(spec, claim.technology);
}

std::string effective_level(const Scale& scale, const std::string& level) {
    if (!level.empty()) return level;
    if (!scale.no_level.empty()) return scale.no_level;
    return scale.levels.empty() ? std::string() : scale.levels.back();
}

void OperatorBits::add(const Catalogue& catalogue, core::ClaimId claim, const LevelAsked& asked) {
    const ClaimInfo& info = catalogue.claims[claim.value];
    spoken.push_back(spoken_of(catalogue, info));
    for (std::size_t bit = 0; bit < catalogue.layers.size(); ++bit) {
        if (catalogue.layers[bit].claim != claim) continue;
        const LayerInfo& layer = catalogue.layers[bit];
        const LevelVerdict verdict = worse(judge_level(info.scale, layer.level, asked), judge_speed(layer.speed, asked));
        if (verdict == LevelVerdict::pass) pass_bits.push_back(static_cast<std::uint32_t>(bit));
        if (verdict == LevelVerdict::unclear) unclear_bits.push_back(static_cast<std::uint32_t>(bit));
    }
}

void OperatorBits::add_complete(const Catalogue& catalogue, const std::string& kind, const std::string& vintage,
                                std::span<const std::string> natures) {
    for (const ClaimInfo& claim : catalogue.claims) {
        if (claim.extent < 0 || !catalogue.extents[static_cast<std::size_t>(claim.extent)].complete) continue;
        if (claim.key.kind != kind || claim.key.vintage != vintage) continue;
        if (std::find(natures.begin(), natures.end(), claim.key.nature) == natures.end()) continue;
        const Spoken where = spoken_of(catalogue, claim);
        if (std::find(spoken.begin(), spoken.end(), where) == spoken.end()) spoken.push_back(where);
    }
}

bool OperatorBits::known(std::span<const std::uint64_t> signature) const {
    return std::any_of(spoken.begin(), spoken.end(), [&](const Spoken& where) {
        return (where.extent == Spoken::kNone || has_bit(where.extent, signature)) &&
               (where.doubt == Spoken::kNone || !has_bit(where.doubt, signature));
    });
}

Offer OperatorBits::offer(std::span<const std::uint64_t> signature) const {
    if (any_bit(pass_bits, signature)) return Offer::present;
    if (any_bit(unclear_bits, signature) || !known(signature)) return Offer::unknown;
    return Offer::absent;
}

CompiledIndicator::CompiledIndicator(const IndicatorSpec& spec, const Catalogue& catalogue, const Market& market,
                                     std::span<const std::string> lost)
    : m_spec(spec) {
    if (spec.combines()) {
        for (const IndicatorSpec& operand : spec.operands) m_operands.emplace_back(operand, catalogue, market, lost);
        return;
    }
    const LevelAsked asked{spec.level_at_least, spec.level_exact, spec.down_kbps, spec.up_kbps, spec.low_latency};
    std::vector<std::string> seen;
    for (const std::string& code : market.operators_of(spec.kind)) {
        if (contains(seen, code) || (!spec.of.empty() && !contains(spec.of, code))) continue;
        seen.push_back(code);
        OperatorBits bits;
        if (std::find(lost.begin(), lost.end(), code) != lost.end()) {
            bits.spoken.emplace_back();  // everywhere, of nothing
            m_operators.push_back(std::move(bits));
            continue;
        }
        for (std::size_t c = 0; c < catalogue.claims.size(); ++c) {
            const Claim& claim = catalogue.claims[c].key;
            if (claim.operator_code == code && matches(spec, claim))
                bits.add(catalogue, core::ClaimId(static_cast<std::uint32_t>(c)), asked);
        }
        bits.add_complete(catalogue, spec.kind, spec.vintage, spec.nature);
        m_operators.push_back(std::move(bits));
    }
}

int CompiledIndicator::operators() const {
    int all = static_cast<int>(m_operators.size());
    for (std::size_t i = 0; i + m_spec.none_of.size() < m_operands.size(); ++i) all += m_operands[i].operators();
    return all;
}

CompiledIndicator::Count CompiledIndicator::count(std::span<const std::uint64_t> signature) const {
    Count count;
    for (const OperatorBits& bits : m_operators) {
        const Offer offer = bits.offer(signature);
        count.present += offer == Offer::present;
        count.unknown += offer == Offer::unknown;
    }
    for (std::size_t i = 0; i + m_spec.none_of.size() < m_operands.size(); ++i) {
        const Count more = m_operands[i].count(signature);
        count.present += more.present;
        count.unknown += more.unknown;
    }
    return count;
}

State CompiledIndicator::combined(std::span<const std::uint64_t> signature) const {
    const auto negated = [](State s) { return s == State::met ? State::not_met : s == State::not_met ? State::met : s; };
    State all = State::met, none_of_any = State::met;  // none_of_any: not one of any_of is met
    for (std::size_t i = 0; i < m_operands.size(); ++i) {
        const State state = m_operands[i](signature);
        if (i < m_spec.all_of.size())
            all = both(all, state);
        else if (i < m_spec.all_of.size() + m_spec.any_of.size())
            none_of_any = both(none_of_any, negated(state));
        else
            all = both(all, negated(state));
    }
    return m_spec.any_of.empty() ? all : both(all, negated(none_of_any));
}

State CompiledIndicator::operator()(std::span<const std::uint64_t> signature) const {
    if (m_spec.combines()) return combined(signature);
    const Count found = count(signature);
    State state = State::met;
    if (m_spec.all) state = operators() == 0 ? State::not_met : at_least(found, operators());
    if (m_spec.min) state = both(state, at_least(found, *m_spec.min));
    if (m_spec.max) state = both(state, at_most(found, *m_spec.max));
    if (!m_spec.all && !m_spec.min && !m_spec.max) state = at_least(found, 1);
    return state;
}

}  // namespace covmap::model

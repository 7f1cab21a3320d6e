#include "measure/tables/questions.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/error.hpp"
#include "model/fixed_technology.hpp"

namespace covmap::measure {
namespace {

const std::array<std::string, 3> kNatures = {"claimed", "measured", "modelled"};  ///< first come, first used

std::size_t preference(const std::string& nature) {
    return static_cast<std::size_t>(std::find(kNatures.begin(), kNatures.end(), nature) - kNatures.begin());
}

/// The claims that speak for an operator in a block: those of the first nature that it has. Several where a finished run's
/// operators have become one (run/reuse/rename.hpp): their union.
std::vector<core::ClaimId> choose_claims(const model::Catalogue& catalogue, const Block& block,
                                         const std::string& operator_code) {
    std::vector<core::ClaimId> best;
    for (std::size_t c = 0; c < catalogue.claims.size(); ++c) {
        const model::Claim& claim = catalogue.claims[c].key;
        if (claim.operator_code != operator_code || claim.technology != block.technology || claim.service != block.service ||
            claim.kind != block.kind || claim.vintage != block.vintage || claim.nature == "planned")
            continue;
        const std::size_t known = best.empty() ? kNatures.size() : preference(catalogue.claims[best.front().value].key.nature);
        if (!best.empty() && preference(claim.nature) > known) continue;
        if (preference(claim.nature) < known) best.clear();
        best.emplace_back(static_cast<std::uint32_t>(c));
    }
    return best;
}

using model::kSpeedClasses;
using model::SpeedClass;

const SpeedClass* class_of(const model::Speed& speed) {
    for (const SpeedClass& c : kSpeedClasses)
        if (speed.down_kbps >= c.down_kbps) return &c;
    return nullptr;
}

/// The classes of the layers that say a speed, fastest first.
std::vector<std::string> speed_levels(const model::Catalogue& catalogue, const std::vector<std::uint32_t>& bits) {
    std::vector<std::string> levels;
    for (const SpeedClass& c : kSpeedClasses)
        if (std::any_of(bits.begin(), bits.end(), [&](std::uint32_t bit) { return class_of(catalogue.layers[bit].speed) == &c; }))
            levels.emplace_back(c.name);
    return levels;
}

/// What asks for a level of a block, be it of a scale or a class of speed.
model::LevelAsked asked_for(const model::Catalogue& catalogue, const std::vector<core::ClaimId>& claims,
                            const std::string& level) {
    for (const core::ClaimId claim : claims)
        if (!catalogue.claims[claim.value].scale.levels.empty()) return {level, {}};
    for (const SpeedClass& c : kSpeedClasses)
        if (level == c.name) return {{}, {}, c.down_kbps};
    return {level, {}};
}

/// The state under which a layer is told in the operators table.
std::uint16_t state_of_layer(const OperatorOffer& offer, const model::Scale& scale, const std::string& level) {
    if (scale.levels.empty()) return offer.covered();
    const std::string counts_as = model::effective_level(scale, level);
    if (level.empty() && counts_as == model::kUnclearLevel) return offer.unknown();
    const int rank = scale.rank(counts_as);
    return rank < 0 ? offer.covered() : static_cast<std::uint16_t>(rank);
}

OperatorOffer make_offer(const model::Catalogue& catalogue, const Block& block, const std::vector<core::ClaimId>& claims) {
    OperatorOffer offer;
    // An operator without any claim in the block offers nothing where a source speaks for all.
    offer.any.add_complete(catalogue, block.kind, block.vintage, kNatures);
    if (claims.empty()) return offer;
    const model::ClaimInfo& info = catalogue.claims[claims.front().value];
    offer.nature = info.key.nature;
    offer.levels = info.scale.levels;
    for (const core::ClaimId claim : claims) offer.any.add(catalogue, claim, {});
    if (offer.levels.empty()) offer.levels = speed_levels(catalogue, offer.any.pass_bits);
    for (const std::uint32_t bit : offer.any.pass_bits) {
        const SpeedClass* speed = info.scale.levels.empty() ? class_of(catalogue.layers[bit].speed) : nullptr;
        const auto named =
            speed == nullptr ? offer.levels.end() : std::find(offer.levels.begin(), offer.levels.end(), speed->name);
        offer.bits.emplace_back(bit, named == offer.levels.end() ? state_of_layer(offer, info.scale, catalogue.layers[bit].level)
                                                                 : static_cast<std::uint16_t>(named - offer.levels.begin()));
    }
    std::stable_sort(offer.bits.begin(), offer.bits.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return offer;
}

}  // namespace

std::uint16_t OperatorOffer::best(std::span<const std::uint64_t> signature) const {
    for (const auto& [bit, state] : bits)
        if ((signature[bit / 64] >> (bit % 64)) & 1U) return state;
    return any.known(signature) ? none() : unknown();
}

Change change_of(model::State before, model::State now) {
    if (before == model::State::not_met && now == model::State::met) return Change::gained;
    if (before == model::State::met && now == model::State::not_met) return Change::lost;
    if (before == model::State::unknown && now != model::State::unknown) return Change::newly_known;
    if (before != model::State::unknown && now == model::State::unknown) return Change::no_longer_known;
    return Change::none;
}

Questions::Questions(const model::RunModel& model) : m_indicators(model.job.indicator, model.catalogue, model.markets) {
    collect_operators(model);
    collect_blocks(model);
    number_questions(model);
}

void Questions::collect_operators(const model::RunModel& model) {
    std::set<std::string> kinds = {"mobile"};
    for (const model::ClaimInfo& claim : model.catalogue.claims) kinds.insert(claim.key.kind);
    std::vector<model::Market> markets = model.markets;
    if (markets.empty()) markets.emplace_back();
    m_market_operators.resize(markets.size());
    for (const bool of_the_kind : {false, true})  // the markets' own operators first
        for (std::size_t m = 0; m < markets.size(); ++m)
            for (const std::string& kind : kinds) {
                if (markets[m].of_kind.contains(kind) != of_the_kind) continue;
                auto& positions = m_market_operators[m][kind];
                for (const std::string& code : markets[m].operators_of(kind)) {
                    const auto position =
                        static_cast<std::uint32_t>(std::find(m_operators.begin(), m_operators.end(), code) - m_operators.begin());
                    if (position == m_operators.size()) m_operators.push_back(code);
                    if (std::find(positions.begin(), positions.end(), position) == positions.end()) positions.push_back(position);
                }
            }
}

void Questions::collect_blocks(const model::RunModel& model) {
    const model::Catalogue& catalogue = model.catalogue;
    std::set<Block> blocks;
    for (const model::ClaimInfo& claim : catalogue.claims) {
        const model::Claim& key = claim.key;
        const bool licensed = std::any_of(m_market_operators.begin(), m_market_operators.end(), [&](const auto& market) {
            const auto& of_kind = market.at(key.kind);
            return std::any_of(of_kind.begin(), of_kind.end(),
                               [&](std::uint32_t op) { return m_operators[op] == key.operator_code; });
        });
        if (licensed && key.nature != "planned") blocks.insert({key.technology, key.service, key.kind, key.vintage, {}});
    }
    m_blocks.assign(blocks.begin(), blocks.end());
    for (Block& block : m_blocks) {
        const std::size_t first = m_offers.size();
        std::vector<std::vector<core::ClaimId>> claims;
        for (const std::string& code : m_operators) {
            claims.push_back(choose_claims(catalogue, block, code));
            const OperatorOffer& offer = m_offers.emplace_back(make_offer(catalogue, block, claims.back()));
            for (const std::string& level : offer.levels)
                if (std::find(block.levels.begin(), block.levels.end(), level) == block.levels.end())
                    block.levels.push_back(level);
        }
        for (std::size_t o = 0; o < claims.size(); ++o) {
            for (const std::string& level : block.levels) {
                auto& bits = m_offers[first + o].at_least.emplace_back();
                bits.add_complete(catalogue, block.kind, block.vintage, kNatures);
                for (const core::ClaimId claim : claims[o]) bits.add(catalogue, claim, asked_for(catalogue, claims[o], level));
            }
        }
    }
}

void Questions::number_questions(const model::RunModel& model) {
    std::size_t most = 0;
    for (const auto& market : m_market_operators)
        for (const auto& [kind, operators] : market) most = std::max(most, operators.size());
    for (std::uint32_t i = 0; i < m_indicators.indicators(); ++i) m_questions.push_back({QuestionKind::indicator, 0, i, 3, 0});
    for (std::uint32_t b = 0; b < m_blocks.size(); ++b)
        for (std::uint32_t o = 0; o < m_operators.size(); ++o)
            m_questions.push_back({QuestionKind::offer, b, o, offer(b, o).states(), 0});
    for (std::uint32_t b = 0; b < m_blocks.size(); ++b) {
        m_first_count.push_back(m_questions.size());
        for (std::uint32_t level = 0; level <= m_blocks[b].levels.size(); ++level)
            m_questions.push_back({QuestionKind::count, b, level, static_cast<std::uint16_t>(most + 2), 0});
    }
    number_changes(model.job.indicator);
    for (std::uint32_t market = 0; market < m_market_operators.size(); ++market) {
        auto& of_market = m_of_market.emplace_back();
        for (std::uint32_t q = 0; q < m_questions.size(); ++q) {
            const Question& question = m_questions[q];
            if (question.kind == QuestionKind::offer) {
                const auto& operators = operators_of(market, question.block);
                if (std::find(operators.begin(), operators.end(), question.subject) == operators.end()) continue;
            }
            of_market.push_back(q);
        }
    }
}

void Questions::number_changes(const std::vector<model::IndicatorSpec>& indicators) {
    m_change_of.resize(indicators.size());
    for (std::uint32_t now = 0; now < indicators.size(); ++now) {
        const std::string& since = indicators[now].since;
        if (since.empty()) continue;
        const auto earlier =
            std::find_if(indicators.begin(), indicators.end(), [&](const auto& other) { return other.name == since; });
        if (earlier == indicators.end())
            throw core::Error(core::ErrorKind::job, "indicator " + indicators[now].name,
                              "`since` names «" + since + "», which is no indicator of the job");
        m_change_of[now] = m_questions.size();
        m_questions.push_back(
            {QuestionKind::change, 0, now, kChangeStates, static_cast<std::uint32_t>(earlier - indicators.begin())});
    }
}

std::uint16_t Questions::count(std::uint32_t market, const Question& question, std::span<const std::uint64_t> signature) const {
    std::uint16_t present = 0;
    for (const std::uint32_t op : operators_of(market, question.block)) {
        const OperatorOffer& said = offer(question.block, op);
        const bool any = question.subject == m_blocks[question.block].levels.size();
        const model::Offer found = (any ? said.any : said.at_least[question.subject]).offer(signature);
        if (found == model::Offer::unknown) return 0;
        present = static_cast<std::uint16_t>(present + (found == model::Offer::present));
    }
    return static_cast<std::uint16_t>(present + 1);
}

void Questions::answer(std::uint32_t market, std::span<const std::uint64_t> signature, std::span<std::uint16_t> states) const {
    const Outcome outcome = m_indicators.evaluate(market, signature);
    const auto indicator = [&](std::uint32_t i) {
        if ((outcome.unknown >> i) & 1U) return model::State::unknown;
        return ((outcome.met >> i) & 1U) != 0 ? model::State::met : model::State::not_met;
    };
    std::size_t at = 0;
    for (const std::uint32_t q : m_of_market[market]) {
        const Question& question = m_questions[q];
        std::uint16_t state = 0;
        switch (question.kind) {
            case QuestionKind::indicator:
                state = static_cast<std::uint16_t>(indicator(question.subject));
                break;
            case QuestionKind::offer:
                state = offer(question.block, question.subject).best(signature);
                break;
            case QuestionKind::count:
                state = count(market, question, signature);
                break;
            case QuestionKind::change:
                state = static_cast<std::uint16_t>(change_of(indicator(question.before), indicator(question.subject)));
                break;
        }
        states[at++] = state;
    }
}

}  // namespace covmap::measure

#include "measure/reconcile/reference_questions.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "core/error.hpp"
#include "model/fixed_technology.hpp"

namespace covmap::measure {

namespace {

using model::NotCompared;

constexpr std::size_t kCountFigures = 6;
enum LevelFigure : std::size_t { kUncovered = 0, kWorstLevel = 1, kGoodLevel = 2, kBestLevel = 3, kWorstUp = 4, kGoodUp = 5 };

constexpr std::uint64_t bit(std::size_t figure) { return std::uint64_t{1} << figure; }

FigureMask surely(std::uint64_t figures) { return {figures, figures}; }

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// Where a level of the run stands among CL, BC, TBC: by its name, else by its rank in a scale of three.
std::size_t figure_of_level(const std::vector<std::string>& levels, std::size_t rank) {
    const std::string name = upper(levels[rank]);
    if (name == "TBC") return kBestLevel;
    if (name == "BC") return kGoodLevel;
    return name != "CL" && levels.size() == 3 ? kBestLevel - rank : static_cast<std::size_t>(kWorstLevel);
}

bool layers_have_levels(const model::Catalogue& catalogue, const std::vector<std::uint32_t>& bits) {
    return std::none_of(bits.begin(), bits.end(), [&](std::uint32_t b) { return catalogue.layers[b].level.empty(); });
}

class LevelsQuestion final : public ReferenceQuestion {
public:
    LevelsQuestion(const model::RunModel& model, const Questions& questions, std::size_t block, std::size_t op)
        : m_questions(questions), m_block(block), m_offer(questions.offer(block, op)), m_op(static_cast<std::uint32_t>(op)) {
        figures = 6;
        for (std::size_t rank = 0; rank < m_offer.levels.size(); ++rank)
            m_figure.push_back(figure_of_level(m_offer.levels, rank));
        levelled = !m_offer.levels.empty() && layers_have_levels(model.catalogue, m_offer.any.pass_bits);
    }

    [[nodiscard]] bool licensed(std::uint32_t market) const override {
        const auto& operators = m_questions.operators_of(market, m_block);
        return std::find(operators.begin(), operators.end(), m_op) != operators.end();
    }

    [[nodiscard]] FigureMask ask(std::uint32_t market, std::span<const std::uint64_t> signature) const override {
        if (!licensed(market)) return surely(bit(kUncovered));
        const std::uint16_t state = m_offer.best(signature);
        if (state == m_offer.none()) return surely(bit(kUncovered));
        if (state == m_offer.covered()) return surely(up_to(kWorstLevel));
        if (state < m_figure.size()) return surely(up_to(m_figure[state]));
        const bool covered = m_offer.any.offer(signature) == model::Offer::present;  // at a level that was not said
        const std::uint64_t any =
            bit(kWorstLevel) | bit(kGoodLevel) | bit(kBestLevel) | bit(kWorstUp) | bit(kGoodUp) | bit(kUnknownFigure);
        return {covered ? bit(kWorstUp) : 0, covered ? any : any | bit(kUncovered)};
    }

private:
    static std::uint64_t up_to(std::size_t figure) {
        return bit(figure) | bit(kWorstUp) | (figure >= kGoodLevel ? bit(kGoodUp) : 0);
    }

    const Questions& m_questions;
    std::size_t m_block;
    const OperatorOffer& m_offer;
    std::uint32_t m_op;
    std::vector<std::size_t> m_figure;  ///< per level of the offer
};

class CountsQuestion final : public ReferenceQuestion {
public:
    /// `level`: position among the block's levels, or their number for any.
    CountsQuestion(const model::RunModel& model, const Questions& questions, std::size_t block, std::size_t rank)
        : m_questions(questions), m_block(block), m_rank(rank) {
        figures = 2 * kCountFigures;
        for (std::size_t op = 0; op < questions.operators().size(); ++op)
            levelled = levelled && layers_have_levels(model.catalogue, questions.offer(block, op).any.pass_bits);
    }

    [[nodiscard]] FigureMask ask(std::uint32_t market, std::span<const std::uint64_t> signature) const override {
        std::size_t present = 0, unknown = 0, exact = 0, exact_unknown = 0;
        const auto& levels = m_questions.blocks()[m_block].levels;
        for (const std::uint32_t op : m_questions.operators_of(market, m_block)) {
            const OperatorOffer& said = m_questions.offer(m_block, op);
            const bool any = m_rank == levels.size();
            const model::Offer found = (any ? said.any : said.at_least[m_rank]).offer(signature);
            present += found == model::Offer::present ? 1 : 0;
            unknown += found == model::Offer::unknown ? 1 : 0;
            const std::uint16_t state = said.best(signature);
            exact_unknown += state == said.unknown() ? 1 : 0;
            exact += any ? (state <= said.covered() ? 1 : 0)
                         : (state < said.levels.size() && said.levels[state] == levels[m_rank] ? 1 : 0);
        }
        FigureMask mask = between(0, present, unknown);
        const FigureMask other = between(kCountFigures, exact, exact_unknown);
        mask.sure |= other.sure;
        mask.may |= other.may | (unknown > 0 ? bit(kUnknownFigure) : 0);
        return mask;
    }

    [[nodiscard]] std::size_t operators(std::uint32_t market) const override {
        return m_questions.operators_of(market, m_block).size();
    }

private:
    static FigureMask between(std::size_t first, std::size_t present, std::size_t unknown) {
        FigureMask mask;
        for (std::size_t k = present; k <= present + unknown && k < kCountFigures; ++k) mask.may |= bit(first + k);
        if (unknown == 0) mask.sure = mask.may;
        return mask;
    }

    const Questions& m_questions;
    std::size_t m_block, m_rank;
};

class DebitsQuestion final : public ReferenceQuestion {
public:
    DebitsQuestion(const model::Catalogue& catalogue, const std::string& asked) {
        figures = 4 * kDebitFigures;
        technology = asked;
        const std::array<std::string, 4> media = {asked, "any", "terrestrial", "wired"};
        for (std::uint32_t b = 0; b < catalogue.layers.size(); ++b) {
            const model::LayerInfo& layer = catalogue.layers[b];
            const model::Claim& claim = catalogue.claims[layer.claim.value].key;
            if (claim.kind != "fixed" || claim.nature == "planned") continue;
            satellites = satellites || model::medium_of(claim.technology) == model::Medium::satellite;
            Layer& offer = m_layers.emplace_back();
            offer.bit = b;
            for (std::size_t m = 0; m < media.size(); ++m)
                for (std::size_t f = 1; f < kDebitFigures; ++f)
                    if (model::of_medium(claim.technology, media.at(m)) && layer.speed.down_kbps >= model::debit_kbps()[f])
                        offer.meets |= bit(m * kDebitFigures + f);
        }
        for (std::uint32_t c = 0; c < catalogue.claims.size(); ++c)
            if (catalogue.claims[c].key.kind == "fixed") m_known.add(catalogue, core::ClaimId(c), {});
    }

    [[nodiscard]] bool asks_nothing() const { return m_layers.empty(); }

    /// Somebody who says nothing at premises that he knows offers nothing there; premises that nobody knows are unknown.
    [[nodiscard]] FigureMask ask(std::uint32_t, std::span<const std::uint64_t> signature) const override {
        FigureMask mask;
        for (const Layer& layer : m_layers)
            if ((signature[layer.bit / 64] >> (layer.bit % 64)) & 1U) mask.sure |= layer.meets;
        const bool known = m_known.known(signature);
        for (std::size_t first = 0; first < figures; first += kDebitFigures) {
            if ((mask.sure >> (first + 1)) & 1U) continue;
            if (known)
                mask.sure |= bit(first);
            else
                mask.may |= (bit(kDebitFigures) - 1) << first | bit(kUnknownFigure);
        }
        mask.may |= mask.sure;
        return mask;
    }

private:
    struct Layer {
        std::uint32_t bit = 0;
        std::uint64_t meets = 0;
    };
    std::vector<Layer> m_layers;
    model::OperatorBits m_known;
};

bool same_technology(const std::string& a, const std::string& b) {
    return a == b || model::technology_set(a) == model::technology_set(b);
}

}  // namespace

ReferenceQuestions::ReferenceQuestions(const model::RunModel& model, const Questions& questions,
                                       const model::Reference& reference, const model::ReconcileOptions& options,
                                       Canonical canonical)
    : m_model(model), m_questions(questions), m_reference(reference), m_options(options), m_canonical(std::move(canonical)) {}

ReferenceQuestions::Found ReferenceQuestions::of(const model::ReferenceRow& row) {
    const std::string key = row.operator_code + '\t' + row.technology + '\t' + row.level;
    const auto known = m_known.find(key);
    return known != m_known.end() ? known->second : m_known.emplace(key, find(row)).first->second;
}

ReferenceQuestions::Found ReferenceQuestions::find(const model::ReferenceRow& row) {
    switch (m_reference.shape) {
        case model::ReferenceShape::levels:
            return levels_of(row);
        case model::ReferenceShape::counts:
            return counts_of(row);
        case model::ReferenceShape::debits:
            return debits();
    }
    return NotCompared::technology_missing;
}

/// The mobile blocks of a technology: the wanted service first.
std::vector<std::size_t> ReferenceQuestions::blocks_of(const std::string& technology) const {
    std::vector<std::size_t> found;
    std::set<std::string> vintages;
    for (std::size_t b = 0; b < m_questions.blocks().size(); ++b) {
        const Block& block = m_questions.blocks()[b];
        if (block.kind != "mobile" || !same_technology(block.technology, technology)) continue;
        if (!m_options.service.empty() && block.service != m_options.service) continue;
        vintages.insert(block.vintage);
        if (m_options.vintage.empty() || block.vintage == m_options.vintage) found.push_back(b);
    }
    if (vintages.size() > 1 && m_options.vintage.empty()) {
        std::string names;
        for (const std::string& vintage : vintages) names += (names.empty() ? "" : ", ") + (vintage.empty() ? "«»" : vintage);
        throw core::Error(core::ErrorKind::usage, "--vintage", "the run's claims have several: name one of " + names);
    }
    const bool calls = model::technology_set(technology).front() == "2G";
    const auto wanted = [&](std::size_t b) { return m_questions.blocks()[b].service == (calls ? "voice" : "data"); };
    std::stable_partition(found.begin(), found.end(), wanted);
    return found;
}

ReferenceQuestions::Found ReferenceQuestions::levels_of(const model::ReferenceRow& row) {
    const std::string code = m_canonical(row.operator_code);
    const auto& operators = m_questions.operators();
    const auto found = std::find(operators.begin(), operators.end(), code);
    if (found == operators.end()) return NotCompared::operator_missing;
    const auto op = static_cast<std::size_t>(found - operators.begin());
    for (const std::size_t block : blocks_of(row.technology)) {
        if (m_questions.offer(block, op).nature.empty()) continue;
        auto question = std::make_unique<LevelsQuestion>(m_model, m_questions, block, op);
        question->operator_code = code;
        question->operator_name = m_model.operator_name(code);
        question->technology = row.technology;
        return keep(std::move(question));
    }
    return NotCompared::technology_missing;
}

ReferenceQuestions::Found ReferenceQuestions::counts_of(const model::ReferenceRow& row) {
    const std::vector<std::size_t> blocks = blocks_of(row.technology);
    if (blocks.empty()) return NotCompared::technology_missing;
    const auto& levels = m_questions.blocks()[blocks.front()].levels;
    const auto level = std::find_if(levels.begin(), levels.end(), [&](const auto& name) { return upper(name) == row.level; });
    auto question =
        std::make_unique<CountsQuestion>(m_model, m_questions, blocks.front(), static_cast<std::size_t>(level - levels.begin()));
    question->technology = row.technology;
    question->level = row.level;
    question->levelled = question->levelled && (row.level.empty() || level != levels.end());
    return keep(std::move(question));
}

ReferenceQuestions::Found ReferenceQuestions::debits() {
    auto question = std::make_unique<DebitsQuestion>(m_model.catalogue, m_reference.medium);
    if (question->asks_nothing()) return NotCompared::technology_missing;
    return keep(std::move(question));
}

std::size_t ReferenceQuestions::keep(std::unique_ptr<ReferenceQuestion> question) {
    m_all.push_back(std::move(question));
    return m_all.size() - 1;
}

}  // namespace covmap::measure

#include "measure/sheet/sentence_words.hpp"

namespace covmap::measure {
namespace {

const Text kModelled = {"modélisé", "modelled"};

std::string with_capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

}  // namespace

Text lacking_words(const model::IndicatorSpec& spec) {
    const Text label = label_or(spec.label, spec.name);
    const Text quoted = Text{"«\u202F", "«"} + label + Text{"\u202F»", "»"};
    return (spec.low_is_good ? Text{"dans le cas ", "under "} : Text{"sans ", "without "}) + quoted;
}

bool is_claimed(const Basis& basis) { return basis.any_claim && basis.nature.en == "as claimed by operators"; }

Text lead_words(const Basis& basis) {
    if (!basis.any_claim) return {};
    if (is_claimed(basis)) return {"Selon les opérateurs", "According to the operators"};
    if (!basis.nature.en.starts_with(kModelled.en)) return {with_capital(basis.nature.fr), with_capital(basis.nature.en)};
    const std::string year = basis.date.substr(0, 4);
    const Text of_year = year.empty() ? Text{} : Text{" de " + year, " of " + year};
    return Text{"Selon un modèle", "According to a model"} + of_year +
           Text{basis.nature.fr.substr(kModelled.fr.size()), basis.nature.en.substr(kModelled.en.size())};
}

}  // namespace covmap::measure

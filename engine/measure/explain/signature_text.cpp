#include "measure/explain/signature_text.hpp"

namespace covmap::measure {
namespace {

std::string layer_text(const model::Catalogue& catalogue, std::size_t layer, const SignatureWords& words) {
    const model::Claim& claim = catalogue.claims[catalogue.layers[layer].claim.value].key;
    std::string name = words.name_of(claim.operator_code) + " " + claim.technology;
    for (const std::string* part : {&claim.service, &catalogue.layers[layer].level, &claim.vintage})
        if (!part->empty()) name += " " + *part;
    return name;
}

bool concerns_extent(const model::Catalogue& catalogue, std::size_t extent, const SignatureWords& words) {
    if (!words.concerns) return true;
    for (const model::ClaimInfo& claim : catalogue.claims)
        if ((claim.extent == static_cast<int>(extent) || claim.doubt == static_cast<int>(extent)) && words.concerns(claim.key))
            return true;
    return false;
}

}  // namespace

Text signature_text(const model::Catalogue& catalogue, const core::SignatureTable& signatures, core::SignatureId id,
                    const SignatureWords& words) {
    Text text;
    const auto add = [&](const Text& part) { text = text.en.empty() ? part : text + same(" + ") + part; };
    const std::size_t layers = catalogue.layers.size();
    for (std::size_t bit = 0; bit < catalogue.bits(); ++bit) {
        if (!signatures.test(id, bit)) continue;
        if (bit >= layers) {
            if (concerns_extent(catalogue, bit - layers, words))
                add((catalogue.extents[bit - layers].doubt ? Text{"dans le doute : ", "in doubt: "}
                                                           : Text{"connu : ", "known: "}) +
                    same(catalogue.extents[bit - layers].source));
        } else if (!words.concerns || words.concerns(catalogue.claims[catalogue.layers[bit].claim.value].key)) {
            add(same(layer_text(catalogue, bit, words)));
        }
    }
    return text;
}

}  // namespace covmap::measure

// A signature in words: which layers are there, and whose map speaks there.
#pragma once

#include <functional>
#include <string>

#include "core/signature.hpp"
#include "measure/words.hpp"
#include "model/layer.hpp"

namespace covmap::measure {

struct SignatureWords {
    std::function<std::string(const std::string&)> name_of;       ///< of an operator's code
    std::function<bool(const model::Claim&)> concerns = nullptr;  ///< claims that are told; empty: all
};

/// «Alizé 4G data BC + known: dune_extent.geojson»; empty where none is there.
Text signature_text(const model::Catalogue& catalogue, const core::SignatureTable& signatures, core::SignatureId id,
                    const SignatureWords& words);

}  // namespace covmap::measure

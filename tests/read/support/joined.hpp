// A supply of records joined with a demand, and its offers in words.
#pragma once

#include <string>

#include "core/decimal.hpp"
#include "model/table.hpp"
#include "read/demand/demand.hpp"
#include "read/premises/record_join.hpp"

namespace covmap::test {

inline read::SupplyRead joined(const model::SupplySpec& spec, const read::OpenDemand& demand,
                               std::size_t memory = std::size_t{1} << 20) {
    read::RecordJoin join(spec, {}, demand.premises(), memory);
    for (std::size_t i = 0; i < join.files(); ++i) join.read_file(i);
    const std::uint32_t parts = join.begin_join();
    for (std::uint32_t p = 0; p < parts; ++p) join.join(p);
    return join.finish();
}

/// «A FTTH 1000; B COPPER 8/1», or «unknown», or «nothing».
inline std::string offers_at(const read::SupplyRead& read, std::size_t premises) {
    const std::uint32_t set = read.set_of.at(premises);
    if (set == 0) return "unknown";
    std::string text;
    for (const std::uint32_t layer : read.sets.at(set)) {
        const auto& l = read.layers.at(layer);
        const model::Claim& claim = read.claims.at(l.claim);
        text += (text.empty() ? "" : "; ") + claim.operator_code + " " + claim.technology;
        if (!l.level.empty()) text += " " + l.level;
        if (l.speed.down_kbps >= 0) text += " " + model::decimal_text(l.speed.down_kbps, 3);
        if (l.speed.up_kbps >= 0) text += "/" + model::decimal_text(l.speed.up_kbps, 3);
        if (l.speed.low_latency >= 0) text += l.speed.low_latency == 1 ? " low" : " high";
    }
    return text.empty() ? "nothing" : text;
}

}  // namespace covmap::test

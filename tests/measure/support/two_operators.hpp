// The world of most tests of measure: three communes, two operators, four layers.
//
// O claims 4G in levels TBC, BC, CL (bits 0, 1, 2) and is known everywhere; P claims 4G without levels (bit 3) and is known
// where bit 4 is set. People and km²:
//
//   A1   O at TBC, P     60   6        A2   O at CL, P not known   10   1        X0   O at BC, P absent   5   1
//        O and P absent  40   4             O absent, P not known  20   3             both absent         1   2
#pragma once

#include "measure/support/world.hpp"

namespace covmap::test {

struct TwoOperators {
    model::RunModel model;
    MemoryTally tally;

    TwoOperators() : model(three_communes()), tally(3, 2, 5) {
        const auto o = add_claim(model, "O", "4G", {{"TBC", "BC", "CL"}, ""});
        const auto p = add_claim(model, "P", "4G");
        add_layer(model, o, "TBC");
        add_layer(model, o, "BC");
        add_layer(model, o, "CL");
        add_layer(model, p);
        add_extent(model, {p});
        add(0, {0, 3, 4}, 60, 6);
        add(0, {4}, 40, 4);
        add(1, {2}, 10, 1);
        add(1, {}, 20, 3);
        add(2, {1, 4}, 5, 1);
        add(2, {4}, 1, 2);
        tally.finish();
    }

private:
    void add(std::size_t territory, const std::vector<std::size_t>& bits, std::int64_t people, std::int64_t km2) {
        tally.add(territory, bits, {people * kPerson, km2 * kKm2});
    }
};

}  // namespace covmap::test

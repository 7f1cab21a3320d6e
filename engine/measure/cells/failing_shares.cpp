#include "measure/cells/failing_shares.hpp"

#include <bit>

#include "measure/checked.hpp"
#include "measure/share/share_tally.hpp"

namespace covmap::measure {

namespace {

/// What fails of one share in each territory, and how far it is given out.
struct FailingShare {
    std::vector<std::int64_t> failing, people;  ///< per territory: of the share, and of whom it is a share
    std::vector<std::int64_t> seen, given;      ///< so far
    std::int64_t unknown = 0;
};

std::vector<FailingShare> failing_of(const core::TallyReader& tally, const FailingQuestion& question,
                                     std::span<const TalliedShare> shares) {
    const std::vector<std::int64_t> none(question.published->size(), 0);
    std::vector<FailingShare> found(shares.size(), {none, none, none, none, 0});
    OutcomeTable outcomes(*question.indicators);
    const auto bits_of = [&](std::uint32_t number) { return tally.signatures()[core::SignatureId(number)]; };
    tally.for_each([&](const core::TerritoryTally& rows) {
        const std::uint32_t t = rows.territory.value;
        for (std::size_t row = 0; row < rows.signatures.size(); ++row) {
            const FailingVerdict verdict =
                verdict_of(question, rows.territory, outcomes.at(question.market_of[t], rows.signatures[row], bits_of));
            if (verdict == FailingVerdict::serves) continue;
            const std::int64_t* values = rows.values.data() + row * tally.stride();
            for (std::size_t s = 0; s < shares.size(); ++s) {
                const std::int64_t value = values[shares[s].attribute];
                add_to(verdict == FailingVerdict::unknown ? found[s].unknown : found[s].failing[t], value);
                if (verdict == FailingVerdict::fails) add_to(found[s].people[t], values[shares[s].share->of]);
            }
        }
    });
    return found;
}

}  // namespace

void add_failing_shares(const core::TallyReader& tally, const FailingQuestion& question, std::span<const TalliedShare> shares,
                        core::FailingCells& cells) {
    std::vector<FailingShare> found = failing_of(tally, question, shares);
    core::FailingCells wide;
    const std::size_t own = cells.attributes;
    wide.attributes = own + shares.size();
    wide.unknown = cells.unknown;
    for (const FailingShare& one : found) wide.unknown.push_back(one.unknown);
    for (std::size_t c = 0; c < cells.cells.size(); ++c) {
        core::FailingCell cell = cells.cells[c];
        const std::uint32_t t = cell.territory.value;
        const std::size_t leaves =
            cell.first == core::FailingCell::kEven ? 0 : static_cast<std::size_t>(std::popcount(cell.where));
        const std::int64_t *people = cells.people.data() + c * own, *spread = leaves == 0 ? nullptr : &cells.spread[cell.first];
        const std::size_t first = wide.spread.size();
        if (leaves > 0) cell.first = first;
        wide.people.insert(wide.people.end(), people, people + own);
        wide.spread.resize(first + leaves * wide.attributes);
        for (std::size_t leaf = 0; leaf < leaves; ++leaf)
            std::copy_n(spread + leaf * own, own, &wide.spread[first + leaf * wide.attributes]);
        for (std::size_t s = 0; s < shares.size(); ++s) {
            FailingShare& one = found[s];
            const std::size_t of = shares[s].share->of;
            one.seen[t] += people[of];
            const std::int64_t upto = part_of(one.failing[t], one.seen[t], one.people[t]);
            const std::int64_t here = upto - std::exchange(one.given[t], upto);
            wide.people.push_back(here);
            std::int64_t seen = 0, given = 0;
            for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
                seen += spread[leaf * own + of];
                const std::int64_t so_far = part_of(here, seen, people[of]);
                wide.spread[first + leaf * wide.attributes + own + s] = so_far - std::exchange(given, so_far);
            }
        }
        wide.cells.push_back(cell);
    }
    cells = std::move(wide);
}

}  // namespace covmap::measure

// Attributes that are known by territory, spread over its people: docs/methods/share.md.
//
// Within a territory such an attribute is assumed even: each signature has so much of the territory's figure as of its people. So
// it follows from the tally, and cells need no more than that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "core/text.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// value × part ÷ whole, rounded to the nearest, halves up; exact. 0 where the whole is 0. Takes 0 <= part <= whole, value >= 0.
/// Differences of it over a growing part are whole quanta that add up to the value.
std::int64_t part_of(std::int64_t value, std::int64_t part, std::int64_t whole);

/// What each territory has of an attribute, quanta; `territories` of them. Cost: a pass over the tally.
std::vector<std::int64_t> totals_of(const core::TallyReader& tally, std::size_t attribute, std::size_t territories);

/// A tally with more attributes behind its own, before the area: of each territory the parts of each share's value, by cumulative
/// rounding over its signatures in their order. They add up to the value; 0 where it is not known. Both outlive the reader.
class ShareTally final : public core::TallyReader {
public:
    ShareTally(const core::TallyReader& own, const std::vector<model::Share>& shares) : m_own(own), m_shares(shares) {}
    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_own.signatures(); }
    [[nodiscard]] std::size_t stride() const override { return m_own.stride() + m_shares.size(); }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override;

private:
    const core::TallyReader& m_own;
    const std::vector<model::Share>& m_shares;
};

/// The rows behind lo and hi, widened likewise; they hold all people of a territory.
void share_doubt(const std::vector<model::Share>& shares, std::vector<core::DoubtRow>& rows);

/// «Seniors (assumed even within the commune)». `unit` is that of the territories.
core::Text share_label(const core::Text& label, const std::string& name, const std::string& unit);

}  // namespace covmap::measure

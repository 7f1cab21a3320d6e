#include "measure/measurement/claimed_levels.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace covmap::measure {

namespace {

constexpr std::size_t kRing = 8;

bool is_of(const model::TestSubject& subject, const model::Claim& claim) {
    return claim.nature == "claimed" && claim.operator_code == subject.operator_code && claim.technology == subject.technology &&
           (claim.service == subject.service || claim.service.empty() || subject.service.empty());
}

}  // namespace

SubjectClaims::SubjectClaims(const model::TestSubject& subject, const model::Catalogue& catalogue) {
    std::vector<core::ClaimId> claims;
    std::string last;
    bool without = false;
    for (std::uint32_t c = 0; c < catalogue.claims.size(); ++c) {
        const model::ClaimInfo& claim = catalogue.claims[c];
        if (!is_of(subject, claim.key)) continue;
        claims.emplace_back(c);
        without = without || claim.key.vintage.empty();
        last = std::max(last, claim.key.vintage);
    }
    std::erase_if(claims, [&](core::ClaimId id) { return catalogue.claims[id.value].key.vintage != (without ? "" : last); });
    for (const core::ClaimId id : claims) {
        const model::ClaimInfo& claim = catalogue.claims[id.value];
        m_date = std::max(m_date, claim.date);
        m_any.add(catalogue, id, {});
        for (const std::string& level : claim.scale.levels)
            if (std::find(m_levels.begin(), m_levels.end(), level) == m_levels.end()) m_levels.push_back(level);
    }
    for (const std::string& level : m_levels) {
        model::OperatorBits& bits = m_at_least.emplace_back();
        for (const core::ClaimId id : claims) bits.add(catalogue, id, {level, {}});
    }
    if (m_levels.empty() && !claims.empty()) {
        m_levels.emplace_back();
        m_at_least.push_back(m_any);
    }
}

std::int8_t SubjectClaims::rank(std::span<const std::uint64_t> signature) const {
    const model::Offer any = m_any.offer(signature);
    if (any == model::Offer::unknown) return kUnknown;
    const auto levels = static_cast<std::int8_t>(m_levels.size());
    if (any == model::Offer::absent) return levels;
    for (std::int8_t level = 0; level < levels; ++level)
        if (m_at_least[static_cast<std::size_t>(level)].offer(signature) == model::Offer::present) return level;
    return static_cast<std::int8_t>(levels - 1);
}

std::vector<TestPoint> test_points(const std::vector<model::MeasuredTest>& tests, const std::vector<core::Point>& rings) {
    std::vector<TestPoint> points;
    const auto add = [&](core::Point at, std::size_t test, bool around) {
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
        const double col = std::floor(at.x), row = std::floor(at.y);
        points.push_back({static_cast<core::Row>(row), static_cast<core::Col>(col), at.x - col, at.y - row,
                          static_cast<std::uint32_t>(test), around});
    };
    for (std::size_t t = 0; t < tests.size(); ++t) {
        add(tests[t].grid, t, false);
        if (tests[t].ring == model::MeasuredTest::kNone) continue;
        for (std::size_t p = 0; p < kRing; ++p) add(rings[tests[t].ring + p], t, true);
    }
    std::sort(points.begin(), points.end(), [](const TestPoint& a, const TestPoint& b) {
        return std::tie(a.row, a.col, a.test) < std::tie(b.row, b.col, b.test);
    });
    return points;
}

void TestPlace::add(bool around, core::TerritoryId where, std::int8_t rank) {
    if (!around) {
        territory = where;
        known = rank != SubjectClaims::kUnknown;
    }
    if (rank == SubjectClaims::kUnknown) return;
    best = worst == SubjectClaims::kUnknown ? rank : std::min(best, rank);
    worst = std::max(worst, rank);
}

template <class Visit>
void TestSink::for_each(core::Row row, core::Col begin, core::Col end, const Visit& visit) const {
    auto at = std::lower_bound(
        m_points.begin(), m_points.end(), std::pair(row, begin),
        [](const TestPoint& p, const std::pair<core::Row, core::Col>& cell) { return std::pair(p.row, p.col) < cell; });
    for (; at != m_points.end() && at->row == row && at->col < end; ++at) visit(*at);
}

void TestSink::add(const TestPoint& point, core::TerritoryId territory, std::uint32_t signature) {
    const SubjectClaims& claims = m_claims[m_tests[point.test].subject];
    m_found.push_back({point.test, territory, point.around, claims.rank(m_signatures->bits(signature))});
}

void TestSink::group(const core::Group& group) {
    for_each(group.row, group.col, group.col + group.cells,
             [&](const TestPoint& p) { add(p, group.territory, group.signatures.front()); });
}

void TestSink::cut(const core::CutCell& cell) {
    for_each(cell.row, cell.col, cell.col + 1, [&](const TestPoint& p) {
        const int part = cell.part_at(p.x, p.y);
        if (part < 0) return;
        const auto& at = cell.parts[static_cast<std::size_t>(part)];
        add(p, at.territory, at.signature);
    });
}

}  // namespace covmap::measure

// What is claimed where a test was made.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/sink.hpp"
#include "core/units.hpp"
#include "model/indicator.hpp"
#include "model/measured_test.hpp"

namespace covmap::measure {

/// The claims that tests of one subject are held against: those of its operator, of nature «claimed», for exactly its technology,
/// and for its service or without one; of several vintages those without, else the last.
class SubjectClaims {
public:
    static constexpr std::int8_t kUnknown = -1;

    SubjectClaims(const model::TestSubject& subject, const model::Catalogue& catalogue);

    /// Best first; one empty text where the claims have no levels; empty where there is no claim.
    [[nodiscard]] const std::vector<std::string>& levels() const { return m_levels; }
    /// The newest of the claims, ISO, or empty.
    [[nodiscard]] const std::string& date() const { return m_date; }
    /// Position of the best level claimed, levels().size() where nothing is claimed, kUnknown where no map speaks. A layer of
    /// unknown level counts as the worst.
    [[nodiscard]] std::int8_t rank(std::span<const std::uint64_t> signature) const;

private:
    std::vector<std::string> m_levels;
    std::vector<model::OperatorBits> m_at_least;  ///< per level
    model::OperatorBits m_any;
    std::string m_date;
};

/// One point of a test: its position, or one of the eight around it.
struct TestPoint {
    core::Row row = 0;  ///< its cell
    core::Col col = 0;
    double x = 0, y = 0;  ///< in the cell, 0..1
    std::uint32_t test = 0;
    bool around = false;
};
/// Sorted by (row, column); `rings` as read. Points that are not finite are left out.
std::vector<TestPoint> test_points(const std::vector<model::MeasuredTest>& tests, const std::vector<core::Point>& rings);

/// Where a test was made: its territory, and the ranks of what is claimed there and within its accuracy.
struct TestPlace {
    core::TerritoryId territory;                            ///< invalid: outside all of them
    std::int8_t best = 0, worst = SubjectClaims::kUnknown;  ///< over the point and those around it where some map speaks
    bool known = false;                                     ///< a map speaks at the point itself
    void add(bool around, core::TerritoryId where, std::int8_t rank);
};

/// Looks up the points of tests as the sweep goes over them: exact in uncut cells; in cut cells a border is known to 2^-15 of a
/// cell. One instance a worker; what it is given outlives it. Memory: 12 bytes a point.
class TestSink final : public core::Sink {
public:
    TestSink(const std::vector<TestPoint>& points, const std::vector<model::MeasuredTest>& tests,
             const std::vector<SubjectClaims>& claims)
        : m_points(points), m_tests(tests), m_claims(claims) {}
    void begin_band(core::Row, const core::SignatureLookup& signatures) override { m_signatures = &signatures; }
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row) override {}

    struct Found {
        std::uint32_t test = 0;
        core::TerritoryId territory;
        bool around = false;
        std::int8_t rank = 0;
    };
    [[nodiscard]] const std::vector<Found>& found() const { return m_found; }

private:
    template <class Visit>
    void for_each(core::Row row, core::Col begin, core::Col end, const Visit& visit) const;
    void add(const TestPoint& point, core::TerritoryId territory, std::uint32_t signature);

    const std::vector<TestPoint>& m_points;
    const std::vector<model::MeasuredTest>& m_tests;
    const std::vector<SubjectClaims>& m_claims;
    const core::SignatureLookup* m_signatures = nullptr;
    std::vector<Found> m_found;
};

}  // namespace covmap::measure

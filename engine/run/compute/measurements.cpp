#include "run/compute/measurements.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>

#include "core/counted.hpp"
#include "measure/measurement/test_groups.hpp"
#include "measure/presence.hpp"
#include "measure/tables/rollup.hpp"
#include "model/square_id.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

using measure::TestUnit;
using model::MeasuredTest;

constexpr std::int64_t kQuantaPerM2 = 100;  // dm2

/// «2024-12-31», «2024-12» or «2024» so many months later, as a day since 1970; nothing where there is no date.
std::optional<std::int32_t> months_after(const std::string& date, int months) {
    int year = 0;
    unsigned month = 1, day = 1;
    if (std::sscanf(date.c_str(), "%d-%u-%u", &year, &month, &day) < 1) return std::nullopt;
    std::chrono::year_month_day at{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    at += std::chrono::months(months);
    if (!at.ok()) at = at.year() / at.month() / std::chrono::last;  // 31 January and a month
    return static_cast<std::int32_t>(std::chrono::sys_days(at).time_since_epoch().count());
}

/// The days on which tests may be held against a claim.
struct Period {
    std::int32_t first = std::numeric_limits<std::int32_t>::min(), last = std::numeric_limits<std::int32_t>::max();
    [[nodiscard]] bool holds(std::int32_t day) const { return day == MeasuredTest::kNoDay || (day >= first && day <= last); }
};

Period period_of(const std::string& date, int months) {
    const auto first = months_after(date, -months), last = months_after(date, months);
    if (months == 0 || !first || !last) return {};
    return {*first, *last};
}

std::vector<measure::TestPlace> places_of(const std::vector<measure::TestSink::Found>& found, std::size_t tests) {
    std::vector<measure::TestPlace> places(tests);
    for (const measure::TestSink::Found& one : found) places[one.test].add(one.around, one.territory, one.rank);
    return places;
}

std::vector<std::int64_t> areas_of(const core::TallyReader& tally, std::size_t territories) {
    std::vector<std::int64_t> areas(territories, 0);
    tally.for_each([&](const core::TerritoryTally& rows) {
        for (std::size_t at = tally.stride() - 1; at < rows.values.size(); at += tally.stride())
            areas[rows.territory.value] += rows.values[at];
    });
    return areas;
}

/// Per row of a unit the row of a larger one; empty where some row lies in several.
std::vector<std::uint32_t> whole_of(const measure::Unit& unit, const measure::Unit& larger) {
    std::vector<std::uint32_t> whole(unit.rows.size(), TestUnit::kNoRow);
    for (std::size_t t = 0; t < unit.row_of.size(); ++t) {
        if (unit.row_of[t] == measure::kUnpublished) continue;
        std::uint32_t& of_row = whole[unit.row_of[t]];
        if (of_row != TestUnit::kNoRow && of_row != larger.row_of[t]) return {};
        of_row = larger.row_of[t];
    }
    return whole;
}

/// One [[measurement]] when the sweep is done.
class TestSettling {
public:
    TestSettling(TestsOfJob& list, const model::MeasurementSpec& spec, const std::vector<measure::TestSink::Found>& found,
                 model::RunModel& model)
        : m_list(list),
          m_read(list.read),
          m_spec(spec),
          m_model(model),
          m_places(places_of(found, list.read.tests.size())),
          m_units(measure::make_units(model)),
          m_beside(spec.beside || list.read.coarse),
          m_row(list.read.tests.size(), TestUnit::kNoRow) {}

    void settle(const std::vector<std::int64_t>& areas) {
        choose_tests();
        std::vector<TestUnit> units;
        for (std::size_t u = 0; u < m_units.size(); ++u) units.push_back(unit_of(u, areas));
        if (m_spec.square_m > 0) units.push_back(squares());
        model::Measured& measured = m_model.measured.emplace_back();
        measured.name = m_spec.name;
        measured.rows = measure::group_tests(
            {m_spec, m_read.subjects, m_read.situations, m_read.tests, m_list.claims, m_places, m_beside}, units);
        tell();
    }

private:
    void left_out(const std::string& code, std::size_t test) {
        auto file = m_read.files.begin();
        while (file + 1 != m_read.files.end() && (file + 1)->first <= test) ++file;
        const model::TestSubject& subject = m_read.subjects[m_read.tests[test].subject];
        const bool shown = code == "test-operator-unknown" && !m_spec.source.info.confidential;
        m_read.defects.add(code, {file->shown, file->layer, m_read.records[test], shown ? subject.operator_code : std::string()});
    }

    [[nodiscard]] std::vector<bool> known_operators() const {
        const std::vector<std::string> licensed = measure::operators_of_markets(m_model);
        std::vector<bool> known;
        for (const model::TestSubject& subject : m_read.subjects) {
            const auto claims = [&](const model::ClaimInfo& claim) { return claim.key.operator_code == subject.operator_code; };
            known.push_back(subject.operator_code.empty() ||
                            std::find(licensed.begin(), licensed.end(), subject.operator_code) != licensed.end() ||
                            std::any_of(m_model.catalogue.claims.begin(), m_model.catalogue.claims.end(), claims));
        }
        return known;
    }

    /// The territory of each test that counts.
    void choose_tests() {
        const std::vector<bool> here = meant(m_model.territories, m_spec.extent), known = known_operators();
        std::vector<Period> periods;
        std::string newest;  // where the tests' own claims have no date
        for (const model::ClaimInfo& claim : m_model.catalogue.claims)
            if (claim.key.nature == "claimed") newest = std::max(newest, claim.date);
        for (const measure::SubjectClaims& claims : m_list.claims)
            periods.push_back(m_beside ? Period{} : period_of(claims.date().empty() ? newest : claims.date(), m_spec.months));
        for (std::size_t t = 0; t < m_row.size(); ++t) {
            const MeasuredTest& test = m_read.tests[t];
            const core::TerritoryId territory = m_places[t].territory;
            if (!territory.valid() || !here[territory.value])
                left_out("test-outside", t);
            else if (!known[test.subject])
                left_out("test-operator-unknown", t);
            else if (!periods[test.subject].holds(test.day))
                left_out("test-other-date", t);
            else
                m_row[t] = m_units.front().row_of[territory.value] == measure::kUnpublished ? TestUnit::kNoRow : territory.value;
        }
    }

    [[nodiscard]] TestUnit unit_of(std::size_t u, const std::vector<std::int64_t>& areas) const {
        const measure::Unit& unit = m_units[u];
        TestUnit made;
        made.name = unit.name;
        for (const measure::UnitRow& row : unit.rows) made.codes.push_back(row.code);
        made.areas.assign(unit.rows.size(), 0);
        for (std::size_t t = 0; t < unit.row_of.size(); ++t)
            if (unit.row_of[t] != measure::kUnpublished) made.areas[unit.row_of[t]] += areas[t];
        for (const std::uint32_t territory : m_row)
            made.row_of.push_back(territory == TestUnit::kNoRow ? TestUnit::kNoRow : unit.row_of[territory]);
        for (std::size_t larger = u + 1; larger < m_units.size(); ++larger)
            if (std::vector<std::uint32_t> whole = whole_of(unit, m_units[larger]); !whole.empty())
                made.wholes.push_back(std::move(whole));
        return made;
    }

    [[nodiscard]] TestUnit squares() const {
        const core::Lattice lattice{m_read.squares.crs, 0, 0, static_cast<double>(m_spec.square_m),
                                    static_cast<double>(m_spec.square_m)};
        TestUnit made;
        made.name = "square";
        std::map<std::string, std::uint32_t> numbers;
        std::vector<std::string> names(m_row.size());
        for (std::size_t t = 0; t < m_row.size(); ++t)
            if (m_row[t] != TestUnit::kNoRow)
                numbers.emplace(names[t] = model::square_id(lattice, m_read.tests[t].row, m_read.tests[t].col), 0);
        for (auto& [name, number] : numbers) {
            number = static_cast<std::uint32_t>(made.codes.size());
            made.codes.push_back(name);
        }
        for (std::size_t t = 0; t < m_row.size(); ++t)
            made.row_of.push_back(m_row[t] == TestUnit::kNoRow ? TestUnit::kNoRow : numbers.at(names[t]));
        made.areas.assign(made.codes.size(), m_spec.square_m * m_spec.square_m * kQuantaPerM2);
        made.wholes.emplace_back(made.codes.size(), 0);
        return made;
    }

    void tell() {
        std::int64_t count = 0;
        for (std::size_t t = 0; t < m_row.size(); ++t)
            if (m_row[t] != TestUnit::kNoRow) count += m_read.tests[t].tests;
        const std::string name = "measurement «" + m_spec.name + "»: ";
        if (count == 0)
            m_model.warnings.push_back(name + "none of its records is a test in what is published: the defects of " +
                                       m_spec.source.given + " say why");
        if (m_read.coarse && !m_spec.beside)
            m_model.warnings.push_back(name +
                                       "all its positions are of whole hundredths of a degree, too coarse to be held against "
                                       "the claims: its tests stand beside them");
        std::int64_t unclaimed = 0, succeeded = 0;
        for (std::size_t t = 0; t < m_row.size(); ++t) {
            if (m_row[t] == TestUnit::kNoRow || m_beside || !m_places[t].known) continue;
            const MeasuredTest& test = m_read.tests[t];
            if (m_places[t].best != static_cast<std::int8_t>(m_list.claims[test.subject].levels().size())) continue;
            ++unclaimed;
            succeeded += test.outcome == 1 ? 1 : 0;
        }
        std::string line = name + core::counted(static_cast<std::size_t>(count), "test");
        if (unclaimed >= m_spec.min_tests)
            line += ", " + std::to_string(unclaimed) + " of them where nothing is claimed (" + std::to_string(succeeded) +
                    " succeeded)";
        m_model.notes.push_back(line + "; tests are no random sample");
    }

    TestsOfJob& m_list;
    read::TestRead& m_read;
    const model::MeasurementSpec& m_spec;
    model::RunModel& m_model;
    std::vector<measure::TestPlace> m_places;
    std::vector<measure::Unit> m_units;
    bool m_beside;
    std::vector<std::uint32_t> m_row;  ///< per test: its territory, or kNoRow
};

}  // namespace

std::vector<TestsOfJob> read_measurements(const model::Job& job, const core::Frame& frame, const read::Land* land) {
    std::vector<TestsOfJob> lists;
    const auto canonical = canonical_operators(job);
    for (const model::MeasurementSpec& spec : job.measurement) {
        TestsOfJob& list = lists.emplace_back();
        list.read = read::read_tests(spec, canonical, frame.lattice, clip_of(frame.cells), land);
        list.points = measure::test_points(list.read.tests, list.read.rings);
        list.read.rings = {};
    }
    return lists;
}

void hold_against(const model::Catalogue& catalogue, std::vector<TestsOfJob>& lists) {
    for (TestsOfJob& list : lists)
        for (const model::TestSubject& subject : list.read.subjects) list.claims.emplace_back(subject, catalogue);
}

void settle_measurements(std::vector<TestsOfJob>& lists, const FoundTests& found, const core::TallyReader& tally,
                         model::RunModel& model) {
    if (lists.empty()) return;
    const std::vector<std::int64_t> areas = areas_of(tally, model.territories.territories.size());
    for (std::size_t m = 0; m < lists.size(); ++m) {
        TestSettling(lists[m], model.job.measurement[m], found[m], model).settle(areas);
        lists[m].read.tests = {};
        lists[m].read.records = {};
        lists[m].points = {};
    }
}

void gather_measurements(const std::vector<TestsOfJob>& lists, model::RunModel& model) {
    for (std::size_t m = 0; m < lists.size(); ++m) {
        add_hashed(lists[m].read.inputs, model.job.measurement[m].source, "measurement[" + std::to_string(m) + "]", model);
        model.defects.merge(lists[m].read.defects);
    }
}

}  // namespace covmap::run

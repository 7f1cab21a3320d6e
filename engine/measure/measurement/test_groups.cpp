#include "measure/measurement/test_groups.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "measure/measurement/reliability.hpp"

namespace covmap::measure {

namespace {

using model::MeasuredRow;
using model::MeasuredTest;
using model::TestClaim;

// Where a source knows no devices, so many tests on so many days stand for three of them.
constexpr std::int64_t kTestsWithoutDevices = 20, kDaysWithoutDevices = 3;

/// What a row is of, beside its territory.
struct RowKey {
    std::uint32_t subject = 0;
    std::int8_t level = 0;
    TestClaim claim = TestClaim::yes;
    std::uint32_t situation = 0;
    auto operator<=>(const RowKey&) const = default;
};

/// One test in one row.
struct Entry {
    RowKey key;
    std::uint32_t row = 0, cluster = 0, test = 0;
    auto operator<=>(const Entry&) const = default;
};

/// Numbers of the clusters: columns.cluster, else device and day, else square of 1 km and day.
std::vector<std::uint32_t> cluster_numbers(const std::vector<MeasuredTest>& tests) {
    std::map<std::array<std::int64_t, 4>, std::uint32_t> numbers;
    std::vector<std::uint32_t> of_test;
    for (const MeasuredTest& t : tests) {
        std::array<std::int64_t, 4> key{0, t.cluster, 0, 0};
        if (t.cluster == MeasuredTest::kNone)
            key = t.device != MeasuredTest::kNone ? std::array<std::int64_t, 4>{1, t.device, t.day, 0}
                                                  : std::array<std::int64_t, 4>{2, t.km_row, t.km_col, t.day};
        of_test.push_back(numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second);
    }
    return of_test;
}

/// The keys that a test counts under.
template <class Visit>
void for_each_key(const TestList& list, std::size_t test, const Visit& visit) {
    const MeasuredTest& t = list.tests[test];
    const TestPlace& place = list.places[test];
    const auto key = [&](std::int8_t level, TestClaim claim) { visit(RowKey{t.subject, level, claim, t.situation}); };
    if (list.beside) return key(-1, TestClaim::beside);
    if (!place.known) return key(-1, TestClaim::unknown);
    const auto levels = static_cast<std::int8_t>(list.claims[t.subject].levels().size());
    if (place.best == levels) return key(-1, TestClaim::no);
    for (std::int8_t level = place.best; level < levels; ++level)
        key(level, place.worst <= level ? TestClaim::yes : TestClaim::edge);
}

/// A mean of what some tests tell.
struct Mean {
    std::int64_t sum = 0, tests = 0;
    void add(std::int64_t value, std::int64_t of) {
        if (value < 0) return;
        sum += value * of;
        tests += of;
    }
    [[nodiscard]] std::optional<std::int64_t> value() const {
        return tests == 0 ? std::nullopt : std::optional((sum + tests / 2) / tests);
    }
};

std::int64_t distinct(std::vector<std::int64_t>& values) {
    std::sort(values.begin(), values.end());
    return std::unique(values.begin(), values.end()) - values.begin();
}

MeasuredRow row_of(const TestList& list, const Entry* begin, const Entry* end) {
    MeasuredRow row;
    std::vector<std::int64_t> devices, days;
    std::vector<TestCluster> clusters;
    Mean down, up, latency;
    std::int64_t successes = 0, summed_devices = 0;
    bool told = true;
    for (const Entry* e = begin; e != end; ++e) {
        const MeasuredTest& t = list.tests[e->test];
        if (e == begin || e->cluster != (e - 1)->cluster) clusters.emplace_back();
        clusters.back().tests += t.tests;
        clusters.back().successes += t.outcome == 1 ? t.tests : 0;
        successes += t.outcome == 1 ? t.tests : 0;
        told = told && t.outcome >= 0;
        row.tests += t.tests;
        summed_devices += t.devices;
        if (t.device != MeasuredTest::kNone) devices.push_back(t.device);
        if (t.day != MeasuredTest::kNoDay) days.push_back(t.day);
        down.add(t.down_kbps, t.tests);
        up.add(t.up_kbps, t.tests);
        latency.add(t.latency_us, t.tests);
    }
    row.devices = distinct(devices) + summed_devices;
    row.days = distinct(days);
    row.down_kbps = down.value();
    row.up_kbps = up.value();
    row.latency_us = latency.value();
    if (told) row.successes = successes;
    row.clusters = static_cast<std::int64_t>(clusters.size());
    row.effective = told ? effective_tests(clusters) : 0;
    return row;
}

bool is_small(const MeasuredRow& row, const model::MeasurementSpec& spec) {
    if (row.tests < spec.min_tests) return true;
    if (spec.min_devices == 0) return false;
    if (row.devices > 0) return row.devices < spec.min_devices;
    return row.tests < kTestsWithoutDevices || row.days < kDaysWithoutDevices;
}

void hide(MeasuredRow& row) {
    MeasuredRow hidden;
    hidden.hidden = true;
    hidden.area = row.area;
    row = hidden;
}

/// A row with its place in the unit.
struct PlacedRow {
    std::uint32_t at = 0;
    MeasuredRow row;
};

/// Where one row alone of a larger territory is hidden, its sum less the others would tell it: the smallest other one goes too.
/// True where one went.
bool hide_with(const std::vector<std::uint32_t>& whole_of, std::vector<PlacedRow>& rows) {
    struct Whole {
        std::size_t hidden = 0;
        PlacedRow* smallest = nullptr;
    };
    std::map<std::uint32_t, Whole> wholes;
    for (PlacedRow& placed : rows) {
        Whole& whole = wholes[whole_of[placed.at]];
        if (placed.row.hidden)
            ++whole.hidden;
        else if (whole.smallest == nullptr || placed.row.tests < whole.smallest->row.tests)
            whole.smallest = &placed;
    }
    bool changed = false;
    for (auto& [number, whole] : wholes)
        if (whole.hidden == 1 && whole.smallest != nullptr) {
            hide(whole.smallest->row);
            changed = true;
        }
    return changed;
}

class UnitRows {
public:
    UnitRows(const TestList& list, const TestUnit& unit) : m_list(list), m_unit(unit) {}

    void add(const std::vector<Entry>& entries, std::vector<MeasuredRow>& out) const {
        for (std::size_t begin = 0; begin < entries.size();) {
            std::vector<PlacedRow> rows;
            const RowKey key = entries[begin].key;
            while (begin < entries.size() && entries[begin].key == key) {
                std::size_t end = begin;
                while (end < entries.size() && entries[end].key == key && entries[end].row == entries[begin].row) ++end;
                rows.push_back({entries[begin].row, row_of(m_list, entries.data() + begin, entries.data() + end)});
                if (is_small(rows.back().row, m_list.spec)) hide(rows.back().row);
                begin = end;
            }
            for (bool changed = true; changed;) {
                changed = false;
                for (const std::vector<std::uint32_t>& whole_of : m_unit.wholes) changed = hide_with(whole_of, rows) || changed;
            }
            for (PlacedRow& placed : rows) out.push_back(named(key, placed));
        }
    }

private:
    [[nodiscard]] MeasuredRow named(const RowKey& key, const PlacedRow& placed) const {
        MeasuredRow row = placed.row;
        const model::TestSubject& subject = m_list.subjects[key.subject];
        row.unit = m_unit.name;
        row.code = m_unit.codes[placed.at];
        row.area = m_unit.areas[placed.at];
        row.operator_code = subject.operator_code;
        row.technology = subject.technology;
        row.service = subject.service;
        if (key.level >= 0) row.level = m_list.claims[key.subject].levels()[static_cast<std::size_t>(key.level)];
        row.claim = key.claim;
        row.situation = m_list.situations[key.situation];
        return row;
    }

    const TestList& m_list;
    const TestUnit& m_unit;
};

/// Rows do not depend on the order of reading: keys in the order of their words.
template <class Word>
std::vector<std::uint32_t> ranks_of(const std::vector<Word>& words) {
    std::vector<Word> sorted = words;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::uint32_t> ranks;
    for (const Word& word : words)
        ranks.push_back(static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), word) - sorted.begin()));
    return ranks;
}

}  // namespace

std::vector<MeasuredRow> group_tests(const TestList& list, const std::vector<TestUnit>& units) {
    std::vector<MeasuredRow> rows;
    const std::vector<std::uint32_t> clusters = cluster_numbers(list.tests);
    const std::vector<std::uint32_t> subjects = ranks_of(list.subjects), situations = ranks_of(list.situations);
    for (const TestUnit& unit : units) {
        std::vector<Entry> entries;
        for (std::size_t t = 0; t < list.tests.size(); ++t) {
            if (unit.row_of[t] == TestUnit::kNoRow) continue;
            for_each_key(list, t, [&](const RowKey& key) {
                entries.push_back({key, unit.row_of[t], clusters[t], static_cast<std::uint32_t>(t)});
            });
        }
        std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
            const auto order = [&](const Entry& e) {
                return std::tuple(subjects[e.key.subject], e.key.level, e.key.claim, situations[e.key.situation], e.row,
                                  e.cluster, e.test);
            };
            return order(a) < order(b);
        });
        UnitRows(list, unit).add(entries, rows);
    }
    return rows;
}

}  // namespace covmap::measure

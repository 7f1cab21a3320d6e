#include "read/measurement/test_records.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_set>

#include "core/error.hpp"
#include "geodesy/locator.hpp"
#include "read/files/field_text.hpp"
#include "read/files/source_path.hpp"
#include "read/measurement/quadkey_rows.hpp"
#include "read/measurement/test_day.hpp"
#include "read/table/point_rows.hpp"
#include "read/vector/coordinate_check.hpp"
#include "read/vector/grid_rings.hpp"
#include "read/vector/point_placer.hpp"

namespace covmap::read {
namespace {

using model::MeasuredTest;

constexpr double kFastest_mbps = 1e5, kSlowest_ms = 6e5, kStrongest_dbm = 0, kWeakest_dbm = -200, kVaguest_m = 1e5, kMost = 1e9;
constexpr double kKbpsPerMbps = 1000, kMicrosPerMilli = 1000;
constexpr double kEarthRadius_m = 6371008.8;  // mean radius of GRS 80 (IUGG): a third of a per cent is far within an accuracy
constexpr std::size_t kFewPositions = 20;     // fewer may lie on hundredths of a degree by chance
/// The area of use of EPSG:3035 (EPSG dataset, extent 4755 and its neighbours).
bool is_european(core::Point at) { return at.x >= -35.58 && at.x <= 44.83 && at.y >= 24.6 && at.y <= 84.73; }

bool on_hundredths(double degrees) { return std::abs(degrees * 100 - std::round(degrees * 100)) < 1e-7; }

/// Numbers of distinct texts, in the order of meeting.
class TextNumbers {
public:
    std::uint32_t number(const std::string& text) {
        return m_numbers.try_emplace(text, static_cast<std::uint32_t>(m_numbers.size())).first->second;
    }

private:
    std::map<std::string, std::uint32_t> m_numbers;
};

/// 128 bits of a record's texts: two of 10^9 records are taken for one with a chance of 10^-20.
struct RecordHash {
    std::uint64_t a = 0xcbf29ce484222325U, b = 0x9e3779b97f4a7c15U;
    void add(std::string_view text) {
        for (const char c : text) step(static_cast<unsigned char>(c));
        step(0x1ff);
    }
    void add(double value) { add(std::string_view(reinterpret_cast<const char*>(&value), sizeof value)); }
    bool operator==(const RecordHash&) const = default;

private:
    void step(std::uint64_t c) {
        a = (a ^ c) * 0x100000001b3U;
        b = (b + c + 1) * 0xd6e8feb86659fd93U;
        b ^= b >> 29;
    }
};
struct HashOfRecord {
    std::size_t operator()(const RecordHash& hash) const { return hash.a ^ hash.b; }
};

struct BadTest {
    const char* code;
    std::string value;
};

/// Positions of the columns that are read.
class TestColumns {
public:
    explicit TestColumns(const model::MeasurementSpec& spec) {
        const model::MeasurementColumns& c = spec.columns;
        for (const auto& [column, to] :
             std::initializer_list<std::pair<const std::string&, int*>>{{spec.operator_field.column, &op},
                                                                        {c.mnc, &mnc},
                                                                        {spec.technology.column, &technology},
                                                                        {spec.service.column, &service},
                                                                        {spec.situation.column, &situation},
                                                                        {spec.success_column, &success},
                                                                        {c.id, &id},
                                                                        {c.device, &device},
                                                                        {c.cluster, &cluster},
                                                                        {c.date, &date},
                                                                        {c.accuracy, &accuracy},
                                                                        {c.down, &down},
                                                                        {c.up, &up},
                                                                        {c.latency, &latency},
                                                                        {c.signal, &signal},
                                                                        {c.tests, &tests},
                                                                        {c.devices, &devices}})
            *to = wanted(column);
        for (const auto& [column, values] : spec.where) where.emplace_back(wanted(column), &values);
    }

    std::vector<std::string> names;
    int op = -1, mnc = -1, technology = -1, service = -1, situation = -1, success = -1, id = -1, device = -1, cluster = -1,
        date = -1, accuracy = -1, down = -1, up = -1, latency = -1, signal = -1, tests = -1, devices = -1;
    std::vector<std::pair<int, const std::vector<std::string>*>> where;

private:
    int wanted(const std::string& column) {
        if (column.empty()) return -1;
        names.push_back(column);
        return static_cast<int>(names.size()) - 1;
    }
};

/// One record of a file.
class TestRow {
public:
    explicit TestRow(const PointRows& rows) : m_rows(rows) {}
    [[nodiscard]] std::string text(int column) const {
        return column < 0 ? std::string() : std::string(trimmed(m_rows.text(static_cast<std::size_t>(column))));
    }
    /// Nothing where it is blank; throws BadTest where it is no number from `least` to `most`.
    [[nodiscard]] std::optional<double> number(int column, double least, double most, double scale = 1) const {
        const std::string given = text(column);
        if (given.empty()) return std::nullopt;
        const std::optional<double> value = m_rows.number(static_cast<std::size_t>(column));
        if (!value || !(*value * scale >= least && *value * scale <= most)) throw BadTest{"test-value-impossible", given};
        return *value * scale;
    }

private:
    const PointRows& m_rows;
};

class TestReader {
public:
    TestReader(const model::MeasurementSpec& spec, const std::function<std::string(const std::string&)>& canonical, TestRead& out)
        : m_spec(spec), m_canonical(canonical), m_out(out), m_columns(spec) {}

    void read_file(const std::string& path, const core::Lattice& lattice, const core::ClipBox& map, const Land* land) {
        const model::MeasurementColumns& c = m_spec.columns;
        const std::string file = shown_path(m_spec.source, path);
        const auto rows = c.quadkey.empty() ? open_points({m_spec.source.layer, c.x, c.y}, path, file, m_columns.names)
                                            : open_quadkeys(m_spec.source.layer, c.quadkey, path, file, m_columns.names);
        const std::string crs = m_spec.source.crs.empty() ? rows->crs() : m_spec.source.crs;
        if (crs.empty())
            throw core::Error(core::ErrorKind::input, file,
                              "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:4326\"");
        PointPlacer placer(crs, lattice, file);
        m_degrees = is_geographic(crs) && c.quadkey.empty();
        m_out.files.push_back({file, rows->layer(), m_out.tests.size()});
        m_out.inputs.push_back(input_file(m_spec.source, "measurement", file, crs));
        CoordinateCheck check(
            crs, map, [&](core::Point at) { return placer.grid(at); }, land);
        while (rows->next()) read_row(*rows, placer, check);
        check.finish(file);
        m_out.inputs.back().records = rows->records();
    }

    /// What depends on all positions: the squares, and the points around those that are known to some metres.
    void finish(const core::Lattice& lattice) {
        const bool europe = std::all_of(m_at.begin(), m_at.end(), is_european);
        m_out.squares = {europe ? "EPSG:3035" : "EPSG:6933", 0, 0, 1, 1};
        m_out.coarse = m_coarse && m_at.size() >= kFewPositions;
        const geodesy::Locator to_squares(m_out.squares), to_grid(lattice);
        for (std::size_t i = 0; i < m_at.size(); ++i) {
            MeasuredTest& test = m_out.tests[i];
            const core::Point metres = to_squares.grid(m_at[i]);
            if (std::isfinite(metres.x) && std::isfinite(metres.y)) place_in_squares(metres, test);
            if (m_accuracy_m[i] > 0) add_ring(m_at[i], m_accuracy_m[i], to_grid, test);
        }
    }

private:
    void place_in_squares(core::Point metres, MeasuredTest& test) const {
        const auto cell = [](double at, double side) { return static_cast<std::int32_t>(std::floor(at / side)); };
        test.km_col = cell(metres.x, 1000);
        test.km_row = cell(metres.y, 1000);
        if (m_spec.square_m == 0) return;
        test.col = cell(metres.x, static_cast<double>(m_spec.square_m));
        test.row = cell(metres.y, static_cast<double>(m_spec.square_m));
    }

    /// By the ways north and east, which are straight over an accuracy.
    void add_ring(core::Point at, double radius_m, const geodesy::Locator& to_grid, MeasuredTest& test) {
        constexpr double kDegrees = 180 / std::numbers::pi, kDiagonal = std::numbers::sqrt2 / 2;
        test.ring = static_cast<std::uint32_t>(m_out.rings.size());
        const double north = radius_m / kEarthRadius_m * kDegrees;
        const core::Point there = to_grid.grid({at.x, at.y + north});
        const core::Point beside = to_grid.grid({at.x + north / std::max(0.01, std::cos(at.y / kDegrees)), at.y});
        const core::Point up{there.x - test.grid.x, there.y - test.grid.y}, right{beside.x - test.grid.x, beside.y - test.grid.y};
        for (const auto& [east, far] : {std::pair(0.0, 1.0),
                                        {kDiagonal, kDiagonal},
                                        {1.0, 0.0},
                                        {kDiagonal, -kDiagonal},
                                        {0.0, -1.0},
                                        {-kDiagonal, -kDiagonal},
                                        {-1.0, 0.0},
                                        {-kDiagonal, kDiagonal}})
            m_out.rings.push_back({test.grid.x + east * right.x + far * up.x, test.grid.y + east * right.y + far * up.y});
    }

    void defect(const std::string& code, const PointRows& rows, const std::string& value) {
        const TestFile& file = m_out.files.back();
        m_out.defects.add(code, {file.shown, file.layer, rows.record(), m_spec.source.info.confidential ? std::string() : value});
    }

    void read_row(const PointRows& rows, PointPlacer& placer, CoordinateCheck& check) {
        const TestRow row(rows);
        if (!is_wanted(row)) return;
        if (rows.ragged()) defect("ragged-record", rows, {});
        core::Point at;
        std::string detail;
        const PointRows::Where where = rows.place(at, detail);
        if (where == PointRows::Where::empty) return defect("geometry-empty", rows, {});
        if (where == PointRows::Where::not_a_number) return defect("coordinate-not-a-number", rows, detail);
        const CoordinateCheck::Verdict verdict = check.look(at);
        if (verdict != CoordinateCheck::Verdict::plausible)
            return defect(defect_of(verdict), rows, real_text(at.x) + " " + real_text(at.y));
        MeasuredTest test;
        core::Point wgs84;
        if (!placer.place(at, test.grid, wgs84)) return defect("transform-failed", rows, {});
        try {
            fill(row, rows, test);
            const double accuracy_m = row.number(m_columns.accuracy, 0, kVaguest_m).value_or(m_spec.accuracy_m);
            if (is_again(row, at)) throw BadTest{"test-duplicate", row.text(m_columns.id)};
            m_coarse = m_coarse && m_degrees && on_hundredths(at.x) && on_hundredths(at.y);
            m_at.push_back(wgs84);
            m_accuracy_m.push_back(accuracy_m);
            m_out.records.push_back(rows.record());
            m_out.tests.push_back(test);
        } catch (const BadTest& bad) {
            defect(bad.code, rows, bad.value);
        }
    }

    /// Has each column of `where` one of its values, alone or in a list joined by «|»?
    [[nodiscard]] bool is_wanted(const TestRow& row) const {
        const auto holds = [](const std::string& listed, const std::vector<std::string>& values) {
            for (std::size_t begin = 0; begin <= listed.size();) {
                const std::size_t end = std::min(listed.find('|', begin), listed.size());
                const std::string one(trimmed(std::string_view(listed).substr(begin, end - begin)));
                if (std::find(values.begin(), values.end(), one) != values.end()) return true;
                begin = end + 1;
            }
            return false;
        };
        return std::all_of(m_columns.where.begin(), m_columns.where.end(),
                           [&](const auto& asked) { return holds(row.text(asked.first), *asked.second); });
    }

    bool is_again(const TestRow& row, core::Point at) {
        RecordHash hash;
        for (std::size_t column = 0; column < m_columns.names.size(); ++column) hash.add(row.text(static_cast<int>(column)));
        hash.add(at.x);
        hash.add(at.y);
        return !m_seen.insert(hash).second;
    }

    /// The publisher's word in ours.
    [[nodiscard]] std::string in_our_words(const std::string& field, const std::string& published) const {
        const auto words = m_spec.values.find(field);
        if (words == m_spec.values.end()) return published;
        const auto ours = words->second.find(published);
        return ours == words->second.end() ? published : ours->second;
    }

    [[nodiscard]] std::string said(const TestRow& row, int column, const model::Field& field, const std::string& name) const {
        const std::string published = row.text(column);
        return published.empty() ? field.constant : in_our_words(name, published);
    }

    void fill(const TestRow& row, const PointRows& rows, MeasuredTest& test) {
        test.subject = subject_of(row);
        test.situation = situation_of(row, rows);
        if (m_columns.date >= 0) {
            const std::string date = row.text(m_columns.date);
            const std::optional<std::int32_t> day = test_day(date);
            if (!day) throw BadTest{"test-date-unreadable", date};
            test.day = *day;
        }
        if (const std::string device = row.text(m_columns.device); !device.empty()) test.device = m_devices.number(device);
        if (const std::string cluster = row.text(m_columns.cluster); !cluster.empty()) test.cluster = m_clusters.number(cluster);
        const double mbps = m_spec.mbps_per_unit;
        const std::optional<double> down = row.number(m_columns.down, 0, kFastest_mbps, mbps),
                                    up = row.number(m_columns.up, 0, kFastest_mbps, mbps),
                                    latency = row.number(m_columns.latency, 0, kSlowest_ms),
                                    signal = row.number(m_columns.signal, kWeakest_dbm, kStrongest_dbm);
        if (down) test.down_kbps = std::llround(*down * kKbpsPerMbps);
        if (up) test.up_kbps = std::llround(*up * kKbpsPerMbps);
        if (latency) test.latency_us = std::llround(*latency * kMicrosPerMilli);
        test.tests = std::llround(row.number(m_columns.tests, 1, kMost).value_or(1));
        test.devices = std::llround(row.number(m_columns.devices, 0, kMost).value_or(0));
        test.outcome = m_columns.success >= 0
                           ? told_outcome(row)
                           : ruled_outcome({{"down", down}, {"up", up}, {"latency", latency}, {"signal", signal}});
        if (test.outcome < 0 && !m_spec.beside) throw BadTest{"test-without-outcome", {}};
    }

    std::uint32_t subject_of(const TestRow& row) {
        model::TestSubject subject{said(row, m_columns.op, m_spec.operator_field, "operator"),
                                   upper_case(said(row, m_columns.technology, m_spec.technology, "technology")),
                                   said(row, m_columns.service, m_spec.service, "service")};
        if (m_columns.mnc >= 0 && !subject.operator_code.empty()) {
            const std::string mnc = row.text(m_columns.mnc);
            subject.operator_code += (mnc.size() == 1 ? "0" : "") + mnc;
        }
        if (!subject.operator_code.empty()) subject.operator_code = m_canonical(subject.operator_code);
        if (subject.operator_code.empty() && !m_spec.operator_field.empty()) throw BadTest{"test-without-operator", {}};
        if (subject.technology.empty() && !m_spec.technology.empty()) throw BadTest{"test-without-technology", {}};
        if (lower_case(subject.service) == "voix") subject.service = "voice";
        const auto [known, fresh] = m_subjects.try_emplace(subject, static_cast<std::uint32_t>(m_out.subjects.size()));
        if (fresh) m_out.subjects.push_back(subject);
        return known->second;
    }

    std::uint32_t situation_of(const TestRow& row, const PointRows& rows) {
        std::string word = lower_case(said(row, m_columns.situation, m_spec.situation, "situation"));
        if (!word.empty() && word != "outdoors" && word != "indoors" && word != "in_vehicle" && word != "in_train") {
            defect("test-situation-unknown", rows, word);
            word.clear();
        }
        const auto known = std::find(m_out.situations.begin(), m_out.situations.end(), word);
        const auto number = static_cast<std::uint32_t>(known - m_out.situations.begin());
        if (known == m_out.situations.end()) m_out.situations.push_back(word);
        return number;
    }

    [[nodiscard]] int told_outcome(const TestRow& row) const {
        const std::string published = row.text(m_columns.success);
        if (published.empty()) return -1;
        const std::optional<bool> flag = yes_or_no(in_our_words("success", published));
        return flag ? (*flag ? 1 : 0) : -1;
    }

    [[nodiscard]] int ruled_outcome(const std::map<std::string, std::optional<double>>& values) const {
        if (m_spec.success.empty()) return -1;
        bool met = true;
        for (const model::OutcomeRule& rule : m_spec.success) {
            const std::optional<double>& value = values.at(rule.field);
            if (!value && !m_spec.missing_fails) return -1;
            met = met && value && (rule.at_least ? *value >= rule.value : *value <= rule.value);
        }
        return met ? 1 : 0;
    }

    const model::MeasurementSpec& m_spec;
    const std::function<std::string(const std::string&)>& m_canonical;
    TestRead& m_out;
    TestColumns m_columns;
    TextNumbers m_devices, m_clusters;
    std::map<model::TestSubject, std::uint32_t> m_subjects;
    std::unordered_set<RecordHash, HashOfRecord> m_seen;
    std::vector<core::Point> m_at;  ///< per test: longitude, latitude
    std::vector<double> m_accuracy_m;
    bool m_degrees = false, m_coarse = true;
};

}  // namespace

TestRead read_tests(const model::MeasurementSpec& spec, const std::function<std::string(const std::string&)>& canonical,
                    const core::Lattice& lattice, const core::ClipBox& map, const Land* land) {
    if (spec.source.files.empty()) throw core::Error(core::ErrorKind::input, spec.source.given, "no such file");
    TestRead out;
    TestReader reader(spec, canonical, out);
    for (const std::string& path : spec.source.files) reader.read_file(path, lattice, map, land);
    reader.finish(lattice);
    return out;
}

}  // namespace covmap::read

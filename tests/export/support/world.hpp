// A small world for the tests of outputs: three communes, one of them without people, one indicator, one operator.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "export/credits.hpp"
#include "model/map_layer.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"
#include "store/bytes/byte_format.hpp"
#include "support/temp_folder.hpp"

namespace covmap::tests {

/// A folder of its own, gone at the end.
class Scratch : public test::TempFolder {
public:
    [[nodiscard]] std::string operator/(const std::string& name) const { return path(name); }
    [[nodiscard]] const std::string& folder() const { return path(); }
};

inline std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// One of our binary files with the checksum made right again.
inline std::string sealed(std::string bytes) {
    store::Checksum sum;
    sum.add(bytes.data(), bytes.size() - 8);
    for (unsigned i = 0; i < 8; ++i) bytes[bytes.size() - 8 + i] = static_cast<char>(sum.value() >> (8 * i) & 0xFFU);
    return bytes;
}

/// The error that `action` throws, or nothing.
template <class Action>
std::unique_ptr<core::Error> error_of(Action action) {
    try {
        action();
    } catch (const core::Error& error) {
        return std::make_unique<core::Error>(error);
    }
    return nullptr;
}

inline model::Column column(const std::string& name, model::ColumnType type, int scale = 0) {
    model::Column c;
    c.name = name;
    c.type = type;
    c.scale = scale;
    return c;
}

/// code, name, population, area_km2, any_4g_population, _not, _unk, _pct of Alpha (half served), Béta (empty), Gamma (unknown).
inline model::Table communes() {
    model::Table t;
    t.name = "commune";
    t.unit = "commune";
    t.title = {"Sans 4G : 50 habitants", "No 4G for 50 people"};
    using model::ColumnType;
    model::Column code = column("code", ColumnType::text), name = column("name", ColumnType::text);
    code.label = {"Code", "Code"};
    model::Column population = column("population", ColumnType::quantity, 6), area = column("area_km2", ColumnType::quantity, 8);
    population.label = {"Population", "Population"};
    population.unit = "habitants";
    model::Column met = column("any_4g_population", ColumnType::quantity, 6),
                  missed = column("any_4g_population_not", ColumnType::quantity, 6),
                  unknown = column("any_4g_population_unk", ColumnType::quantity, 6),
                  percent = column("any_4g_population_pct", ColumnType::share, 2);
    for (model::Column* c : {&met, &missed, &unknown, &percent}) c->indicator = "any_4g";
    percent.label = {"Couverts en 4G", "Covered by 4G"};
    percent.unit = "%";
    const std::vector<std::string> codes = {"01001", "2A004", "75056"}, names = {"Alpha, la \"Grande\"", "Béta", "Gamma"};
    const std::vector<std::int64_t> people = {100'500'000, 0, 7'000'000}, areas = {250'000'000, 100'000'000, 1};
    for (std::size_t i = 0; i < 3; ++i) {
        code.push(codes[i]);
        name.push(names[i]);
        population.push(people[i]);
        area.push(areas[i]);
        met.push(i == 0 ? 50'500'000 : 0);
        missed.push(i == 0 ? 50'000'000 : 0);
        unknown.push(i == 2 ? people[i] : 0);
        percent.push(i == 0 ? std::optional<std::int64_t>(5025) : i == 2 ? std::optional<std::int64_t>(0) : std::nullopt);
    }
    t.columns = {code, name, population, area, met, missed, unknown, percent};
    return t;
}

/// A long table with an integer column.
inline model::Table counts() {
    model::Table t;
    t.name = "commune_counts";
    t.unit = "commune";
    t.kind = model::TableKind::longer;
    t.columns = {column("code", model::ColumnType::text), column("operators", model::ColumnType::count),
                 column("secret", model::ColumnType::flag)};
    for (int i = 0; i < 3; ++i) {
        t.columns[0].push(std::string("01001"));
        t.columns[1].push(i == 2 ? std::nullopt : std::optional<std::int64_t>(i));
        t.columns[2].push(std::optional<std::int64_t>(i % 2));
    }
    return t;
}

/// Two zones and a last row of scattered people: id, name, rank, departement, population, _white, _grey, area_km2.
inline model::Table zones() {
    model::Table t;
    t.name = "zones_no_4g";
    t.kind = model::TableKind::zones;
    t.title = {"Sans 4G : 150 personnes", "Without 4G: 150 people"};
    using model::ColumnType;
    t.columns = {column("id", ColumnType::text),
                 column("name", ColumnType::text),
                 column("rank", ColumnType::count),
                 column("departement", ColumnType::text),
                 column("population", ColumnType::quantity, 6),
                 column("population_white", ColumnType::quantity, 6),
                 column("population_grey", ColumnType::quantity, 6),
                 column("area_km2", ColumnType::quantity, 8)};
    t.columns[2].label = {"rang", "rank"};
    t.columns[4].label = {"Habitants", "Inhabitants"};
    const std::vector<std::string> ids = {"no_4g-01-N1E1", "no_4g-01-N1E2", ""};
    const std::vector<std::int64_t> white = {90'000'000, 0, 5'000'000}, grey = {10'000'000, 40'000'000, 5'000'000};
    for (std::size_t i = 0; i < 3; ++i) {
        t.columns[0].push(ids[i]);
        t.columns[1].push(i == 2 ? std::string("scattered") : "Alpha " + std::to_string(i + 1));
        t.columns[2].push(i == 2 ? std::nullopt : std::optional<std::int64_t>(static_cast<std::int64_t>(i) + 1));
        t.columns[3].push(std::string("01"));
        t.columns[4].push(white[i] + grey[i]);
        t.columns[5].push(white[i]);
        t.columns[6].push(grey[i]);
        t.columns[7].push(std::optional<std::int64_t>(100'000'000));
    }
    return t;
}

/// Three places: id, name, any_4g («meets», «not», «unknown»).
inline model::Table places() {
    model::Table t;
    t.name = "schools";
    t.kind = model::TableKind::places;
    using model::ColumnType;
    t.columns = {column("id", ColumnType::text), column("name", ColumnType::text), column("any_4g", ColumnType::text)};
    t.columns[2].indicator = "any_4g";
    t.columns[2].label = {"4G", "4G"};
    const std::vector<std::string> names = {"Alpha", "Beta", "Gamma"}, states = {"meets", "not", "unknown"};
    for (std::size_t i = 0; i < 3; ++i) {
        t.columns[0].push("0" + std::to_string(i));
        t.columns[1].push(names[i]);
        t.columns[2].push(states[i]);
    }
    return t;
}

/// A square with its lower-left corner at (x, y), clockwise, which RFC 7946 wants turned.
inline std::vector<core::Point> square(double x, double y, double side) {
    return {{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};
}

inline exports::Credits credits(const std::string& language = "fr") {
    return {"2018-01-01",
            language,
            {"Census, Eurostat, 2021, CC-BY"},
            {"CC-BY"},
            "Couverture déclarée par les opérateurs, non mesurée"};
}

}  // namespace covmap::tests

// The parts of a sheet. Internal to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/sheet.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// The run's tables, and the column that a sheet counts: the first attribute, or the area.
struct SheetTables {
    const model::RunModel& model;
    const std::vector<model::Table>& tables;
    std::string counted;  ///< «population», «area_km2»

    SheetTables(const model::RunModel& the_model, const std::vector<model::Table>& the_tables);
    [[nodiscard]] const model::Table* find(const std::string& name) const;
    /// The wide table of the territories. Throws Error(input) without it.
    [[nodiscard]] const model::Table& territories() const;
};

/// Nothing where the column is missing or null.
model::SheetValue value_of(const model::Table& table, const std::string& column, std::size_t row);
/// Empty where the column is missing.
std::string text_of(const model::Table& table, const std::string& column, std::size_t row);
std::optional<std::size_t> row_of_code(const model::Table& table, const std::string& code);
/// Rows of the territories' table in a place: its own row, or those of which it is the parent.
std::vector<std::size_t> territories_in(const SheetTables& run, const model::SheetPlace& place);
model::SheetPlace place_of(const model::Table& table, std::size_t row);
model::SheetShare share_in(const SheetTables& run, const model::Table& wide, std::size_t row, const std::string& indicator);

/// The parents that hold all of a place, in the job's order, and the whole; none around the whole.
std::vector<model::SheetPlace> places_around(const SheetTables& run, const model::SheetPlace& place);
/// The place's figures of every indicator, beside those around it.
std::vector<model::SheetIndicator> sheet_indicators(const SheetTables& run, const model::SheetPlace& place,
                                                    const std::vector<model::SheetPlace>& around);
std::vector<model::SheetService> sheet_services(const SheetTables& run, const model::SheetPlace& place);
/// How far its people are from the places of each [[access]].
std::vector<model::SheetWay> sheet_ways(const SheetTables& run, const model::SheetPlace& place);
std::vector<model::SheetZones> sheet_zones(const SheetTables& run, const model::SheetPlace& place);

}  // namespace covmap::measure

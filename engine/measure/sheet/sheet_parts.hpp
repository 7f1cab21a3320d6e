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
    const core::RunModel& model;
    const std::vector<core::Table>& tables;
    std::string counted;  ///< «population», «area_km2»

    SheetTables(const core::RunModel& the_model, const std::vector<core::Table>& the_tables);
    [[nodiscard]] const core::Table* find(const std::string& name) const;
    /// The wide table of the territories. Throws Error(input) without it.
    [[nodiscard]] const core::Table& territories() const;
};

/// Nothing where the column is missing or null.
core::SheetValue value_of(const core::Table& table, const std::string& column, std::size_t row);
/// Empty where the column is missing.
std::string text_of(const core::Table& table, const std::string& column, std::size_t row);
std::optional<std::size_t> row_of_code(const core::Table& table, const std::string& code);
/// Rows of the territories' table in a place: its own row, or those of which it is the parent.
std::vector<std::size_t> territories_in(const SheetTables& run, const core::SheetPlace& place);
core::SheetPlace place_of(const core::Table& table, std::size_t row);
core::SheetShare share_in(const SheetTables& run, const core::Table& wide, std::size_t row, const std::string& indicator);

/// The parents that hold all of a place, in the job's order, and the whole; none around the whole.
std::vector<core::SheetPlace> places_around(const SheetTables& run, const core::SheetPlace& place);
/// The place's figures of every indicator, beside those around it.
std::vector<core::SheetIndicator> sheet_indicators(const SheetTables& run, const core::SheetPlace& place,
                                                   const std::vector<core::SheetPlace>& around);
std::vector<core::SheetService> sheet_services(const SheetTables& run, const core::SheetPlace& place);
std::vector<core::SheetZones> sheet_zones(const SheetTables& run, const core::SheetPlace& place);
std::vector<core::SheetSource> sheet_sources(const core::RunModel& model);

}  // namespace covmap::measure

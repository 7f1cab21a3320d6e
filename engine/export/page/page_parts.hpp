// Parts of the page's files. Private to the room.
#pragma once

#include <string>

#include "export/page/page.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

/// The value as the CSV prints it: a text in quotes, a number bare, true or false, null.
void append_json_value(store::OutputFile& out, const model::Column& column, std::size_t row);
/// All values of a row, as an array.
void append_json_row(store::OutputFile& out, const model::Table& table, std::size_t row);
/// Degrees with five decimals: about a metre.
void append_degrees(store::OutputFile& out, double degrees);
/// «west,south,east,north», rounded outwards.
void append_box(store::OutputFile& out, const LonLatBox& box);
/// «lon,lat,west,south,east,north»; six nulls without a spot.
void append_spot(store::OutputFile& out, const std::optional<Spot>& spot);
/// Where the finest unit's territories lie.
struct PageExtent {
    struct Part {
        core::Text name;
        LonLatBox box;
    };
    std::optional<LonLatBox> main;
    std::vector<Part> elsewhere;  ///< the most people first
};
PageExtent extent_of(const PageContents& page);

/// Rows of the finest unit that name the map: those of the most people that are not too near to another, the largest first.
std::vector<std::size_t> towns_of(const PageContents& page, const PageExtent& extent);

void write_page_head(const PageContents& page, const std::string& path);
/// `<unit>.json` in `folder`; of the finest unit, one file each first parent in `<unit>/`. `tests`: tables of [[measurement]].
void write_page_tables(const model::TerritorySet& set, const std::vector<PageUnit>& units,
                       const std::vector<const model::Table*>& tests, const std::string& folder);
void write_search(const PageContents& page, const std::string& path);
void write_page_zones(const PageContents& page, const std::string& folder);

}  // namespace covmap::exports

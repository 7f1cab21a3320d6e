// search.json and zones/*.json: what a visitor finds by name or by rank, and flies to.
#include <algorithm>
#include <filesystem>
#include <map>

#include "export/formats/reproject.hpp"
#include "export/page/page_parts.hpp"
#include "store/bytes/json_text.hpp"

namespace covmap::exports {

namespace {

void append_named_rows(store::OutputFile& out, const PageUnit& unit, const model::Column* parents) {
    const model::Column& codes = unit.table->columns[0];
    const model::Column* names = unit.table->find("name");
    out.append('[');
    for (std::size_t row = 0; row < unit.table->rows(); ++row) {
        out.append(row == 0 ? "\n[" : ",\n[");
        store::append_json_text(out, codes.texts[row]);
        out.append(',');
        store::append_json_text(out, names->texts[row]);
        out.append(',');
        if (parents != nullptr) {
            store::append_json_text(out, parents->texts[row]);
            out.append(',');
        }
        append_spot(out, unit.spots[row]);
        out.append(']');
    }
    out.append(']');
}

LonLatBox box_of(const core::Polygon& outline, Reprojection& to_degrees, const std::string& id) {
    core::Polygon moved{outline.front()};
    to_degrees.apply(moved, "zone " + id);
    LonLatBox box{moved.front().front().x, moved.front().front().y, moved.front().front().x, moved.front().front().y};
    for (const core::Point& p : moved.front()) box.add(p);
    return box;
}

/// Which zones reach into each territory, by rank.
std::map<std::string, std::vector<std::size_t>> zones_of_territories(const model::TerritorySet& set,
                                                                     const model::ZoneSet& zones) {
    std::map<std::string, std::vector<std::size_t>> ranks;
    for (std::size_t z = 0; z < zones.zones.size(); ++z)
        for (const model::ZonePart& part : zones.zones[z].parts)
            ranks[set.territories[part.territory.value].code].push_back(z + 1);
    return ranks;
}

void write_zone_set(const PageContents& page, const model::Table& table, const model::ZoneSet& set, const std::string& path) {
    store::OutputFile out(path);
    Reprojection to_degrees(page.model.frame.lattice.crs, "EPSG:4326", path);
    out.append("{\"rows\":[");
    for (std::size_t z = 0; z < set.zones.size(); ++z) {
        out.append(z == 0 ? "\n" : ",\n");
        append_json_row(out, table, z);
    }
    out.append("],\n\"lonlat\":[");
    for (std::size_t z = 0; z < set.zones.size(); ++z) {
        out.append(z == 0 ? "[" : ",[");
        append_degrees(out, set.zones[z].lon_lat.x);
        out.append(',');
        append_degrees(out, set.zones[z].lon_lat.y);
        out.append(']');
    }
    out.append("],\n\"box\":[");
    for (std::size_t z = 0; z < set.zones.size(); ++z) {
        out.append(z == 0 ? "[" : ",[");
        append_box(out, box_of(set.zones[z].outline, to_degrees, set.zones[z].id));
        out.append(']');
    }
    out.append("],\n\"territories\":{");
    bool first = true;
    for (const auto& [code, ranks] : zones_of_territories(page.model.territories, set)) {
        out.append(first ? "\n" : ",\n");
        first = false;
        store::append_json_text(out, code);
        out.append(":[");
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            if (i > 0) out.append(',');
            out.append_decimal(static_cast<std::int64_t>(ranks[i]), 0);
        }
        out.append(']');
    }
    out.append("}}\n");
    out.close();
}

}  // namespace

void write_search(const PageContents& page, const std::string& path) {
    const std::vector<std::string>& kinds = page.model.territories.parent_kinds;
    const PageUnit& finest = page.units.front();
    // Where there are no parents the texts of this column stay empty.
    model::Column none;
    none.texts.assign(finest.table->rows(), "");
    const model::Column* parents = kinds.empty() ? nullptr : finest.table->find(kinds.front());
    store::OutputFile out(path);
    out.append("{\"columns\":[\"code\",\"name\",\"parent\",\"lon\",\"lat\",\"w\",\"s\",\"e\",\"n\"],\n\"rows\":");
    append_named_rows(out, finest, parents == nullptr ? &none : parents);
    out.append(",\n\"parents\":{");
    for (std::size_t u = 1; u + 1 < page.units.size(); ++u) {
        out.append(u == 1 ? "\n" : ",\n");
        store::append_json_text(out, page.units[u].table->unit);
        out.append(':');
        append_named_rows(out, page.units[u], nullptr);
    }
    out.append("}}\n");
    out.close();
}

void write_page_zones(const PageContents& page, const std::string& folder) {
    if (page.zones.empty()) return;
    std::filesystem::create_directories(folder);
    for (const model::ZoneSet& set : page.zones)
        for (const model::Table& table : page.tables)
            if (table.kind == model::TableKind::zones && table.name == "zones_" + set.name)
                write_zone_set(page, table, set, folder + "/" + set.name + ".json");
}

}  // namespace covmap::exports

#include "export/style/tiles_qlr.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/xml_text.hpp"
#include "export/style/palette.hpp"
#include "export/style/style_classes.hpp"
#include "export/style/style_symbols.hpp"
#include "store/bytes/output_file.hpp"
#include "store/bytes/unfinished_file.hpp"

namespace covmap::exports {

using core::xml_text;

namespace {

/// All of it: QGIS 3.22 does not take the authority's number alone.
constexpr const char* kWebMercator =
    "<srs><spatialrefsys><wkt></wkt><proj4></proj4><srsid>3857</srsid><srid>3857</srid><authid>EPSG:3857</"
    "authid><description>WGS 84 / Pseudo-Mercator"
    "</description><projectionacronym>merc</projectionacronym><ellipsoidacronym>EPSG:7030</"
    "ellipsoidacronym><geographicflag>false</geographicflag>"
    "</spatialrefsys></srs>";

constexpr int kFarZoom = 8;  ///< tiles hold the largest zones alone up to it

constexpr const char* kStretchWidth_mm = "1";

/// One entry of the layer tree.
struct TreeLayer {
    std::string id, name;
    bool shown = true;
    std::string styles = {}, labels = {};
};

struct Zooms {
    int from = 0;
    int to = -1;  ///< -1: on without end
};

class Definition {
public:
    Definition(const TilesDefinition& tiles, const std::string& archive)
        : m_tiles(tiles), m_source("type=mbtiles&url=./" + archive) {}

    [[nodiscard]] std::string text() const {
        const std::vector<TreeLayer> layers = all();
        std::string tree =
            "<!DOCTYPE qgis-layer-definition>\n<qlr>\n <layer-tree-group name=\"\" checked=\"Qt::Checked\" expanded=\"1\">\n"
            "  <layer-tree-group name=\"" +
            xml_text(m_tiles.info.name) + "\" checked=\"Qt::Checked\" expanded=\"1\">\n";
        std::string maps;
        for (const TreeLayer& layer : layers) {
            tree += "   <layer-tree-layer id=\"" + xml_text(layer.id) + "\" name=\"" + xml_text(layer.name) + "\" source=\"" +
                    xml_text(m_source) +
                    "\" providerKey=\"\" expanded=\"1\" checked=\"Qt::" + (layer.shown ? "Checked" : "Unchecked") + "\"/>\n";
            maps += map_layer(layer);
        }
        return tree + "  </layer-tree-group>\n </layer-tree-group>\n <maplayers>\n" + maps + " </maplayers>\n</qlr>\n";
    }

private:
    [[nodiscard]] const core::TileLayerInfo* held(const std::string& layer) const {
        const auto& layers = m_tiles.info.layers;
        const auto it =
            std::find_if(layers.begin(), layers.end(), [&](const core::TileLayerInfo& info) { return info.name == layer; });
        return it == layers.end() ? nullptr : &*it;
    }

    [[nodiscard]] std::string map_layer(const TreeLayer& layer) const {
        return "  <maplayer type=\"vector-tile\" styleCategories=\"AllStyleCategories\">\n   <id>" + xml_text(layer.id) +
               "</id>\n   <datasource>" + xml_text(m_source) + "</datasource>\n   <layername>" + xml_text(layer.name) +
               "</layername>\n   " + kWebMercator + "\n   <resourceMetadata><title>" + xml_text(m_tiles.info.name) +
               "</title><abstract>" + xml_text(m_tiles.info.description) + "</abstract><rights>" +
               xml_text(m_tiles.info.attribution) + "</rights></resourceMetadata>\n   <renderer type=\"basic\"><styles>\n" +
               layer.styles + "   </styles></renderer>\n   <labeling type=\"basic\"><styles>" + layer.labels +
               "</styles></labeling>\n   <blendMode>0</blendMode>\n   <layerOpacity>1</layerOpacity>\n  </maplayer>\n";
    }

    /// One style a class; `points`: of what is too small for an area, or of places.
    [[nodiscard]] static std::string styles(const std::string& layer, const MapClasses& map, Zooms zooms, bool points) {
        std::string text;
        for (const MapClass& drawn : map.classes)
            text += style(layer, drawn, zooms, points ? "0" : "2", points ? point_symbol(0, drawn) : fill_symbol(0, drawn));
        return text;
    }

    [[nodiscard]] static std::string style(const std::string& layer, const MapClass& drawn, Zooms zooms, const char* geometry,
                                           const std::string& symbol) {
        return "    <style name=\"" + xml_text(drawn.label) + "\" layer=\"" + xml_text(layer) + "\" geometry=\"" + geometry +
               "\" expression=\"" + xml_text(drawn.filter) + "\" min-zoom=\"" + std::to_string(zooms.from) + "\" max-zoom=\"" +
               std::to_string(zooms.to) + "\" enabled=\"1\"><symbols>\n" + symbol + "    </symbols></style>\n";
    }

    /// On areas once, not in each tile that shows a part.
    [[nodiscard]] static std::string names(const std::string& layer, const std::string& field, Zooms zooms, bool points) {
        return "\n    <style name=\"" + xml_text(layer) + "\" layer=\"" + xml_text(layer) + "\" geometry=\"" +
               (points ? "0" : "2") + "\" expression=\"" + (points ? "" : "&quot;copy&quot; IS NULL") + "\" min-zoom=\"" +
               std::to_string(zooms.from) + "\" max-zoom=\"" + std::to_string(zooms.to) + "\" enabled=\"1\">" +
               label_settings(field, points) + "</style>";
    }

    /// Places and zones above, then the units, the squares below.
    [[nodiscard]] std::vector<TreeLayer> all() const {
        std::vector<TreeLayer> layers;
        for (const model::MapLayer& layer : m_tiles.layers)
            if (model::is_of_points(layer) && held(layer.table->name) != nullptr) layers.push_back(places(*layer.table));
        bool shown = true;  // the first: several over each other tell nothing
        for (const model::MapLayer& layer : m_tiles.layers) {
            if (layer.table->kind != model::TableKind::zones || held(layer.table->name) == nullptr) continue;
            layers.push_back(zones(*layer.table));
            layers.back().shown = std::exchange(shown, false);
        }
        for (const model::MapLayer& layer : m_tiles.layers)
            if (layer.table->kind == model::TableKind::stretches && held(layer.table->name) != nullptr)
                layers.push_back(stretches(*layer.table));
        for (const model::TableKind kind : {model::TableKind::context_lines, model::TableKind::context_areas})
            for (const model::MapLayer& layer : m_tiles.layers)
                if (layer.table->kind == kind && held(layer.table->name) != nullptr) layers.push_back(background(*layer.table));
        const std::vector<const model::Table*> units = drawn_units();
        if (units.empty()) return layers;
        layers.push_back(areas(units));
        TreeLayer squares = grid(*units.front());
        if (!squares.styles.empty()) layers.push_back(std::move(squares));
        return layers;
    }

    [[nodiscard]] std::string title_of(const model::Table& table) const {
        const std::string& title = table.title.in(m_tiles.language);
        return title.empty() ? table.name : title;
    }

    [[nodiscard]] TreeLayer places(const model::Table& table) const {
        return {"covmap_" + table.name, title_of(table), true,
                styles(table.name, place_classes(table, m_tiles.language), {}, true)};
    }

    [[nodiscard]] TreeLayer zones(const model::Table& table) const {
        const MapClasses map = zone_classes(table, m_tiles.language);
        TreeLayer layer{"covmap_" + table.name, title_of(table), true,
                        styles(table.name, map, {}, false) + styles(table.name, map, {}, true)};
        if (table.find("rank") == nullptr) return layer;
        const bool within = table.find(kRankWithin) != nullptr;
        layer.labels = names(table.name, "rank", {0, within ? kFarZoom : -1}, false);
        if (within) layer.labels += names(table.name, kRankWithin, {kFarZoom + 1, -1}, false);
        return layer;
    }

    [[nodiscard]] TreeLayer stretches(const model::Table& table) const {
        TreeLayer layer{"covmap_" + table.name, title_of(table)};
        for (const MapClass& drawn : stretch_classes(table).classes)
            layer.styles += style(table.name, drawn, {}, "1", line_symbol(0, drawn.colour, false, kStretchWidth_mm));
        return layer;
    }

    [[nodiscard]] TreeLayer background(const model::Table& table) const {
        const MapClasses map = ground_classes(table, m_tiles.language);
        const bool lines = table.kind == model::TableKind::context_lines;
        return {"covmap_" + table.name, title_of(table), true,
                style(table.name, map.classes.front(), {}, lines ? "1" : "2",
                      lines ? line_symbol(0, map.classes.front().colour, ground_of(table.unit).dashed)
                            : fill_symbol(0, map.classes.front()))};
    }

    /// Wide tables with areas, the smallest unit first, as the run gives them.
    [[nodiscard]] std::vector<const model::Table*> drawn_units() const {
        std::vector<const model::Table*> units;
        for (const model::MapLayer& layer : m_tiles.layers)
            if (layer.table->kind == model::TableKind::wide && held(layer.table->name) != nullptr) units.push_back(layer.table);
        return units;
    }

    /// At each zoom the smallest unit that the tiles hold there.
    [[nodiscard]] TreeLayer areas(const std::vector<const model::Table*>& units) const {
        TreeLayer layer{"covmap_areas", title_of(*units.front())};
        Zooms zooms{0, -1};
        for (const model::Table* unit : units) {
            zooms.from = unit == units.back() ? 0 : held(unit->name)->minzoom;
            if (zooms.to >= 0 && zooms.from > zooms.to) continue;
            const MapClasses map = map_classes(*unit, m_tiles.language);
            layer.styles += styles(unit->name, map, zooms, false);
            if (layer.name == title_of(*units.front()) && !map.title.empty()) layer.name = map.title;
            if (held(unit->name + "_label") != nullptr) layer.labels += names(unit->name + "_label", "name", zooms, true);
            if (zooms.from == 0) break;
            zooms.to = zooms.from - 1;
        }
        return layer;
    }

    [[nodiscard]] TreeLayer grid(const model::Table& smallest) const {
        const MapClasses map = held("coverage") == nullptr ? MapClasses{} : square_classes(smallest, m_tiles.language);
        return {"covmap_coverage", (m_tiles.language == "fr" ? "Carrés : " : "Squares: ") + map.title, false,
                styles("coverage", map, {}, false)};
    }

    const TilesDefinition& m_tiles;
    std::string m_source;
};

}  // namespace

std::string tiles_qlr(const TilesDefinition& tiles, const std::string& archive) { return Definition(tiles, archive).text(); }

void write_tiles_qlr(const TilesDefinition& tiles, const std::string& archive_path) {
    const std::filesystem::path archive = archive_path;
    const std::string path = std::filesystem::path(archive).replace_extension(".qlr").string();
    store::UnfinishedFile file(path);
    store::OutputFile out(file.path(), path);
    out.append(tiles_qlr(tiles, archive.filename().string()));
    out.close();
    file.keep();
}

}  // namespace covmap::exports

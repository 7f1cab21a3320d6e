#include "export/style/tiles_qlr.hpp"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <utility>

#include "export/style/palette.hpp"
#include "export/style/style_classes.hpp"
#include "export/style/style_symbols.hpp"
#include "export/xml/xml_tree.hpp"
#include "store/bytes/output_file.hpp"
#include "store/bytes/unfinished_file.hpp"

namespace covmap::exports {

namespace {

/// All of it: QGIS 3.22 does not take the authority's number alone.
void add_web_mercator(pugi::xml_node layer) {
    const pugi::xml_node system = add_element(add_element(layer, "srs"), "spatialrefsys");
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"wkt", ""},
                                                                    {"proj4", ""},
                                                                    {"srsid", "3857"},
                                                                    {"srid", "3857"},
                                                                    {"authid", "EPSG:3857"},
                                                                    {"description", "WGS 84 / Pseudo-Mercator"},
                                                                    {"projectionacronym", "merc"},
                                                                    {"ellipsoidacronym", "EPSG:7030"},
                                                                    {"geographicflag", "false"}})
        add_leaf(system, name, value);
}

constexpr int kFarZoom = 8;  ///< tiles hold the largest zones alone up to it

constexpr const char* kStretchWidth_mm = "1";

struct Zooms {
    int from = 0;
    int to = -1;  ///< -1: on without end
};

/// Where the styles of a layer and of its labels go.
struct Styles {
    pugi::xml_node drawn, labels;
};

class Definition {
public:
    Definition(const TilesDefinition& tiles, const std::string& archive)
        : m_tiles(tiles), m_source("type=mbtiles&url=./" + archive) {
        m_document.append_child(pugi::node_doctype).set_value("qgis-layer-definition");
        const pugi::xml_node root = add_element(m_document, "qlr");
        m_tree = add_group(add_group(root, ""), m_tiles.info.name);
        m_maps = add_element(root, "maplayers");
        add_all();
    }

    [[nodiscard]] std::string text() const { return text_of(m_document); }

private:
    [[nodiscard]] const core::TileLayerInfo* held(const std::string& layer) const {
        const auto& layers = m_tiles.info.layers;
        const auto it =
            std::find_if(layers.begin(), layers.end(), [&](const core::TileLayerInfo& info) { return info.name == layer; });
        return it == layers.end() ? nullptr : &*it;
    }

    static pugi::xml_node add_group(pugi::xml_node parent, const std::string& name) {
        return add_element(parent, "layer-tree-group", {{"name", name}, {"checked", "Qt::Checked"}, {"expanded", "1"}});
    }

    /// An entry of the layer tree and its layer.
    Styles add_layer(const std::string& id, const std::string& name, bool shown = true) {
        add_element(m_tree, "layer-tree-layer",
                    {{"id", id},
                     {"name", name},
                     {"source", m_source},
                     {"providerKey", ""},
                     {"expanded", "1"},
                     {"checked", shown ? "Qt::Checked" : "Qt::Unchecked"}});
        const pugi::xml_node layer =
            add_element(m_maps, "maplayer", {{"type", "vector-tile"}, {"styleCategories", "AllStyleCategories"}});
        add_leaf(layer, "id", id);
        add_leaf(layer, "datasource", m_source);
        add_leaf(layer, "layername", name);
        add_web_mercator(layer);
        const pugi::xml_node metadata = add_element(layer, "resourceMetadata");
        add_leaf(metadata, "title", m_tiles.info.name);
        add_leaf(metadata, "abstract", m_tiles.info.description);
        add_leaf(metadata, "rights", m_tiles.info.attribution);
        const Styles styles{add_element(add_element(layer, "renderer", {{"type", "basic"}}), "styles"),
                            add_element(add_element(layer, "labeling", {{"type", "basic"}}), "styles")};
        add_leaf(layer, "blendMode", "0");
        add_leaf(layer, "layerOpacity", "1");
        return styles;
    }

    /// One style a class; `points`: of what is too small for an area, or of places.
    static void add_styles(pugi::xml_node styles, const std::string& layer, const MapClasses& map, Zooms zooms, bool points) {
        for (const MapClass& drawn : map.classes) {
            const pugi::xml_node symbols = add_class(styles, layer, drawn, zooms, points ? "0" : "2");
            if (points)
                add_point_symbol(symbols, 0, drawn);
            else
                add_fill_symbol(symbols, 0, drawn);
        }
    }

    static pugi::xml_node add_style(pugi::xml_node styles, const std::string& name, const std::string& layer,
                                    const char* geometry, const std::string& filter, Zooms zooms) {
        return add_element(styles, "style",
                           {{"name", name},
                            {"layer", layer},
                            {"geometry", geometry},
                            {"expression", filter},
                            {"min-zoom", std::to_string(zooms.from)},
                            {"max-zoom", std::to_string(zooms.to)},
                            {"enabled", "1"}});
    }

    /// Where its symbol goes.
    static pugi::xml_node add_class(pugi::xml_node styles, const std::string& layer, const MapClass& drawn, Zooms zooms,
                                    const char* geometry) {
        return add_element(add_style(styles, drawn.label, layer, geometry, drawn.filter, zooms), "symbols");
    }

    /// On areas once, not in each tile that shows a part.
    static void add_names(pugi::xml_node styles, const std::string& layer, const std::string& field, Zooms zooms, bool points) {
        add_label_settings(add_style(styles, layer, layer, points ? "0" : "2", points ? "" : "\"copy\" IS NULL", zooms),
                           {.field = field, .points = points});
    }

    /// Places and zones above, then the units, the squares below.
    void add_all() {
        for (const model::MapLayer& layer : m_tiles.layers)
            if (model::is_of_points(layer) && held(layer.table->name) != nullptr) add_places(*layer.table);
        bool shown = true;  // the first: several over each other tell nothing
        for (const model::MapLayer& layer : m_tiles.layers)
            if (layer.table->kind == model::TableKind::zones && held(layer.table->name) != nullptr)
                add_zones(*layer.table, std::exchange(shown, false));
        for (const model::MapLayer& layer : m_tiles.layers)
            if (layer.table->kind == model::TableKind::stretches && held(layer.table->name) != nullptr)
                add_stretches(*layer.table);
        for (const model::TableKind kind : {model::TableKind::context_lines, model::TableKind::context_areas})
            for (const model::MapLayer& layer : m_tiles.layers)
                if (layer.table->kind == kind && held(layer.table->name) != nullptr) add_background(*layer.table);
        const std::vector<const model::Table*> units = drawn_units();
        if (units.empty()) return;
        add_areas(units);
        add_grid(*units.front());
    }

    [[nodiscard]] std::string title_of(const model::Table& table) const {
        const std::string& title = table.title.in(m_tiles.language);
        return title.empty() ? table.name : title;
    }

    void add_places(const model::Table& table) {
        add_styles(add_layer("covmap_" + table.name, title_of(table)).drawn, table.name, place_classes(table, m_tiles.language),
                   {}, true);
    }

    void add_zones(const model::Table& table, bool shown) {
        const MapClasses map = zone_classes(table, m_tiles.language);
        const Styles styles = add_layer("covmap_" + table.name, title_of(table), shown);
        for (const bool points : {false, true}) add_styles(styles.drawn, table.name, map, {}, points);
        if (table.find("rank") == nullptr) return;
        const bool within = table.find(kRankWithin) != nullptr;
        add_names(styles.labels, table.name, "rank", {0, within ? kFarZoom : -1}, false);
        if (within) add_names(styles.labels, table.name, kRankWithin, {kFarZoom + 1, -1}, false);
    }

    void add_stretches(const model::Table& table) {
        const Styles styles = add_layer("covmap_" + table.name, title_of(table));
        for (const MapClass& drawn : stretch_classes(table).classes)
            add_line_symbol(add_class(styles.drawn, table.name, drawn, {}, "1"), 0, drawn.colour, false, kStretchWidth_mm);
    }

    void add_background(const model::Table& table) {
        const MapClass drawn = ground_classes(table, m_tiles.language).classes.front();
        const bool lines = table.kind == model::TableKind::context_lines;
        const Styles styles = add_layer("covmap_" + table.name, title_of(table));
        const pugi::xml_node symbols = add_class(styles.drawn, table.name, drawn, {}, lines ? "1" : "2");
        if (lines)
            add_line_symbol(symbols, 0, drawn.colour, ground_of(table.unit).dashed);
        else
            add_fill_symbol(symbols, 0, drawn);
    }

    /// Wide tables with areas, the smallest unit first, as the run gives them.
    [[nodiscard]] std::vector<const model::Table*> drawn_units() const {
        std::vector<const model::Table*> units;
        for (const model::MapLayer& layer : m_tiles.layers)
            if (layer.table->kind == model::TableKind::wide && held(layer.table->name) != nullptr) units.push_back(layer.table);
        return units;
    }

    struct ShownUnit {
        const model::Table* table;
        MapClasses map;
        Zooms zooms;
    };

    /// At each zoom the smallest unit that the tiles hold there.
    [[nodiscard]] std::vector<ShownUnit> units_by_zoom(const std::vector<const model::Table*>& units) const {
        std::vector<ShownUnit> shown;
        Zooms zooms{0, -1};
        for (const model::Table* unit : units) {
            zooms.from = unit == units.back() ? 0 : held(unit->name)->minzoom;
            if (zooms.to >= 0 && zooms.from > zooms.to) continue;
            shown.push_back({unit, map_classes(*unit, m_tiles.language), zooms});
            if (zooms.from == 0) break;
            zooms.to = zooms.from - 1;
        }
        return shown;
    }

    void add_areas(const std::vector<const model::Table*>& units) {
        const std::vector<ShownUnit> shown = units_by_zoom(units);
        const auto titled =
            std::find_if(shown.begin(), shown.end(), [](const ShownUnit& unit) { return !unit.map.title.empty(); });
        const Styles styles = add_layer("covmap_areas", titled == shown.end() ? title_of(*units.front()) : titled->map.title);
        for (const ShownUnit& unit : shown) {
            const std::string& name = unit.table->name;
            add_styles(styles.drawn, name, unit.map, unit.zooms, false);
            if (held(name + "_label") != nullptr) add_names(styles.labels, name + "_label", "name", unit.zooms, true);
        }
    }

    void add_grid(const model::Table& smallest) {
        if (held("coverage") == nullptr) return;
        const MapClasses map = square_classes(smallest, m_tiles.language);
        if (map.classes.empty()) return;
        const Styles styles =
            add_layer("covmap_coverage", (m_tiles.language == "fr" ? "Carrés : " : "Squares: ") + map.title, false);
        add_styles(styles.drawn, "coverage", map, {}, false);
    }

    const TilesDefinition& m_tiles;
    std::string m_source;
    pugi::xml_document m_document;
    pugi::xml_node m_tree, m_maps;
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

#include "export/project/project.hpp"

#include <algorithm>
#include <utility>

#include "export/project/project_crs.hpp"
#include "export/project/project_extent.hpp"
#include "export/project/project_layouts.hpp"
#include "export/project/qgz.hpp"
#include "export/style/qmd.hpp"
#include "export/style/style.hpp"
#include "export/style/style_classes.hpp"
#include "export/xml/xml_tree.hpp"

namespace covmap::exports {

namespace {

/// One entry of the list of layers.
struct Listed {
    const ProjectLayer* layer;
    bool shown;
};

struct Group {
    std::string name;
    std::vector<Listed> layers = {};
};

std::string first_large(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

class Project {
public:
    explicit Project(const ProjectContents& contents)
        : m_contents(contents),
          m_french(contents.credits.language == "fr"),
          m_crs_name(!contents.crs.empty() || contents.layers.empty() ? contents.crs : contents.layers.front().map->crs),
          m_crs(m_crs_name.empty() ? SpatialRefSys() : SpatialRefSys(m_crs_name, "covmap.qgz")),
          m_extent(project_extent(contents, m_crs_name)) {}

    [[nodiscard]] std::string text() const {
        pugi::xml_document document;
        const std::vector<Group> groups = all_groups();
        const pugi::xml_node root =
            add_qgis_root(document, {{"projectname", title()}, {"saveDateTime", m_contents.credits.date + "T00:00:00"}});
        add_leaf(root, "title", title());
        m_crs.add_to(add_element(root, "projectCrs"));
        add_tree(root, groups);
        const pugi::xml_node layers = add_element(root, "projectlayers");
        for (const Group& group : groups)
            for (const Listed& listed : group.layers) add_map_layer(layers, *listed.layer);
        add_properties(root);
        add_project_metadata(root);
        add_views(root);
        return text_of(document);
    }

private:
    /// Paths are relative; lengths and areas are those of the ellipsoid.
    static void add_properties(pugi::xml_node root) {
        const pugi::xml_node properties = add_element(root, "properties");
        add_leaf(add_element(properties, "Paths"), "Absolute", "false", {{"type", "bool"}});
        add_leaf(add_element(properties, "SpatialRefSys"), "ProjectionsEnabled", "1", {{"type", "int"}});
        add_leaf(add_element(properties, "Measure"), "Ellipsoid", "EPSG:7030", {{"type", "QString"}});
    }

    /// QGIS drops identifiers of ten characters or fewer.
    [[nodiscard]] static std::string id_of(const ProjectLayer& layer) { return "covmap_layer_" + layer.map->table->name; }

    [[nodiscard]] std::string name_of(const ProjectLayer& layer) const {
        const std::string& title = layer.map->table->title.in(m_contents.credits.language);
        return first_large(!layer.name.empty() ? layer.name : title.empty() ? layer.map->table->name : title);
    }

    [[nodiscard]] std::string source_of(const ProjectLayer& layer) const {
        return "./" + m_contents.geopackage + "|layername=" + layer.map->table->name;
    }

    [[nodiscard]] const ProjectLayer* finest() const {
        for (const ProjectLayer& layer : m_contents.layers)
            if (layer.map->table->kind == model::TableKind::wide) return &layer;
        return m_contents.layers.empty() ? nullptr : &m_contents.layers.front();
    }

    /// «name: what the finest unit's map tells».
    [[nodiscard]] std::string title() const {
        const std::string told = finest() == nullptr ? "" : finest()->map->table->title.in(m_contents.credits.language);
        if (told.empty() || m_contents.name.empty()) return m_contents.name + told;
        return m_contents.name + (m_french ? "\u00A0: " : ": ") + told;
    }

    /// From above to below. Larger units stand above smaller ones: switched on, they are seen.
    [[nodiscard]] std::vector<Group> all_groups() const {
        Group places{m_french ? "Lieux" : "Places"}, zones{"Zones"}, ground{m_french ? "Fond de carte" : "Background"},
            units{m_french ? "Territoires" : "Territories"};
        for (const ProjectLayer& layer : m_contents.layers) {
            const model::TableKind kind = layer.map->table->kind;
            if (model::is_background(*layer.map))
                ground.layers.push_back({&layer, false});
            else if (kind == model::TableKind::places)
                places.layers.push_back({&layer, false});
            else if (kind == model::TableKind::zones || kind == model::TableKind::stretches)
                zones.layers.push_back({&layer, zones.layers.empty()});
            else
                units.layers.insert(units.layers.begin(), {&layer, units.layers.empty()});
        }
        std::vector<Group> groups;
        for (Group* group : {&places, &zones, &ground, &units})
            if (!group->layers.empty()) groups.push_back(std::move(*group));
        return groups;
    }

    void add_tree(pugi::xml_node root, const std::vector<Group>& groups) const {
        const pugi::xml_node tree = add_element(root, "layer-tree-group");
        for (const Group& group : groups) {
            const pugi::xml_node branch =
                add_element(tree, "layer-tree-group", {{"name", group.name}, {"checked", "Qt::Checked"}, {"expanded", "1"}});
            // On paper the layers' own names are enough.
            const pugi::xml_node custom = add_element(add_element(branch, "customproperties"), "Option", {{"type", "Map"}});
            add_element(custom, "Option", {{"name", "legend/title-style"}, {"type", "QString"}, {"value", "hidden"}});
            for (const Listed& listed : group.layers)
                add_element(branch, "layer-tree-layer",
                            {{"id", id_of(*listed.layer)},
                             {"name", name_of(*listed.layer)},
                             {"source", source_of(*listed.layer)},
                             {"providerKey", "ogr"},
                             {"checked", listed.shown ? "Qt::Checked" : "Qt::Unchecked"},
                             {"expanded", listed.shown ? "1" : "0"}});
        }
    }

    void add_map_layer(pugi::xml_node layers, const ProjectLayer& drawn) const {
        const model::Table& table = *drawn.map->table;
        const char* geometry = model::is_of_points(*drawn.map) ? "Point" : model::is_of_lines(*drawn.map) ? "Line" : "Polygon";
        const pugi::xml_node layer = add_element(
            layers, "maplayer", {{"type", "vector"}, {"geometry", geometry}, {"styleCategories", "AllStyleCategories"}});
        add_leaf(layer, "id", id_of(drawn));
        add_leaf(layer, "datasource", source_of(drawn));
        add_leaf(layer, "layername", name_of(drawn));
        m_crs.add_to(add_element(layer, "srs"));
        add_metadata(add_element(layer, "resourceMetadata"), table.name, table.title.in(m_contents.credits.language),
                     m_contents.credits);
        add_leaf(layer, "provider", "ogr", {{"encoding", "UTF-8"}});
        const bool labelled = add_layer_style(layer, table, m_contents.credits);
        add_attribute(layer, {"labelsEnabled", labelled ? "1" : "0"});
    }

    void add_project_metadata(pugi::xml_node root) const {
        const pugi::xml_node metadata = add_element(root, "projectMetadata");
        add_metadata(metadata, m_contents.name, title(), m_contents.credits);
        add_leaf(metadata, "author", "covmap");
        add_leaf(metadata, "creation", m_contents.credits.date + "T00:00:00");
    }

    /// «Coverage as claimed …», the sources, then licence and date.
    [[nodiscard]] std::string note() const {
        const Credits& credits = m_contents.credits;
        std::string text = attribution(credits);
        if (!text.empty()) text += "\n";
        if (!credits.strictest.empty())
            text += (m_french ? "Licence la plus stricte : " : "Strictest licence: ") + credits.strictest + ". ";
        return text + (m_french ? "Date : " : "Date: ") + credits.date + ". covmap";
    }

    [[nodiscard]] LayoutWords words() const {
        LayoutWords words{title(), note(), "", {}};
        for (const Group& group : all_groups())
            for (const Listed& listed : group.layers) {
                const model::Table& table = *listed.layer->map->table;
                if (table.kind == model::TableKind::zones && table.rows() > kZonesFromAfar)
                    words.from_afar = m_french ? ". À cette échelle seules les cent plus grandes zones sont dessinées"
                                               : ". At this scale the hundred largest zones alone are drawn";
                if (!listed.shown) continue;
                const MapClasses classes = map_classes(table, m_contents.credits.language);
                std::size_t most = std::max(letters_of(name_of(*listed.layer)), letters_of(classes.title));
                for (const MapClass& drawn : classes.classes) most = std::max(most, letters_of(drawn.label));
                words.legend_letters.push_back(most);
            }
        return words;
    }

    static void add_canvas_extent(pugi::xml_node canvas, const ProjectBox& box) {
        const pugi::xml_node extent = add_element(canvas, "extent");
        add_leaf(extent, "xmin", xml_number(box.xmin));
        add_leaf(extent, "ymin", xml_number(box.ymin));
        add_leaf(extent, "xmax", xml_number(box.xmax));
        add_leaf(extent, "ymax", xml_number(box.ymax));
    }

    void add_bookmarks(pugi::xml_node root) const {
        const pugi::xml_node bookmarks = add_element(root, "Bookmarks");
        for (const ProjectBookmark& mark : m_extent.bookmarks) {
            const std::string xmin = xml_number(mark.box.xmin), ymin = xml_number(mark.box.ymin);
            const std::string xmax = xml_number(mark.box.xmax), ymax = xml_number(mark.box.ymax);
            const std::string from = xmin + " " + ymin;
            m_crs.add_to(add_element(bookmarks, "Bookmark",
                                     {{"id", "covmap-" + std::to_string(&mark - m_extent.bookmarks.data())},
                                      {"name", mark.name},
                                      {"group", first_large(mark.group)},
                                      {"extent", "POLYGON((" + from + ", " + xmax + " " + ymin + ", " + xmax + " " + ymax + ", " +
                                                     xmin + " " + ymax + ", " + from + "))"}}));
        }
    }

    void add_views(pugi::xml_node root) const {
        if (!m_extent.main) return add_bookmarks(root);
        const ProjectBox& box = *m_extent.main;
        const pugi::xml_node canvas = add_element(root, "mapcanvas", {{"name", "theMapCanvas"}});
        add_canvas_extent(canvas, box);
        add_leaf(canvas, "rotation", "0");
        m_crs.add_to(add_element(canvas, "destinationsrs"));
        add_layouts(root, box, words());
        add_bookmarks(root);
        const pugi::xml_node settings = add_element(root, "ProjectViewSettings", {{"UseProjectScales", "0"}});
        m_crs.add_to(add_element(settings, "DefaultViewExtent",
                                 {{"xmin", xml_number(box.xmin)},
                                  {"ymin", xml_number(box.ymin)},
                                  {"xmax", xml_number(box.xmax)},
                                  {"ymax", xml_number(box.ymax)}}));
    }

    const ProjectContents& m_contents;
    bool m_french;
    std::string m_crs_name;
    SpatialRefSys m_crs;
    ProjectExtent m_extent;
};

}  // namespace

std::string project_qgs(const ProjectContents& contents) { return Project(contents).text(); }

void write_project(const ProjectContents& contents, const std::string& path) {
    write_zip_of_one("covmap.qgs", project_qgs(contents), path);
}

}  // namespace covmap::exports

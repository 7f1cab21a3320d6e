#include "export/project/project.hpp"

#include <algorithm>
#include <utility>

#include "export/project/project_crs.hpp"
#include "export/project/project_extent.hpp"
#include "export/project/project_layouts.hpp"
#include "export/project/project_xml.hpp"
#include "export/project/qgz.hpp"
#include "export/style/qmd.hpp"
#include "export/style/style.hpp"
#include "export/style/style_classes.hpp"

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
          m_crs(m_crs_name.empty() ? "" : spatial_ref_sys(m_crs_name, "covmap.qgz")),
          m_extent(project_extent(contents, m_crs_name)) {}

    [[nodiscard]] std::string text() const {
        const std::vector<Group> groups = all_groups();
        std::string layers;
        for (const Group& group : groups)
            for (const Listed& listed : group.layers) layers += map_layer(*listed.layer);
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" +
               xml_element(
                   "qgis",
                   {{"version", "3.22.0"}, {"projectname", title()}, {"saveDateTime", m_contents.credits.date + "T00:00:00"}},
                   "\n" + xml_leaf("title", title()) + "\n<projectCrs>" + m_crs + "</projectCrs>\n" + tree(groups) +
                       "<projectlayers>\n" + layers + "</projectlayers>\n" + kProperties + metadata() + views());
    }

private:
    /// Paths are relative; lengths and areas are those of the ellipsoid.
    static constexpr const char* kProperties =
        "<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths>"
        "<SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys>"
        "<Measure><Ellipsoid type=\"QString\">EPSG:7030</Ellipsoid></Measure></properties>\n";

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

    [[nodiscard]] std::string tree(const std::vector<Group>& groups) const {
        // On paper the layers' own names are enough.
        const std::string unnamed_in_legends =
            "<customproperties><Option type=\"Map\"><Option name=\"legend/title-style\" type=\"QString\" "
            "value=\"hidden\"/></Option></customproperties>";
        std::string text = "<layer-tree-group>\n";
        for (const Group& group : groups) {
            std::string inside = unnamed_in_legends + "\n";
            for (const Listed& listed : group.layers)
                inside += xml_element("layer-tree-layer", {{"id", id_of(*listed.layer)},
                                                           {"name", name_of(*listed.layer)},
                                                           {"source", source_of(*listed.layer)},
                                                           {"providerKey", "ogr"},
                                                           {"checked", listed.shown ? "Qt::Checked" : "Qt::Unchecked"},
                                                           {"expanded", listed.shown ? "1" : "0"}});
            text +=
                xml_element("layer-tree-group", {{"name", group.name}, {"checked", "Qt::Checked"}, {"expanded", "1"}}, inside);
        }
        return text + "</layer-tree-group>\n";
    }

    [[nodiscard]] std::string map_layer(const ProjectLayer& layer) const {
        const model::Table& table = *layer.map->table;
        const LayerStyle style = layer_style(table, m_contents.credits);
        const char* geometry = model::is_of_points(*layer.map) ? "Point" : model::is_of_lines(*layer.map) ? "Line" : "Polygon";
        return xml_element("maplayer",
                           {{"type", "vector"},
                            {"geometry", geometry},
                            {"styleCategories", "AllStyleCategories"},
                            {"labelsEnabled", style.labelled ? "1" : "0"}},
                           "\n" + xml_leaf("id", id_of(layer)) + xml_leaf("datasource", source_of(layer)) +
                               xml_leaf("layername", name_of(layer)) + "\n<srs>" + m_crs + "</srs>\n<resourceMetadata>\n" +
                               metadata_elements(table.name, table.title.in(m_contents.credits.language), m_contents.credits) +
                               "</resourceMetadata>\n<provider encoding=\"UTF-8\">ogr</provider>\n" + style.elements);
    }

    [[nodiscard]] std::string metadata() const {
        return "<projectMetadata>\n" + metadata_elements(m_contents.name, title(), m_contents.credits) +
               "<author>covmap</author>" + xml_leaf("creation", m_contents.credits.date + "T00:00:00") + "</projectMetadata>\n";
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

    [[nodiscard]] static std::string canvas_extent(const ProjectBox& box) {
        return "<extent>" + xml_leaf("xmin", xml_number(box.xmin)) + xml_leaf("ymin", xml_number(box.ymin)) +
               xml_leaf("xmax", xml_number(box.xmax)) + xml_leaf("ymax", xml_number(box.ymax)) + "</extent>";
    }

    [[nodiscard]] std::string bookmarks() const {
        std::string text;
        for (const ProjectBookmark& mark : m_extent.bookmarks) {
            const std::string xmin = xml_number(mark.box.xmin), ymin = xml_number(mark.box.ymin);
            const std::string xmax = xml_number(mark.box.xmax), ymax = xml_number(mark.box.ymax);
            const std::string from = xmin + " " + ymin;
            text += xml_element("Bookmark",
                                {{"id", "covmap-" + std::to_string(&mark - m_extent.bookmarks.data())},
                                 {"name", mark.name},
                                 {"group", first_large(mark.group)},
                                 {"extent", "POLYGON((" + from + ", " + xmax + " " + ymin + ", " + xmax + " " + ymax + ", " +
                                                xmin + " " + ymax + ", " + from + "))"}},
                                m_crs);
        }
        return "<Bookmarks>\n" + text + "</Bookmarks>\n";
    }

    [[nodiscard]] std::string views() const {
        if (!m_extent.main) return bookmarks();
        const ProjectBox& box = *m_extent.main;
        return "<mapcanvas name=\"theMapCanvas\">" + canvas_extent(box) + "<rotation>0</rotation><destinationsrs>" + m_crs +
               "</destinationsrs></mapcanvas>\n" + project_layouts(box, words()) + bookmarks() +
               xml_element("ProjectViewSettings", {{"UseProjectScales", "0"}},
                           xml_element("DefaultViewExtent",
                                       {{"xmin", xml_number(box.xmin)},
                                        {"ymin", xml_number(box.ymin)},
                                        {"xmax", xml_number(box.xmax)},
                                        {"ymax", xml_number(box.ymax)}},
                                       m_crs));
    }

    const ProjectContents& m_contents;
    bool m_french;
    std::string m_crs_name, m_crs;
    ProjectExtent m_extent;
};

}  // namespace

std::string project_qgs(const ProjectContents& contents) { return Project(contents).text(); }

void write_project(const ProjectContents& contents, const std::string& path) {
    write_zip_of_one("covmap.qgs", project_qgs(contents), path);
}

}  // namespace covmap::exports

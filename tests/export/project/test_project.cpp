#include <cpl_minixml.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <pugixml.hpp>
#include <sstream>

#include "export/project/project.hpp"
#include "export/style/style.hpp"
#include "export/support/world.hpp"

using namespace covmap;

namespace {

/// Alpha and Béta side by side, Gamma overseas; departements 01 of the first two, 974 of the last; zones, places, water.
struct World {
    std::vector<model::Table> tables{tests::communes(), tests::communes(), tests::communes(), tests::zones(),
                                     tests::zones(),    tests::places(),   tests::places()};
    std::vector<core::MultiPolygon> squares{
        {{tests::square(2, 47, 1)}}, {{tests::square(3, 47, 1)}}, {{tests::square(55, -21, 0.5)}}};
    core::MultiPolygon both{squares[0][0], squares[1][0]};
    std::vector<model::MapLayer> layers;

    World() {
        tables[1].name = tables[1].unit = "departement";
        tables[1].columns[1].texts = {"Ain <&>", "Outre-mer", ""};
        tables[1].columns[0].texts = {"01", "974", ""};
        tables[2].name = tables[2].unit = "all";
        tables[4].name = "zones_poor_4g";
        tables[6].name = "context_water";
        tables[6].title = {"Eaux", "Water"};
        tables[6].unit = "water";
        tables[6].kind = model::TableKind::context_areas;
        for (const model::Table& table : tables) layers.push_back({&table, {}, "EPSG:4326", {}});
        layers[0].polygons = {&squares[0], &squares[1], &squares[2]};
        layers[1].polygons = {&both, &squares[2], &squares[2]};
        layers[5].points = {core::Point{2, 47}, core::Point{2, 47}, core::Point{2, 47}};
    }
    [[nodiscard]] exports::ProjectContents contents(const std::string& crs = "") const {
        exports::ProjectContents contents;
        for (const model::MapLayer& layer : layers) contents.layers.push_back({&layer, ""});
        contents.layers[0].name = "communes";
        contents.layers[1].name = "départements";
        contents.name = "lot";
        contents.people = "population";
        contents.crs = crs;
        contents.credits = tests::credits("en");
        return contents;
    }
};

class Project {
public:
    explicit Project(const std::string& text) : m_tree(CPLParseXMLString(text.c_str()), &CPLDestroyXMLNode) {
        REQUIRE(m_tree != nullptr);
        collect(CPLSearchXMLNode(m_tree.get(), "=qgis"));
    }
    /// «tag» elements, in the order of the file.
    [[nodiscard]] std::vector<const CPLXMLNode*> all(const std::string& tag) const {
        std::vector<const CPLXMLNode*> found;
        for (const CPLXMLNode* node : m_nodes)
            if (tag == node->pszValue) found.push_back(node);
        return found;
    }
    /// An attribute or a child's text of each.
    [[nodiscard]] std::vector<std::string> values(const std::string& tag, const char* path) const {
        std::vector<std::string> found;
        for (const CPLXMLNode* node : all(tag))
            if (const char* value = CPLGetXMLValue(node, path, nullptr)) found.emplace_back(value);
        return found;
    }

private:
    void collect(const CPLXMLNode* node) {
        for (; node != nullptr; node = node->psNext) {
            if (node->eType == CXT_Element) m_nodes.push_back(node);
            collect(node->psChild);
        }
    }
    std::unique_ptr<CPLXMLNode, decltype(&CPLDestroyXMLNode)> m_tree;
    std::vector<const CPLXMLNode*> m_nodes;
};

using Texts = std::vector<std::string>;

std::string text_of(pugi::xml_node element) {
    std::ostringstream text;
    element.print(text, "", pugi::format_raw);
    return text.str();
}

Project project_of(const std::string& crs = "") {
    const World world;
    return Project(exports::project_qgs(world.contents(crs)));
}

double number(const Project& project, const char* tag, const char* name) { return std::stod(project.values(tag, name).at(0)); }

}  // namespace

TEST_CASE("a project lists the layers in groups, larger units above, the first zones and the finest unit shown") {
    const Project project = project_of();
    CHECK(project.values("layer-tree-group", "name") == Texts{"Places", "Zones", "Background", "Territories"});
    CHECK(project.values("layer-tree-layer", "id") ==
          Texts{"covmap_layer_schools", "covmap_layer_zones_no_4g", "covmap_layer_zones_poor_4g", "covmap_layer_context_water",
                "covmap_layer_all", "covmap_layer_departement", "covmap_layer_commune"});
    CHECK(project.values("layer-tree-layer", "checked") == Texts{"Qt::Unchecked", "Qt::Checked", "Qt::Unchecked", "Qt::Unchecked",
                                                                 "Qt::Unchecked", "Qt::Unchecked", "Qt::Checked"});
    CHECK(project.values("maplayer", "id") == project.values("layer-tree-layer", "id"));
    CHECK(project.values("maplayer", "geometry")[0] == "Point");
    CHECK(project.values("layer-tree-layer", "name").back() == "Communes");
}

TEST_CASE("layers are those of the GeoPackage beside the project, in its CRS, with its styles") {
    const World world;
    const std::string text = exports::project_qgs(world.contents("EPSG:2154"));
    const Project project(text);
    pugi::xml_document document;
    REQUIRE(document.load_string(text.c_str()));
    CHECK(project.values("maplayer", "datasource").back() == "./covmap.gpkg|layername=commune");
    CHECK(project.values("properties", "Paths.Absolute") == Texts{"false"});
    CHECK(project.values("projectCrs", "spatialrefsys.authid") == Texts{"EPSG:2154"});
    for (const std::string& crs : project.values("maplayer", "srs.spatialrefsys.authid")) CHECK(crs == "EPSG:2154");
    for (const model::Table& table : world.tables) {
        pugi::xml_document style, qml;
        exports::add_layer_style(style.append_child("maplayer"), table, tests::credits("en"));
        REQUIRE(qml.load_string(exports::layer_qml(table, tests::credits("en")).c_str()));
        const auto of_project = document.select_node(("//maplayer[id='covmap_layer_" + table.name + "']").c_str()).node();
        for (const pugi::xml_node element : style.first_child()) {
            CHECK(text_of(of_project.child(element.name())) == text_of(element));
            CHECK(text_of(qml.document_element().child(element.name())) == text_of(element));
        }
    }
    CHECK(project.values("maplayer", "labelsEnabled") == Texts{"0", "1", "1", "0", "0", "0", "0"});
}

TEST_CASE("the first view is the main territory's, in the CRS of the project, without what lies overseas") {
    const Project degrees = project_of();
    CHECK(number(degrees, "DefaultViewExtent", "xmin") == 2);
    CHECK(number(degrees, "DefaultViewExtent", "ymin") == 47);
    CHECK(number(degrees, "DefaultViewExtent", "xmax") == 4);
    CHECK(number(degrees, "DefaultViewExtent", "ymax") == 48);
    CHECK(number(degrees, "mapcanvas", "extent.xmax") == 4);
    const Project metres = project_of("EPSG:2154");
    CHECK(number(metres, "DefaultViewExtent", "xmax") - number(metres, "DefaultViewExtent", "xmin") ==
          Approx(152'000).epsilon(0.02));
    CHECK(number(metres, "DefaultViewExtent", "ymax") - number(metres, "DefaultViewExtent", "ymin") ==
          Approx(111'000).epsilon(0.02));
}

TEST_CASE("each parent territory has a bookmark, under its unit") {
    const Project project = project_of();
    CHECK(project.values("Bookmark", "name") == Texts{"Ain <&>", "Outre-mer"});
    CHECK(project.values("Bookmark", "group") == Texts(2, "Départements"));
    CHECK(project.values("Bookmark", "extent")[0] ==
          "POLYGON((2.000000 47.000000, 4.000000 47.000000, 4.000000 48.000000, 2.000000 48.000000, 2.000000 47.000000))");
}

TEST_CASE("two pages are ready to print, with everything on the paper and a map of the main territory") {
    const Project project = project_of();
    CHECK(project.values("Layout", "name") == Texts{"A4", "A3"});
    CHECK(project.values("LayoutItem", "id") == Texts{"page", "legend", "scalebar", "note", "subtitle", "title", "map", "page",
                                                      "legend", "scalebar", "note", "subtitle", "title", "map"});
    double width = 0, height = 0;
    for (const CPLXMLNode* item : project.all("LayoutItem")) {
        double x = 0, y = 0, w = 0, h = 0;
        REQUIRE(std::sscanf(CPLGetXMLValue(item, "position", ""), "%lf,%lf", &x, &y) == 2);
        REQUIRE(std::sscanf(CPLGetXMLValue(item, "size", ""), "%lf,%lf", &w, &h) == 2);
        if (std::string("page") == CPLGetXMLValue(item, "id", "")) {
            width = w;
            height = h;
            continue;
        }
        INFO(CPLGetXMLValue(item, "id", ""));
        CHECK((x >= 5 && y >= 5 && w > 0 && h > 0 && x + w <= width - 5 && y + h <= height - 5));
    }
    const Texts xmin = project.values("Extent", "xmin"), xmax = project.values("Extent", "xmax");
    for (std::size_t i = 0; i < 2; ++i) CHECK((std::stod(xmin[i]) < 2 && std::stod(xmin[i]) > -2 && std::stod(xmax[i]) < 8));
    const Texts labels = project.values("LayoutItem", "labelText");
    CHECK(labels[0].find("Sources: Census, Eurostat, 2021, CC-BY\nDate: 2018-01-01") != std::string::npos);
}

TEST_CASE("long credits take the room that they need from the map") {
    const auto height_of_map = [](const std::string& source) {
        const World world;
        exports::ProjectContents contents = world.contents();
        contents.credits.sources = {source};
        double w = 0, h = 0;
        const Project project(exports::project_qgs(contents));
        std::sscanf(project.values("LayoutItem", "size").back().c_str(), "%lf,%lf", &w, &h);
        return h;
    };
    CHECK(height_of_map("Census") - height_of_map(std::string(3000, 'x')) > 10);
    CHECK(height_of_map(std::string(100'000, 'x')) > 150);
}

TEST_CASE("a long line makes the legend beside the map wider, and its letters smaller where the page ends") {
    const auto legend_of = [](std::size_t letters) {
        World world;
        world.tables[0].columns.back().label.en = std::string(letters, 'x');
        const Project project(exports::project_qgs(world.contents()));
        double width = 0, height = 0, points = 0;
        const CPLXMLNode* legend = project.all("LayoutItem")[8];
        REQUIRE(std::string("legend") == CPLGetXMLValue(legend, "id", ""));
        std::sscanf(CPLGetXMLValue(legend, "size", ""), "%lf,%lf", &width, &height);
        std::sscanf(project.values("styleFont", "description").back().c_str(), "Arial,%lf", &points);
        return std::pair(width, points);
    };
    CHECK(legend_of(10) == std::pair(80.0, 8.0));
    CHECK(legend_of(60).first > 110);
    CHECK(legend_of(60).second == 8);
    CHECK(legend_of(120).first == 170);
    CHECK(legend_of(120).second < 8);
    CHECK(legend_of(1000).second == 5);
}

TEST_CASE("where there are more zones than are drawn from afar the page says so at such scales") {
    World world;
    CHECK(exports::project_qgs(world.contents()).find("hundred largest") == std::string::npos);
    for (int row = 0; row < 100; ++row)
        for (model::Column& column : world.tables[3].columns)
            if (column.type == model::ColumnType::text)
                column.push(std::string("id"));
            else
                column.push(std::optional<std::int64_t>(1));
    CHECK(exports::project_qgs(world.contents()).find("'map_scale') >= 1200000") != std::string::npos);
}

TEST_CASE("title, sources and licences are told of the project") {
    const World world;
    const Project project(exports::project_qgs(world.contents()));
    CHECK(project.values("projectMetadata", "title") == Texts{"lot: No 4G for 50 people"});
    CHECK(project.values("projectMetadata", "license") == Texts{"CC-BY"});
    CHECK(project.values("projectMetadata", "history") == Texts{"Census, Eurostat, 2021, CC-BY"});
    CHECK(project.values("qgis", "saveDateTime") == Texts{"2018-01-01T00:00:00"});
}

TEST_CASE("without an outline there is no first view and no page, and the layers are there") {
    World world;
    world.layers[0].polygons = {};
    const Project project(exports::project_qgs(world.contents()));
    CHECK(project.all("DefaultViewExtent").empty());
    CHECK(project.all("Layout").empty());
    CHECK(project.all("maplayer").size() == 7);
}

TEST_CASE("the same contents give the same bytes") {
    const tests::Scratch scratch;
    const World world;
    exports::write_project(world.contents(), scratch / "a.qgz");
    exports::write_project(world.contents(), scratch / "b.qgz");
    CHECK(tests::bytes_of(scratch / "a.qgz") == tests::bytes_of(scratch / "b.qgz"));
}

TEST_CASE("a CRS that is not understood is an error of the project") {
    const World world;
    const auto error = tests::error_of([&] { exports::project_qgs(world.contents("EPSG:0")); });
    REQUIRE(error != nullptr);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == "covmap.qgz");
}

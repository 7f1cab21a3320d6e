#include "export/project/project_extent.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "export/extent.hpp"
#include "export/formats/reproject.hpp"

namespace covmap::exports {

namespace {

constexpr const char* kDegrees = "EPSG:4326";
constexpr int kStepsASide = 8;  ///< a straight side of a box is bent in another CRS

std::optional<ProjectBox> box_of(const core::MultiPolygon* polygons) {
    std::optional<ProjectBox> box;
    if (polygons == nullptr) return box;
    for (const core::Polygon& polygon : *polygons)
        for (const core::Point& p : polygon.front()) {
            if (!box) box = {p.x, p.y, p.x, p.y};
            box->add({p.x, p.y, p.x, p.y});
        }
    return box;
}

/// The box of the image of its outline; none where a part of that has no image.
std::optional<ProjectBox> moved(const ProjectBox& box, Reprojection& into) {
    std::vector<core::Point> ring;
    for (int i = 0; i <= kStepsASide; ++i) {
        const double t = static_cast<double>(i) / kStepsASide;
        const double x = box.xmin + t * (box.xmax - box.xmin), y = box.ymin + t * (box.ymax - box.ymin);
        for (const core::Point p : {core::Point{x, box.ymin}, {x, box.ymax}, {box.xmin, y}, {box.xmax, y}}) ring.push_back(p);
    }
    core::Polygon polygon{std::move(ring)};
    try {
        into.apply(polygon, "box");
    } catch (const core::Error&) {
        return std::nullopt;  // a view less, and the outlines themselves may well have an image
    }
    const core::MultiPolygon whole{std::move(polygon)};
    return box_of(&whole);
}

std::optional<Spot> spot_of(const std::optional<ProjectBox>& box, Reprojection& to_degrees) {
    if (!box) return std::nullopt;
    const std::optional<ProjectBox> degrees = moved(*box, to_degrees);
    if (!degrees) return std::nullopt;
    return Spot{{(degrees->xmin + degrees->xmax) / 2, (degrees->ymin + degrees->ymax) / 2},
                {degrees->xmin, degrees->ymin, degrees->xmax, degrees->ymax}};
}

std::vector<std::optional<ProjectBox>> boxes_of(const model::MapLayer& layer) {
    std::vector<std::optional<ProjectBox>> boxes;
    for (std::size_t row = 0; row < layer.table->rows(); ++row) boxes.push_back(box_of(model::polygons_of(layer, row)));
    return boxes;
}

/// Of the territories that lie together, in the layer's CRS.
std::optional<ProjectBox> main_box(const model::MapLayer& finest, const std::string& people) {
    const std::vector<std::optional<ProjectBox>> boxes = boxes_of(finest);
    Reprojection to_degrees(finest.crs, kDegrees, "covmap.qgz");
    std::vector<std::optional<Spot>> spots;
    spots.reserve(boxes.size());
    for (const std::optional<ProjectBox>& box : boxes) spots.push_back(spot_of(box, to_degrees));
    const Extent extent = extent_of(spots, people.empty() ? nullptr : finest.table->find(people));
    if (!extent.main) return std::nullopt;
    std::optional<ProjectBox> main;
    for (const std::size_t row : extent.main->rows) {
        if (!main) main = boxes[row];
        main->add(*boxes[row]);
    }
    return main;
}

void add_bookmarks(const ProjectLayer& unit, Reprojection& into, std::vector<ProjectBookmark>& bookmarks) {
    const model::Table& table = *unit.map->table;
    const model::Column* names = table.find("name");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& code = table.columns.front().texts[row];
        if (code.empty()) continue;  // territories of no such parent
        const std::optional<ProjectBox> own = box_of(model::polygons_of(*unit.map, row));
        const std::optional<ProjectBox> box = own ? moved(*own, into) : std::nullopt;
        if (!box) continue;
        const bool named = names != nullptr && !names->texts[row].empty();
        bookmarks.push_back({unit.name.empty() ? table.unit : unit.name, named ? names->texts[row] : code, *box});
    }
}

}  // namespace

void ProjectBox::add(const ProjectBox& other) {
    xmin = std::min(xmin, other.xmin);
    ymin = std::min(ymin, other.ymin);
    xmax = std::max(xmax, other.xmax);
    ymax = std::max(ymax, other.ymax);
}

ProjectExtent project_extent(const ProjectContents& contents, const std::string& crs) {
    ProjectExtent extent;
    const model::MapLayer* finest = nullptr;
    for (const ProjectLayer& layer : contents.layers) {
        if (layer.map->table->kind != model::TableKind::wide) continue;
        Reprojection into(layer.map->crs, crs, "covmap.qgz");
        if (finest == nullptr) {
            finest = layer.map;
            if (const std::optional<ProjectBox> main = main_box(*finest, contents.people)) extent.main = moved(*main, into);
        } else if (layer.map->table->unit != "all") {
            add_bookmarks(layer, into, extent.bookmarks);
        }
    }
    return extent;
}

}  // namespace covmap::exports

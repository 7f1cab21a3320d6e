#include "run/publish/context_maps.hpp"

#include <algorithm>
#include <limits>

#include "read/vector/context.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

/// The box of what is published.
read::MapWindow window_of(const model::Geometry& geometry, const model::RunModel& model) {
    constexpr double kFar = std::numeric_limits<double>::max();
    read::MapWindow window{{kFar, kFar}, {-kFar, -kFar}, geometry.crs};
    const std::vector<bool> published = meant(model.territories, model.job.only);
    for (std::size_t t = 0; t < geometry.territories.size(); ++t) {
        if (!published[t]) continue;
        for (const core::Polygon& polygon : geometry.territories[t])
            for (const core::Point p : polygon.front()) {
                window.low = {std::min(window.low.x, p.x), std::min(window.low.y, p.y)};
                window.high = {std::max(window.high.x, p.x), std::max(window.high.y, p.y)};
            }
    }
    return window;
}

void gather(const read::ContextRead& read, const model::Source& source, std::size_t position, model::RunModel& model) {
    add_hashed(read.inputs, source, "context[" + std::to_string(position) + "]", model);
    model.defects.merge(read.defects);
    if (read.shapes.empty())
        model.warnings.push_back(source.given +
                                 ": no line and no area of it lies where the territories are; is its `crs` right?");
}

}  // namespace

void open_contexts(const model::Job& job) {
    for (const model::ContextSpec& spec : job.context) read::open_context(spec);
}

std::vector<model::ContextShapes> read_contexts(const model::Geometry& geometry, model::RunModel& model) {
    std::vector<model::ContextShapes> all;
    if (model.job.context.empty()) return all;
    const read::MapWindow window = window_of(geometry, model);
    if (window.low.x > window.high.x) return all;  // nothing is published
    for (std::size_t c = 0; c < model.job.context.size(); ++c) {
        read::ContextRead read = read::read_context(model.job.context[c], window);
        gather(read, model.job.context[c].source, c, model);
        for (model::ContextShapes& shapes : read.shapes) {
            shapes.position = c;
            all.push_back(std::move(shapes));
        }
    }
    return all;
}

ContextMaps::ContextMaps(const model::Job& job, const std::vector<model::ContextShapes>& shapes) {
    for (std::size_t s = 0; s < shapes.size(); ++s) {
        const model::ContextSpec& spec = job.context.at(shapes[s].position);
        const bool beside = s > 0 && shapes[s - 1].position == shapes[s].position;
        model::Table& table = m_tables.emplace_back();
        table.name = "context_" + spec.name + (beside ? "_lines" : "");
        table.unit = spec.kind;
        table.kind = shapes[s].lines ? model::TableKind::context_lines : model::TableKind::context_areas;
        table.title = spec.label;
        model::Column& name = table.columns.emplace_back();
        name.name = name.short_name = "name";
        name.label = {"nom", "name"};
        model::MapLayer layer{&table, {}, "EPSG:4326"};
        for (std::size_t row = 0; row < shapes[s].shapes.size(); ++row) {
            name.push(shapes[s].names[row]);
            layer.polygons.push_back(&shapes[s].shapes[row]);
        }
        layers.push_back(std::move(layer));
    }
}

}  // namespace covmap::run

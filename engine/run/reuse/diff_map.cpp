// The map of a comparison.
#include <map>

#include "export/formats/geojson.hpp"
#include "export/formats/reproject.hpp"
#include "run/reuse/diff_runs.hpp"
#include "run/reuse/kept_outlines.hpp"

namespace covmap::run {

namespace {

model::Column column(const std::string& name, model::ColumnType type, int scale = 0) {
    model::Column out;
    out.name = name;
    out.type = type;
    out.scale = scale;
    return out;
}

/// B − A, A and B of one figure, for all territories.
struct FigureColumns {
    model::Column difference, a, b;
};

FigureColumns figure_columns(const model::FigureChange& figure, std::size_t rows) {
    if (figure.role.measure == model::Measure::text) {
        FigureColumns out{
            {}, column(figure.column + "_a", model::ColumnType::text), column(figure.column + "_b", model::ColumnType::text)};
        for (model::Column* c : {&out.a, &out.b}) {
            c->texts.assign(rows, "");
            c->nulls.assign(rows, true);
        }
        return out;
    }
    const model::ColumnType type = model::ColumnType::quantity;
    FigureColumns out{column(figure.column, type, figure.role.scale), column(figure.column + "_a", type, figure.role.scale),
                      column(figure.column + "_b", type, figure.role.scale)};
    for (model::Column* c : {&out.difference, &out.a, &out.b}) {
        c->numbers.assign(rows, 0);
        c->nulls.assign(rows, true);
    }
    return out;
}

void fill(FigureColumns& columns, const model::FigureChange& figure, std::size_t row) {
    const auto put = [row](model::Column& c, std::optional<std::int64_t> value) {
        c.numbers[row] = value.value_or(0);
        c.nulls[row] = !value;
    };
    if (figure.role.measure == model::Measure::text) {
        columns.a.texts.set(row, figure.text_a);
        columns.b.texts.set(row, figure.text_b);
        columns.a.nulls[row] = columns.b.nulls[row] = false;
        return;
    }
    put(columns.a, figure.a);
    put(columns.b, figure.b);
    if (figure.a && figure.b) put(columns.difference, *figure.b - *figure.a);
}

/// Rows: changed territories, then those of A only, then those of B only.
model::Table table_of(const model::UnitComparison& unit) {
    model::Column code = column("code", model::ColumnType::text), name = column("name", model::ColumnType::text),
                  status = column("status", model::ColumnType::text), loss = column("loss", model::ColumnType::flag);
    const auto add = [&](const model::PlaceName& place, const char* what, bool lost) {
        code.push(place.code);
        name.push(place.name);
        status.push(std::string(what));
        loss.push(std::optional<std::int64_t>(lost ? 1 : 0));
    };
    for (const model::PlaceChange& place : unit.changed) add(place.place, "changed", place.loss);
    for (const model::PlaceName& place : unit.only_a) add(place, "only in A", false);
    for (const model::PlaceName& place : unit.only_b) add(place, "only in B", false);

    std::map<std::string, FigureColumns> figures;
    for (std::size_t row = 0; row < unit.changed.size(); ++row)
        for (const model::FigureChange& figure : unit.changed[row].figures) {
            const auto [at, fresh] = figures.try_emplace(figure.column);
            if (fresh) at->second = figure_columns(figure, code.nulls.size());
            fill(at->second, figure, row);
        }
    model::Table table;
    table.name = "diff_" + unit.unit;
    table.unit = unit.unit;
    table.columns = {code, name, status, loss};
    for (auto& [key, columns] : figures)
        for (model::Column* c : {&columns.difference, &columns.a, &columns.b})
            if (!c->name.empty()) table.columns.push_back(std::move(*c));
    return table;
}

std::vector<std::string> codes_of(const std::vector<model::PlaceName>& places) {
    std::vector<std::string> codes;
    for (const model::PlaceName& place : places) codes.push_back(place.code);
    return codes;
}

/// The territories of the two runs may be in different CRS.
void move_to(const std::string& crs, model::Geometry& geometry, const std::string& path) {
    if (geometry.crs == crs) return;
    exports::Reprojection move(geometry.crs, crs, path);
    for (core::MultiPolygon& polygons : geometry.territories)
        for (core::Polygon& polygon : polygons) move.apply(polygon, "territory only in A");
    geometry.crs = crs;
}

}  // namespace

const model::UnitComparison& mapped_unit(const model::Comparison& comparison) { return comparison.units.front(); }

void write_diff_map(const model::Comparison& comparison, const std::string& path) {
    const model::UnitComparison& unit = mapped_unit(comparison);
    std::vector<model::PlaceName> in_b;
    for (const model::PlaceChange& place : unit.changed) in_b.push_back(place.place);
    in_b.insert(in_b.end(), unit.only_b.begin(), unit.only_b.end());
    const model::Geometry from_b =
        in_b.empty() ? model::Geometry{{}, "EPSG:4326"} : unit_geometry(comparison.b, unit.unit, codes_of(in_b));
    model::Geometry from_a =
        unit.only_a.empty() ? model::Geometry{{}, from_b.crs} : unit_geometry(comparison.a, unit.unit, codes_of(unit.only_a));
    move_to(from_b.crs, from_a, path);

    const model::Table table = table_of(unit);
    model::MapLayer layer{&table, {}, from_b.crs, {}};
    const std::size_t changed = unit.changed.size();
    for (std::size_t i = 0; i < changed; ++i) layer.polygons.push_back(&from_b.territories[i]);
    for (const core::MultiPolygon& polygons : from_a.territories) layer.polygons.push_back(&polygons);
    for (std::size_t i = changed; i < from_b.territories.size(); ++i) layer.polygons.push_back(&from_b.territories[i]);
    exports::Credits credits;
    credits.language = "en";
    exports::write_geojson_file(layer, credits, path);
}

}  // namespace covmap::run

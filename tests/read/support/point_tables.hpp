// Tables of points written in place, and what a demand makes of them in words.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/decimal.hpp"
#include "core/demand.hpp"
#include "model/job/job.hpp"
#include "model/table.hpp"

namespace covmap::test {

/// A demand of points in EPSG:3035 (columns id, x, y, n), counted on squares of 1 km.
inline model::DemandSpec points_of(const std::vector<std::string>& files) {
    model::DemandSpec spec;
    spec.source.given = "points";
    spec.source.files = files;
    spec.source.crs = "EPSG:3035";
    spec.format = "points";
    spec.attributes.push_back({"dwellings", "n", {}, ""});
    model::PremisesSpec points;
    points.source = spec.source;
    points.id_column = "id";
    points.x_column = "x";
    points.y_column = "y";
    spec.points = points;
    return spec;
}

/// Every point as «number@row,col+east+south=weight/weight», in order, between the rows of cells(); cells without points as
/// «cell».
inline std::string points_in(core::Demand& demand) {
    std::string text;
    core::DemandRows rows;
    const core::CellBox box = demand.cells();
    demand.load(box.row_begin, box.row_end, rows);
    const auto places = [](double v) { return model::decimal_text(std::lround(v * 100), 2); };
    for (core::Row row = box.row_begin; row < box.row_end; ++row) {
        const auto line = static_cast<std::size_t>(row - box.row_begin);
        for (std::uint32_t cell = rows.start[line]; cell < rows.start[line + 1]; ++cell) {
            const std::string where = std::to_string(row) + "," + std::to_string(rows.col[cell]);
            if (!rows.points.in_cell(cell)) {
                text += (text.empty() ? "" : " ") + ("cell@" + where) + "=" + model::decimal_text(rows.weight[0][cell], 6);
                continue;
            }
            for (std::uint32_t p = rows.points.start[cell]; p < rows.points.start[cell + 1]; ++p) {
                text += (text.empty() ? "" : " ") + std::to_string(rows.points.premises[p]) + "@" + where + "+" +
                        places(rows.points.at[p].x) + "+" + places(rows.points.at[p].y);
                for (std::size_t a = 0; a < rows.points.weight.size(); ++a)
                    text += (a == 0 ? "=" : "/") + model::decimal_text(rows.points.weight[a][p], 6);
            }
        }
    }
    return text;
}

}  // namespace covmap::test

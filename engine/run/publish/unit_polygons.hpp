// Polygons of all units of a run: its territories, their parents, all of them.
#pragma once

#include <map>
#include <string>

#include "core/polygon.hpp"
#include "model/outlines.hpp"
#include "model/run_model.hpp"

namespace covmap::run {

/// Of the published territories, made valid; each parent's are the union of its territories'. Cost: that of shapes::dissolve().
class UnitPolygons {
public:
    UnitPolygons(const model::RunModel& model, model::Geometry&& geometry);

    [[nodiscard]] const std::string& crs() const { return m_crs; }
    /// Null: there is no such unit, or it has no such code.
    [[nodiscard]] const core::MultiPolygon* find(const std::string& unit, const std::string& code) const;

private:
    using ByCode = std::map<std::string, core::MultiPolygon>;
    std::map<std::string, ByCode> m_units;
    std::string m_crs;
};

}  // namespace covmap::run

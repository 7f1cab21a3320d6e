// The quiet background of a run's maps: read, kept, and as layers.
#pragma once

#include <deque>
#include <vector>

#include "model/map_layer.hpp"
#include "model/outlines.hpp"
#include "model/run_model.hpp"

namespace covmap::run {

/// Opens what the [[context]] of the job name, so that their faults are told before anything is swept. Errors: input.
void open_contexts(const model::Job& job);

/// Reads them around the published territories. Adds their inputs, hashed, and defects to the model, and a warning for one of
/// which nothing lies there. Errors: input.
std::vector<model::ContextShapes> read_contexts(const model::Geometry& geometry, model::RunModel& model);

/// Tables `context_<name>` (lines beside areas: `context_<name>_lines`) and their layers, which point at the shapes.
class ContextMaps {
public:
    ContextMaps(const model::Job& job, const std::vector<model::ContextShapes>& shapes);
    ContextMaps(const ContextMaps&) = delete;
    ContextMaps& operator=(const ContextMaps&) = delete;

    std::vector<model::MapLayer> layers;

private:
    std::deque<model::Table> m_tables;
};

}  // namespace covmap::run

#include "store/model_json.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>

namespace covmap::store {

namespace {

/// Names of confidential files: a defect may name its file by another path than the job does.
std::set<std::string> confidential_names(const model::RunModel& model) {
    std::set<std::string> names;
    for (const model::InputFile& input : model.inputs)
        if (input.info.confidential) names.insert(std::filesystem::path(input.path).filename().string());
    return names;
}

bool is_number(const std::string& text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos; }

/// The places that may be shown, in the order that core::Defects keeps them in.
std::vector<core::DefectPlace> shown_places(std::vector<core::DefectPlace> places, bool confidential) {
    if (!confidential) return places;
    for (core::DefectPlace& place : places) {
        place.detail.clear();
        if (!is_number(place.feature)) place.feature.clear();
    }
    std::stable_sort(places.begin(), places.end(), [](const core::DefectPlace& a, const core::DefectPlace& b) {
        return std::tuple(a.layer, a.feature.size(), a.feature) < std::tuple(b.layer, b.feature.size(), b.feature);
    });
    return places;
}

}  // namespace

Json frame_json(const core::Frame& frame) {
    const core::Lattice& lattice = frame.lattice;
    const core::CellBox& cells = frame.cells;
    return {{"crs", lattice.crs},
            {"origin_x", lattice.origin_x},
            {"origin_y", lattice.origin_y},
            {"cell_width", lattice.cell_width},
            {"cell_height", lattice.cell_height},
            {"rows", Json::array({cells.row_begin, cells.row_end})},
            {"columns", Json::array({cells.col_begin, cells.col_end})}};
}

Json attributes_json(const std::vector<core::Attribute>& attributes) {
    Json out = Json::array();
    for (const core::Attribute& a : attributes)
        out.push_back(
            {{"name", a.name}, {"label", text_json(a.label)}, {"unit", a.unit}, {"source", a.source}, {"date", a.date}});
    return out;
}

Json inputs_json(const std::vector<model::InputFile>& inputs) {
    Json out = Json::array();
    for (const model::InputFile& input : inputs)
        out.push_back({{"role", input.role},
                       {"path", input.path},
                       {"bytes", input.bytes},
                       {"sha256", input.sha256},
                       {"records", input.records},
                       {"vertices", input.vertices},
                       {"crs", input.crs},
                       {"transform", input.transform},
                       {"transform_error_m", input.transform_error_m},
                       {"info", source_info_json(input.info)}});
    return out;
}

Json defects_json(const model::RunModel& model) {
    const std::set<std::string> secret = confidential_names(model);
    Json out = Json::array();
    for (const auto& [key, entry] : model.defects.entries()) {
        const bool confidential = secret.count(std::filesystem::path(key.second).filename().string()) > 0;
        Json examples = Json::array();
        for (const core::DefectPlace& place : shown_places(entry.examples, confidential))
            examples.push_back({{"layer", place.layer}, {"feature", place.feature}, {"detail", place.detail}});
        out.push_back({{"code", key.first}, {"file", key.second}, {"count", entry.count}, {"examples", std::move(examples)}});
    }
    return out;
}

Json counts_json(const core::SweepCounts& c) {
    return {{"rows", c.rows},
            {"bands", c.bands},
            {"edges", c.edges},
            {"pieces", c.pieces},
            {"cut_cells", c.cut_cells},
            {"closed_cells", c.closed_cells},
            {"slab_cells", c.slab_cells},
            {"halved_cells", c.halved_cells},
            {"groups", c.groups},
            {"discs", c.discs}};
}

}  // namespace covmap::store

#include "run/reuse/kept_outlines.hpp"

#include <algorithm>
#include <filesystem>

#include "run/publish/unit_polygons.hpp"
#include "store/outlines/outlines_file.hpp"
#include "store/outlines/outlines_format.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

model::Outlines kept_outlines(const std::string& folder, const model::RunModel& model) {
    const std::string path = folder + "/" + store::kOutlinesFile;
    if (!std::filesystem::exists(path)) return {};
    model::Outlines outlines = store::open_outlines(path);
    const std::size_t kept = outlines.geometry.territories.size();
    const bool foreign = std::any_of(outlines.context.begin(), outlines.context.end(), [&](const model::ContextShapes& shapes) {
        return shapes.position >= model.job.context.size();
    });
    if (foreign || (kept != 0 && kept != model.territories.territories.size()))
        throw core::Error(core::ErrorKind::input, path,
                          "is of another run than the tally.covt beside it; copy the whole folder again");
    return outlines;
}

core::Error no_outlines(const std::string& folder, const model::RunModel& model) {
    const bool secret = model.job.territory.source.info.confidential;
    return {core::ErrorKind::input, folder,
            secret
                ? "keeps no outlines of its territories, which are confidential; run the job on its inputs"
                : std::string("has no ") + store::kOutlinesFile +
                      " to draw its territories from: the file is gone, or the run is of an earlier covmap; run its job again"};
}

model::Geometry unit_geometry(const std::string& given, const std::string& unit, const std::vector<std::string>& codes) {
    const std::string folder = store::standing_run(given);
    const store::TallyFile tally = store::open_tally(folder + "/tally.covt");
    model::Geometry geometry = kept_outlines(folder, tally.model).geometry;
    if (geometry.territories.empty()) throw no_outlines(given, tally.model);
    UnitPolygons polygons(tally.model, std::move(geometry));
    model::Geometry found{{}, polygons.crs()};
    for (const std::string& code : codes) {
        const core::MultiPolygon* area = polygons.find(unit, code);
        found.territories.push_back(area == nullptr ? core::MultiPolygon{} : *area);
    }
    return found;
}

}  // namespace covmap::run

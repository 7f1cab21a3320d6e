#include "run/sites/candidates.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "core/decimal.hpp"
#include "core/error.hpp"
#include "geodesy/geodesic.hpp"
#include "geodesy/locator.hpp"
#include "read/inspect/inspect.hpp"
#include "read/territory/places.hpp"
#include "run/sites/candidate_grid.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kMostNodes = 1'000'000;
constexpr double kOneMast_m = 50;

/// Columns that the options leave open, as `covmap inspect` would write them.
void guess_columns(const SitesOptions& options, model::PlacesSpec& spec) {
    const read::Inspection file = read::inspect_file(options.candidates);
    const auto guessed = [&](const std::string& key) {
        const auto found =
            std::find_if(file.guesses.begin(), file.guesses.end(), [&](const auto& guess) { return guess.first == key; });
        return found == file.guesses.end() ? std::string() : found->second;
    };
    if (file.layers.empty())
        throw core::Error(core::ErrorKind::input, options.candidates, "is no table and no layer of points; see covmap inspect");
    const read::InspectedLayer& layer = file.layers[std::min(file.guess_layer, file.layers.size() - 1)];
    if (spec.x_column.empty() && layer.geometry.empty()) {
        spec.x_column = guessed("x");
        spec.y_column = guessed("y");
        if (spec.x_column.empty() || spec.y_column.empty())
            throw core::Error(core::ErrorKind::input, options.candidates,
                              "has no columns that look like coordinates; name them: --x COLUMN --y COLUMN; its columns: " +
                                  read::columns_text(layer));
        if (spec.source.crs.empty()) spec.source.crs = guessed("crs");
    }
    if (spec.id_column.empty()) spec.id_column = read::column_among(layer, {"id", "identifier", "identifiant", "code"});
    if (spec.name_column.empty()) spec.name_column = read::column_among(layer, {"name", "nom", "label", "libelle"});
}

std::int64_t cost_of(const std::string& text, const model::Place& place, const SitesOptions& options) {
    std::string number = text;
    std::replace(number.begin(), number.end(), ',', '.');
    const auto cost = core::parse_decimal(number, core::kWeightScale);
    if (cost && *cost > 0) return *cost;
    throw core::Error(core::ErrorKind::input, options.candidates + ":" + place.id,
                      "the cost «" + text + "» in the column " + options.cost_column +
                          " is no number above 0 with at most six decimals; correct it or leave the candidate out");
}

CandidatePlaces read_file(const SitesOptions& options, const model::RunModel& model) {
    model::PlacesSpec spec;
    spec.source.given = options.candidates;
    spec.source.crs = options.crs;
    if (std::filesystem::exists(options.candidates)) spec.source.files = {options.candidates};
    spec.x_column = options.x_column;
    spec.y_column = options.y_column;
    spec.id_column = options.id_column;
    spec.name_column = options.name_column;
    if (!spec.source.files.empty()) guess_columns(options, spec);
    std::vector<std::string> further;
    if (!options.cost_column.empty()) further.push_back(options.cost_column);
    read::PlaceRead read = read::read_places(spec, model.frame.lattice, {}, nullptr, further);
    CandidatePlaces candidates;
    candidates.defects = std::move(read.defects);
    for (std::size_t i = 0; i < read.places.size(); ++i) {
        CandidatePlace& one = candidates.places.emplace_back();
        one.place = std::move(read.places[i]);
        if (!further.empty()) one.cost = cost_of(read.texts[i].front(), one.place, options);
    }
    return candidates;
}

/// Sites that stand on one mast, by the first of them in order; a grid of degrees finds those near each other.
class Masts {
public:
    void add(const model::Site& site) {
        const auto row = static_cast<std::int64_t>(std::floor(site.at.y / kStep));
        for (std::int64_t r = row - 1; r <= row + 1; ++r) {
            const double step = column_step(r);
            const auto col = static_cast<std::int64_t>(std::floor(site.at.x / step));
            for (std::int64_t c = col - 1; c <= col + 1; ++c) {
                const auto cell = m_cells.find({r, c});
                if (cell == m_cells.end()) continue;
                for (const std::size_t mast : cell->second)
                    if (geodesy::geodesic_distance_m(m_masts[mast].at, site.at) <= kOneMast_m) {
                        m_masts[mast].operators.insert(site.operator_code);
                        return;
                    }
            }
        }
        m_cells[{row, static_cast<std::int64_t>(std::floor(site.at.x / column_step(row)))}].push_back(m_masts.size());
        m_masts.push_back({site.at, {site.operator_code}});
    }
    struct Mast {
        core::Point at;
        std::set<std::string> operators;
    };
    [[nodiscard]] const std::vector<Mast>& masts() const { return m_masts; }

private:
    static constexpr double kStep = 0.0005;  ///< degrees: 55 m and more of latitude
    static constexpr double kRadians = 0.017453292519943295;
    static double column_step(std::int64_t row) {
        const double pole = std::min(89.9, std::abs((static_cast<double>(row) + 0.5) * kStep) + kStep);
        return kStep / std::cos(pole * kRadians);
    }
    std::vector<Mast> m_masts;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> m_cells;
};

}  // namespace

CandidatePlaces read_candidates(const SitesOptions& options, const model::RunModel& model, const core::FailingCells& cells) {
    if (!options.candidates.starts_with("grid:")) return read_file(options, model);
    const std::optional<double> step = grid_step_m(options.candidates);
    if (!step)
        throw core::Error(core::ErrorKind::usage, "--candidates",
                          "«" + options.candidates + "» is no grid; write grid:2km or grid:500m");
    CandidatePlaces candidates;
    candidates.on_land = true;
    for (model::Place& node : grid_nodes(model.frame.lattice, cells, *step, options.radius_km * kMetresOfKm, kMostNodes))
        candidates.places.push_back({std::move(node)});
    return candidates;
}

std::vector<CandidatePlace> existing_places(const std::vector<model::Site>& sites, const core::Lattice& lattice) {
    std::vector<model::Site> sorted = sites;
    std::sort(sorted.begin(), sorted.end(), [](const model::Site& a, const model::Site& b) {
        return std::tie(a.at.y, a.at.x, a.operator_code) < std::tie(b.at.y, b.at.x, b.operator_code);
    });
    Masts masts;
    for (const model::Site& site : sorted) masts.add(site);
    const geodesy::Locator locator(lattice);
    std::vector<CandidatePlace> places;
    for (const Masts::Mast& mast : masts.masts()) {
        CandidatePlace& one = places.emplace_back();
        one.existing = true;
        for (const std::string& code : mast.operators) one.operators += (one.operators.empty() ? "" : ",") + code;
        one.place = {"site-" + std::to_string(places.size()), "", mast.at, locator.grid(mast.at)};
    }
    return places;
}

}  // namespace covmap::run

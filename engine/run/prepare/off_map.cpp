#include "run/prepare/off_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "geodesy/locator.hpp"
#include "run/base/texts.hpp"

namespace covmap::run {

namespace {

using Bounds = core::ChainStore::Bounds;

void unite(Bounds& box, const Bounds& other) {
    box = {std::min(box.u_min, other.u_min), std::max(box.u_max, other.u_max), std::min(box.v_min, other.v_min),
           std::max(box.v_max, other.v_max)};
}

Bounds box_of(const read::SupplyRead& supply) {
    Bounds box = supply.store.bounds();
    unite(box, supply.known_box);
    return box;
}

bool holds_something(const read::SupplyRead& supply) {
    const bool vertices = std::any_of(supply.inputs.begin(), supply.inputs.end(), [](const auto& in) { return in.vertices > 0; });
    const Bounds box = box_of(supply);
    return vertices || supply.sites_given > 0 || box.u_min <= box.u_max;
}

bool on_land(const read::SupplyRead& supply, const read::Land& land) {
    if (land.meets(supply.store.bounds()) || land.meets(supply.known_box)) return true;
    const auto meets = [&](const core::Disc& disc) {
        Bounds box;
        for (const core::Point p : disc.around) unite(box, {p.x, p.x, p.y, p.y});
        return land.meets(box);
    };
    return std::any_of(supply.discs.discs.begin(), supply.discs.discs.end(), meets) ||
           std::any_of(supply.lost_discs.discs.begin(), supply.lost_discs.discs.end(), meets);
}

std::string degrees(double value, char positive, char negative) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f° %c", std::abs(value), value < 0 ? negative : positive);
    return text;
}

/// Where it lies instead, and what may be wrong.
std::string whereabouts(const read::SupplyRead& supply, const LoadedJob& loaded, const geodesy::Locator& locator) {
    const std::string crs = supply.inputs.empty() ? std::string() : supply.inputs.front().crs;
    const std::string stated = crs.empty() || crs.size() > 20 ? std::string("its CRS") : "its CRS " + crs;
    const Bounds box = box_of(supply);
    const core::Point middle = locator.wgs84({(box.u_min + box.u_max) / 2, (box.v_min + box.v_max) / 2});
    if (supply.sites_given > 0) return "are its coordinates in " + stated + ", and is x the longitude or easting?";
    if (!std::isfinite(middle.x) || !std::isfinite(middle.y))
        return "its coordinates are no places in " + stated +
               " (metres read as degrees, or x and y exchanged?); state the right one: crs = \"EPSG:…\"";
    std::string text = "it lies around " + degrees(middle.y, 'N', 'S') + " " + degrees(middle.x, 'E', 'W');
    if (std::abs(middle.x) <= 90 && loaded.land.holds(locator.grid({middle.y, middle.x})))
        return text + ", on the map with x and y exchanged: mend the file";
    return text + "; is " + stated + " right, and is it the map of this region?";
}

/// One line for the files of a source that have the same fault.
struct Line {
    std::set<std::string> files, claims;
    std::string whereabouts;
};

std::string text_of(const Line& line) {
    constexpr std::size_t kNamed = 3;
    std::string names;
    std::size_t n = 0;
    for (const std::string& file : line.files)
        if (n++ < kNamed) names += (names.empty() ? "" : ", ") + file;
    if (n > kNamed) names += " and " + std::to_string(n - kNamed) + " more";
    return names + ": nothing of " + (n == 1 ? "it" : "them") + " lies where the territories are; " + line.whereabouts + "; " +
           list_text(line.claims) + " count as unknown, not as absent";
}

/// What is still on the map.
struct OnMap {
    std::map<model::Claim, bool> claims;
    std::map<std::string, bool> operators;
};

OnMap look_at_files(const model::Job& job, const LoadedJob& loaded, OffMap& result) {
    OnMap on;
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        const read::SupplyRead& supply = loaded.supplies[s];
        const bool records = job.supply[loaded.supply_of[s]].format == model::SupplyFormat::records;
        const bool off = !records && !loaded.land.empty() && holds_something(supply) && !on_land(supply, loaded.land);
        result.file.push_back(off);
        for (const model::Claim& claim : supply.claims) {
            on.claims[claim] = on.claims[claim] || !off;
            on.operators[claim.operator_code] = on.operators[claim.operator_code] || !off;
        }
    }
    return on;
}

void tell(const model::Job& job, const LoadedJob& loaded, OnMap& on, OffMap& result) {
    const geodesy::Locator locator(loaded.frame.lattice);
    std::map<std::size_t, Line> whole, part;    // by supply of the job
    std::map<std::string, std::size_t> beside;  // source -> files
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        if (!result.file[s]) continue;
        const read::SupplyRead& supply = loaded.supplies[s];
        std::set<std::string> lost;
        bool all = false;
        for (const model::Claim& claim : supply.claims) {
            if (on.claims[claim]) continue;
            lost.insert(claim_text(claim));
            all = all || !on.operators[claim.operator_code];
        }
        const model::Source& source = job.supply[loaded.supply_of[s]].source;
        if (lost.empty()) {
            ++beside[source.given];
            continue;
        }
        Line& line = (all ? whole : part)[loaded.supply_of[s]];
        line.files.insert(supply.inputs.empty() ? source.given : supply.inputs.front().path);
        line.claims.merge(lost);
        if (line.whereabouts.empty()) line.whereabouts = whereabouts(supply, loaded, locator);
    }
    for (const auto& [supply, line] : whole) result.operators.push_back(text_of(line));
    for (const auto& [supply, line] : part) result.claims.push_back(text_of(line));
    for (const auto& [source, files] : beside)
        result.notes.push_back(source + ": nothing of " + std::to_string(files) + " of its files lies where the territories are");
}

}  // namespace

OffMap off_map(const model::Job& job, const LoadedJob& loaded) {
    OffMap result;
    OnMap on = look_at_files(job, loaded, result);
    if (std::any_of(result.file.begin(), result.file.end(), [](bool off) { return off; })) tell(job, loaded, on, result);
    return result;
}

}  // namespace covmap::run

#include "read/vector/grid_rings.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace covmap::read {

geodesy::GridTransform& Transforms::of(const std::string& crs, const std::string& where) {
    const auto found = m_transforms.find(crs);
    if (found != m_transforms.end()) return found->second;
    try {
        auto made =
            m_exact.contains(crs) ? geodesy::GridTransform::exact(crs, m_lattice) : geodesy::GridTransform(crs, m_lattice);
        m_seams.emplace(crs, geodesy::MapSeam(crs, m_lattice));
        return m_transforms.emplace(crs, std::move(made)).first->second;
    } catch (const core::Error& error) {
        throw core::Error(error.kind(), where, error.where().empty() ? error.message() : error.what());
    }
}

std::set<std::string> Transforms::too_coarse() {
    std::set<std::string> coarse;
    for (auto& [crs, transform] : m_transforms)
        if (!m_exact.contains(crs) && transform.report().worst_error_m > kWorstTransformError_m) coarse.insert(crs);
    return coarse;
}

void Transforms::report(std::vector<model::InputFile>& inputs) {
    for (model::InputFile& input : inputs) {
        const auto found = m_transforms.find(input.crs);
        if (found == m_transforms.end()) continue;
        const geodesy::TransformReport report = found->second.report();
        input.transform = report.method == "none" ? "" : report.method;
        input.transform_error_m = report.worst_error_m;
    }
}

void GridRings::begin_file(const StreamFile& file, geodesy::Jumps jumps) {
    m_file = file;
    m_jumps = jumps;
    m_transform = &m_transforms.of(file.crs, file.name + ":" + file.layer);
    m_seam = &m_transforms.seam_of(file.crs);
}

void GridRings::begin_feature(std::string_view id) {
    m_feature = id;
    m_skip_holes = false;
}

void GridRings::defect(const std::string& code) { m_defects.add(code, {m_file.name, m_file.layer, m_feature, {}}); }

// False where some vertex cannot be transformed.
bool GridRings::find_parts(std::span<const core::Point> vertices) {
    const bool placed = m_seam->parts(vertices, m_jumps, *m_transform, m_parts);
    if (placed && m_parts.doubtful) defect("ring-across-180");
    return placed;
}

void GridRings::tell(const core::RingResult& result) {
    if (result.self_crossing) defect("ring-self-crossing");
    if (result.degenerate) defect("ring-degenerate");
}

// The box of a ring that is too crossed: nothing is known in it.
double GridRings::leave_out(std::uint32_t owner, std::span<const core::Point> ring, core::RingRole role) {
    if (m_left_out == nullptr)
        throw core::Error(core::ErrorKind::input, m_file.name + ":" + m_file.layer + ":" + m_feature,
                          "has a ring that crosses itself more than " + std::to_string(core::kMostCrossings) +
                              " times, so that what it holds is not read; mend it, for instance with ogr2ogr -makevalid");
    defect("ring-too-crossed");
    const auto [west, east] = std::minmax_element(ring.begin(), ring.end(), [](auto a, auto b) { return a.x < b.x; });
    const auto [north, south] = std::minmax_element(ring.begin(), ring.end(), [](auto a, auto b) { return a.y < b.y; });
    m_left_out->push_back({owner, {{west->x, north->y}, {east->x, north->y}, {east->x, south->y}, {west->x, south->y}}});
    if (role == core::RingRole::shell) return m_skip_holes = true, 0;
    const std::vector<core::Point> box = m_left_out->back().box;
    return add_pieces(owner, box, m_shell.reaches_out(box), m_holes.met_by(box));
}

double GridRings::add_parts(std::uint32_t owner, core::RingRole role) {
    core::RingResult whole;
    whole.degenerate = true;
    for (std::vector<core::Point>& part : m_parts.rings) {
        const core::RingResult added = core::add_ring(m_store, owner, part, role);
        if (added.too_crossed) leave_out(owner, part, role);
        whole.self_crossing = whole.self_crossing || added.self_crossing;
        whole.degenerate = whole.degenerate && added.degenerate;
        whole.area += added.area;
    }
    tell(whole);
    const bool shell = role == core::RingRole::shell;
    if (shell && whole.degenerate) m_skip_holes = true;
    if (shell) m_shell.forget();
    return whole.area;
}

double GridRings::add(std::uint32_t owner, std::span<const core::Point> vertices, core::RingRole role) {
    const bool shell = role == core::RingRole::shell;
    if (shell) {
        m_skip_holes = false;
        m_holes.clear();
    }
    if (m_skip_holes) return 0;
    const bool near_seam = m_seam->near(vertices, m_jumps);
    if (!(near_seam ? find_parts(vertices) : m_transform->ring(vertices, m_grid))) {
        defect("transform-failed");
        m_skip_holes = shell;
        return 0;
    }
    if (near_seam && m_parts.rings.size() != 1) return add_parts(owner, role);
    if (near_seam) std::swap(m_grid, m_parts.rings.front());
    return add_whole(owner, role);
}

// The ring in m_grid.
double GridRings::add_whole(std::uint32_t owner, core::RingRole role) {
    const bool shell = role == core::RingRole::shell;
    if (!shell) {
        const bool reaches_out = m_shell.reaches_out(m_grid);
        const auto met = m_holes.met_by(m_grid);
        if (reaches_out) defect("hole-outside-shell");
        if (!met.empty()) defect("hole-overlaps");
        if (reaches_out || !met.empty()) return add_pieces(owner, m_grid, reaches_out, met);
    }
    const core::RingResult result = core::add_ring(m_store, owner, m_grid, role);
    if (result.too_crossed) return leave_out(owner, m_grid, role);
    tell(result);
    if (result.degenerate) m_skip_holes = shell;
    if (shell)
        m_shell.begin(m_grid, result.self_crossing);
    else if (!result.degenerate)
        m_holes.add(m_grid);
    return result.area;
}

// What of a hole counts.
double GridRings::add_pieces(std::uint32_t owner, std::span<const core::Point> hole, bool within,
                             std::span<const std::span<const core::Point>> others) {
    double area = 0;
    for (RoleRing& part : m_shell.part_of(hole, within, others)) {
        area += core::add_ring(m_store, owner, part.ring, part.role).area;
        if (part.role == core::RingRole::hole) m_holes.add(part.ring);
    }
    return area;
}

model::InputFile input_file(const model::Source& source, const std::string& role, const std::string& shown,
                            const std::string& crs) {
    model::InputFile input;
    input.role = role;
    input.path = shown;
    input.crs = crs;
    input.info = source.info;
    return input;
}

}  // namespace covmap::read

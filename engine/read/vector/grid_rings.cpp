#include "read/vector/grid_rings.hpp"

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

core::RingResult GridRings::add_parts(std::uint32_t owner, core::RingRole role) {
    core::RingResult whole;
    whole.degenerate = true;
    for (std::vector<core::Point>& part : m_parts.rings) {
        const core::RingResult added = core::add_ring(m_store, owner, part, role);
        whole.self_crossing = whole.self_crossing || added.self_crossing;
        whole.too_crossed = whole.too_crossed || added.too_crossed;
        whole.degenerate = whole.degenerate && added.degenerate;
        whole.area += added.area;
    }
    return whole;
}

double GridRings::add(std::uint32_t owner, std::span<const core::Point> vertices, core::RingRole role) {
    const bool shell = role == core::RingRole::shell;
    if (shell) m_skip_holes = false;
    if (m_skip_holes) return 0;
    const bool near_seam = m_seam->near(vertices, m_jumps);
    if (!(near_seam ? find_parts(vertices) : m_transform->ring(vertices, m_grid))) {
        defect("transform-failed");
        m_skip_holes = shell;
        return 0;
    }
    const bool whole = !near_seam || m_parts.rings.size() == 1;
    if (near_seam && whole) std::swap(m_grid, m_parts.rings.front());
    if (!shell && whole && m_shell.reaches_out(m_grid)) return add_inside(owner);
    const core::RingResult result = whole ? core::add_ring(m_store, owner, m_grid, role) : add_parts(owner, role);
    if (result.self_crossing) defect("ring-self-crossing");
    if (result.too_crossed) defect("ring-too-crossed");
    if (result.degenerate) defect("ring-degenerate");
    if (result.degenerate || result.too_crossed) m_skip_holes = shell;
    if (shell && whole) m_shell.begin(m_grid, result.self_crossing);
    if (shell && !whole) m_shell.forget();
    return result.area;
}

// What of the hole in m_grid lies within its shell.
double GridRings::add_inside(std::uint32_t owner) {
    defect("hole-outside-shell");
    double area = 0;
    for (RoleRing& part : m_shell.inside(m_grid)) area += core::add_ring(m_store, owner, part.ring, part.role).area;
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

// Rings of a source into a ChainStore: transformed, snapped, oriented, counted. Private to the room.
//
// Defects: `transform-failed` (a vertex that PROJ cannot place; the ring is left out, with its holes where it is a shell),
// `ring-degenerate`, `ring-self-crossing`, `ring-too-crossed` (left out, with its holes where it is a shell; of a hole its box is
// one, as far as it lies within the shell), `hole-outside-shell` (only its part within its shell counts), `hole-overlaps` (only
// its part in no earlier hole of the shell counts), each counted once a ring; `ring-across-180`, which was taken to
// go the shorter way, over 180°, though it may be meant as drawn. Rings that cross the map's seam are added as their parts
// (map_seam.hpp).
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "core/grid.hpp"
#include "core/ring.hpp"
#include "geodesy/grid_transform.hpp"
#include "geodesy/map_seam.hpp"
#include "model/run_model.hpp"
#include "read/vector/earlier_holes.hpp"
#include "read/vector/left_out_ring.hpp"
#include "read/vector/ring_stream.hpp"
#include "read/vector/shell_holes.hpp"

namespace covmap::read {

/// Above this difference from PROJ a source is read again with PROJ for every vertex.
inline constexpr double kWorstTransformError_m = 1e-5;

/// One transform for each CRS of a source, so that its files stay neighbours.
class Transforms {
public:
    /// `exact`: the CRSs that use PROJ for every vertex.
    Transforms(const core::Lattice& lattice, std::set<std::string> exact) : m_lattice(lattice), m_exact(std::move(exact)) {}
    /// Errors: as GridTransform, with `where` filled in.
    geodesy::GridTransform& of(const std::string& crs, const std::string& where);
    /// Of the same CRS, after of().
    geodesy::MapSeam& seam_of(const std::string& crs) { return m_seams.at(crs); }
    [[nodiscard]] const core::Lattice& lattice() const { return m_lattice; }
    /// The CRSs whose own vertices are worse than kWorstTransformError_m and that are not exact yet.
    std::set<std::string> too_coarse();
    /// Fills method and error of the inputs from the transform of their CRS.
    void report(std::vector<model::InputFile>& inputs);

private:
    core::Lattice m_lattice;
    std::set<std::string> m_exact;
    std::map<std::string, geodesy::GridTransform> m_transforms;
    std::map<std::string, geodesy::MapSeam> m_seams;
};

/// One pass over one source.
class GridRings {
public:
    /// `left_out`: takes the boxes of rings that are too crossed; without it they are an error, core::Error(input).
    GridRings(core::ChainStore& store, Transforms& transforms, core::Defects& defects,
              std::vector<LeftOutRing>* left_out = nullptr)
        : m_store(store), m_transforms(transforms), m_defects(defects), m_left_out(left_out) {}

    void begin_file(const StreamFile& file, geodesy::Jumps jumps = geodesy::Jumps::cross);
    void begin_feature(std::string_view id);
    /// What was added, in cells: positive for shells, negative for holes, 0 when left out.
    double add(std::uint32_t owner, std::span<const core::Point> vertices, core::RingRole role);

private:
    void defect(const std::string& code);
    bool find_parts(std::span<const core::Point> vertices);
    double add_parts(std::uint32_t owner, core::RingRole role);
    void tell(const core::RingResult& result);
    double add_pieces(std::uint32_t owner, std::span<const core::Point> hole, bool within,
                      std::span<const std::span<const core::Point>> others);
    double leave_out(std::uint32_t owner, std::span<const core::Point> ring, core::RingRole role);
    double add_whole(std::uint32_t owner, core::RingRole role);

    core::ChainStore& m_store;
    Transforms& m_transforms;
    core::Defects& m_defects;
    std::vector<LeftOutRing>* m_left_out;
    geodesy::GridTransform* m_transform = nullptr;
    geodesy::MapSeam* m_seam = nullptr;
    geodesy::Jumps m_jumps = geodesy::Jumps::cross;
    StreamFile m_file;
    std::string m_feature;
    std::vector<core::Point> m_grid;  ///< of a ring away from the seam
    geodesy::MapSeam::Parts m_parts;  ///< of the others
    ShellHoles m_shell;
    EarlierHoles m_holes;
    bool m_skip_holes = false;
};

/// Calls read(exact) until no CRS is too coarse; read gives back those that are. At most twice each CRS.
template <class Read>
void read_until_exact(Read&& read) {
    std::set<std::string> exact;
    while (true) {
        const std::set<std::string> coarse = read(exact);
        if (coarse.empty()) return;
        exact.insert(coarse.begin(), coarse.end());
    }
}

/// An input of the manifest for a file of a source; records and vertices are counted later.
model::InputFile input_file(const model::Source& source, const std::string& role, const std::string& shown,
                            const std::string& crs);

}  // namespace covmap::read

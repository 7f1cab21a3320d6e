// Vertices of all rings, kept as chains bucketed by band.
//
// A chain is a run of consecutive vertices of one ring, in its oriented direction, whose edges touch the band. An edge that
// crosses bands stands in each of them with both its end points. 16 bytes a vertex; nothing else is kept of a ring.
// Past its memory budget the store writes full buckets to an unlinked scratch file and reads them back band by band.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/grid.hpp"

namespace covmap::core {

/// Columns and rows beyond which geometry cannot matter: runs of vertices north or south of it are dropped, runs west or east
/// of it are replaced by their end points (they only toggle rows).
struct ClipBox {
    double u_min = -std::numeric_limits<double>::infinity(), u_max = std::numeric_limits<double>::infinity();
    double v_min = -std::numeric_limits<double>::infinity(), v_max = std::numeric_limits<double>::infinity();
};

struct ChainStoreOptions {
    ClipBox clip;
    std::size_t memory_bytes = std::numeric_limits<std::size_t>::max();  ///< beyond: scratch
    std::string scratch_folder;                                          ///< empty: TMPDIR or /tmp
};

/// One store per reader; not thread-safe while filled, safe to read from many threads afterwards.
class ChainStore {
public:
    explicit ChainStore(ChainStoreOptions options = {});
    ~ChainStore();
    ChainStore(ChainStore&&) noexcept;
    ChainStore& operator=(ChainStore&&) noexcept;

    /// Adds a closed ring of snapped grid points (the closing vertex not repeated), already oriented; owner is local to the
    /// store.
    void add_ring(std::uint32_t owner, std::span<const Point> ring);

    /// Bands that hold chains, sorted.
    [[nodiscard]] std::vector<Row> bands() const;
    [[nodiscard]] std::uint64_t vertices() const;
    [[nodiscard]] std::size_t memory_bytes() const;
    [[nodiscard]] bool spilled() const;
    /// Exact bounds of what was added, before clipping; x_min > x_max when nothing was.
    struct Bounds {
        double u_min = std::numeric_limits<double>::infinity(), u_max = -std::numeric_limits<double>::infinity();
        double v_min = std::numeric_limits<double>::infinity(), v_max = -std::numeric_limits<double>::infinity();
    };
    [[nodiscard]] const Bounds& bounds() const;

    /// Calls visit(owner, vertices) for each chain of the band. Spilled chains are read back into `buffer`.
    void for_each_chain(Row band, std::vector<Point>& buffer,
                        const std::function<void(std::uint32_t, std::span<const Point>)>& visit) const;
    /// Frees the chains of a band that has been swept. Thread-safe for distinct bands.
    void release(Row band);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::core

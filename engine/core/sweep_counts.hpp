// What a sweep did, counted.
#pragma once

#include <cstdint>

namespace covmap::core {

struct SweepCounts {
    std::uint64_t rows = 0, bands = 0, edges = 0, pieces = 0, cut_cells = 0, closed_cells = 0, slab_cells = 0, halved_cells = 0,
                  groups = 0, discs = 0;

    void add(const SweepCounts& other) {
        rows += other.rows;
        bands += other.bands;
        edges += other.edges;
        pieces += other.pieces;
        cut_cells += other.cut_cells;
        closed_cells += other.closed_cells;
        slab_cells += other.slab_cells;
        halved_cells += other.halved_cells;
        groups += other.groups;
        discs += other.discs;
    }
};

}  // namespace covmap::core

#include "run/parts/band_work.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "run/base/stop.hpp"

namespace covmap::run {

namespace {

constexpr double kOfRow = 20;      ///< a row that holds nothing, in pieces
constexpr double kOfDemand = 0.3;  ///< a populated cell, in pieces

/// Of an edge within rows: it cuts a cell, and one more at each line of the grid that it crosses.
double pieces_of(core::Point from, core::Point to, double north, double south) {
    const auto [top, bottom] = std::minmax(from.y, to.y);
    const double high = bottom - top, within = std::min(bottom, south) - std::max(top, north);
    if (within < 0) return 0;
    return 1 + (std::abs(to.x - from.x) + high) * (high > 0 ? within / high : 1);
}

double pieces_of(const core::Disc& disc, double north, double south) {
    double pieces = 0;
    for (std::size_t i = 0; i < disc.around.size(); ++i)
        pieces += pieces_of(disc.around[i], disc.around[(i + 1) % disc.around.size()], north, south);
    return pieces;
}

double work_of(const sweep::SweepInput& input, core::Row band, std::vector<core::Point>& buffer, core::DemandRows& demand) {
    const core::CellBox& cells = input.frame.cells;
    const core::Row begin = std::max(cells.row_begin, band * core::kBandRows),
                    end = std::min(cells.row_end, (band + 1) * core::kBandRows);
    double work = kOfRow * (end - begin);
    for (const sweep::EdgeSource& source : input.edges)
        source.store->for_each_chain(band, buffer, [&](std::uint32_t, std::span<const core::Point> chain) {
            for (std::size_t i = 1; i < chain.size(); ++i) work += pieces_of(chain[i - 1], chain[i], begin, end);
        });
    for (const sweep::DiscSource& source : input.discs)
        for (const core::Disc& disc : source.store->discs) work += pieces_of(disc, begin, end);
    input.demand->load(begin, end, demand);
    return work + kOfDemand * static_cast<double>(demand.col.size());
}

}  // namespace

std::vector<std::uint64_t> work_of_bands(const Feeds& feeds, const std::vector<core::Row>& bands) {
    std::vector<std::uint64_t> work(bands.size());
    tbb::parallel_for(std::size_t{0}, bands.size(), [&](std::size_t b) {
        throw_if_cancelled();
        std::vector<core::Point> buffer;
        core::DemandRows demand;
        work[b] = static_cast<std::uint64_t>(work_of(feeds.input, bands[b], buffer, demand));
    });
    return work;
}

std::vector<std::pair<core::Row, core::Row>> divide_rows(const std::vector<core::Row>& bands,
                                                         const std::vector<std::uint64_t>& work, unsigned parts) {
    double all = 0;
    for (const std::uint64_t of_band : work) all += static_cast<double>(of_band);
    std::vector<std::pair<core::Row, core::Row>> rows;
    std::size_t at = 0;
    double done = 0;
    for (unsigned part = 1; part <= parts; ++part) {
        const std::size_t first = at;
        // A band belongs to the part in which its middle falls.
        for (; at < bands.size() && (done + static_cast<double>(work[at]) / 2) * parts <= all * part; ++at)
            done += static_cast<double>(work[at]);
        if (part == parts) at = bands.size();
        const core::Row begin = first < bands.size() ? bands[first] * core::kBandRows : 0;
        rows.emplace_back(begin, at > first ? (bands[at - 1] + 1) * core::kBandRows : begin);
    }
    return rows;
}

std::vector<core::Row> bands_within(const std::vector<core::Row>& bands, std::pair<core::Row, core::Row> rows) {
    std::vector<core::Row> within;
    for (const core::Row band : bands)
        if (band * core::kBandRows >= rows.first && band * core::kBandRows < rows.second) within.push_back(band);
    return within;
}

}  // namespace covmap::run

#include "read/premises/premises.hpp"

#include <algorithm>
#include <tuple>

namespace covmap::read {

namespace {

constexpr std::size_t kPointBytes = std::size_t{96} << 20;   ///< of points in memory; beyond: scratch
constexpr std::size_t kWeightBytes = std::size_t{32} << 20;  ///< of each weight

template <class Value>
void permute(std::vector<Value>& values, const std::vector<std::uint32_t>& order) {
    std::vector<Value> sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t i : order) sorted.push_back(values[i]);
    values.swap(sorted);
}

}  // namespace

Premises::Premises(core::Lattice lattice, std::size_t weights)
    : m_lattice(std::move(lattice)), m_totals(weights, 0), m_points(kPointBytes) {
    for (std::size_t i = 0; i < weights; ++i) m_weights.push_back(std::make_unique<core::BucketStore>(kWeightBytes));
}

PremisesNames Premises::names() const { return {m_by_id ? &*m_by_id : nullptr, m_by_place ? &*m_by_place : nullptr, m_count}; }

void Premises::load_band(core::Row band, PointBatch& out) const {
    std::vector<std::byte> buffer;
    const std::uint32_t bucket = bucket_of(band);
    m_points.for_each_block(bucket, buffer,
                            [&](std::uint32_t, std::span<const std::byte> block) { core::records_of(block, out.points); });
    for (std::size_t i = 0; i < m_weights.size(); ++i)
        m_weights[i]->for_each_block(
            bucket, buffer, [&](std::uint32_t, std::span<const std::byte> block) { core::records_of(block, out.weights[i]); });
}

void Premises::load(core::Row row_begin, core::Row row_end, PointBatch& out) const {
    out.points.clear();
    out.weights.assign(m_weights.size(), {});
    const core::Row first = std::max(row_begin, m_cells.row_begin), end = std::min(row_end, m_cells.row_end);
    if (first >= end) return;
    for (core::Row band = core::band_of(first); band <= core::band_of(end - 1); ++band) load_band(band, out);
    std::vector<std::uint32_t> order;
    order.reserve(out.points.size());
    for (std::uint32_t i = 0; i < out.points.size(); ++i) {
        const PlacedPoint& point = out.points[i];
        if (point.row < first || point.row >= end) continue;
        if (!m_dropped.empty() && std::binary_search(m_dropped.begin(), m_dropped.end(), point.number)) continue;
        order.push_back(i);
    }
    const auto place = [&](std::uint32_t i) { return std::tuple(out.points[i].row, out.points[i].col, out.points[i].number); };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
    permute(out.points, order);
    for (auto& weights : out.weights) permute(weights, order);
}

// Of the records of one id the first counts. Their weights leave the totals.
void Premises::drop_duplicates(bool secret) {
    if (!m_by_id) return;
    for (std::uint32_t p = 0; p < PremisesIndex::kPartitions; ++p) {
        const std::vector<PremisesIndex::Entry> entries = m_by_id->partition(p);
        for (std::size_t i = 1; i < entries.size(); ++i)
            if (entries[i].key == entries[i - 1].key) m_dropped.push_back(entries[i].number);
    }
    if (m_dropped.empty()) return;
    std::sort(m_dropped.begin(), m_dropped.end());
    for (const std::uint32_t number : m_dropped) {
        const auto file = std::upper_bound(m_first_of_file.begin(), m_first_of_file.end(), number) - m_first_of_file.begin() - 1;
        const std::uint32_t record = number - m_first_of_file[static_cast<std::size_t>(file)] + 1;
        m_defects.add("premises-duplicate", {m_inputs[static_cast<std::size_t>(file)].path, "",
                                             "record " + std::to_string(record), secret ? "" : "its id was given before"});
    }
    PointBatch band;
    for (core::Row b = core::band_of(m_cells.row_begin); b <= core::band_of(m_cells.row_end - 1); ++b) {
        band.points.clear();
        band.weights.assign(m_weights.size(), {});
        load_band(b, band);
        for (std::size_t i = 0; i < band.points.size(); ++i)
            if (std::binary_search(m_dropped.begin(), m_dropped.end(), band.points[i].number)) {
                std::vector<std::int64_t> quanta;
                for (std::size_t w = 0; w < m_totals.size(); ++w) {
                    quanta.push_back(band.weights[w][i]);
                    m_totals[w] -= quanta.back();
                }
                leave_out(m_left_out, quanta);
            }
    }
}

}  // namespace covmap::read

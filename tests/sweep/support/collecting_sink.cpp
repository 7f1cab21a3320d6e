#include "sweep/support/collecting_sink.hpp"

namespace covmap::test {

void CollectingSink::begin_band(core::Row band, const core::SignatureLookup& signatures) {
    if (m_signatures != nullptr) disorder.push_back("begin_band within a band");
    m_signatures = &signatures;
    m_band = band;
    m_first = true;
}

void CollectingSink::end_band(core::Row band) {
    if (m_signatures == nullptr || band != m_band) disorder.push_back("end_band without its begin_band");
    m_signatures = nullptr;
}

void CollectingSink::blame(const core::Group& group, const std::string& what) {
    disorder.push_back(what + " at row " + std::to_string(group.row) + " col " + std::to_string(group.col) + " territory " +
                       std::to_string(group.territory.value));
}

void CollectingSink::group(const core::Group& g) {
    if (g.signatures.size() != 1) blame(g, "a run of more than one part");
    if (g.demand == nullptr) blame(g, "a run without its demand");
    keep(g);
}

void CollectingSink::cut(const core::CutCell& cell) {
    if (cell.parts.empty()) disorder.push_back("a cut cell without parts");
    for (std::size_t begin = 0, end = 0; begin < cell.parts.size(); begin = end) {
        std::vector<std::uint32_t> signatures;
        for (; end < cell.parts.size() && cell.parts[end].territory == cell.parts[begin].territory; ++end)
            signatures.push_back(cell.parts[end].signature);
        keep({cell.parts[begin].territory, cell.row, cell.col, 1, signatures,
              cell.values.subspan(begin * m_stride, signatures.size() * m_stride)});
    }
}

void CollectingSink::keep(const core::Group& g) {
    if (m_signatures == nullptr) return blame(g, "group outside of a band");
    if (g.territory.value >= m_territories) return blame(g, "group of no territory");
    if (core::band_of(g.row) != m_band) blame(g, "row of another band");
    if (!m_first && std::tie(g.row, g.col) < std::tie(m_row, m_col)) blame(g, "rows and columns do not ascend");
    if (g.cells < 1) blame(g, "no cells");
    if (g.values.size() != g.signatures.size() * m_stride) blame(g, "values do not fit the signatures");
    if (!m_seen.insert({g.row, g.col, g.territory.value}).second) blame(g, "two groups of one territory in one cell");
    m_first = false;
    m_row = g.row;
    m_col = g.col + g.cells - 1;

    GroupRow row{g.row, g.col, g.cells, g.territory.value, {}};
    for (std::size_t s = 0; s < g.signatures.size(); ++s) {
        const auto bits = m_signatures->bits(g.signatures[s]);
        if (bits.size() != m_words) blame(g, "wrong number of words");
        const auto values = g.values.subspan(s * m_stride, m_stride);
        const auto [part, fresh] = row.parts.try_emplace(Words(bits.begin(), bits.end()), m_stride, 0);
        if (!fresh) blame(g, "a signature twice");
        for (std::size_t i = 0; i < m_stride; ++i) part->second[i] += values[i];
        for (const auto value : values)
            if (value < 0) blame(g, "a negative value");
    }
    groups.push_back(std::move(row));
}

}  // namespace covmap::test

// A sink that keeps every group, and notes where the promises of the interface are broken.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/sink.hpp"
#include "sweep/support/world.hpp"

namespace covmap::test {

class CollectingSink : public core::Sink {
public:
    CollectingSink(std::uint32_t territories, std::size_t stride, std::size_t words)
        : m_territories(territories), m_stride(stride), m_words(words) {}

    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

    std::vector<GroupRow> groups;
    std::vector<std::string> disorder;

private:
    void blame(const core::Group& group, const std::string& what);
    void keep(const core::Group& group);

    std::uint32_t m_territories;
    std::size_t m_stride, m_words;
    const core::SignatureLookup* m_signatures = nullptr;
    core::Row m_band = 0;
    core::Row m_row = 0;
    core::Col m_col = 0;
    bool m_first = true;
    std::set<std::tuple<core::Row, core::Col, std::uint32_t>> m_seen;
};

}  // namespace covmap::test

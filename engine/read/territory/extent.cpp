#include "read/territory/extent.hpp"

#include "core/error.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
namespace {

class ExtentReader : public RingVisitor {
public:
    ExtentReader(const model::Source& source, Transforms& transforms, ExtentRead& out)
        : m_source(source), m_out(out), m_rings(out.store, transforms, out.defects) {}

    void begin_file(const StreamFile& file) override {
        m_rings.begin_file(file);
        m_out.inputs.push_back(input_file(m_source, "extent", file.name, file.crs));
    }
    bool begin_feature(const StreamFeature& feature) override {
        m_rings.begin_feature(feature.id);
        return true;
    }
    void ring(std::span<const core::Point> vertices, core::RingRole role) override { m_area += m_rings.add(0, vertices, role); }
    void end_file(const StreamCounts& counts) override {
        m_out.inputs.back().records = counts.records;
        m_out.inputs.back().vertices = counts.vertices;
    }
    [[nodiscard]] bool empty() const { return !(m_area > 0); }

private:
    const model::Source& m_source;
    ExtentRead& m_out;
    GridRings m_rings;
    double m_area = 0;
};

}  // namespace

ExtentRead read_extent(const model::Source& source, const core::Lattice& lattice, core::ChainStoreOptions options) {
    ExtentRead out;
    read_until_exact([&](const std::set<std::string>& exact) {
        out = ExtentRead();
        out.store = core::ChainStore(options);
        Transforms transforms(lattice, exact);
        ExtentReader reader(source, transforms, out);
        stream_rings({source, {}}, reader, out.defects);
        if (reader.empty())
            throw core::Error(core::ErrorKind::input, source.given, "holds no polygon, so that nothing would be known anywhere");
        transforms.report(out.inputs);
        return transforms.too_coarse();
    });
    return out;
}

}  // namespace covmap::read

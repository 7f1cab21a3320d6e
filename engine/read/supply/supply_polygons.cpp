#include <algorithm>

#include "read/supply/supply_parts.hpp"
#include "read/vector/file_outline.hpp"

namespace covmap::read {
namespace {

class PolygonReader : public RingVisitor {
public:
    PolygonReader(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms, SupplyRead& out)
        : m_spec(spec),
          m_layers(layers),
          m_lattice(transforms.lattice()),
          m_out(out),
          m_rings(out.store, transforms, out.defects, &out.left_out),
          m_fields(spec, m_columns),
          m_outline(spec.extent.word == "hull") {}

    void read() {
        StreamOptions options{m_spec.source, m_columns};
        // Records that say their operator and technology may stand in any layer; else its name may be what tells them apart.
        const bool told = !m_spec.operator_field.column.empty() && !m_spec.technology.column.empty();
        options.several = told ? Several::alike : Several::parts;
        stream_rings(options, *this, m_out.defects);
        if (m_fields.all_constant() && m_out.claims.empty())
            m_layers.claim(m_fields.said([](int) { return std::string(); }), {m_out.inputs.front().path, {}, {}});
        m_out.holds_nothing = std::all_of(m_out.inputs.begin(), m_out.inputs.end(),
                                          [](const model::InputFile& input) { return input.vertices == 0; });
    }

    void begin_file(const StreamFile& file) override {
        m_place.file = file.name;
        m_place.layer = file.layer;
        m_crs = file.crs;
        m_rings.begin_file(file);
        if (m_out.inputs.empty() || m_out.inputs.back().path != file.name)  // else one more layer of it
            m_out.inputs.push_back(input_file(m_spec.source, "supply", file.name, file.crs));
    }

    bool begin_feature(const StreamFeature& feature) override {
        m_place.id = feature.id;
        m_rings.begin_feature(feature.id);
        const auto value = [&](int column) -> const std::string& { return feature.values[static_cast<std::size_t>(column)]; };
        if (m_fields.skipped(value)) return false;
        const auto said = m_fields.said(value);
        const std::optional<std::uint32_t> layer = m_layers.layer(said, m_place);
        if (layer) m_layers.name(said);
        m_layer = layer.value_or(0);
        return layer.has_value();
    }

    void ring(std::span<const core::Point> vertices, core::RingRole role) override {
        // A ring that has no place must not stretch the outline.
        const double area = m_rings.add(m_layer, vertices, role);
        if (role == core::RingRole::shell && area > 0) m_outline.add(vertices);
    }

    void end_file(const StreamCounts& counts) override {
        m_out.inputs.back().records += counts.records;
        m_out.inputs.back().vertices += counts.vertices;
        m_outline.place(m_crs, m_lattice, m_out.outline);
        m_outline = FileOutline(m_spec.extent.word == "hull");
    }

private:
    const model::SupplySpec& m_spec;
    SupplyLayers& m_layers;
    const core::Lattice& m_lattice;
    SupplyRead& m_out;
    GridRings m_rings;
    std::vector<std::string> m_columns;
    FieldReader m_fields;
    std::string m_crs;      ///< of the layer
    FileOutline m_outline;  ///< of the file, or of one of its layers
    RecordPlace m_place;
    std::uint32_t m_layer = 0;
};

}  // namespace

void read_polygons(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms, SupplyRead& out) {
    PolygonReader(spec, layers, transforms, out).read();
    transforms.report(out.inputs);
}

}  // namespace covmap::read

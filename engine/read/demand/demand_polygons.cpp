#include "read/demand/demand_polygons.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

#include "read/demand/demand_parts.hpp"
#include "read/files/field_text.hpp"
#include "read/files/weight.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {

namespace {

constexpr double kDefaultLattice_m = 1000;
/// Eastings and northings of EPSG:3035 within its area of use, metres, generously.
constexpr double kLeast_m = 600'000, kMost_m = 7'600'000;

class PolygonDemand final : public OpenDemand {
public:
    PolygonDemand(core::Lattice lattice, DemandPolygons polygons, DemandReport report)
        : m_lattice(std::move(lattice)), m_polygons(std::move(polygons)), m_report(std::move(report)) {}
    [[nodiscard]] const core::Lattice& lattice() const override { return m_lattice; }
    [[nodiscard]] core::CellBox cells() const override {
        const auto& b = m_polygons.store.bounds();
        if (b.u_min > b.u_max) return {};
        return {static_cast<core::Row>(std::floor(b.v_min)), static_cast<core::Row>(std::ceil(b.v_max)),
                static_cast<core::Col>(std::floor(b.u_min)), static_cast<core::Col>(std::ceil(b.u_max))};
    }
    [[nodiscard]] std::size_t attributes() const override { return 0; }  // no cell has a weight of its own
    [[nodiscard]] bool has_land() const override { return false; }
    [[nodiscard]] DemandReport report() const override { return m_report; }
    [[nodiscard]] DemandPolygons* polygons() override { return &m_polygons; }
    void load(core::Row row_begin, core::Row row_end, core::DemandRows& out) override {
        out.reset(row_begin, row_end, 0);
        out.start.assign(static_cast<std::size_t>(row_end - row_begin) + 1, 0);
    }

private:
    core::Lattice m_lattice;
    DemandPolygons m_polygons;
    DemandReport m_report;
};

class DemandPolygonReader final : public RingVisitor {
public:
    DemandPolygonReader(const model::DemandSpec& spec, Transforms& transforms, DemandPolygons& out, DemandReport& report)
        : m_spec(spec), m_out(out), m_report(report), m_rings(out.store, transforms, report.defects) {
        if (!spec.id_column.empty()) m_columns.push_back(spec.id_column);
        for (const model::AttributeSpec& attribute : spec.attributes) {
            std::vector<std::size_t>& of = m_attributes.emplace_back();
            of.push_back(column(attribute.column.empty() ? attribute.name : attribute.column));
            for (const std::string& more : attribute.plus) of.push_back(column(more));
        }
        report.format = "polygons";
        report.input_totals.assign(spec.attributes.size(), 0);
    }

    void read() {
        stream_rings({m_spec.source, m_columns}, *this, m_report.defects);
        number();
    }

    void begin_file(const StreamFile& file) override {
        m_file = file;
        m_numbers = FileNumbers(file.path, file.layer, file.name);
        m_rings.begin_file(file);
        m_report.inputs.push_back(input_file(m_spec.source, "demand", file.name, file.crs));
    }

    bool begin_feature(const StreamFeature& feature) override {
        m_rings.begin_feature(feature.id);
        std::string id = m_spec.id_column.empty() ? std::string() : std::string(trimmed(feature.values.front()));
        std::vector<std::int64_t> weights;
        bool people = false;
        for (const std::vector<std::size_t>& columns : m_attributes) {
            weights.push_back(weight(feature, columns));
            people = people || weights.back() > 0;
        }
        if (!people) return false;
        for (std::size_t a = 0; a < weights.size(); ++a) add_to_total(m_report.input_totals[a], weights[a], m_file.name);
        m_records.push_back({std::move(id), std::move(weights), 0});
        return true;
    }

    void ring(std::span<const core::Point> vertices, core::RingRole role) override {
        m_records.back().cells += m_rings.add(static_cast<std::uint32_t>(m_records.size() - 1), vertices, role);
    }

    void end_file(const StreamCounts& counts) override {
        m_report.inputs.back().records = counts.records;
        m_report.inputs.back().vertices = counts.vertices;
    }

private:
    struct Record {
        std::string id;
        std::vector<std::int64_t> weights;
        double cells = 0;
    };

    std::size_t column(const std::string& name) {
        auto at = std::find(m_columns.begin(), m_columns.end(), name);
        if (at == m_columns.end()) at = m_columns.insert(m_columns.end(), name);
        return static_cast<std::size_t>(at - m_columns.begin());
    }

    std::int64_t weight(const StreamFeature& feature, const std::vector<std::size_t>& columns) {
        std::int64_t sum = 0;
        for (const std::size_t c : columns) {
            double number = 0;
            const bool read = m_numbers.read(feature.values[c], m_columns[c], number);
            const char* fault = nullptr;
            add_to_total(sum, quanta_of_text(feature.values[c], read ? std::optional(number) : std::nullopt, fault), m_file.name);
            if (fault != nullptr) defect(fault, feature, trimmed(feature.values[c]));
        }
        return sum;
    }

    void defect(const char* code, const StreamFeature& feature, std::string_view value) {
        m_report.defects.add(code, {m_file.name, m_file.layer, std::string(feature.id),
                                    m_spec.source.info.confidential ? "" : std::string(value)});
    }

    // Numbers follow ids and weights, not the order of the file. Features of one id are one polygon.
    void number() {
        std::vector<std::uint32_t> order(m_records.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tie(m_records[a].id, m_records[a].weights, m_records[a].cells) <
                   std::tie(m_records[b].id, m_records[b].weights, m_records[b].cells);
        });
        m_out.owner.assign(m_records.size(), 0);
        m_out.weight.assign(m_spec.attributes.size(), {});
        const Record* last = nullptr;
        for (const std::uint32_t at : order) {
            const Record& record = m_records[at];
            if (last == nullptr || record.id.empty() || record.id != last->id)
                for (std::size_t a = 0; a < record.weights.size(); ++a) m_out.weight[a].push_back(record.weights[a]);
            else
                for (std::size_t a = 0; a < record.weights.size(); ++a) m_out.weight[a].back() += record.weights[a];
            m_out.owner[at] = m_out.count() - 1;
            last = &record;
        }
    }

    const model::DemandSpec& m_spec;
    DemandPolygons& m_out;
    DemandReport& m_report;
    GridRings m_rings;
    StreamFile m_file;
    FileNumbers m_numbers;  ///< of m_file
    std::vector<std::string> m_columns;
    std::vector<std::vector<std::size_t>> m_attributes;
    std::vector<Record> m_records;
};

void read_on(const model::DemandSpec& spec, const core::Lattice& lattice, DemandPolygons& polygons, DemandReport& report) {
    read_until_exact([&](const std::set<std::string>& exact) {
        polygons = DemandPolygons();
        report = DemandReport();
        Transforms transforms(lattice, exact);
        DemandPolygonReader(spec, transforms, polygons, report).read();
        transforms.report(report.inputs);
        return transforms.too_coarse();
    });
}

bool in_europe(const DemandPolygons& polygons, const DemandReport& report, double size_m) {
    const auto& b = polygons.store.bounds();
    for (const auto& [key, entry] : report.defects.entries())
        if (key.first == "transform-failed") return false;
    // Rows grow southwards from the lattice's origin.
    return b.u_min * size_m > kLeast_m && b.u_max * size_m < kMost_m && -b.v_max * size_m > kLeast_m &&
           -b.v_min * size_m < kMost_m;
}

}  // namespace

std::unique_ptr<OpenDemand> open_polygon_demand(const model::DemandSpec& spec) {
    const double size_m = spec.size.value_or(kDefaultLattice_m);
    DemandPolygons polygons;
    DemandReport report;
    core::Lattice lattice{spec.grid_crs.empty() ? "EPSG:3035" : spec.grid_crs, 0, 0, size_m, size_m};
    read_on(spec, lattice, polygons, report);
    if (spec.grid_crs.empty() && !in_europe(polygons, report, size_m)) {
        lattice.crs = "EPSG:6933";
        read_on(spec, lattice, polygons, report);
    }
    if (polygons.count() == 0)
        throw core::Error(core::ErrorKind::input, spec.source.given, "holds no polygon with a weight above 0");
    return std::make_unique<PolygonDemand>(lattice, std::move(polygons), std::move(report));
}

}  // namespace covmap::read

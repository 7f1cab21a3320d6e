#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "geodesy/disc.hpp"
#include "geodesy/grid_transform.hpp"
#include "geodesy/locator.hpp"
#include "read/files/field_text.hpp"
#include "read/files/source_path.hpp"
#include "read/supply/supply_parts.hpp"
#include "read/table/point_rows.hpp"
#include "read/vector/coordinate_check.hpp"
#include "read/vector/file_outline.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
namespace {

constexpr double kMetresPerKm = 1000.0;

// Conservative: the polygon that stands for a disc stays within 1.1 of its points' greatest distance from their middle.
bool touches(const core::Disc& disc, const core::ClipBox& clip) {
    constexpr double kReach = 1.1;
    core::Point middle;
    for (const core::Point& p : disc.around) middle = {middle.x + p.x / 8, middle.y + p.y / 8};
    double reach = 0;
    for (const core::Point& p : disc.around) reach = std::max(reach, std::hypot(p.x - middle.x, p.y - middle.y) * kReach);
    return middle.x + reach > clip.u_min && middle.x - reach < clip.u_max && middle.y + reach > clip.v_min &&
           middle.y - reach < clip.v_max;
}

// One technology of a supply of sites: its flag among the wanted columns, or none.
struct Service {
    std::string technology;
    int flag = -1;
};

class SiteReader {
public:
    SiteReader(const model::SupplySpec& spec, SupplyLayers& layers, const core::Lattice& lattice, const SiteMap& map,
               SupplyRead& out)
        : m_spec(spec),
          m_layers(layers),
          m_lattice(lattice),
          m_map(map),
          m_out(out),
          m_transforms(lattice, {}),
          m_outlines(out.store, m_transforms, out.defects),
          m_around(spec.extent.word == "hull"),
          m_fields(spec, m_columns),
          m_locator(lattice) {
        for (const auto& [technology, km] : spec.radius_km) m_radius_km[upper_case(trimmed(technology))] = km;
        if (spec.bands)
            for (const auto& [technology, km] : spec.radius_km) m_services.push_back({technology, -1});
        if (!spec.id_column.empty()) {
            m_id = static_cast<int>(m_columns.size());
            m_columns.push_back(spec.id_column);
        }
        if (!spec.commune_column.empty()) {
            m_commune = static_cast<int>(m_columns.size());
            m_columns.push_back(spec.commune_column);
        }
        for (const auto& [technology, column] : spec.technologies) {
            m_services.push_back({technology, static_cast<int>(m_columns.size())});
            m_columns.push_back(column);
            if (!radius(technology)) missing_radius(technology);
        }
        if (m_services.empty() && spec.technology.column.empty() && !radius(spec.technology.constant))
            missing_radius(spec.technology.constant);
    }

    void read() {
        for (const std::string& path : m_spec.source.files) read_file(path);
        m_out.holds_nothing = std::all_of(m_out.inputs.begin(), m_out.inputs.end(),
                                          [](const model::InputFile& input) { return input.records == 0; });
        if (m_out.holds_nothing && m_fields.all_constant()) claim_constants();
    }

private:
    [[noreturn]] void missing_radius(const std::string& technology) const {
        throw core::Error(core::ErrorKind::job, m_spec.source.given,
                          "no radius for «" + technology + "»; add it: radius_km = { \"" + technology + "\" = 4.0 }");
    }

    [[nodiscard]] std::optional<double> radius(const std::string& technology) const {
        auto found = m_radius_km.find(upper_case(trimmed(technology)));
        if (found == m_radius_km.end()) found = m_radius_km.find({});  // of every technology
        return found == m_radius_km.end() ? std::nullopt : std::optional<double>(found->second);
    }

    void read_file(const std::string& path) {
        m_place.file = shown_path(m_spec.source, path);
        const std::unique_ptr<PointRows> rows =
            open_points({m_spec.source.layer, m_spec.x_column, m_spec.y_column}, path, m_place.file, m_columns);
        m_place.layer = rows->layer();
        const std::string crs = m_spec.source.crs.empty() ? rows->crs() : m_spec.source.crs;
        if (crs.empty())
            throw core::Error(core::ErrorKind::input, m_place.file,
                              "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:4326\" for "
                              "longitude and latitude");
        geodesy::DiscMaker maker = disc_maker(crs);
        m_transform.emplace(crs, m_lattice);
        m_out.inputs.push_back(input_file(m_spec.source, "supply", m_place.file, crs));
        m_check.emplace(
            crs, m_map.clip, [&](core::Point at) { return m_transform->point(at); }, m_map.land);
        m_outlines.begin_file({m_place.file, m_place.layer, maker.outline_crs()}, geodesy::Jumps::surely_cross);
        while (rows->next()) read_row(*rows, maker);
        m_check->finish(m_place.file);
        m_around.place(crs, m_lattice, m_out.outline);
        m_around = FileOutline(m_spec.extent.word == "hull");
        m_out.inputs.back().records = rows->records();
    }

    [[nodiscard]] geodesy::DiscMaker disc_maker(const std::string& crs) const {
        try {
            return {crs, m_lattice};
        } catch (const core::Error& error) {
            throw core::Error(error.kind(), m_place.file, error.where().empty() ? error.message() : error.what());
        }
    }

    void read_row(const PointRows& rows, geodesy::DiscMaker& maker) {
        m_place.id = rows.record();
        if (rows.ragged()) m_layers.defect("ragged-record", m_place, {});
        const auto value = [&](int column) { return rows.text(static_cast<std::size_t>(column)); };
        if (m_fields.skipped(value)) return;
        const auto said = m_fields.said(value);
        find_layers(rows, said);
        if (m_served.empty()) return;
        m_layers.name(said);
        ++m_out.sites_given;
        core::Point site;
        std::string text;
        const PointRows::Where where = rows.place(site, text);
        if (where == PointRows::Where::empty) return unplaced(rows, "geometry-empty", {});
        if (where == PointRows::Where::not_a_number) return unplaced(rows, "coordinate-not-a-number", text);
        const CoordinateCheck::Verdict verdict = m_check->look(site);
        if (verdict != CoordinateCheck::Verdict::plausible)
            return unplaced(rows, defect_of(verdict), real_text(site.x) + " " + real_text(site.y));
        m_around.add({&site, 1});
        m_is_lost = is_lost(rows, site);
        m_outlines.begin_feature(m_place.id);
        for (const auto& [layer, km] : m_served)
            if (!add_circle(maker, site, layer, km * kMetresPerKm)) return m_layers.defect("transform-failed", m_place, {});
        if (!m_is_lost) add_site(site);
    }

    // Of a list of places, it is told where it would have to be.
    void unplaced(const PointRows& rows, const std::string& code, const std::string& value) {
        m_layers.defect(code, m_place, value);
        if (m_spec.bands)
            ++m_out
                  .unplaced[m_commune < 0 ? std::string() : std::string(trimmed(rows.text(static_cast<std::size_t>(m_commune))))];
    }

    // A disc of the sweep; where the map is cut open, a polygon that is cut with it.
    bool add_circle(geodesy::DiscMaker& maker, core::Point site, std::uint32_t layer, double radius_m) {
        if (maker.at_seam(site, radius_m)) {
            if (!maker.outline(site, radius_m, m_outline)) return false;
            if (!m_is_lost) m_outlines.add(layer, m_outline, core::RingRole::shell);
            return true;
        }
        core::Disc disc;
        disc.owner = layer;
        if (!maker.make(site, radius_m, disc)) return false;
        if (touches(disc, m_map.clip)) (m_is_lost ? m_out.lost_discs : m_out.discs).discs.push_back(disc);
        return true;
    }

    void add_site(core::Point site) {
        if (m_spec.bands) m_out.places.push_back(m_transform->point(site));
        if (m_out.claims[m_out.layers[m_served.front().first].claim].nature == "planned") return;
        if (const std::optional<model::Site> made = network_site(site)) m_out.sites.push_back(*made);
    }

    // The site as one of a network; nothing where it is a place of another kind, or nowhere.
    [[nodiscard]] std::optional<model::Site> network_site(core::Point site) {
        const model::Claim& claim = m_out.claims[m_out.layers[m_served.front().first].claim];
        if (claim.kind != "mobile" && claim.kind != "fixed") return std::nullopt;
        const core::Point at = m_locator.wgs84(m_transform->point(site));
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) return std::nullopt;
        return model::Site{claim.operator_code, at};
    }

    [[nodiscard]] bool is_lost(const PointRows& rows, core::Point site) {
        if (!m_map.lost) return false;
        const std::optional<model::Site> made = network_site(site);
        return made && m_map.lost(*made, m_id < 0 ? m_place.id : std::string(trimmed(rows.text(static_cast<std::size_t>(m_id)))));
    }

    // Makes the claims of the row's operator, and lists the layers that its site serves.
    void find_layers(const PointRows& rows, const SupplyLayers::Said& said) {
        m_served.clear();
        if (m_services.empty()) return serve_each(said);
        for (const Service& service : m_services) {
            SupplyLayers::Said one = said;
            one.technology = service.technology;
            if (service.flag < 0) {
                serve(one);
                continue;
            }
            const std::string text = rows.text(static_cast<std::size_t>(service.flag));
            const std::optional<bool> flag = yes_or_no(text);
            if (!flag) m_layers.defect("flag-unknown", m_place, text);
            if (flag.value_or(false) ? !serve(one) : !know(one)) return;
        }
    }

    // In a kind of its own, technologies may be a list: the services of a place, joined by «|».
    void serve_each(const SupplyLayers::Said& said) {
        if (m_spec.kind == "mobile" || m_spec.kind == "fixed") {
            serve(said);
            return;
        }
        SupplyLayers::Said one = said;
        for (std::size_t begin = 0; begin <= said.technology.size();) {
            const std::size_t end = std::min(said.technology.find('|', begin), said.technology.size());
            one.technology = said.technology.substr(begin, end - begin);
            if (!trimmed(one.technology).empty() || said.technology.empty()) serve(one);
            begin = end + 1;
        }
    }

    std::optional<double> know(const SupplyLayers::Said& said) {
        const std::optional<double> km = radius(said.technology);
        const std::optional<std::uint32_t> claim = m_layers.claim(said, m_place);
        if (!claim) return std::nullopt;
        if (!km) {
            m_layers.defect("radius-missing", m_place, said.technology);
            return std::nullopt;
        }
        m_out.radius_km[*claim] = *km;
        return km;
    }

    // What the job says by itself of a file without a record.
    void claim_constants() {
        SupplyLayers::Said said = m_fields.said([](int) { return std::string(); });
        if (m_services.empty()) know(said);
        for (const Service& service : m_services) {
            said.technology = service.technology;
            know(said);
        }
    }

    bool serve(const SupplyLayers::Said& said) {
        const std::optional<double> km = know(said);
        if (!km) return false;
        m_served.emplace_back(*m_layers.layer(said, m_place), *km);
        return true;
    }

    const model::SupplySpec& m_spec;
    SupplyLayers& m_layers;
    const core::Lattice& m_lattice;
    SiteMap m_map;
    SupplyRead& m_out;
    Transforms m_transforms;
    GridRings m_outlines;  ///< of circles at the map's seam
    std::vector<core::Point> m_outline;
    FileOutline m_around;  ///< of the sites of the file at hand
    std::vector<std::string> m_columns;
    FieldReader m_fields;
    std::map<std::string, double> m_radius_km;
    std::vector<Service> m_services;
    int m_id = -1;           ///< of a site, among the wanted columns
    bool m_is_lost = false;  ///< the site at hand
    int m_commune = -1;      ///< the territory of a place, among the wanted columns
    std::vector<std::pair<std::uint32_t, double>> m_served;
    RecordPlace m_place;
    geodesy::Locator m_locator;
    std::optional<geodesy::GridTransform> m_transform;  ///< of the file at hand
    std::optional<CoordinateCheck> m_check;             ///< of the file at hand
};

}  // namespace

void read_sites(const model::SupplySpec& spec, SupplyLayers& layers, const core::Lattice& lattice, const SiteMap& map,
                SupplyRead& out) {
    SiteReader(spec, layers, lattice, map, out).read();
}

}  // namespace covmap::read

// A run model back from the JSON of a tally: the reverse of export/tally_writer. Private to tally_file.cpp.
#pragma once

#include <algorithm>
#include <stdexcept>

#include "model/run_model.hpp"
#include "store/tally_format.hpp"
#include "store/tally_job.hpp"

namespace covmap::store::tally {

inline core::Frame frame(const Json& j) {
    core::Frame f;
    f.lattice = {text(j, "crs"), j.at("origin_x").get<double>(), j.at("origin_y").get<double>(), j.at("cell_width").get<double>(),
                 j.at("cell_height").get<double>()};
    f.cells = {j.at("rows").at(0).get<core::Row>(), j.at("rows").at(1).get<core::Row>(), j.at("columns").at(0).get<core::Col>(),
               j.at("columns").at(1).get<core::Col>()};
    return f;
}

inline core::Attribute attribute(const Json& j) {
    return {text(j, "name"), label(j.at("label")), text(j, "unit"), text(j, "source"), text(j, "date")};
}

inline void territories(const Json& j, model::RunModel& model) {
    model::TerritorySet& set = model.territories;
    set.unit = text(j, "unit");
    set.parent_kinds = texts(j, "parent_kinds");
    set.reference_attributes = texts(j, "reference_attributes");
    for (const Json& row : j.at("rows")) {
        model::Territory t;
        row.at(0).get_to(t.code);
        row.at(1).get_to(t.name);
        row.at(2).get_to(t.parents);
        row.at(3).get_to(t.parent_names);
        for (const Json& value : row.at(4))
            t.reference.push_back(value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>()));
        t.ring_area = real(row.at(5));
        model.has_demand.push_back(row.at(6).get<bool>());
        model.market_of.push_back(row.at(7).get<std::uint32_t>());
        set.territories.push_back(std::move(t));
    }
}

inline model::Claim claim_key(const Json& j) {
    return {text(j, "operator"), text(j, "technology"), text(j, "service"),
            text(j, "kind"),     text(j, "nature"),     text(j, "vintage")};
}

inline model::ClaimInfo claim(const Json& j) {
    model::ClaimInfo c;
    c.key = claim_key(j);
    c.scale = {texts(j, "levels"), text(j, "no_level")};
    c.extent = j.at("extent").get<int>();
    c.doubt = j.value("doubt", -1);
    c.date = text(j, "date");
    c.radius_km = j.at("radius_km").get<double>();
    return c;
}

inline model::Catalogue catalogue(const Json& j) {
    model::Catalogue c;
    c.claims = items<model::ClaimInfo>(j.at("claims"), claim);
    c.layers = items<model::LayerInfo>(j.at("layers"), [](const Json& l) {
        return model::LayerInfo{
            core::ClaimId(l.at("claim").get<std::uint32_t>()),
            text(l, "level"),
            {l.at("down_kbps").get<std::int64_t>(), l.at("up_kbps").get<std::int64_t>(), l.at("low_latency").get<int>()}};
    });
    c.extents = items<model::ExtentInfo>(j.at("extents"), [](const Json& e) {
        return model::ExtentInfo{text(e, "source"), e.at("complete").get<bool>(), e.value("doubt", false)};
    });
    return c;
}

inline model::Checks checks(const Json& j) {
    model::Checks c;
    c.worst_cell_sum_error = real(j.at("worst_cell_sum_error"));
    j.at("open_windings").get_to(c.open_windings);
    c.mismatches = items<model::AreaMismatch>(j.at("mismatches"), [](const Json& m) {
        return model::AreaMismatch{m.at(0).get<std::string>(), real(m.at(1)), real(m.at(2)), real(m.at(3))};
    });
    c.worst_area_error = real(j.at("worst_area_error"));
    j.at("negative_windings").get_to(c.negative_windings);
    j.at("overlap_area").get_to(c.overlap_area);
    c.overlaps = items<model::Overlap>(j.at("overlaps"), [](const Json& o) {
        return model::Overlap{o.at(0).get<std::string>(), o.at(1).get<std::int64_t>()};
    });
    j.at("gap_area").get_to(c.gap_area);
    j.at("land_unknown_cells").get_to(c.land_unknown_cells);
    j.at("moved_inside").get_to(c.moved_inside);
    return c;
}

inline model::PartialMap partial_map(const Json& j) {
    return {claim_key(j),
            text(j, "source"),
            j.at("files").get<std::size_t>(),
            text(j, "measure"),
            j.at("total").get<std::int64_t>(),
            j.at("outside").get<std::int64_t>(),
            j.at("unknown").get<bool>()};
}

inline model::AccessDistances access_distances(const Json& j) {
    const auto metres = [](const Json& value) {
        return value.is_null() ? std::nullopt : std::optional<std::int64_t>(value.get<std::int64_t>());
    };
    model::AccessDistances list;
    list.name = text(j, "name");
    list.rows = items<model::AccessRow>(j.at("rows"), [&](const Json& r) {
        return model::AccessRow{
            r.at(0).get<std::string>(), r.at(1).get<std::string>(), metres(r.at(2)), metres(r.at(3)), metres(r.at(4)),
            r.at(5).get<std::int64_t>()};
    });
    if (const auto unplaced = j.find("unplaced"); unplaced != j.end())
        list.unplaced = items<model::UnplacedPlaces>(*unplaced, [](const Json& u) {
            return model::UnplacedPlaces{u.at(0).get<std::string>(), u.at(1).get<std::vector<std::string>>(),
                                         u.at(2).get<std::uint64_t>()};
        });
    return list;
}

inline model::MeasuredRow measured_row(const Json& j) {
    const auto maybe = [&](std::size_t at) {
        return j.at(at).is_null() ? std::nullopt : std::optional<std::int64_t>(j.at(at).get<std::int64_t>());
    };
    model::MeasuredRow r;
    std::size_t at = 0;
    for (std::string* word : {&r.unit, &r.code, &r.operator_code, &r.technology, &r.service, &r.level}) j.at(at++).get_to(*word);
    r.claim = static_cast<model::TestClaim>(std::clamp(j.at(6).get<int>(), 0, static_cast<int>(model::TestClaim::beside)));
    j.at(7).get_to(r.situation);
    j.at(8).get_to(r.hidden);
    j.at(9).get_to(r.tests);
    r.successes = maybe(10);
    j.at(11).get_to(r.devices);
    j.at(12).get_to(r.days);
    j.at(13).get_to(r.clusters);
    r.effective = real(j.at(14));
    r.down_kbps = maybe(15);
    r.up_kbps = maybe(16);
    r.latency_us = maybe(17);
    j.at(18).get_to(r.area);
    if (r.tests < 0 || (r.successes && (*r.successes < 0 || *r.successes > r.tests)) || !(r.effective >= 0) ||
        (r.successes && r.clusters > 1 && r.effective == 0))
        throw std::out_of_range("a row of tests does not hold together");
    return r;
}

inline model::Measured measured(const Json& j) {
    return {text(j, "name"), items<model::MeasuredRow>(j.at("rows"), measured_row)};
}

inline core::SweepCounts counts(const Json& j) {
    const auto number = [&j](const char* name) { return j.at(name).get<std::uint64_t>(); };
    return {number("rows"),         number("bands"),      number("edges"),        number("pieces"), number("cut_cells"),
            number("closed_cells"), number("slab_cells"), number("halved_cells"), number("groups"), number("discs")};
}

inline model::InputFile input(const Json& j) {
    model::InputFile i;
    i.role = text(j, "role");
    i.path = text(j, "path");
    i.sha256 = text(j, "sha256");
    j.at("bytes").get_to(i.bytes);
    j.at("records").get_to(i.records);
    j.at("vertices").get_to(i.vertices);
    i.crs = text(j, "crs");
    i.transform = text(j, "transform");
    i.transform_error_m = real(j.at("transform_error_m"));
    i.info = source_info(j.at("info"));
    return i;
}

inline model::JoinedColumn joined(const Json& j) {
    model::JoinedColumn c{text(j, "source"), text(j, "layer"), text(j, "on"), text(j, "column"), j.at("count").get<bool>(), {}};
    for (const Json& value : j.at("values"))
        c.values.push_back(value.is_null() ? std::nullopt : std::optional(value.get<double>()));
    return c;
}

inline model::Share shared(const Json& j) {
    model::Share s{text(j, "attribute"), j.at("of").get<std::size_t>(), {}};
    for (const Json& value : j.at("values"))
        s.values.push_back(value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>()));
    return s;
}

inline core::Defects defects(const Json& j) {
    core::Defects out;
    for (const Json& entry : j) {
        const std::string code = text(entry, "code"), file = text(entry, "file");
        const Json& examples = entry.at("examples");
        auto left = entry.at("count").get<std::uint64_t>();
        for (std::size_t i = 0; i < examples.size(); ++i) {
            // One each, and the last carries what was counted beyond the examples.
            const std::uint64_t count = i + 1 < examples.size() ? std::min<std::uint64_t>(left, 1) : left;
            out.add(code, {file, text(examples[i], "layer"), text(examples[i], "feature"), text(examples[i], "detail")}, count);
            left -= count;
        }
    }
    return out;
}

/// Numbers that point elsewhere in the model must find something there.
inline void check_references(const model::RunModel& model) {
    const auto require = [](bool sound) {
        if (!sound) throw std::out_of_range("a number points nowhere");
    };
    const model::TerritorySet& set = model.territories;
    for (const model::Territory& t : set.territories)
        require(t.parents.size() == set.parent_kinds.size() && t.parent_names.size() == set.parent_kinds.size() &&
                t.reference.size() == set.reference_attributes.size());
    for (const model::JoinedColumn& joined : model.joined) require(joined.values.size() == set.territories.size());
    require(model.shares.size() <= model.attributes.size());
    for (const model::Share& share : model.shares)
        require(share.values.size() == set.territories.size() && share.of < model.attributes.size() - model.shares.size());
    require(model.imputed.empty() || model.imputed.size() == set.territories.size());
    for (const std::uint32_t market : model.market_of) require(market == 0 || market < model.markets.size());
    for (const model::LayerInfo& layer : model.catalogue.layers) require(layer.claim.value < model.catalogue.claims.size());
    for (const model::ClaimInfo& claim : model.catalogue.claims)
        require(std::max(claim.extent, claim.doubt) < static_cast<int>(model.catalogue.extents.size()));
}

/// Throws nlohmann::json::exception or std::out_of_range where the JSON is not that of a tally.
inline model::RunModel model(const Json& j) {
    model::RunModel m;
    if (j.at("format") != kTallyFormat || j.at("weight_scale") != core::kWeightScale || j.at("area_scale") != core::kAreaScale)
        throw std::out_of_range("other format or scales");
    m.date = text(j, "date");
    m.job = job(j.at("job"));
    m.frame = frame(j.at("frame"));
    m.attributes = items<core::Attribute>(j.at("attributes"), attribute);
    j.at("cell_attributes").get_to(m.cell_attributes);
    territories(j.at("territories"), m);
    m.markets = items<model::Market>(j.at("markets"), [](const Json& market) {
        return model::Market{texts(market, "operators"),
                             market.at("of_kind").get<std::map<std::string, std::vector<std::string>>>()};
    });
    j.at("operator_names").get_to(m.operator_names);
    m.catalogue = catalogue(j.at("catalogue"));
    j.at("imputed").get_to(m.imputed);
    m.balance = items<model::Balance>(j.at("balance"), [](const Json& b) {
        return model::Balance{b.at(0).get<std::string>(), b.at(1).get<std::int64_t>(), b.at(2).get<std::int64_t>(),
                              b.at(3).get<std::int64_t>()};
    });
    j.at("outside_area").get_to(m.outside_area);
    m.checks = checks(j.at("checks"));
    if (const auto others = j.find("other_checks"); others != j.end()) m.other_checks = items<model::Checks>(*others, checks);
    if (const auto doubted = j.find("doubt_attributes"); doubted != j.end() && !doubted->is_null()) {
        m.has_doubt = true;
        doubted->get_to(m.doubt_attributes);
    }
    m.counts = counts(j.at("counts"));
    m.inputs = items<model::InputFile>(j.at("inputs"), input);
    m.defects = defects(j.at("defects"));
    j.at("warnings").get_to(m.warnings);
    m.notes = j.value("notes", m.notes);
    if (j.contains("access")) m.access = items<model::AccessDistances>(j["access"], access_distances);
    if (j.contains("partial_maps")) m.partial_maps = items<model::PartialMap>(j["partial_maps"], partial_map);
    if (j.contains("measured")) m.measured = items<model::Measured>(j["measured"], measured);
    if (m.measured.size() != m.job.measurement.size()) throw std::out_of_range("tests of a [[measurement]] are missing");
    if (j.contains("shares")) m.shares = items<model::Share>(j.at("shares"), shared);
    if (j.contains("joined")) m.joined = items<model::JoinedColumn>(j.at("joined"), joined);
    j.at("versions").get_to(m.versions);
    check_references(m);
    return m;
}

}  // namespace covmap::store::tally

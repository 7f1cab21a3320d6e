// What must not have one name: the columns of a job's tables, and its files.
#include <algorithm>
#include <set>

#include "model/job/each_share.hpp"
#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

/// Two things that would write one column or one file: each two are told once.
class Makers {
public:
    explicit Makers(JobFaults& faults) : m_faults(faults) {}
    void add(int line, const std::string& made, const std::string& maker) {
        const auto [known, fresh] = m_makers.emplace(made, maker);
        if (!fresh && known->second != maker && m_told.emplace(known->second, maker).second)
            m_faults.add(line, maker + " and " + known->second + " both make «" + made + "»; rename one");
    }
    /// `stem` with each ending.
    void add(int line, const std::string& stem, const Names& endings, const std::string& maker) {
        for (const std::string& ending : endings) add(line, stem + ending, maker);
    }

private:
    JobFaults& m_faults;
    std::map<std::string, std::string> m_makers;
    std::set<std::pair<std::string, std::string>> m_told;
};

/// Columns of the tables of units.
void check_columns(const Reading& reading) {
    const model::Job& job = reading.job;
    Makers columns(reading.faults);
    for (const char* own : {"code", "name", "area_km2", "technology", "service", "operator", "operator_name", "level", "area_pct",
                            "operators", "copy", "secret", "merged"})  // the last three: of features of tiles
        columns.add(0, own, "covmap");
    for (const model::ParentSpec& parent : job.territory.parents)
        columns.add(job.territory.source.line, parent.kind, {"", "_name"}, "the parent «" + parent.kind + "»");
    if (!job.demand.imputed_column.empty()) columns.add(job.demand.source.line, "imputed_pct", "the flag of estimated squares");
    Names measures = {"area_km2"};
    const auto add_attribute = [&](int line, const std::string& name) {
        measures.push_back(name);
        columns.add(line, name, {"", "_total", "_pct", "_ref", "_gap_pct", "_gap_flag"}, "the attribute «" + name + "»");
    };
    for (const model::DemandSpec* demand : model::demands_of(job))
        for (const model::AttributeSpec& attribute : demand->attributes) add_attribute(demand->source.line, attribute.name);
    model::each_share(job, [&](const model::ShareSpec& share, const model::ShareColumnSpec& column, std::size_t) {
        add_attribute(share.line, column.name);
    });
    for (const model::IndicatorSpec& indicator : job.indicator) {
        Names endings = kFigureEndings;
        if (!indicator.since.empty()) endings.insert(endings.end(), kChangeEndings.begin(), kChangeEndings.end());
        for (const std::string& measure : measures)
            columns.add(indicator.line, indicator.name + "_" + measure, endings, "the indicator «" + indicator.name + "»");
    }
    for (const model::IndexSpec& index : job.index)
        columns.add(index.line, index.name, {"", "_rank", "_rank_lo", "_rank_hi", "_criteria"}, "the index «" + index.name + "»");
    for (const model::AccessSpec& access : job.access)
        columns.add(access.line, access.name, kWayEndings, "the list of places «" + access.name + "»");
}

/// Files of a run's folder, which are also the layers and tables of its GeoPackage: names without ending.
void check_files(const Reading& reading) {
    const model::Job& job = reading.job;
    const auto wants = [&](const char* format) {
        return std::find(job.output.formats.begin(), job.output.formats.end(), format) != job.output.formats.end();
    };
    Makers files(reading.faults);
    const Names unit_endings = {"", "_operators", "_operators_wide", "_counts"};
    files.add(0, "all", unit_endings, "the whole");
    files.add(0, "columns", "covmap");
    if (wants("gpkg")) files.add(0, "layer_styles", "covmap");
    for (const std::string& kind : reading.kinds)
        files.add(job.territory.source.line, kind, unit_endings, "the territories «" + kind + "»");
    for (const model::TerritorySpec& set : job.other_territories)
        files.add(set.source.line, set.unit, "the territories «" + set.unit + "»");
    for (const model::ZonesSpec& zones : job.zones)
        files.add(zones.line, "zones_" + zones.name, {"", "_communes"}, "the zones «" + zones.name + "»");
    if (wants("tif")) {
        for (const model::IndicatorSpec& indicator : job.indicator)
            for (const char* theme : {"operators_", "share_"})
                files.add(indicator.line, theme + indicator.name, "the rasters of «" + indicator.name + "»");
        for (const model::AttributeSpec& attribute : job.demand.attributes)
            files.add(job.demand.source.line, "unserved_" + attribute.name + "_per_km2",
                      "the rasters of «" + attribute.name + "»");
    }
    if (wants("pmtiles") || wants("mbtiles") || wants("html")) {  // layers of the tiles, and the page's folder
        for (const char* name : {"tiles", "html", "coverage", "sites"}) files.add(0, name, "covmap");
        for (const std::string& kind : reading.kinds)
            files.add(job.territory.source.line, kind + "_label", "the tiles of «" + kind + "»");
    }
    for (const model::PlacesSpec& places : job.places) files.add(places.line, places.name, "the places «" + places.name + "»");
    for (const model::AccessSpec& access : job.access)
        files.add(access.line, "access_" + access.name + "_unplaced", "the list of places «" + access.name + "»");
    for (const model::MeasurementSpec& tests : job.measurement)
        files.add(tests.line, "measurement_" + tests.name, {"", "_zones"}, "the measurement «" + tests.name + "»");
    for (const model::ContextSpec& context : job.context)
        files.add(context.line, "context_" + context.name, {"", "_lines"}, "the context «" + context.name + "»");
    for (const model::LinesSpec& lines : job.lines)
        files.add(lines.line, "lines_" + lines.name, {"", "_operators", "_stretches"}, "the lines «" + lines.name + "»");
}

}  // namespace

void check_collisions(const Reading& reading) {
    check_columns(reading);
    check_files(reading);
}

}  // namespace covmap::read

#include "run/publish/page_folder.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "export/page/page.hpp"
#include "geodesy/geodesic.hpp"
#include "geodesy/locator.hpp"
#include "measure/basis.hpp"
#include "measure/tables/definition.hpp"
#include "run/publish/label_points.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTiles = "/tiles.pmtiles";

const model::Table* table_named(const std::vector<model::Table>& tables, const std::string& name) {
    for (const model::Table& table : tables)
        if (table.name == name) return &table;
    return nullptr;
}

/// The wide tables, the finest first.
std::vector<const model::Table*> wide_tables(const std::vector<model::Table>& tables) {
    std::vector<const model::Table*> wide;
    for (const model::Table& table : tables)
        if (table.kind == model::TableKind::wide) wide.push_back(&table);
    return wide;
}

std::vector<exports::PageUnit> units_of(const PageSource& source) {
    const model::TerritorySet& set = source.model.territories;
    const auto territories = territory_spots(set, source.geometry);
    std::vector<exports::PageUnit> units;
    for (const model::Table* table : wide_tables(source.tables))
        units.push_back({table, table_named(source.tables, table->unit + "_operators"), measure::unit_singular(table->unit),
                         measure::unit_plural(table->unit), unit_spots(set, territories, *table)});
    return units;
}

/// Where its answer is not what operators claim; of a combination, the first operand of which that is so.
core::Text nature_of(const model::IndicatorSpec& spec, const model::Catalogue& catalogue) {
    for (const model::IndicatorSpec& operand : spec.operands)
        if (const core::Text nature = nature_of(operand, catalogue); !nature.fr.empty()) return nature;
    const bool is_claimed = spec.combines() || std::find(spec.nature.begin(), spec.nature.end(), "claimed") != spec.nature.end();
    return is_claimed ? core::Text{} : measure::basis_of(spec, catalogue).nature;
}

exports::PageWords words_of(const PageSource& source) {
    exports::PageWords words;
    const model::Job& job = source.model.job;
    for (const model::IndicatorSpec& spec : job.indicator) {
        words.indicators.push_back(measure::label_or(spec.label, spec.name));
        words.definitions.push_back(measure::definition_of(spec, source.model));
        words.lacks.push_back(measure::lack_of(spec, source.model));
        words.natures.push_back(nature_of(spec, source.model.catalogue));
    }
    for (std::size_t z = 0; z < source.findings.zones.size(); ++z)
        words.zones.push_back(measure::label_or(job.zones[z].label, job.zones[z].name));
    for (std::size_t p = 0; p < source.findings.places.size(); ++p)
        words.places.push_back(measure::label_or(job.places[p].label, job.places[p].name));
    for (const model::AccessSpec& spec : job.access) words.access.push_back(measure::label_or(spec.label, spec.name));
    for (const model::LinesSpec& spec : job.lines) words.lines.push_back(measure::label_or(spec.label, spec.name));
    for (const model::MeasurementSpec& spec : job.measurement)
        words.measurements.push_back(measure::label_or(spec.label, spec.name));
    return words;
}

/// What is asked, whatever it is called and of whichever vintage.
model::IndicatorSpec question_of(model::IndicatorSpec spec) {
    spec.label = spec.label_not = {};
    spec.line = 0;
    spec.since = spec.vintage = {};
    for (model::IndicatorSpec& operand : spec.operands) operand = question_of(std::move(operand));
    return spec;
}

using Names = std::vector<std::string>;

/// Indicators that ask something else in the other run: shares of one name that do not answer the same must not be compared.
Names asked_otherwise(const model::Job& job, const model::Job& other) {
    Names names;
    for (const model::IndicatorSpec& mine : job.indicator)
        for (const model::IndicatorSpec& theirs : other.indicator)
            if (mine.name == theirs.name && !(question_of(mine) == question_of(theirs))) names.push_back(mine.name);
    return names;
}

/// The columns of an indicator are its name, what is counted, and what of it.
bool belongs_to(const std::string& column, const Names& indicators, const Names& counted) {
    const auto is_of = [&](const std::string& name, const std::string& what) {
        const std::string whole = name + "_" + what;
        return column == whole || column.starts_with(whole + "_");
    };
    return std::any_of(indicators.begin(), indicators.end(), [&](const std::string& name) {
        return std::any_of(counted.begin(), counted.end(), [&](const std::string& what) { return is_of(name, what); });
    });
}

/// The other run's table with the columns of this one's; what it does not have, or has of an indicator `left_out`, is null.
model::Table aligned(const model::Table& other, const model::Table& like, const Names& left_out, const Names& counted) {
    model::Table table;
    table.name = like.name;
    table.unit = like.unit;
    for (const model::Column& column : like.columns) {
        const model::Column* found = other.find(column.name);
        if (found != nullptr && found->type == column.type && !belongs_to(column.name, left_out, counted)) {
            table.columns.push_back(*found);
            continue;
        }
        model::Column& empty = table.columns.emplace_back();
        empty.name = column.name;
        empty.type = column.type;
        empty.scale = column.scale;
        empty.texts.resize(column.type == model::ColumnType::text ? other.rows() : 0);
        empty.numbers.resize(column.type == model::ColumnType::text ? 0 : other.rows());
        empty.nulls.assign(other.rows(), true);
    }
    return table;
}

/// The other run's tables, kept for the time of writing.
class Other {
public:
    Other(const PageSource& source, const PageOther& other)
        : m_model(source.model), m_other(other), m_left_out(asked_otherwise(source.model.job, other.model.job)) {
        for (const core::Attribute& attribute : source.model.attributes) m_counted.push_back(attribute.name);
        for (const model::Table* table : wide_tables(source.tables)) add(source, *table);
    }
    [[nodiscard]] exports::PageComparison comparison() const {
        exports::PageComparison comparison{m_other.model.job.name, m_other.model.coverage_date(), m_other.same_people, {}};
        comparison.same_scope = m_other.same_scope;
        if (m_other.market.changed)
            comparison.market = exports::PageComparison::Market{names_of(m_other.market.only_b, m_model),
                                                                names_of(m_other.market.only_a, m_other.model)};
        for (const auto& [table, operators] : m_tables)
            comparison.units.push_back({&table, operators ? &*operators : nullptr, {}, {}, {}});
        return comparison;
    }

private:
    void add(const PageSource& source, const model::Table& like) {
        const model::Table* found = table_named(m_other.tables, like.name);
        if (found == nullptr && like.unit == source.model.territories.unit)
            throw core::Error(core::ErrorKind::input, m_other.model.job.name,
                              "has no table of the unit «" + like.unit + "»; compare runs of the same units");
        if (found == nullptr) return;
        const model::Table *operators = table_named(m_other.tables, like.unit + "_operators"),
                           *like_them = table_named(source.tables, like.unit + "_operators");
        std::optional<model::Table> kept;
        if (operators != nullptr && like_them != nullptr) kept = aligned(*operators, *like_them, {}, {});
        m_tables.emplace_back(aligned(*found, like, m_left_out, m_counted), std::move(kept));
    }

    static Names names_of(const Names& codes, const model::RunModel& model) {
        Names names;
        for (const std::string& code : codes) names.push_back(model.operator_name(code));
        return names;
    }

    const model::RunModel& m_model;
    const PageOther& m_other;
    Names m_left_out, m_counted = {"area_km2"};
    std::vector<std::pair<model::Table, std::optional<model::Table>>> m_tables;
};

double side_of_cell_m(const core::Frame& frame) {
    constexpr double kWidestInDegrees = 1;  // wider cells are in metres
    if (frame.lattice.cell_width > kWidestInDegrees) return frame.lattice.cell_width;
    const geodesy::Locator locator(frame.lattice);
    const double u = (frame.cells.col_begin + frame.cells.col_end) / 2.0, v = (frame.cells.row_begin + frame.cells.row_end) / 2.0;
    return geodesy::geodesic_distance_m(locator.wgs84({u - 0.5, v}), locator.wgs84({u + 0.5, v}));
}

void link_or_copy(const std::string& from, const std::string& to) {
    std::error_code refused;
    fs::create_hard_link(from, to, refused);
    if (refused) fs::copy_file(from, to, refused);
    if (refused)
        throw core::Error(core::ErrorKind::output, to,
                          "cannot be made from " + from + " (" + refused.message() + "); see that the disk has room");
}

}  // namespace

void write_page_folder(const PageSource& source, const PageOther* other, const std::string& tiles, const std::string& folder) {
    exports::PageContents page{source.model,
                               source.tables,
                               units_of(source),
                               words_of(source),
                               source.findings.zones,
                               source.sites,
                               side_of_cell_m(source.model.frame)};
    std::optional<Other> beside;
    if (other != nullptr) {
        beside.emplace(source, *other);
        page.compare = beside->comparison();
    }
    exports::write_page(page, exports::page_assets(), folder);
    if (!fs::exists(folder + kTiles)) link_or_copy(tiles, folder + kTiles);
}

}  // namespace covmap::run

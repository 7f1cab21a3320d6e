#include "measure/sheet/sheet.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "measure/sheet/sheet_parts.hpp"
#include "measure/words.hpp"
#include "model/indicator.hpp"

namespace covmap::measure {

namespace {

constexpr const char* kAll = "all";

std::optional<model::SheetReference> reference_of(const SheetTables& run, const model::Table& wide, std::size_t row) {
    if (wide.find(run.counted + "_ref") == nullptr) return std::nullopt;
    model::SheetReference reference;
    reference.official = value_of(wide, run.counted + "_ref", row);
    reference.gap = value_of(wide, run.counted + "_gap_pct", row);
    reference.flagged = value_of(wide, run.counted + "_gap_flag", row).value_or(0) != 0;
    return reference;
}

std::vector<model::SheetMember> members_of(const SheetTables& run, const model::SheetPlace& place) {
    std::vector<model::SheetMember> members;
    const model::Table& wide = run.territories();
    if (place.unit == wide.unit) return members;
    for (const std::size_t row : territories_in(run, place)) {
        model::SheetMember member{text_of(wide, "code", row), text_of(wide, "name", row), value_of(wide, run.counted, row), {}};
        for (const model::IndicatorSpec& indicator : run.model.job.indicator)
            member.shares.push_back(share_in(run, wide, row, indicator.name));
        members.push_back(std::move(member));
    }
    return members;
}

void tell_counted(const model::RunModel& model, model::Sheet& sheet) {
    sheet.has_people = !model.attributes.empty();
    if (sheet.has_people) {
        const core::Attribute& attribute = model.attributes.front();
        sheet.noun = counted(attribute.unit);
        sheet.attribute = label_or(attribute.label, attribute.name);
        sheet.scale = core::kWeightScale;
    } else {
        sheet.noun = same("km²");
        sheet.attribute = {"Surface", "Area"};
        sheet.scale = core::kAreaScale;
    }
}

/// The largest doubt first.
std::vector<model::SheetPartialMap> partial_maps_of(const model::RunModel& model) {
    std::vector<const model::PartialMap*> order;
    for (const model::PartialMap& map : model.partial_maps) order.push_back(&map);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return a->unknown != b->unknown ? a->unknown : a->share() > b->share();
    });
    std::vector<model::SheetPartialMap> maps;
    for (const model::PartialMap* map : order) {
        const model::Claim& claim = map->claim;
        model::SheetPartialMap& told = maps.emplace_back();
        told.operator_name = model.operator_name(claim.operator_code);
        told.service = {claim.technology, claim.service, claim.kind, claim.vintage, {}, {}};
        told.of_area = map->measure == "area_km2";
        for (const core::Attribute& attribute : model.attributes)
            if (attribute.name == map->measure) told.noun = counted(attribute.unit);
        told.outside = map->outside;
        told.total = map->total;
        told.unknown = map->unknown;
    }
    return maps;
}

/// What the first page is about: what the first zones fail, else the first indicator; and the service that it asks of first.
void choose_main(const model::RunModel& model, model::Sheet& sheet) {
    const std::vector<model::IndicatorSpec>& specs = model.job.indicator;
    if (specs.empty()) return;
    std::size_t main = 0;
    const std::string name = model.job.zones.empty() ? "" : model.job.zones.front().fails;
    for (std::size_t i = 0; i < specs.size(); ++i)
        if (specs[i].name == name) main = i;
    sheet.main_indicator = main;
    for (std::size_t z = 0; z < sheet.zones.size() && !sheet.main_zones; ++z)
        if (sheet.zones[z].name == model.job.zones.front().name) sheet.main_zones = z;
    for (std::size_t s = 0; s < sheet.services.size() && !sheet.main_service; ++s)
        for (const model::ClaimInfo& claim : model.catalogue.claims) {
            const model::SheetService& service = sheet.services[s];
            if (claim.key.technology == service.technology && claim.key.service == service.service &&
                (service.kind.empty() || claim.key.kind == service.kind) && claim.key.vintage == service.vintage &&
                model::matches(specs[main], claim.key))
                sheet.main_service = s;
        }
}

bool is_of_arcep(const model::RunModel& model) {
    return std::any_of(model.inputs.begin(), model.inputs.end(), [](const model::InputFile& input) {
        return input.role.starts_with("supply") && (input.info.publisher == "Arcep" || input.info.publisher == "ARCEP");
    });
}

void tell_origin(const model::RunModel& model, model::Sheet& sheet) {
    sheet.sources = sheet_sources(model);
    sheet.job_name = model.job.name;
    sheet.date = model.coverage_date();
    for (const model::InputFile& input : model.inputs)
        if (input.role == "job") {
            sheet.job_file = input.path.substr(input.path.find_last_of('/') + 1);
            sheet.job_sha256 = input.sha256;
        }
    if (const auto version = model.versions.find("covmap"); version != model.versions.end()) sheet.program = version->second;
}

/// What the table of quality tells, but for its sums by code of defects.
std::vector<model::SheetQuality> quality_of(const SheetTables& run) {
    std::vector<model::SheetQuality> lines;
    const model::Table* table = run.find("quality");
    if (table == nullptr) return lines;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        if (text_of(*table, "measure", row) == "defects" && text_of(*table, "scope", row) != "run") continue;
        lines.push_back({text_of(*table, "category", row),
                         {text_of(*table, "label_fr", row), text_of(*table, "label_en", row)},
                         text_of(*table, "scope", row),
                         text_of(*table, "unit", row),
                         value_of(*table, "value", row),
                         table->find("value")->scale});
    }
    return lines;
}

}  // namespace

SheetTables::SheetTables(const model::RunModel& the_model, const std::vector<model::Table>& the_tables)
    : model(the_model),
      tables(the_tables),
      counted(the_model.attributes.empty() ? "area_km2" : the_model.attributes.front().name) {}

const model::Table* SheetTables::find(const std::string& name) const {
    for (const model::Table& table : tables)
        if (table.name == name) return &table;
    return nullptr;
}

const model::Table& SheetTables::territories() const {
    const model::Table* table = find(model.territories.unit);
    if (table == nullptr)
        throw core::Error(core::ErrorKind::input, model.territories.unit, "the run has no table of its territories");
    return *table;
}

model::SheetValue value_of(const model::Table& table, const std::string& column, std::size_t row) {
    const model::Column* found = table.find(column);
    if (found == nullptr || found->type == model::ColumnType::text || found->nulls[row]) return std::nullopt;
    return found->numbers[row];
}

std::string text_of(const model::Table& table, const std::string& column, std::size_t row) {
    const model::Column* found = table.find(column);
    return found == nullptr || found->type != model::ColumnType::text ? std::string() : found->texts[row];
}

std::optional<std::size_t> row_of_code(const model::Table& table, const std::string& code) {
    const model::Column* codes = table.find("code");
    if (codes == nullptr) return std::nullopt;
    const auto found = std::find(codes->texts.begin(), codes->texts.end(), code);
    if (found == codes->texts.end()) return std::nullopt;
    return static_cast<std::size_t>(found - codes->texts.begin());
}

std::vector<std::size_t> territories_in(const SheetTables& run, const model::SheetPlace& place) {
    const model::Table& wide = run.territories();
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < wide.rows(); ++row)
        if (place.unit == kAll || text_of(wide, place.unit == wide.unit ? "code" : place.unit, row) == place.code)
            rows.push_back(row);
    return rows;
}

model::SheetPlace place_of(const model::Table& table, std::size_t row) {
    return {table.unit, unit_singular(table.unit), text_of(table, "code", row), text_of(table, "name", row)};
}

model::SheetShare share_in(const SheetTables& run, const model::Table& wide, std::size_t row, const std::string& indicator) {
    const std::string base = indicator + "_" + run.counted;
    return {value_of(wide, base, row),          value_of(wide, base + "_not", row), value_of(wide, base + "_unk", row),
            value_of(wide, base + "_pct", row), value_of(wide, base + "_lo", row),  value_of(wide, base + "_hi", row)};
}

std::vector<model::SheetSource> sheet_sources(const model::RunModel& model) {
    std::vector<model::SheetSource> sources;
    for (const model::InputFile& input : model.inputs) {
        if (input.role == "job") continue;
        const auto same_source = [&](const model::SheetSource& s) { return s.role == input.role && s.info == input.info; };
        auto found = std::find_if(sources.begin(), sources.end(), same_source);
        if (found == sources.end()) found = sources.insert(sources.end(), {input.role, input.info, {}});
        if (!input.info.confidential) found->files.push_back(input.path.substr(input.path.find_last_of('/') + 1));
    }
    return sources;
}

std::vector<model::SheetPlace> sheet_places(const model::RunModel& model, const std::vector<model::Table>& tables) {
    std::vector<model::SheetPlace> places;
    std::vector<std::string> units{model.territories.unit};
    units.insert(units.end(), model.territories.parent_kinds.begin(), model.territories.parent_kinds.end());
    units.emplace_back(kAll);
    const SheetTables run(model, tables);
    for (const std::string& unit : units)
        if (const model::Table* table = run.find(unit))
            for (std::size_t row = 0; row < table->rows(); ++row)
                if (!text_of(*table, "code", row).empty()) places.push_back(place_of(*table, row));
    return places;
}

model::Sheet make_sheet(const model::RunModel& model, const std::vector<model::Table>& tables, const model::SheetPlace& place) {
    const SheetTables run(model, tables);
    const model::Table* wide = run.find(place.unit);
    const auto row = wide == nullptr ? std::nullopt : row_of_code(*wide, place.code);
    if (!row) throw core::Error(core::ErrorKind::input, place.unit, "the run has no «" + place.code + "»");
    model::Sheet sheet;
    sheet.place = place_of(*wide, *row);
    sheet.around = places_around(run, sheet.place);
    tell_counted(model, sheet);
    sheet.people = value_of(*wide, run.counted, *row);
    sheet.area = value_of(*wide, "area_km2", *row);
    sheet.reference = reference_of(run, *wide, *row);
    sheet.imputed = value_of(*wide, "imputed_pct", *row);
    sheet.indicators = sheet_indicators(run, sheet.place, sheet.around);
    sheet.services = sheet_services(run, sheet.place);
    sheet.ways = sheet_ways(run, sheet.place);
    sheet.zones = sheet_zones(run, sheet.place);
    choose_main(model, sheet);
    sheet.of_arcep = is_of_arcep(model);
    sheet.partial_maps = partial_maps_of(model);
    sheet.quality = quality_of(run);
    sheet.member_unit = unit_plural(model.territories.unit);
    sheet.members = members_of(run, sheet.place);
    tell_origin(model, sheet);
    return sheet;
}

}  // namespace covmap::measure

// What page.json says of views of their own: who is left behind, places that help, lines, tests of the networks, quality.
#include "export/page/page_views.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace covmap::exports {

namespace {

using Json = nlohmann::ordered_json;

Json both_languages(const core::Text& text) { return {{"fr", text.fr}, {"en", text.en}}; }

const model::IndicatorSpec* named(const model::Job& job, const std::string& name) {
    for (const model::IndicatorSpec& spec : job.indicator)
        if (spec.name == name) return &spec;
    return nullptr;
}

/// «Covered, or near help»: what either of two meets, one of them of a list of places.
struct Joined {
    const model::IndicatorSpec *both = nullptr, *covered = nullptr, *near = nullptr;
};

Joined joined_access(const model::Job& job) {
    for (const model::IndicatorSpec& spec : job.indicator) {
        if (spec.any_of.size() != 2 || !spec.all_of.empty() || !spec.none_of.empty() || spec.low_is_good) continue;
        const model::IndicatorSpec *a = named(job, spec.any_of[0]), *b = named(job, spec.any_of[1]);
        if (a == nullptr || b == nullptr || a->low_is_good || b->low_is_good) continue;
        const bool a_near = !a->combines() && is_of_access(job, a->kind), b_near = !b->combines() && is_of_access(job, b->kind);
        if (a_near != b_near) return {&spec, a_near ? b : a, a_near ? a : b};
    }
    return {};
}

/// Whose zones are ranked by somebody are told of these first; else the second attribute, which counts the fragile, else the
/// first.
std::string fragile_attribute(const model::RunModel& model, const model::ZonesSpec* zones) {
    if (zones != nullptr && !zones->attribute.empty()) return zones->attribute;
    return model.attributes[model.attributes.size() > 1 ? 1 : 0].name;
}

const model::Table* table_of(const PageContents& page, const std::string& name) {
    for (const model::Table& table : page.tables)
        if (table.name == name) return &table;
    return nullptr;
}

}  // namespace

bool is_of_access(const model::Job& job, const std::string& kind) {
    return std::any_of(job.access.begin(), job.access.end(), [&](const model::AccessSpec& spec) { return spec.name == kind; });
}

Json access_part(const PageContents& page) {
    Json out = Json::array();
    const std::vector<model::AccessSpec>& specs = page.model.job.access;
    for (std::size_t a = 0; a < specs.size(); ++a) {
        Json bands = Json::array();
        for (const double km : specs[a].within_km) bands.push_back({{"km", km}, {"technology", model::access_band(km)}});
        out.push_back({{"name", specs[a].name}, {"label", both_languages(page.words.access[a])}, {"bands", bands}});
    }
    return out;
}

Json left_behind_part(const PageContents& page) {
    const model::Job& job = page.model.job;
    const Joined joined = joined_access(job);
    if (joined.both == nullptr || page.model.attributes.empty()) return nullptr;
    const auto zones = std::find_if(job.zones.begin(), job.zones.end(),
                                    [&](const model::ZonesSpec& spec) { return spec.fails == joined.both->name; });
    const bool has_zones = zones != job.zones.end();
    return {{"both", joined.both->name},
            {"covered", joined.covered->name},
            {"near", joined.near->name},
            {"access", joined.near->kind},
            {"technology", joined.near->technologies.empty() ? "" : joined.near->technologies.front()},
            {"attribute", fragile_attribute(page.model, has_zones ? &*zones : nullptr)},
            {"zones", has_zones ? Json(zones->name) : Json()}};
}

Json lines_part(const PageContents& page) {
    Json out = Json::array();
    const std::vector<model::LinesSpec>& specs = page.model.job.lines;
    for (std::size_t l = 0; l < specs.size(); ++l) {
        const std::string layer = "lines_" + specs[l].name + "_stretches";
        const model::Table* table = table_of(page, layer);
        if (table == nullptr) continue;
        out.push_back({{"name", specs[l].name},
                       {"label", both_languages(page.words.lines[l])},
                       {"layer", layer},
                       {"fails", specs[l].fails},
                       {"rows", table->rows()}});
    }
    return out;
}

Json measurements_part(const PageContents& page) {
    Json out = Json::array();
    const std::vector<model::MeasurementSpec>& specs = page.model.job.measurement;
    for (std::size_t m = 0; m < specs.size(); ++m) {
        const std::string name = "measurement_" + specs[m].name;
        const model::Table *table = table_of(page, name), *zones = table_of(page, name + "_zones");
        if (table == nullptr) continue;
        out.push_back({{"name", specs[m].name},
                       {"label", both_languages(page.words.measurements[m])},
                       {"note", both_languages(table->title)},
                       {"table", name},
                       {"situation", specs[m].claim_situation},
                       {"judged", !specs[m].reliability.empty() && !specs[m].beside},
                       {"layer", zones == nullptr ? Json() : Json(zones->name)},
                       {"zones", zones == nullptr ? 0 : zones->rows()}});
    }
    return out;
}

nlohmann::ordered_json quality_part(const PageContents& page) {
    Json out = Json::array();
    for (const model::Table& table : page.tables) {
        if (table.name != "quality") continue;
        const auto text = [&](const char* column, std::size_t row) { return table.find(column)->texts[row]; };
        const model::Column& value = *table.find("value");
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (text("measure", row) == "defects" && text("scope", row) != "run") continue;
            out.push_back({{"category", text("category", row)},
                           {"label", {{"fr", text("label_fr", row)}, {"en", text("label_en", row)}}},
                           {"scope", text("scope", row)},
                           {"value", value.nulls[row] ? Json() : Json(model::decimal_value(value.numbers[row], value.scale))},
                           {"unit", text("unit", row)}});
        }
    }
    return out;
}

std::vector<const model::Table*> measured_tables(const PageContents& page) {
    std::vector<const model::Table*> tables;
    for (const model::MeasurementSpec& spec : page.model.job.measurement)
        if (const model::Table* table = table_of(page, "measurement_" + spec.name)) tables.push_back(table);
    return tables;
}

}  // namespace covmap::exports

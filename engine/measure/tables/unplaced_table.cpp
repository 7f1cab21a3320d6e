// Places of a list without usable coordinates.
#include <algorithm>

#include "measure/tables/columns.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/place_table.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"

namespace covmap::measure {
namespace {

using model::ColumnType;

/// The source and label of the list.
struct ListOfPlaces {
    ListOfPlaces(const model::RunModel& model, const std::string& name) {
        for (const model::SupplySpec& supply : model.job.supply)
            if (supply.bands && supply.kind == name) source = supply.source;
        for (const model::AccessSpec& access : model.job.access)
            if (access.name == name) label = label_or(access.label, name);
    }
    model::Source source;
    Text label;
};

void add_columns(const model::RunModel& model, const ListOfPlaces& list, TableWriter& writer) {
    const model::TerritorySet& set = model.territories;
    const ColumnMaker maker(model);
    const Text unit = unit_singular(set.unit);
    const auto add = [&](const std::string& name, ColumnType type, const Text& label, const Text& definition) {
        writer.add(of_source(new_column(name, type, 0, "", label, definition), list.source));
    };
    add("said", ColumnType::text, {"où, selon la liste", "where, by the list"},
        {"code ou nom que la liste donne à ces lieux ; vide : elle n'en donne pas",
         "the code or name that the list gives for these places; empty: none"});
    writer.add(maker.code(set.unit));
    writer.add(maker.name(set.unit));
    for (const std::string& kind : set.parent_kinds) writer.add(maker.parent_code(kind));
    add("territories", ColumnType::count, Text{"territoires de ce nom", "territories of that name"},
        Text{"combien de territoires cela peut désigner ; code et nom y sont s'il n'y en a qu'un (",
             "how many territories this may mean; code and name are there where it is one ("} +
            unit + same(")"));
    add("places", ColumnType::count, list.label + Text{", sans coordonnées utilisables", ", without usable coordinates"},
        {"lieux de la liste qui n'ont pas de coordonnées, ou que leurs coordonnées mettent hors de la carte",
         "places of the list that have no coordinates, or whose coordinates lie off the map"});
}

}  // namespace

model::Table unplaced_table(const model::RunModel& model, const model::AccessDistances& access) {
    const model::TerritorySet& set = model.territories;
    const ListOfPlaces list(model, access.name);
    TableWriter writer("access_" + access.name + "_unplaced", "unplaced", model::TableKind::longer);
    add_columns(model, list, writer);
    std::uint64_t all = 0;
    for (const model::UnplacedPlaces& one : access.unplaced) {
        const auto at = std::find_if(set.territories.begin(), set.territories.end(), [&](const model::Territory& territory) {
            return one.codes.size() == 1 && territory.code == one.codes.front();
        });
        const bool known = at != set.territories.end();
        writer.push(one.said);
        writer.push(known ? at->code : std::string());
        writer.push(known ? at->name : std::string());
        for (std::size_t kind = 0; kind < set.parent_kinds.size(); ++kind) writer.push(known ? at->parents[kind] : std::string());
        writer.push(std::optional(static_cast<std::int64_t>(one.codes.size())));
        writer.push(std::optional(static_cast<std::int64_t>(one.places)));
        all += one.places;
    }
    model::Table table = std::move(writer.table());
    table.title = list.label + Text{" : ", ": "} + grouped(static_cast<std::int64_t>(all)) +
                  Text{all < 2 ? " lieu sans coordonnées utilisables" : " lieux sans coordonnées utilisables",
                       all == 1 ? " place without usable coordinates" : " places without usable coordinates"};
    fill_short_names(table);
    return table;
}

}  // namespace covmap::measure

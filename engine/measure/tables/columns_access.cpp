// The columns of ways to places.
#include <algorithm>

#include "core/units.hpp"
#include "measure/tables/columns.hpp"
#include "measure/words.hpp"

namespace covmap::measure {

namespace {

using model::Column;
using model::ColumnType;

constexpr int kMetresOfKm = 3;

struct WayWords {
    const char* figure;
    Text label, definition;
};

const WayWords& words_of_way(const std::string& figure) {
    static const WayWords kWords[] = {
        {"mean",
         {", distance moyenne à vol d'oiseau", ", mean distance as the crow flies"},
         {"moyenne, pondérée par @, de la distance géodésique au lieu le plus proche",
          "mean, weighted by @, of the geodesic distance to the nearest place"}},
        {"median",
         {", distance médiane à vol d'oiseau", ", median distance as the crow flies"},
         {"la plus petite distance géodésique au lieu le plus proche en deçà de laquelle se trouve au moins la moitié de : @",
          "the smallest geodesic distance to the nearest place within which at least half is of: @"}},
        {"p90",
         {", distance de 90 % à vol d'oiseau", ", distance of 90 % as the crow flies"},
         {"la plus petite distance géodésique au lieu le plus proche en deçà de laquelle se trouvent au moins 90 % de : @",
          "the smallest geodesic distance to the nearest place within which at least 90 % are of: @"}},
        {"unk",
         {", distance inconnue", ", distance unknown"},
         {"@, là où un lieu plus proche pourrait exister au-delà de ce dont la liste parle ; absent des trois autres colonnes",
          "@, where a nearer place may lie beyond what the list speaks of; in none of the other three columns"}},
    };
    return *std::find_if(std::begin(kWords), std::end(kWords), [&](const WayWords& words) { return figure == words.figure; });
}

std::string with(const std::string& words, const std::string& who) {
    std::string text = words;
    if (const std::size_t at = text.find('@'); at != std::string::npos) text.replace(at, 1, who);
    return text;
}

}  // namespace

Column ColumnMaker::way(std::size_t access, const std::string& figure) const {
    const model::AccessSpec& spec = m_model->job.access[access];
    const WayWords& words = words_of_way(figure);
    const Text who = attribute_label(0);
    Column column = number(0, spec.name + (figure == "unk" ? "_km_unk" : "_" + figure + "_km"), ColumnType::quantity);
    if (figure != "unk") {
        column.scale = kMetresOfKm;
        column.unit = "km";
        column.low_is_good = true;
    }
    column.label = label_or(spec.label, spec.name) + words.label;
    column.definition = Text{with(words.definition.fr, who.fr), with(words.definition.en, who.en)};
    if (figure != "unk")
        column.definition = column.definition + Text{" ; chacun est compté au milieu de son carré, ou de ce qu'en a le territoire : "
                                                     "± la moitié de son diamètre",
                                                     "; each is counted at the middle of their square, or of what the territory "
                                                     "has of it: ± half its diameter"};
    for (const model::SupplySpec& supply : m_model->job.supply) {
        if (!supply.bands || supply.kind != spec.name) continue;
        const std::string title = supply.source.info.title.empty() ? supply.source.given : supply.source.info.title;
        column.source += (column.source.empty() ? "" : "; ") + title;
        column.date = std::max(column.date, supply.date);
        break;
    }
    return column;
}

}  // namespace covmap::measure

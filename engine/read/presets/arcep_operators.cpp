#include "read/presets/arcep_operators.hpp"

#include <algorithm>
#include <initializer_list>

#include "read/files/field_text.hpp"

namespace covmap::read {
namespace {

using Words = std::vector<std::string>;

struct Territory {
    ArcepTerritory known;
    Words words;  ///< in file names, upper case
};

const std::vector<Territory>& territories() {
    static const std::vector<Territory> all = {
        {{"metropole", "EPSG:2154"}, {"METROPOLE", "METRO", "FXX"}},
        {{"971", "EPSG:5490"}, {"971", "GUADELOUPE", "GLP"}},
        {{"972", "EPSG:5490"}, {"972", "MARTINIQUE", "MTQ"}},
        {{"973", "EPSG:2972"}, {"973", "GUYANE", "GUF"}},
        {{"974", "EPSG:2975"}, {"974", "REUNION", "REU"}},
        {{"976", "EPSG:4471"}, {"976", "MAYOTTE", "MYT"}},
        {{"977", "EPSG:5490"}, {"977", "STB", "BLM"}},
        {{"978", "EPSG:5490"}, {"978", "STM", "MAF"}},
    };
    return all;
}

struct Operator {
    std::string code, name;
    Words words;    ///< in file names, upper case; all are aliases too
    Words aliases;  ///< other ways of writing the name
    Words home;     ///< territories whose files may call it by a word that is another's elsewhere
    Words shared;   ///< those words
};

const std::vector<Operator>& operators() {
    static const Words kAntilles = {"971", "972", "973", "977", "978"}, kIndianOcean = {"974", "976"};
    static const std::vector<Operator> all = {
        {"20801", "Orange", {"OF"}, {"Orange", "Orange France"}, {}, {}},
        {"20810", "SFR", {"SFR0"}, {"SFR"}, {}, {}},
        {"20815", "Free", {"FREE"}, {"Free", "Free Mobile"}, {}, {}},
        {"20820", "Bouygues Telecom", {"BOUY"}, {"Bouygues Telecom", "Bouygues"}, {}, {}},
        {"34001", "Orange Caraïbe", {"ORCA"}, {"Orange Caraïbe", "Orange Caraïbes"}, kAntilles, {"OF", "ORANGE"}},
        {"34002", "SFR Caraïbe", {}, {"SFR Caraïbe", "SFR Caraïbes"}, kAntilles, {"SFR0", "SFR"}},
        {"34003", "UTS", {"UTS"}, {}, {}, {}},
        {"34004", "Free Caraïbe", {"FRCA"}, {"Free Caraïbe", "Free Caraïbes"}, kAntilles, {"FREE"}},
        {"34008", "Dauphin Telecom", {"DAUPH"}, {"Dauphin Telecom"}, {}, {}},
        {"34020", "Digicel", {"DIGIC"}, {"Digicel"}, {}, {}},
        {"64700", "Orange (océan Indien)", {}, {"Orange Réunion"}, kIndianOcean, {"OF", "ORANGE"}},
        {"64701", "Maoré Mobile", {}, {"Maore", "Maoré Mobile"}, kIndianOcean, {"MAORE"}},
        {"64702", "Only", {}, {"Only"}, kIndianOcean, {"ONLY"}},
        {"64703", "Free (océan Indien)", {}, {"Free Réunion"}, kIndianOcean, {"FREE"}},
        {"64704", "Zeop", {}, {"Zeop", "Zeop Mobile"}, kIndianOcean, {"ZEOP"}},
        {"64710", "SRR", {}, {"SRR", "SFR Réunion"}, kIndianOcean, {"SRR", "SFR0", "SFR"}},
    };
    return all;
}

struct Licence {
    std::string territory;
    Words operators, if_present;
};

const std::vector<Licence>& licences() {
    static const std::vector<Licence> all = {
        {"971", {"34001", "34002", "34020", "34004"}, {"34003"}},
        {"972", {"34001", "34002", "34020", "34004"}, {"34003"}},
        {"973", {"34001", "34002", "34020", "34004"}, {"34003"}},
        {"974", {"64700", "64710", "64703", "64704"}, {"64702"}},
        {"976", {"64700", "64710", "64703", "64701"}, {"64702"}},
        {"977", {"34001", "34002", "34020", "34008"}, {"34003", "34004"}},
        {"978", {"34001", "34002", "34020", "34008"}, {"34003", "34004"}},
        {"metropole", {"20801", "20810", "20815", "20820"}, {}},
    };
    return all;
}

bool has_word(const Words& words, const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// Words and ways of writing, each once, without the code.
Words names_of(const Operator& op) {
    Words names = op.words;
    for (const std::string& alias : op.aliases)
        if (!has_word(names, alias)) names.push_back(alias);
    if (!has_word(names, op.name)) names.push_back(op.name);
    return names;
}

void add_operator(model::MarketSpec& market, const std::string& code) {
    for (const Operator& op : operators())
        if (op.code == code) {
            market.names[code] = op.name;
            market.aliases[code] = names_of(op);
        }
}

}  // namespace

const ArcepTerritory* arcep_territory(const std::string& word) {
    const std::string upper = upper_case(word);
    for (const Territory& territory : territories())
        if (has_word(territory.words, upper)) return &territory.known;
    return nullptr;
}

std::string arcep_operator(const std::string& word, const std::string& territory) {
    const std::string upper = upper_case(word);
    for (const Operator& op : operators())
        if (op.code == upper || (has_word(op.home, territory) && has_word(op.shared, upper))) return op.code;
    for (const Operator& op : operators()) {
        const bool alias =
            std::any_of(op.aliases.begin(), op.aliases.end(), [&](const std::string& a) { return upper_case(a) == upper; });
        if (has_word(op.words, upper) || alias) return op.code;
    }
    return {};
}

std::vector<model::MarketSpec> arcep_markets() {
    std::vector<model::MarketSpec> markets;
    for (const Licence& licence : licences()) {
        model::MarketSpec market;
        market.preset = "arcep-mobile";
        if (licence.territory != "metropole") market.where["departement"] = {licence.territory};
        market.operators = licence.operators;
        market.if_present = licence.if_present;
        for (const Words* codes : {&licence.operators, &licence.if_present})
            for (const std::string& code : *codes) add_operator(market, code);
        markets.push_back(std::move(market));
    }
    return markets;
}

model::MarketSpec arcep_market_of_all() {
    model::MarketSpec market;
    market.preset = "arcep-mobile";
    for (const Operator& op : operators()) add_operator(market, op.code);
    return market;
}

std::vector<Words> arcep_synonyms() {
    std::vector<Words> all;
    for (const Operator& op : operators()) {
        all.push_back({op.code});
        for (const std::string& name : names_of(op)) all.back().push_back(name);
    }
    return all;
}

bool are_arceps(const std::vector<std::string>& operators) {
    const std::vector<Words> known = arcep_synonyms();
    const auto of_arcep = std::count_if(operators.begin(), operators.end(), [&](const std::string& name) {
        return std::any_of(known.begin(), known.end(), [&](const Words& words) { return has_word(words, name); });
    });
    return 2 * static_cast<std::size_t>(of_arcep) > operators.size();
}

}  // namespace covmap::read

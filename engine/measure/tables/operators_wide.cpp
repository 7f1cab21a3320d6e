#include "measure/tables/operators_wide.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "measure/checked.hpp"
#include "measure/words.hpp"

namespace covmap::measure {
namespace {

/// U+00C0 to U+017F without their accents; a letter each, but for those written with two.
const std::array<const char*, 192>& folded_letters() {
    static const std::array<const char*, 192> kLetters = {
        "a", "a", "a", "a", "a",  "a",  "ae", "c", "e",  "e",  "e", "e", "i", "i", "i",  "i",  "d",  "n", "o",  "o", "o", "o",
        "o", "",  "o", "u", "u",  "u",  "u",  "y", "th", "ss", "a", "a", "a", "a", "a",  "a",  "ae", "c", "e",  "e", "e", "e",
        "i", "i", "i", "i", "d",  "n",  "o",  "o", "o",  "o",  "o", "",  "o", "u", "u",  "u",  "u",  "y", "th", "y", "a", "a",
        "a", "a", "a", "a", "c",  "c",  "c",  "c", "c",  "c",  "c", "c", "d", "d", "d",  "d",  "e",  "e", "e",  "e", "e", "e",
        "e", "e", "e", "e", "g",  "g",  "g",  "g", "g",  "g",  "g", "g", "h", "h", "h",  "h",  "i",  "i", "i",  "i", "i", "i",
        "i", "i", "i", "i", "ij", "ij", "j",  "j", "k",  "k",  "k", "l", "l", "l", "l",  "l",  "l",  "l", "l",  "l", "l", "n",
        "n", "n", "n", "n", "n",  "n",  "n",  "n", "o",  "o",  "o", "o", "o", "o", "oe", "oe", "r",  "r", "r",  "r", "r", "r",
        "s", "s", "s", "s", "s",  "s",  "s",  "s", "t",  "t",  "t", "t", "t", "t", "u",  "u",  "u",  "u", "u",  "u", "u", "u",
        "u", "u", "u", "u", "w",  "w",  "y",  "y", "y",  "z",  "z", "z", "z", "z", "z",  "s"};
    return kLetters;
}

void append_word(std::string& word, const std::string& more) {
    for (std::size_t i = 0; i < more.size(); ++i) {
        const auto c = static_cast<unsigned char>(more[i]);
        const bool pair = (c >= 0xC3 && c <= 0xC5) && i + 1 < more.size();
        if (pair)
            word += folded_letters().at((c - 0xC3U) * 64U + (static_cast<unsigned char>(more[++i]) & 0x3FU));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            word += static_cast<char>(c);
        else if (c >= 'A' && c <= 'Z')
            word += static_cast<char>(c - 'A' + 'a');
        else if (c < 0x80 && !word.empty() && word.back() != '_')
            word += '_';
    }
    while (!word.empty() && word.back() == '_') word.pop_back();
}

/// The columns of the long table that are read.
struct Parts {
    const model::Column &code, &technology, &service, &op, &name, &level, &value;
    const model::Column *kind, *vintage;
    explicit Parts(const model::Table& t, const std::string& figure)
        : code(*t.find("code")),
          technology(*t.find("technology")),
          service(*t.find("service")),
          op(*t.find("operator")),
          name(*t.find("operator_name")),
          level(*t.find("level")),
          value(*t.find(figure)),
          kind(t.find("kind")),
          vintage(t.find("vintage")) {}
};

/// One column to be: operator, technology, service, kind, vintage.
using Key = std::array<std::string, 5>;

Key key_of(const Parts& parts, std::size_t row) {
    return {parts.op.texts[row], parts.technology.texts[row], parts.service.texts[row],
            parts.kind == nullptr ? "" : parts.kind->texts[row], parts.vintage == nullptr ? "" : parts.vintage->texts[row]};
}

struct Figures {
    std::int64_t covered = 0, unknown = 0, whole = 0;
    bool null = false;
};

/// All that the long table says, in its order of operators and technologies.
struct Gathered {
    std::vector<Key> keys;
    std::map<std::string, std::string> names;  ///< operator -> name
    std::unordered_map<std::string, std::uint32_t> codes;
    std::map<Key, std::uint32_t> numbers;                ///< of the keys, in order of first appearance
    std::unordered_map<std::uint64_t, Figures> figures;  ///< by code << 32 | key, as numbered
    bool several_services = false;
};

std::uint64_t figure_key(std::uint32_t code, std::uint32_t key) { return std::uint64_t{code} << 32U | key; }

/// By technology and then by operator, each in order of first appearance.
void sort_keys(std::vector<Key>& keys) {
    std::map<std::string, std::size_t> operators;
    std::map<std::vector<std::string>, std::size_t> offers;
    const auto offer = [](const Key& key) { return std::vector<std::string>(key.begin() + 1, key.end()); };
    for (const Key& key : keys) {
        operators.emplace(key[0], operators.size());
        offers.emplace(offer(key), offers.size());
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        const std::size_t a_offer = offers.at(offer(a)), b_offer = offers.at(offer(b));
        return a_offer != b_offer ? a_offer < b_offer : operators.at(a[0]) < operators.at(b[0]);
    });
}

Gathered gathered(const model::Table& longer, const Parts& parts) {
    Gathered all;
    std::set<std::string> services;
    for (std::size_t row = 0; row < longer.rows(); ++row) {
        const Key key = key_of(parts, row);
        if (key[3] == "fixed") continue;
        const auto [number, is_new] = all.numbers.emplace(key, static_cast<std::uint32_t>(all.keys.size()));
        if (is_new) all.keys.push_back(key);
        const auto code = all.codes.emplace(parts.code.texts[row], static_cast<std::uint32_t>(all.codes.size())).first;
        services.insert(key[2]);
        all.names.emplace(key[0], parts.name.texts[row]);
        Figures& figures = all.figures[figure_key(code->second, number->second)];
        const std::int64_t value = parts.value.numbers[row];
        figures.null = figures.null || parts.value.nulls[row];
        add_to(figures.whole, value);
        if (parts.level.texts[row] == "unknown")
            add_to(figures.unknown, value);
        else if (parts.level.texts[row] != "none")
            add_to(figures.covered, value);
    }
    all.several_services = services.size() > 1;
    sort_keys(all.keys);
    return all;
}

/// Operator -> the word of its columns, no two alike.
std::map<std::string, std::string> operator_words(const Gathered& all) {
    std::map<std::string, std::string> words;
    std::set<std::string> taken;
    for (const Key& key : all.keys) {
        if (words.count(key[0]) > 0) continue;
        const std::string word = column_word(all.names.at(key[0]), key[0]);
        std::string candidate = word;
        for (int n = 2; !taken.insert(candidate).second; ++n) candidate = word + "_" + std::to_string(n);
        words[key[0]] = candidate;
    }
    return words;
}

/// «4G», «data», «fixed», «2024»: what tells the columns of one operator apart.
std::vector<std::string> offer_words(const Key& key, bool with_service) {
    std::vector<std::string> words{key[1]};
    if (with_service && !key[2].empty()) words.push_back(key[2]);
    if (key[3] != "mobile" && !key[3].empty()) words.push_back(key[3]);
    if (!key[4].empty()) words.push_back(key[4]);
    return words;
}

model::Column share_column(const Key& key, const Gathered& all, const std::string& word, model::Column column) {
    const Text what = column.label;
    std::string offer;
    column.name = word;
    for (const std::string& part : offer_words(key, all.several_services)) {
        offer += (offer.empty() ? "" : " ") + part;
        column.name += '_';
        append_word(column.name, part);
    }
    column.name += "_pct";
    const std::string& name = all.names.at(key[0]);
    column.label = same(name + ", " + offer) + Text{" : ", ": "} + what;
    column.definition = Text{"part couverte par " + name + " (" + offer +
                                 "), quel que soit le niveau ; l'inconnu compte comme non couvert ; "
                                 "vide où tout est inconnu ou l'opérateur absent du marché",
                             "share covered by " + name + " (" + offer +
                                 "), whatever the level; unknown counts as not covered; empty where "
                                 "all is unknown or the operator is not in the market"};
    return column;
}

std::optional<std::int64_t> share_shown(const Gathered& all, const std::string& code, const Key& key) {
    const auto of_code = all.codes.find(code);
    if (of_code == all.codes.end()) return std::nullopt;
    const auto found = all.figures.find(figure_key(of_code->second, all.numbers.at(key)));
    if (found == all.figures.end()) return std::nullopt;
    const Figures& f = found->second;
    if (f.null || (f.covered == 0 && f.unknown == f.whole)) return std::nullopt;
    return model::share_of(f.covered, f.whole);
}

/// Codes of the long table, in its order, each once; with the names of the wide one.
std::vector<std::pair<std::string, std::string>> places_of(const Parts& parts, const model::Table& wide) {
    std::map<std::string, std::string> names;
    const model::Column *codes = wide.find("code"), *given = wide.find("name");
    for (std::size_t row = 0; codes != nullptr && given != nullptr && row < wide.rows(); ++row)
        names[codes->texts[row]] = given->texts[row];
    std::vector<std::pair<std::string, std::string>> places;
    std::set<std::string> known;
    for (const std::string& code : parts.code.texts)
        if (known.insert(code).second) places.emplace_back(code, names[code]);
    return places;
}

/// One each of `all.keys`, no two of one name.
std::vector<model::Column> share_columns(const Gathered& all, const model::Column& share) {
    const std::map<std::string, std::string> words = operator_words(all);
    std::set<std::string> taken{"code", "name"};
    std::vector<model::Column> columns;
    for (const Key& key : all.keys) {
        model::Column column = share_column(key, all, words.at(key[0]), share);
        const std::string wish = column.name.substr(0, column.name.size() - 4);
        for (int n = 2; !taken.insert(column.name).second; ++n) column.name = wish + "_" + std::to_string(n) + "_pct";
        columns.push_back(std::move(column));
    }
    return columns;
}

}  // namespace

std::vector<WideOffer> wide_offers(const model::Table& longer, const ColumnMaker& make, std::size_t attribute) {
    const Gathered all = gathered(longer, Parts(longer, make.row_quantity(attribute).name));
    std::vector<WideOffer> offers;
    if (all.keys.size() > kMostWideColumns) return offers;
    const std::vector<model::Column> columns = share_columns(all, make.row_share(attribute));
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const auto& [op, technology, service, kind, vintage] = all.keys[k];
        offers.push_back({columns[k].name, op, technology, service, kind, vintage});
    }
    return offers;
}

std::string column_word(const std::string& name, const std::string& fallback) {
    std::string word;
    append_word(word, name);
    if (word.empty()) append_word(word, fallback);
    return word.empty() || (word[0] >= '0' && word[0] <= '9') ? "op_" + word : word;
}

model::Table operators_wide(const model::Table& longer, const model::Table& wide, const ColumnMaker& make,
                            std::size_t attribute) {
    const model::Column share = make.row_share(attribute), quantity = make.row_quantity(attribute);
    const Parts parts(longer, quantity.name);
    const Gathered all = gathered(longer, parts);
    model::Table table;
    table.name = longer.name + "_wide";
    table.unit = longer.unit;
    table.kind = model::TableKind::longer;
    if (all.keys.size() > kMostWideColumns) return table;
    table.columns = {make.code(longer.unit), make.name(longer.unit)};
    for (model::Column& column : share_columns(all, share)) table.columns.push_back(std::move(column));
    for (const auto& [code, name] : places_of(parts, wide)) {
        table.columns[0].push(code);
        table.columns[1].push(name);
        for (std::size_t k = 0; k < all.keys.size(); ++k) table.columns[k + 2].push(share_shown(all, code, all.keys[k]));
    }
    return table;
}

}  // namespace covmap::measure

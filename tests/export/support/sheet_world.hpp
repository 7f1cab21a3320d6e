// A sheet by hand, and a strict look at well-formed markup.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/sheet.hpp"

namespace covmap::test {

inline model::Sheet hand_made_sheet() {
    model::Sheet sheet;
    sheet.place = {"commune", {"commune", "commune"}, "00001", "L'Île <&> \"Nord\""};
    sheet.around = {{"departement", {"département", "department"}, "00", "Brumes"}, {"all", {"ensemble", "whole"}, "all", ""}};
    sheet.has_people = true;
    sheet.noun = {"personnes", "people"};
    sheet.people = 1234'400000;
    sheet.area = 1'234000000;
    model::SheetIndicator any;
    any.name = "any";
    any.label = {"4G d'un opérateur", "4G of some operator"};
    any.lacking_words = {"sans «\u202F4G d'un opérateur\u202F»", "without «4G of some operator»"};
    any.lead = {"Selon les opérateurs", "According to the operators"};
    any.claimed = true;
    any.here = {875'100000, 312'300000, 47'000000, 7089, 5000, 9610};
    any.around = {{sheet.around[0], {{}, {}, {}, 9610, {}, {}}, model::SheetRank{12, 1, 35, 3, 5, true}},
                  {sheet.around[1], {{}, {}, {}, 9900, {}, {}}, {}}};
    sheet.indicators = {any};
    sheet.main_indicator = sheet.main_service = sheet.main_zones = 0;
    sheet.services = {
        {"4G", "data", "", "", {"TBC", "none"}, {{"1", "Alizé", "claimed", {875'000000, 359'400000}, {7088, 2912}}}}};
    model::SheetZones zones;
    zones.name = "no_4g";
    zones.label = {"Sans 4G", "Without 4G"};
    zones.standard = any.label;
    zones.zones = {{"z", "Nord 1", 300'000000, 400'000000, 50000000, 3, 2991, 1693, false},
                   {"y", "Nord 2", {}, {}, 1000000, 9, {}, {}, true}};
    zones.scattered = 12'300000;
    sheet.zones = {zones};
    sheet.reference = model::SheetReference{1100'000000, 1222, true};
    sheet.sources = {
        {"demand", {"Squares <b>", "INSEE", "2021-01-01", "Licence Ouverte", "javascript:alert(1)", false}, {"squares.csv"}}};
    sheet.date = "2024-12-31";
    sheet.job_name = "brume";
    sheet.job_file = "job.toml";
    return sheet;
}

inline model::SheetMap hand_made_map() {
    model::SheetMap map;
    map.outline = {{{{2, 46}, {2.1, 46}, {2.1, 46.1}, {2, 46.1}, {2, 46}}}};
    map.neighbours = {{{{{2.1, 46}, {2.2, 46}, {2.2, 46.1}, {2.1, 46.1}, {2.1, 46}}}}};
    map.zones = {{{1, {{{2.02, 46.02}, {2.05, 46.02}, {2.05, 46.05}, {2.02, 46.05}, {2.02, 46.02}}}, {2.03, 46.03}}}};
    return map;
}

/// The first fault of a text as XML: tags that do not close in order, attributes without quotes, bare & or <, an id twice; or
/// empty.
inline std::string xml_fault(const std::string& text) {
    std::vector<std::string> open;
    std::set<std::string> ids;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '&') {
            const std::string entity = text.substr(at, text.find(';', at) - at + 1);
            if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;")
                return "entity " + entity.substr(0, 10);
        }
        if (text[at] != '<') continue;
        std::size_t end = at + 1;
        for (bool quoted = false; end < text.size() && (quoted || text[end] != '>'); ++end) {
            if (text[end] == '<') return "< in a tag";
            if (text[end] == '"') quoted = !quoted;
            if (text[end] == '=' && !quoted && (end + 1 == text.size() || text[end + 1] != '"'))
                return "attribute without quotes";
        }
        if (end == text.size()) return "a tag without end";
        const std::string tag = text.substr(at + 1, end - at - 1);
        at = end;
        if (tag.front() == '!') continue;
        if (const std::size_t id = tag.find(" id=\""); id != std::string::npos)
            if (!ids.insert(tag.substr(id + 5, tag.find('"', id + 5) - id - 5)).second) return "id twice: " + tag;
        if (tag.back() == '/') continue;
        const std::string name = tag.substr(0, tag.find(' '));
        if (name.front() != '/') {
            open.push_back(name);
            continue;
        }
        if (open.empty() || open.back() != name.substr(1)) return "closes out of order: " + tag;
        open.pop_back();
    }
    return open.empty() ? "" : "stays open: " + open.back();
}

}  // namespace covmap::test

// The sections of a sheet's page. Internal to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "export/sheet/html_text.hpp"
#include "export/sheet/sheet_html.hpp"
#include "export/sheet/sheet_text.hpp"

namespace covmap::exports {

inline constexpr std::size_t kMostMembers = 1000;  ///< of a parent
inline constexpr std::size_t kMostColumns = 4;     ///< indicators in the list of members

/// A cell of numbers.
inline std::string number_cell(const std::string& text) { return text_element("td", text, "class=\"n\""); }
inline std::string column_head(const std::string& text, const std::string& attributes = "") {
    return text_element("th", text, "scope=\"col\"" + (attributes.empty() ? "" : " " + attributes));
}
inline std::string row_head(const std::string& text) { return text_element("th", text, "scope=\"row\""); }
std::string table(const std::string& caption, const std::string& head, const std::string& rows);
std::string section(const std::string& id, const std::string& title, const std::string& content);

/// A bar of parts: share in hundredths of a per cent and class of its fill. Its numbers stand beside it, so that it is hidden
/// from screen readers.
std::string bar(const std::vector<std::pair<model::SheetValue, std::string>>& parts);
/// The class of a level's fill: «f0» the best … «f4», «none», «unknown».
std::string fill_of(const std::vector<std::string>& levels, std::size_t level);
std::string swatch(const std::string& fill);

/// What the sentence is made of.
struct SheetSentence {
    std::string lead, lacking_words;
    bool claimed = false, low_is_good = false;
    model::SheetValue whole, lacking;
    model::SheetShare here;
    std::string lack;  ///< «aucune 4G»; or empty
};
/// «Selon les opérateurs, environ 1 370 personnes (1 340 à 1 420) sont sans « 4G » ; inconnu pour 442 personnes.» The range is
/// that of the share, the unknown apart.
std::string sentence_text(const SheetSentence& said, const SheetText& text);

/// The whole document around a body.
std::string whole_page(const std::string& title, const std::string& language, const std::string& body);

/// A territory of a parent, by those whom the main indicator leaves out.
struct RankedMember {
    const model::SheetMember* member = nullptr;
    model::SheetValue lacking, share;  ///< of the main indicator
    std::int64_t rank = 0;             ///< 1: most people left out; 0: a tenth or more is unknown, or nobody lives there
};
/// Those with a rank first, in its order, then the others by code.
std::vector<RankedMember> ranked_members(const model::Sheet& sheet);

std::string map_figure(const SheetPage& page, const std::vector<model::SheetMap::Zone>& zones, const std::string& id,
                       const std::string& what, const SheetText& text);

/// The first page: the sentence, who covers, where it is missing, how it compares, what can be done.
std::string front_page(const SheetPage& page, const SheetText& text);

std::string missing_section(const SheetPage& page, const SheetText& text);
std::string operators_section(const SheetPage& page, const SheetText& text);
std::string zones_section(const SheetPage& page, const SheetText& text);
std::string members_section(const SheetPage& page, const SheetText& text);     ///< empty for a territory
std::string comparison_section(const SheetPage& page, const SheetText& text);  ///< empty for the whole
std::string doubt_section(const SheetPage& page, const SheetText& text);
std::string quality_section(const SheetPage& page, const SheetText& text);  ///< empty without a table of quality
std::string origin_section(const SheetPage& page, const SheetText& text);

}  // namespace covmap::exports

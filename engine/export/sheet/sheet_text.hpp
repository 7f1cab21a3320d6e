// The words and numbers of a sheet in its language. Texts are plain: whoever puts them into HTML escapes them.
#pragma once

#include <cstdint>
#include <string>

#include "model/sheet.hpp"

namespace covmap::exports {

class SheetText {
public:
    /// `language`: «fr» or «en». The sheet outlives this.
    SheetText(const model::Sheet& sheet, const std::string& language) : m_sheet(&sheet), m_french(language == "fr") {}

    [[nodiscard]] bool french() const { return m_french; }
    [[nodiscard]] std::string language() const { return m_french ? "fr" : "en"; }
    [[nodiscard]] std::string say(const char* fr, const char* en) const { return m_french ? fr : en; }
    [[nodiscard]] const std::string& say(const core::Text& text) const { return m_french ? text.fr : text.en; }

    /// Whole people, at least 1 where there is some of one; km² with two decimals where the sheet has no people. «1 234».
    [[nodiscard]] std::string amount(std::int64_t value) const;
    /// Without a value: «inconnu».
    [[nodiscard]] std::string amount(const model::SheetValue& value) const;
    /// Three significant digits from 1,000 on, for sentences: «1 370».
    [[nodiscard]] std::string rough(std::int64_t value) const;
    /// With what is counted: «312 personnes», «1 person».
    [[nodiscard]] std::string counted(std::int64_t value) const;
    /// «1 370 personnes», rough.
    [[nodiscard]] std::string rough_counted(std::int64_t value) const;
    /// «96,1 %»; null where nobody lives: «sans habitant»; else «inconnu».
    [[nodiscard]] std::string share(const model::SheetValue& hundredths) const;
    /// The same with both decimals, so that a column has one number of them: «96,10 %».
    [[nodiscard]] std::string share_cell(const model::SheetValue& hundredths) const;
    /// dm² as km².
    [[nodiscard]] std::string area(const model::SheetValue& dm2) const;
    /// «31 décembre 2024» of 2024-12-31; another text as it is.
    [[nodiscard]] std::string date(const std::string& iso) const;
    /// Metres as «350 m» or «3,0 km».
    [[nodiscard]] std::string distance(const model::SheetValue& metres) const;
    /// «au sud-est», «à l’est», of tenths of a degree from north; empty without value.
    [[nodiscard]] std::string toward(const model::SheetValue& tenths) const;
    /// The way to the nearest served square: «3,0 km au sud»; where that is the square itself, so: never «0 m».
    [[nodiscard]] std::string way(const model::SheetZone& zone) const;
    /// «1 autre», «3 autres».
    [[nodiscard]] std::string others(std::int64_t number) const;
    [[nodiscard]] std::string quoted(const std::string& text) const;
    /// «très bonne (TBC)», «non couvert».
    [[nodiscard]] std::string level(const std::string& level) const;
    /// «4G, données», «FTTH, réseau fixe».
    [[nodiscard]] std::string service(const model::SheetService& service) const;
    /// Empty for claimed.
    [[nodiscard]] std::string nature(const std::string& nature) const;
    /// «département 46».
    [[nodiscard]] std::string place(const model::SheetPlace& place) const;
    [[nodiscard]] std::string unknown() const { return say("inconnu", "unknown"); }
    /// «Population», «Couverture»: of «demand», «supply[1]».
    [[nodiscard]] std::string role(const std::string& role) const;
    /// A number with its decimals cut to `decimals`, grouped: 1234567 of scale 3 with 1 decimal is «1 234,6».
    [[nodiscard]] std::string rounded(std::int64_t value, int scale, int decimals) const;

private:
    [[nodiscard]] std::string with_noun(const std::string& number) const;

    const model::Sheet* m_sheet;
    bool m_french;
};

}  // namespace covmap::exports

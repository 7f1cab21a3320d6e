#include "export/sheet/sheet_text.hpp"

#include <array>
#include <cstdio>
#include <utility>

#include "core/units.hpp"

namespace covmap::exports {

namespace {

constexpr const char* kThin = "\u202F";  ///< narrow no-break space
constexpr const char* kFirm = "\u00A0";  ///< no-break space

constexpr std::int64_t kSamePlace_m = 50;  ///< nearer than this is told as the square itself

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

std::string digits_of(std::uint64_t number, const std::string& separator) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, separator);
    }
    return text;
}

struct Word {
    const char* key;
    core::Text text;
};

template <std::size_t N>
std::string looked_up(const std::array<Word, N>& words, const std::string& key, bool french) {
    for (const Word& word : words)
        if (key == word.key) return french ? word.text.fr : word.text.en;
    return key;
}

}  // namespace

std::string SheetText::rounded(std::int64_t value, int scale, int decimals) const {
    const std::int64_t step = power_of_ten(scale - decimals), unit = power_of_ten(decimals);
    const bool negative = value < 0;
    const std::int64_t steps = ((negative ? -value : value) + step / 2) / step;
    std::string text = digits_of(static_cast<std::uint64_t>(steps / unit), m_french ? kThin : ",");
    if (decimals > 0) {
        std::string fraction = std::to_string(steps % unit);
        fraction.insert(0, static_cast<std::size_t>(decimals) - fraction.size(), '0');
        text += (m_french ? "," : ".") + fraction;
    }
    return negative && steps > 0 ? "\u2212" + text : text;
}

std::string SheetText::amount(std::int64_t value) const {
    if (!m_sheet->has_people) return rounded(value, core::kAreaScale, 2);
    if (value > 0 && value < core::kWeightQuantaPerUnit / 2) return "1";
    return rounded(value, core::kWeightScale, 0);
}

std::string SheetText::amount(const model::SheetValue& value) const { return value ? amount(*value) : unknown(); }

std::string SheetText::rough(std::int64_t value) const {
    if (!m_sheet->has_people || value < 1000 * core::kWeightQuantaPerUnit) return amount(value);
    std::int64_t step = core::kWeightQuantaPerUnit;
    while (value / step >= 1000) step *= 10;
    return amount((value + step / 2) / step * step);
}

std::string SheetText::with_noun(const std::string& number) const {
    const bool is_one = number == "1" || (m_french && number == "0");
    return number + kFirm + (is_one && m_sheet->noun.en == "people" ? say("personne", "person") : say(m_sheet->noun));
}

std::string SheetText::counted(std::int64_t value) const { return with_noun(amount(value)); }

std::string SheetText::rough_counted(std::int64_t value) const { return with_noun(rough(value)); }

std::string SheetText::share(const model::SheetValue& hundredths) const {
    if (!hundredths) return m_sheet->people == model::SheetValue(0) ? say("sans habitant", "no inhabitants") : unknown();
    std::string text = rounded(*hundredths, 2, 2);
    while (text.back() == '0') text.pop_back();
    if (text.back() == ',' || text.back() == '.') text.pop_back();
    return text + (m_french ? std::string(kThin) + "%" : "%");
}

std::string SheetText::share_cell(const model::SheetValue& hundredths) const {
    return hundredths ? rounded(*hundredths, 2, 2) + (m_french ? std::string(kThin) + "%" : "%") : share(hundredths);
}

std::string SheetText::area(const model::SheetValue& dm2) const {
    if (!dm2) return unknown();
    return rounded(*dm2, core::kAreaScale, *dm2 < 10 * core::kAreaQuantaPerKm2 ? 2 : 1) + kFirm + "km²";
}

std::string SheetText::date(const std::string& iso) const {
    static constexpr std::array<std::pair<const char*, const char*>, 12> kMonths = {{{"janvier", "January"},
                                                                                     {"février", "February"},
                                                                                     {"mars", "March"},
                                                                                     {"avril", "April"},
                                                                                     {"mai", "May"},
                                                                                     {"juin", "June"},
                                                                                     {"juillet", "July"},
                                                                                     {"août", "August"},
                                                                                     {"septembre", "September"},
                                                                                     {"octobre", "October"},
                                                                                     {"novembre", "November"},
                                                                                     {"décembre", "December"}}};
    int year = 0, month = 0, day = 0;
    if (iso.size() != 10 || std::sscanf(iso.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
        return iso;
    const auto& [fr, en] = kMonths[static_cast<std::size_t>(month - 1)];
    return std::to_string(day) + (m_french && day == 1 ? "er " : " ") + say(fr, en) + " " + std::to_string(year);
}

std::string SheetText::distance(const model::SheetValue& metres) const {
    if (!metres) return unknown();
    return *metres < 1000 ? std::to_string(*metres) + kFirm + "m" : rounded(*metres, 3, 1) + kFirm + "km";
}

std::string SheetText::toward(const model::SheetValue& tenths) const {
    static const std::array<core::Text, 8> kWinds = {{{"au nord", "to the north"},
                                                      {"au nord-est", "to the north-east"},
                                                      {"à l’est", "to the east"},
                                                      {"au sud-est", "to the south-east"},
                                                      {"au sud", "to the south"},
                                                      {"au sud-ouest", "to the south-west"},
                                                      {"à l’ouest", "to the west"},
                                                      {"au nord-ouest", "to the north-west"}}};
    if (!tenths) return {};
    return say(kWinds[static_cast<std::size_t>((*tenths + 225) / 450) % kWinds.size()]);
}

std::string SheetText::way(const model::SheetZone& zone) const {
    if (!zone.served_m) return say("aucun carré servi", "no square is served");
    if (*zone.served_m < kSamePlace_m) return say("dans le même carré", "within the same square");
    const std::string wind = toward(zone.bearing);
    return distance(zone.served_m) + (wind.empty() ? "" : " " + wind);
}

std::string SheetText::others(std::int64_t number) const {
    return rounded(number, 0, 0) + (number == 1 ? say(" autre", " more") : say(" autres", " more"));
}

std::string SheetText::quoted(const std::string& text) const {
    return m_french ? std::string("«") + kThin + text + kThin + "»" : "“" + text + "”";
}

std::string SheetText::level(const std::string& level) const {
    static const std::array<Word, 6> kLevels = {{{"TBC", {"très bonne (TBC)", "very good (TBC)"}},
                                                 {"BC", {"bonne (BC)", "good (BC)"}},
                                                 {"CL", {"limitée (CL)", "limited (CL)"}},
                                                 {"covered", {"couvert, sans niveau", "covered, no level"}},
                                                 {"none", {"non couvert", "not covered"}},
                                                 {"unknown", {"inconnu", "unknown"}}}};
    return looked_up(kLevels, level, m_french);
}

std::string SheetText::service(const model::SheetService& service) const {
    static const std::array<Word, 2> kServices = {{{"voice", {"appels", "calls"}}, {"data", {"internet", "data"}}}};
    static const std::array<Word, 2> kKinds = {{{"mobile", {"", ""}}, {"fixed", {"réseau fixe", "fixed network"}}}};
    std::string text = service.technology;
    for (const std::string& part :
         {looked_up(kServices, service.service, m_french), looked_up(kKinds, service.kind, m_french), service.vintage})
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string SheetText::nature(const std::string& nature) const {
    static const std::array<Word, 4> kNatures = {{{"claimed", {"", ""}},
                                                  {"modelled", {"modélisé", "modelled"}},
                                                  {"measured", {"mesuré", "measured"}},
                                                  {"planned", {"prévu", "planned"}}}};
    return looked_up(kNatures, nature, m_french);
}

std::string SheetText::place(const model::SheetPlace& place) const {
    if (place.unit == "all") return place.name.empty() ? say("l’ensemble", "the whole") : place.name;
    return say(place.unit_label) + " " + (place.name.empty() ? place.code : place.name);
}

std::string SheetText::role(const std::string& role) const {
    static const std::array<Word, 9> kRoles = {{{"demand", {"Population", "Population"}},
                                                {"territory", {"Carte des territoires", "Map of territories"}},
                                                {"join", {"Table jointe aux territoires", "Table joined to the territories"}},
                                                {"share", {"Table par territoire", "Table by territory"}},
                                                {"supply", {"Couverture", "Coverage"}},
                                                {"extent", {"Étendue d’une source", "Extent of a source"}},
                                                {"places", {"Lieux", "Places"}},
                                                {"lines", {"Lignes", "Lines"}},
                                                {"land", {"Terres", "Land"}}}};
    return looked_up(kRoles, role.substr(0, role.find('[')), m_french);
}

}  // namespace covmap::exports

// The sentence of a sheet and of an overview: whom it leaves out, by whose word, and how sure that is.
#include <algorithm>
#include <optional>

#include "core/units.hpp"
#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

std::int64_t part_of(std::int64_t whole, std::int64_t hundredths) {
    return static_cast<std::int64_t>(static_cast<core::Int128>(whole) * hundredths / 10000);
}

/// «(1 340 à 1 420)», or empty where both ends read the same or no range is known.
std::string range_words(const SheetSentence& said, const SheetText& text) {
    const model::SheetShare& here = said.here;
    if (!here.lo || !here.hi || !said.whole || !said.lacking) return {};
    const std::int64_t unknown = here.unknown.value_or(0), low = said.low_is_good ? *here.lo : 10000 - *here.hi,
                       high = said.low_is_good ? *here.hi : 10000 - *here.lo;
    const std::string least = text.rough(std::min(part_of(*said.whole, low), *said.lacking)),
                      most = text.rough(std::max(part_of(*said.whole, high) - unknown, *said.lacking));
    return least == most ? "" : " (" + least + text.say(" à ", " to ") + most + ")";
}

std::string nobody_words(const SheetSentence& said, bool begins, const SheetText& text) {
    std::string line = begins ? text.say("Personne", "Nobody") : text.say("personne", "nobody");
    if (said.here.unknown.value_or(0) > 0) line += text.say(" de connu", " known");
    return line + (said.claimed ? text.say(" n’est ", " is ") : text.say(" ne serait ", " would be ")) + said.lacking_words;
}

/// « n’ont aucune 4G », else « sont sans « 4G » ».
std::string predicate(const SheetSentence& said, bool is_one, const SheetText& text) {
    if (!said.lack.empty()) {
        const std::string have = said.claimed ? text.say(" n’ont ", " have ") : text.say(" n’auraient ", " would have "),
                          has = said.claimed ? text.say(" n’a ", " has ") : text.say(" n’aurait ", " would have ");
        return (is_one ? has : have) + said.lack;
    }
    const std::string are = said.claimed ? text.say(" sont ", " are ") : text.say(" seraient ", " would be "),
                      is = said.claimed ? text.say(" est ", " is ") : text.say(" serait ", " would be ");
    return (is_one ? is : are) + said.lacking_words;
}

}  // namespace

std::string sentence_text(const SheetSentence& said, const SheetText& text) {
    std::string line = said.lead.empty() ? "" : said.lead + ", ";
    if (!said.whole || !said.lacking)
        return line + text.say("on ne sait pas qui est ", "it is not known who is ") + said.lacking_words + ".";
    const std::int64_t unknown = said.here.unknown.value_or(0);
    if (*said.lacking == 0) {
        line += nobody_words(said, line.empty(), text);
    } else {
        const bool is_one = text.rough(*said.lacking) == "1", is_about = text.rough(*said.lacking) != text.amount(*said.lacking);
        line += (is_about ? text.say("environ ", "about ") : "") + text.rough_counted(*said.lacking) + range_words(said, text) +
                predicate(said, is_one, text);
    }
    if (unknown > 0) line += text.say("\u00A0; inconnu pour ", "; unknown for ") + text.rough_counted(unknown);
    if (const auto share = model::share_of(unknown, *said.whole); share.value_or(0) >= model::kMuchUnknown_hundredths)
        line += text.say("\u00A0; connu pour ", "; known for ") + text.share(10000 - *share);
    return line + ".";
}

}  // namespace covmap::exports

#include "measure/reconcile/reference_units.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/error.hpp"
#include "measure/tables/rollup.hpp"
#include "model/insee_code.hpp"

namespace covmap::measure {

namespace {

constexpr const char* kMetropole = "METRO";

std::set<std::string> codes_of(const model::Reference& reference) {
    std::set<std::string> codes;
    for (const model::ReferenceRow& row : reference.rows) codes.insert(row.code);
    return codes;
}

/// The whole that a code is a part of, by the job's own table or by INSEE's; empty where it is none.
std::string whole_of(const model::RunModel& model, const std::string& code) {
    const auto told = model.job.territory.fold.find(code);
    return told == model.job.territory.fold.end() ? model::city_of_arrondissement(code) : told->second;
}

class Maker {
public:
    Maker(const model::RunModel& model, const model::Reference& reference)
        : m_model(model), m_reference(reference), m_codes(codes_of(reference)), m_published(published_territories(model)) {}

    ReferenceUnits make(const std::string& asked) {
        const std::string wanted = asked.empty() ? m_reference.unit : asked;
        const std::vector<Unit> units = make_units(m_model);
        const auto same = std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.name == wanted; });
        if (same != units.end())
            from_unit(*same);
        else if (!asked.empty())
            no_unit(asked, units);
        else if (wanted == "commune")
            from_unit(units.front());
        else if (wanted == "departement" || wanted == "territoire")
            from_codes(wanted);
        if (m_out.places.empty()) no_unit(wanted, units);
        mark();
        return std::move(m_out);
    }

private:
    [[noreturn]] void no_unit(const std::string& wanted, const std::vector<Unit>& units) const {
        std::string known;
        for (const Unit& unit : units) known += (known.empty() ? "" : ", ") + unit.name;
        throw core::Error(core::ErrorKind::input, m_reference.file,
                          "speaks of «" + wanted + "», which the run does not have; name one of its units with --by: " + known);
    }

    void from_unit(const Unit& unit) {
        m_out.unit = unit.name;
        m_out.communes = unit.role == UnitRole::territory;
        const bool whole = unit.role == UnitRole::all && m_codes.size() == 1;
        fill([&](std::size_t t) {
            const UnitRow& row = unit.rows[unit.row_of[t]];
            if (whole) return model::PlaceName{*m_codes.begin(), row.name};
            const std::string joined = m_out.communes ? whole_of(m_model, row.code) : std::string();
            const bool fold = !joined.empty() && m_codes.contains(joined) && !m_codes.contains(row.code);
            return fold ? model::PlaceName{joined, ""} : model::PlaceName{row.code, row.name};
        });
    }

    /// Units that the communes' codes tell: a département, an overseas territory, the métropole if all of it is there.
    void from_codes(const std::string& unit) {
        m_out.unit = unit + " (by the codes of the communes)";
        std::set<std::string> departements;
        for (std::size_t t = 0; t < m_published.size(); ++t)
            if (m_published[t] && !model::is_overseas(code(t))) departements.insert(model::departement_of(code(t)));
        departements.erase("");
        const bool metropole = departements.size() == model::kDepartementsOfMetropole;
        if (unit == "territoire" && !metropole && !departements.empty())
            m_out.notes.push_back("the run has " + std::to_string(departements.size()) + " of the " +
                                  std::to_string(model::kDepartementsOfMetropole) +
                                  " départements of the métropole: METRO is not compared (--by names a unit of the run)");
        fill([&](std::size_t t) {
            const bool overseas = model::is_overseas(code(t));
            if (unit == "departement" || overseas) return model::PlaceName{model::departement_of(code(t)), ""};
            return model::PlaceName{metropole && !model::departement_of(code(t)).empty() ? kMetropole : "", ""};
        });
    }

    [[nodiscard]] const std::string& code(std::size_t t) const { return m_model.territories.territories[t].code; }

    /// Places of the published territories; none where the code is empty.
    void fill(const std::function<model::PlaceName(std::size_t)>& place_of) {
        std::map<std::string, std::string> names;
        std::vector<std::string> codes(m_published.size());
        for (std::size_t t = 0; t < m_published.size(); ++t) {
            if (!m_published[t]) continue;
            model::PlaceName place = place_of(t);
            codes[t] = place.code;
            if (!place.code.empty()) names.emplace(std::move(place.code), std::move(place.name));
        }
        for (auto& [place_code, name] : names) {
            m_out.position.emplace(place_code, static_cast<std::uint32_t>(m_out.places.size()));
            m_out.places.push_back({{place_code, name}});
        }
        for (const std::string& c : codes) m_out.place_of.push_back(c.empty() ? kUnpublished : m_out.position.at(c));
    }

    /// Codes of the reference find their places, parts that the run has as a whole too.
    void mark() {
        for (const std::string& code : m_codes) {
            auto found = m_out.position.find(code);
            if (found == m_out.position.end()) {
                const std::string whole = whole_of(m_model, code);
                const auto joined = whole.empty() ? m_out.position.end() : m_out.position.find(whole);
                if (joined == m_out.position.end()) continue;
                const std::uint32_t place = joined->second;
                found = m_out.position.emplace(code, place).first;
            }
            m_out.places[found->second].in_reference = true;
        }
    }

    const model::RunModel& m_model;
    const model::Reference& m_reference;
    std::set<std::string> m_codes;
    std::vector<bool> m_published;
    ReferenceUnits m_out;
};

}  // namespace

std::string ReferenceUnits::surroundings(const std::string& code) const {
    return communes ? model::departement_of(code) : std::string();
}

ReferenceUnits reference_units(const model::RunModel& model, const model::Reference& reference, const std::string& asked) {
    return Maker(model, reference).make(asked);
}

}  // namespace covmap::measure

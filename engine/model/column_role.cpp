#include "model/column_role.hpp"

#include "core/units.hpp"

namespace covmap::model {

namespace {

constexpr const char* kArea = "area_km2";
constexpr int kShareScale = 2;

struct Suffix {
    const char* text;
    Figure figure;
    bool share;
};

constexpr Suffix kSuffixes[] = {
    {"", Figure::met, false},
    {"_not", Figure::not_met, false},
    {"_unk", Figure::unknown, false},
    {"_pct", Figure::share, true},
    {"_lo", Figure::bound, true},
    {"_hi", Figure::bound, true},
    {"_gained", Figure::gained, false},
    {"_lost", Figure::lost, false},
    {"_known_pct", Figure::known, true},
    {"_newly_known", Figure::newly_known, false},
    {"_no_longer_known", Figure::no_longer_known, false},
};

}  // namespace

ColumnRoles::ColumnRoles(const std::vector<std::string>& attributes, const std::vector<PublishedIndicator>& indicators) {
    std::vector<std::string> subjects = attributes;
    subjects.emplace_back(kArea);
    const auto quantity = [](const std::string& subject, Figure figure) {
        const bool area = subject == kArea;
        return ColumnRole{area ? Measure::area : Measure::people, figure, "", false,
                          area ? core::kAreaScale : core::kWeightScale};
    };
    for (const std::string& subject : subjects) {
        m_roles.emplace(subject, quantity(subject, Figure::whole));
        m_roles.emplace(subject + "_ref", quantity(subject, Figure::reference));
        m_roles.emplace(subject + "_gap_pct", ColumnRole{Measure::share, Figure::reference, "", false, kShareScale});
        m_roles.emplace(subject + "_gap_flag", ColumnRole{Measure::flag, Figure::reference, "", false, 0});
    }
    m_roles.emplace("imputed_pct", ColumnRole{Measure::share, Figure::reference, "", false, kShareScale});
    for (const PublishedIndicator& indicator : indicators)
        for (const std::string& subject : subjects)
            for (const Suffix& suffix : kSuffixes) {
                ColumnRole role = quantity(subject, suffix.figure);
                if (suffix.share) {
                    role.measure = Measure::share;
                    role.scale = kShareScale;
                }
                role.indicator = indicator.name;
                role.low_is_good = indicator.low_is_good;
                m_roles.emplace(indicator.name + "_" + subject + suffix.text, role);
            }
}

const ColumnRole& ColumnRoles::of(const std::string& column) const {
    const auto found = m_roles.find(column);
    return found == m_roles.end() ? m_text : found->second;
}

}  // namespace covmap::model

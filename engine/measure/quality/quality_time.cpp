// Whether the data are of their time, and whether they can be compared.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include "measure/quality/quality_parts.hpp"

namespace covmap::measure {

namespace {

using Days = std::chrono::sys_days;

/// A day of the calendar, of «2024-12-31»; none of anything else.
std::optional<Days> day_of(const std::string& date) {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t length) {
        int value = -1;
        const char* end = date.data() + from + length;
        return std::from_chars(date.data() + from, end, value).ptr == end ? value : -1;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    const std::chrono::year_month_day found{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                            std::chrono::day(static_cast<unsigned>(day))};
    return found.ok() ? std::optional(Days(found)) : std::nullopt;
}

std::int64_t days_between(Days from, Days to) { return at_quality_scale((to - from).count(), 0); }

/// The role of a source without its position, and its date: «supply», «2024-12-31».
std::set<std::pair<std::string, std::string>> dated_roles(const model::RunModel& model) {
    std::set<std::pair<std::string, std::string>> found;
    for (const model::InputFile& input : model.inputs)
        if (input.role != "job") found.emplace(input.role, input.info.date);
    return found;
}

}  // namespace

void add_time(const model::RunModel& model, QualityRows& rows) {
    std::optional<Days> oldest, newest;
    const std::optional<Days> outputs = day_of(model.date);
    for (const auto& [role, date] : dated_roles(model)) {
        const std::optional<Days> day = day_of(date);
        QualityRow row{"temporal_quality.validity", "age", role};
        if (day && outputs) row.value = days_between(*day, *outputs);
        row.unit = "d";
        row.label = {"jours entre la date de la source et celle des résultats",
                     "days between the date of the source and that of the results"};
        if (rows.empty() || rows.back().scope != role) rows.push_back(std::move(row));
        if (!day) continue;
        oldest = oldest ? std::min(*oldest, *day) : *day;
        newest = newest ? std::max(*newest, *day) : *day;
    }
    QualityRow spread{"temporal_quality.consistency", "spread", "run"};
    if (oldest) spread.value = days_between(*oldest, *newest);
    spread.unit = "d";
    spread.label = {"jours entre la source la plus ancienne et la plus récente", "days between the oldest source and the newest"};
    rows.push_back(std::move(spread));
    rows.push_back({"temporal_quality.accuracy",
                    "time_error",
                    "run",
                    std::nullopt,
                    "d",
                    {"erreur sur les dates que disent les sources", "error of the dates that the sources give"}});
}

void add_comparability(const model::RunModel& model, QualityRows& rows) {
    std::map<std::tuple<std::string, std::string, std::string>, std::set<std::vector<std::string>>> scales;
    for (const model::ClaimInfo& claim : model.catalogue.claims)
        scales[{claim.key.kind, claim.key.technology, claim.key.service}].insert(claim.scale.levels);
    for (const auto& [service, levels] : scales) {
        std::string scope = std::get<0>(service);
        for (const std::string& part : {std::get<1>(service), std::get<2>(service)}) scope += part.empty() ? "" : " " + part;
        rows.push_back({"comparability.between_operators",
                        "scales",
                        scope,
                        whole(levels.size()),
                        "",
                        {"échelles de niveaux des opérateurs ; 1 : la même pour tous",
                         "scales of levels among the operators; 1: the same for all"}});
    }
    std::uint64_t since = 0;
    for (const model::IndicatorSpec& indicator : model.job.indicator) since += indicator.since.empty() ? 0 : 1;
    QualityRow row{"comparability.over_time", "indicators_with_since", "run"};
    if (since > 0) row.value = whole(since);
    row.label = {"indicateurs comparés à un millésime antérieur dans le même calcul",
                 "indicators that are compared with an earlier vintage in the same run"};
    rows.push_back(std::move(row));
}

}  // namespace covmap::measure

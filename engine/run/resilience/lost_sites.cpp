#include "run/resilience/lost_sites.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>
#include <optional>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/areas.hpp"

namespace covmap::run {

namespace {

/// A line of a list of outages.
struct Outage {
    std::string id;
    std::optional<core::Point> at;
    std::string operator_code;  ///< canonical; empty: of any
    std::string shown;
    bool met = false;
};

/// Metres, on a sphere; good for a few kilometres.
double metres_between(core::Point a, core::Point b) {
    constexpr double kMetresADegree = 6371007.2 * std::numbers::pi / 180;
    const double along = std::cos((a.y + b.y) / 2 * std::numbers::pi / 180);
    return kMetresADegree * std::hypot(std::remainder(a.x - b.x, 360.0) * along, a.y - b.y);
}

core::Point place_of(const read::TableReader& table, std::size_t x, std::size_t y, const std::string& shown) {
    core::Point at;
    if (!table.number(x, at.x) || !table.number(y, at.y) || std::abs(at.x) > 180 || std::abs(at.y) > 90)
        throw core::Error(core::ErrorKind::input, shown,
                          "«" + std::string(table.text(x)) + "», «" + std::string(table.text(y)) +
                              "» are no longitude and latitude in degrees");
    return at;
}

std::vector<Outage> outages_of(const std::string& path, const std::function<std::string(const std::string&)>& canonical) {
    read::TableReader table(path);
    const std::size_t id = table.find_column("id"), x = table.find_column("lon"), y = table.find_column("lat");
    const std::size_t of = table.find_column("operator");
    constexpr std::size_t kNone = read::TableReader::kNoColumn;
    if (id == kNone && (x == kNone || y == kNone)) {
        std::string held;
        for (const std::string& column : table.columns()) held += (held.empty() ? "" : ", ") + column;
        throw core::Error(
            core::ErrorKind::input, path,
            "a list of outages needs a column id, or lon and lat in degrees, and may have operator; it has: " + held);
    }
    std::vector<Outage> outages;
    while (table.next()) {
        Outage outage;
        outage.shown = path + ":" + table.record();
        if (id != kNone) outage.id = table.text(id);
        if (outage.id.empty() && x != kNone && y != kNone) outage.at = place_of(table, x, y, outage.shown);
        if (outage.id.empty() && !outage.at) throw core::Error(core::ErrorKind::input, outage.shown, "names no site");
        if (of != kNone) outage.operator_code = canonical(std::string(table.text(of)));
        outages.push_back(std::move(outage));
    }
    if (outages.empty()) throw core::Error(core::ErrorKind::input, path, "holds no record");
    return outages;
}

}  // namespace

class LostSites::Impl {
public:
    Impl(const SitesLost& asked, const std::function<std::string(const std::string&)>& canonical) {
        for (const std::string& id : asked.ids) m_outages.push_back({id, {}, {}, id});
        if (!asked.area.empty()) m_areas = std::make_unique<read::Areas>(asked.area);
        if (!asked.outages.empty()) m_outages = outages_of(asked.outages, canonical);
    }

    bool take(const model::Site& site, const std::string& id) {
        const std::scoped_lock lock(m_mutex);
        const auto key = std::tuple(site, id);
        m_asked.insert(key);
        if (!named(site, id)) return false;
        m_taken.insert(key);
        return true;
    }

    [[nodiscard]] std::uint64_t taken() const { return m_taken.size(); }
    [[nodiscard]] std::uint64_t asked() const { return m_asked.size(); }
    [[nodiscard]] std::vector<std::string> not_met() const {
        std::vector<std::string> names;
        for (const Outage& outage : m_outages)
            if (!outage.met) names.push_back(outage.shown);
        return names;
    }

private:
    bool named(const model::Site& site, const std::string& id) {
        if (m_areas) return m_areas->hold(site.at);
        bool is_named = false;
        for (Outage& outage : m_outages) {
            if (!outage.operator_code.empty() && outage.operator_code != site.operator_code) continue;
            if (outage.at ? metres_between(*outage.at, site.at) > kSameSite_m : outage.id != id) continue;
            outage.met = is_named = true;
        }
        return is_named;
    }

    std::unique_ptr<read::Areas> m_areas;
    std::vector<Outage> m_outages;
    std::mutex m_mutex;
    std::set<std::tuple<model::Site, std::string>> m_asked, m_taken;
};

LostSites::LostSites(const SitesLost& asked, const std::function<std::string(const std::string&)>& canonical)
    : m_impl(std::make_unique<Impl>(asked, canonical)) {}
LostSites::~LostSites() = default;
bool LostSites::take(const model::Site& site, const std::string& id) { return m_impl->take(site, id); }
std::uint64_t LostSites::taken() const { return m_impl->taken(); }
std::uint64_t LostSites::asked() const { return m_impl->asked(); }
std::vector<std::string> LostSites::not_met() const { return m_impl->not_met(); }

}  // namespace covmap::run

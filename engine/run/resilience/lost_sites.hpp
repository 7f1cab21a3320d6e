// Which sites are taken for lost: by their ids, in an area, in a list of outages.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/site.hpp"

namespace covmap::run {

/// One of them is given.
struct SitesLost {
    std::vector<std::string> ids;  ///< as the supply's columns.id names them, or the numbers of their records
    std::string area;              ///< a file of polygons: the sites in them
    std::string outages;           ///< a table with a column `id`, or with `lon` and `lat`; `operator` limits each to its sites
    [[nodiscard]] bool any() const { return !ids.empty() || !area.empty() || !outages.empty(); }
};

/// Sites within that distance of a place of a list of outages are meant by it, metres.
inline constexpr double kSameSite_m = 100;

/// Asked of each site of a job while it is read; keeps count. Thread-safe.
class LostSites {
public:
    /// `canonical` puts the operators of a list into the market's words. Errors: core::Error(input): the area or the list cannot
    /// be read, a list without its columns, a coordinate that is no number, an empty list.
    LostSites(const SitesLost& asked, const std::function<std::string(const std::string&)>& canonical);
    ~LostSites();
    LostSites(const LostSites&) = delete;
    LostSites& operator=(const LostSites&) = delete;

    bool take(const model::Site& site, const std::string& id);
    [[nodiscard]] std::uint64_t taken() const;  ///< distinct ones
    [[nodiscard]] std::uint64_t asked() const;  ///< distinct ones
    /// What was named and met no site: ids, or lines of the list.
    [[nodiscard]] std::vector<std::string> not_met() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace covmap::run

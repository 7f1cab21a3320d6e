// The nearest site of each operator.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/site.hpp"
#include "model/zone_set.hpp"

namespace covmap::zones {

/// Immutable after construction, thread-safe. Sites of one operator are taken by their angle on the sphere (R-tree of unit
/// vectors), nearest first, and measured on the ellipsoid until the next ones cannot be nearer. Memory: some 50 bytes a site.
class NearSites {
public:
    explicit NearSites(const std::vector<model::Site>& sites);
    ~NearSites();
    NearSites(NearSites&&) noexcept;

    /// Sorted codes of the operators that have sites.
    [[nodiscard]] const std::vector<std::string>& operators() const { return m_operators; }
    /// One entry an operator; `from` is (longitude, latitude).
    [[nodiscard]] std::vector<std::optional<model::Away>> nearest(core::Point from) const;

private:
    struct Trees;
    std::vector<std::string> m_operators;
    std::unique_ptr<Trees> m_trees;
};

}  // namespace covmap::zones

#include "read/supply/pixel_levels.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::read {
namespace {

/// Scales are written in single precision at worst: a whole number is met up to so much of it, at most a hundredth.
constexpr double kScaleError = 2.5e-7, kLeastStep = 1e-9, kLargestStep = 0.01;
constexpr double kRealError = 1e-12;  ///< of doubles that were scaled

double whole_if_near(double stored, double offset_in_steps) {
    const double near = std::nearbyint(stored);
    const double error = kScaleError * (std::abs(stored) + std::abs(offset_in_steps));
    return std::abs(stored - near) <= std::clamp(error, kLeastStep, kLargestStep) ? near : stored;
}

}  // namespace

StoredNumber::StoredNumber(double number, const BandTraits& band)
    : m_stored((number - band.offset) / band.scale), m_falling(band.scale < 0), m_scaled(band.scale != 1 || band.offset != 0) {
    if (band.type == GDT_Float32)
        m_kind = Kind::single;
    else if (band.type != GDT_Float64)
        m_kind = Kind::whole;
    if (m_kind == Kind::whole && m_scaled) m_stored = whole_if_near(m_stored, band.offset / band.scale);
}

bool StoredNumber::held_by(double stored) const {
    if (m_kind == Kind::whole) return stored == m_stored;
    // A double that single precision holds was made in it.
    const auto single = static_cast<float>(stored);
    if (m_kind == Kind::single || static_cast<double>(single) == stored)
        if (single == static_cast<float>(m_stored)) return true;
    if (m_kind == Kind::single) return false;
    return m_scaled ? std::abs(stored - m_stored) <= kRealError * std::max(1.0, std::abs(m_stored)) : stored == m_stored;
}

bool StoredNumber::reached_by(double stored) const {
    return (m_falling ? stored <= m_stored : stored >= m_stored) || held_by(stored);
}

PixelLevels::PixelLevels(const std::vector<model::RasterLevel>& levels, const BandTraits& band) : m_zero(0, band) {
    for (const model::RasterLevel& level : levels) {
        Level made;
        if (level.at_least) made.at_least.emplace_back(*level.at_least, band);
        for (const double value : level.values) made.classes.emplace_back(value, band);
        m_levels.push_back(std::move(made));
    }
}

int PixelLevels::of(double stored) const {
    if (std::isnan(stored)) return kNone;
    if (m_levels.empty()) return m_zero.held_by(stored) ? kNone : 0;
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        const Level& level = m_levels[i];
        const auto reached = [&](const StoredNumber& number) { return number.reached_by(stored); };
        const auto held = [&](const StoredNumber& number) { return number.held_by(stored); };
        if (std::any_of(level.at_least.begin(), level.at_least.end(), reached) ||
            std::any_of(level.classes.begin(), level.classes.end(), held))
            return static_cast<int>(i);
    }
    return kNone;
}

bool PixelLevels::names(double stored) const {
    return std::any_of(m_levels.begin(), m_levels.end(), [&](const Level& level) {
        return std::any_of(level.classes.begin(), level.classes.end(),
                           [&](const StoredNumber& number) { return number.held_by(stored); });
    });
}

}  // namespace covmap::read

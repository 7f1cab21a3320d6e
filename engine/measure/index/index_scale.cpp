#include "measure/index/index_scale.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::measure {
namespace {

using model::IndexScale;

constexpr double kTenths = 10, kLastTenth = 9;

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values, double mean) {
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

template <class Scale>
Figures each(const Figures& figures, const Scale& scale) {
    Figures out(figures.size());
    for (std::size_t t = 0; t < figures.size(); ++t)
        if (figures[t]) out[t] = scale(*figures[t]);
    return out;
}

Figures between(const Figures& figures, double least, double most) {
    return each(figures, [&](double x) { return std::clamp((x - least) / (most - least), 0.0, 1.0); });
}

/// `sorted` are the figures of the reference.
Figures placed(const Figures& figures, const std::vector<double>& sorted, bool tenths) {
    const auto n = static_cast<double>(sorted.size());
    return each(figures, [&](double x) {
        const auto low = std::lower_bound(sorted.begin(), sorted.end(), x), high = std::upper_bound(low, sorted.end(), x);
        const auto below = static_cast<double>(low - sorted.begin()), equal = static_cast<double>(high - low);
        return tenths ? std::min(std::floor(kTenths * below / n), kLastTenth) / kLastTenth : (below + equal / 2) / n;
    });
}

}  // namespace

std::optional<Figures> scaled(const Figures& figures, const std::vector<bool>& reference, const ScaleUse& use) {
    std::vector<double> values;
    for (std::size_t t = 0; t < figures.size(); ++t)
        if (figures[t] && reference[t]) values.push_back(*figures[t]);
    if (values.empty()) return std::nullopt;
    if (use.scale == IndexScale::none) return figures;
    if (use.scale == IndexScale::bounds) return between(figures, use.least, use.most);
    if (use.scale == IndexScale::rank || use.scale == IndexScale::decile) {
        std::sort(values.begin(), values.end());
        return placed(figures, values, use.scale == IndexScale::decile);
    }
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    if (*least == *most) return std::nullopt;
    if (use.scale == IndexScale::minmax) return between(figures, *least, *most);
    const double mean = mean_of(values), deviation = deviation_of(values, mean);
    if (!(deviation > 0)) return std::nullopt;
    return each(figures, [&](double x) { return (x - mean) / deviation; });
}

Figures turned(const Figures& figures) {
    return each(figures, [](double x) { return -x; });
}

}  // namespace covmap::measure

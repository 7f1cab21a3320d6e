#include "core/disc.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::core {

namespace {

// cos and sin of 2 pi k / 64, by halving angles: only sqrt, so the same bits everywhere.
struct UnitCircle {
    std::array<double, kDiscSides> cosine{}, sine{};
    UnitCircle() {
        constexpr std::size_t kQuarter = kDiscSides / 4;
        std::array<double, kQuarter + 1> c{}, s{};
        c[0] = 1;
        s[kQuarter] = 1;
        for (std::size_t step = kQuarter; step > 1; step /= 2)
            for (std::size_t a = 0; a < kQuarter; a += step) {
                const std::size_t b = a + step, middle = a + step / 2;
                // The bisector of two unit vectors, normalised.
                const double x = c[a] + c[b], y = s[a] + s[b];
                const double length = std::sqrt(x * x + y * y);
                c[middle] = x / length;
                s[middle] = y / length;
            }
        for (std::size_t k = 0; k < kDiscSides; ++k) {
            const std::size_t r = k % kQuarter;
            const double x = c[r], y = s[r];
            switch (k / kQuarter) {
                case 0:
                    cosine[k] = x;
                    sine[k] = y;
                    break;
                case 1:
                    cosine[k] = -y;
                    sine[k] = x;
                    break;
                case 2:
                    cosine[k] = -x;
                    sine[k] = -y;
                    break;
                default:
                    cosine[k] = y;
                    sine[k] = -x;
                    break;
            }
        }
    }
};

const UnitCircle kCircle;

// sqrt((2 pi / 64) / sin(2 pi / 64)): the 64-gon through points at this many radii has the area of the circle.
const double kSwell = std::sqrt(6.28318530717958647692 / kDiscSides / kCircle.sine[1]);

// The Fourier coefficients of eight equally spaced samples (the highest one as a cosine only).
struct Series {
    double mean = 0, last = 0;
    std::array<double, 4> a{}, b{};  // 1..3
};

Series series_of(const std::array<double, 8>& f) {
    Series s;
    for (std::size_t j = 0; j < 8; ++j) {
        s.mean += f[j] / 8;
        s.last += (j % 2 == 0 ? f[j] : -f[j]) / 8;
        for (std::size_t m = 1; m <= 3; ++m) {
            const std::size_t at = (m * j * 8) % kDiscSides;
            s.a[m] += f[j] * kCircle.cosine[at] / 4;
            s.b[m] += f[j] * kCircle.sine[at] / 4;
        }
    }
    return s;
}

// The harmonics only, without the mean: the offset from the centre.
double offset(const Series& s, std::size_t k) {
    double value = s.last * kCircle.cosine[(4 * k) % kDiscSides];
    for (std::size_t m = 1; m <= 3; ++m) {
        const std::size_t at = (m * k) % kDiscSides;
        value += s.a[m] * kCircle.cosine[at] + s.b[m] * kCircle.sine[at];
    }
    return value;
}

}  // namespace

void disc_ring(const Disc& disc, std::array<Point, kDiscSides>& ring) {
    std::array<double, 8> u{}, v{};
    for (std::size_t j = 0; j < 8; ++j) {
        u[j] = disc.around[j].x;
        v[j] = disc.around[j].y;
    }
    const Series su = series_of(u), sv = series_of(v);
    for (std::size_t k = 0; k < kDiscSides; ++k)
        ring[k] = snap(Point{su.mean + kSwell * offset(su, k), sv.mean + kSwell * offset(sv, k)});
    // A shell has a negative shoelace in (u, v).
    double twice = 0;
    Point previous = ring.back();
    for (const Point p : ring) {
        twice += (previous.x - su.mean) * (p.y - sv.mean) - (p.x - su.mean) * (previous.y - sv.mean);
        previous = p;
    }
    if (twice > 0) std::reverse(ring.begin(), ring.end());
}

}  // namespace covmap::core

// Communes: a lattice of shifted nodes; each side is one wiggly line that both neighbours use, equal to the bit.
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "country.hpp"
#include "geopackage.hpp"

namespace bench {
namespace {

class Communes {
public:
    explicit Communes(const Country& country) : m_country(country) {}

    [[nodiscard]] Ring ring(int i, int j) const {
        Ring out;
        append(out, side(i, j, true), false);
        append(out, side(i + 1, j, false), false);
        append(out, side(i, j + 1, true), true);
        append(out, side(i, j, false), true);
        return out;
    }

private:
    const Country& m_country;

    [[nodiscard]] Vertex node(int i, int j) const {
        const auto a = static_cast<std::uint64_t>(i), b = static_cast<std::uint64_t>(j);
        const double shift = 0.22 * m_country.commune_m;
        return {m_country.west_m + i * m_country.commune_m + shift * (2 * unit(1, a, b) - 1),
                m_country.south_m + j * m_country.commune_m + shift * (2 * unit(2, a, b) - 1)};
    }

    /// From node (i, j) to its neighbour in the east or north.
    [[nodiscard]] Ring side(int i, int j, bool east) const {
        const Vertex a = node(i, j), b = east ? node(i + 1, j) : node(i, j + 1);
        const std::uint64_t seed = mix(static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(j), east ? 3 : 4);
        Ring out;
        for (int k = 0; k <= m_country.steps_per_side; ++k) {
            const double t = static_cast<double>(k) / m_country.steps_per_side;
            const double wiggle = 0.30 * (noise(seed, 5 * t, 0) - 0.5) + 0.10 * (noise(seed, 17 * t, 7) - 0.5);
            const double off = wiggle * 4 * t * (1 - t);
            out.push_back({std::round((a.x + (b.x - a.x) * t - (b.y - a.y) * off) * 1000) / 1000,
                           std::round((a.y + (b.y - a.y) * t + (b.x - a.x) * off) * 1000) / 1000});
        }
        return out;
    }

    static void append(Ring& ring, Ring part, bool reversed) {
        if (reversed) part = Ring(part.rbegin(), part.rend());
        ring.insert(ring.end(), part.begin(), part.end() - 1);
    }
};

std::string three_digits(int number) { return std::to_string(1000 + number).substr(1); }

}  // namespace

Counted write_communes(const Country& country, const std::string& path) {
    GeoPackage file(path, "communes", 2154, {"code", "nom", "departement"});
    const Communes communes(country);
    Counted counted;
    const int n = country.communes_per_side, per_departement = std::max(1, n / 10);
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            const int departement = 1 + (j / per_departement) * ((n - 1) / per_departement + 1) + i / per_departement;
            const std::string parent = three_digits(departement);
            const std::string code = parent + three_digits((j % per_departement) * per_departement + i % per_departement);
            std::vector<Polygon> polygons{{communes.ring(i, j)}};
            counted.vertices += polygons[0][0].size() + 1;
            ++counted.parts;
            file.add({code, "Commune " + code, parent}, polygons);
        }
    }
    return counted;
}

}  // namespace bench

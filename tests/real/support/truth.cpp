#include "real/support/truth.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace covmap::real {

namespace {

constexpr double kLeastTerritoryShare = 1e-6, kLeastInsideShare = 1e-4;
constexpr std::size_t kLeaf = 12;  ///< territories that share one cut-out of the layers

/// A territory's part of one square of the lattice.
struct Part {
    int column = 0, row = 0;
    double share = 0;  ///< area ÷ square
};

/// What the territories together take of a square: all of it, and the parts that hold people.
struct Inside {
    double all = 0, kept = 0;
};

class Overlay {
public:
    Overlay(const World& world, const std::function<bool(const Territory&)>& wanted) : m_world(world) {
        m_parts.resize(world.territories.size());
        m_borders.resize(world.territories.size(), 0);
        for (std::size_t t = 0; t < world.territories.size(); ++t) {
            cut(t);
            if (wanted(world.territories[t])) m_wanted.push_back(t);
        }
        for (const std::size_t t : m_wanted) start(t);
    }

    std::map<std::string, Account> run() {
        std::vector<Shape> layers;
        for (const Layer& layer : m_world.layers) layers.push_back(layer.shape);
        if (!layers.empty()) divide(m_wanted, layers);
        return std::move(m_accounts);
    }

private:
    // The parts of a territory, square by square.
    void cut(std::size_t t) {
        const Shape& shape = m_world.territories[t].shape;
        if (shape.empty()) return;
        const Prepared prepared(shape);
        const Box b = shape.bounds();
        const People& p = m_world.people;
        const auto first = [](double at, double origin, double step) {
            return static_cast<int>(std::floor((at - origin) / step));
        };
        for (int row = first(b.y_min, p.y, p.height); row <= first(b.y_max, p.y, p.height); ++row)
            for (int column = first(b.x_min, p.x, p.width); column <= first(b.x_max, p.x, p.width); ++column) {
                const Shape cell = Shape::box(p.box(column, row));
                double share = 1;
                if (!prepared.covers(cell)) {
                    if (!prepared.meets(cell)) continue;
                    ++m_borders[t];
                    share = (shape & cell).area() / (p.width * p.height);
                }
                if (share > 0) keep(t, {column, row, share});
            }
    }

    void keep(std::size_t t, Part part) {
        if (m_world.people.square(part.column, part.row) == nullptr && !m_world.cell_area_m2) return;
        m_parts[t].push_back(part);
        Inside& inside = m_inside[People::key(part.column, part.row)];
        inside.all += part.share;
        if (part.share >= kLeastTerritoryShare) inside.kept += part.share;
    }

    // What a weight of the square is divided by, or 0 where nobody of it lives in this part.
    double divisor(const Part& part, const Square& square, Spread spread) const {
        const Inside& inside = m_inside.at(People::key(part.column, part.row));
        if (inside.all < kLeastInsideShare || part.share < kLeastTerritoryShare) return 0;
        if (spread == Spread::cell) return 1;
        return square.land > 0 ? std::max(square.land, inside.kept) : inside.kept;
    }

    void start(std::size_t t) {
        Account account;
        const Territory& territory = m_world.territories[t];
        account.cut_cells = m_borders[t];
        account.border = territory.shape.perimeter();
        account.whole.weights.assign(m_world.attributes, 0);
        account.evenly.assign(m_world.attributes, 0);
        account.cut_weights.assign(m_world.attributes, 0);
        if (!m_world.cell_area_m2) account.whole.area = territory.shape.area();
        for (const Part& part : m_parts[t]) {
            if (m_world.cell_area_m2) account.whole.area += part.share * m_world.cell_area_m2(part.row);
            const Square* square = m_world.people.square(part.column, part.row);
            if (square == nullptr) continue;
            const double whole = divisor(part, *square, m_world.spread), cell = divisor(part, *square, Spread::cell);
            for (std::size_t a = 0; a < m_world.attributes; ++a) {
                if (whole > 0) account.whole.weights[a] += square->weights[a] * part.share / whole;
                if (cell > 0) account.evenly[a] += square->weights[a] * part.share;
                if (part.share < 1) account.cut_weights[a] += square->weights[a];
            }
        }
        m_accounts.emplace(territory.code, std::move(account));
    }

    // Halves the territories by their place until few share the layers' cut-outs.
    void divide(std::vector<std::size_t>& some, const std::vector<Shape>& layers) {
        if (some.empty()) return;
        Box around = m_world.territories[some.front()].shape.bounds();
        for (const std::size_t t : some) around = around.united(m_world.territories[t].shape.bounds());
        std::vector<Shape> here;
        const Shape frame = Shape::box({around.x_min - 1, around.y_min - 1, around.x_max + 1, around.y_max + 1});
        for (const Shape& layer : layers)
            here.push_back(!layer.empty() && layer.bounds().meets(around) ? layer & frame : Shape());
        if (some.size() <= kLeaf) return measure(some, here);
        const bool by_x = around.x_max - around.x_min > around.y_max - around.y_min;
        const auto place = [&](std::size_t t) {
            const Box b = m_world.territories[t].shape.bounds();
            return by_x ? b.x_min + b.x_max : b.y_min + b.y_max;
        };
        const auto middle = some.begin() + static_cast<std::ptrdiff_t>(some.size() / 2);
        std::nth_element(some.begin(), middle, some.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
        std::vector<std::size_t> low(some.begin(), middle), high(middle, some.end());
        divide(low, here);
        divide(high, here);
    }

    void measure(const std::vector<std::size_t>& some, const std::vector<Shape>& layers) {
        for (std::size_t l = 0; l < layers.size(); ++l) {
            if (layers[l].empty()) continue;
            const Prepared prepared(layers[l]);
            for (const std::size_t t : some) measure(t, m_world.layers[l].name, prepared);
        }
    }

    void measure(std::size_t t, const std::string& name, const Prepared& layer) {
        const Shape& shape = m_world.territories[t].shape;
        if (!layer.meets(shape)) return;
        Account& account = m_accounts.at(m_world.territories[t].code);
        if (layer.covers(shape)) {
            account.layers[name] = account.whole;
            return;
        }
        const Shape common = layer.shape() & shape;
        Figures figures{common.area(), std::vector<double>(m_world.attributes, 0)};
        account.edges[name] = common.perimeter();
        for (const Part& part : m_parts[t]) {
            const Square* square = m_world.people.square(part.column, part.row);
            const double whole = square == nullptr ? 0 : divisor(part, *square, m_world.spread);
            if (whole == 0) continue;
            const double share = covered_share(part, common, layer);
            for (std::size_t a = 0; a < m_world.attributes; ++a) figures.weights[a] += square->weights[a] * share / whole;
        }
        account.layers[name] = std::move(figures);
    }

    double covered_share(const Part& part, const Shape& common, const Prepared& layer) const {
        const Shape cell = Shape::box(m_world.people.box(part.column, part.row));
        if (layer.covers(cell)) return part.share;
        if (!layer.meets(cell)) return 0;
        return (common & cell).area() / (m_world.people.width * m_world.people.height);
    }

    const World& m_world;
    std::vector<std::vector<Part>> m_parts;  ///< by territory; of inhabited squares only, unless areas are asked by cell
    std::vector<std::size_t> m_borders;      ///< cut squares, by territory
    std::unordered_map<std::int64_t, Inside> m_inside;
    std::vector<std::size_t> m_wanted;
    std::map<std::string, Account> m_accounts;
};

}  // namespace

std::map<std::string, Account> truth(const World& world, const std::function<bool(const Territory&)>& wanted) {
    return Overlay(world, wanted).run();
}

}  // namespace covmap::real

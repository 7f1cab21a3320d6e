// Fields to polygons: cell outlines and linear contours, valid by construction.
#include <algorithm>
#include <array>
#include <cmath>

#include "country.hpp"

namespace bench {
namespace {

/// Two cells that touch at a corner only, with both others out, would make a ring touch itself: the lower one is taken out.
void remove_saddles(Field& f) {
    for (bool changed = true; changed;) {
        changed = false;
        for (int j = 0; j + 1 < f.side; ++j) {
            for (int i = 0; i + 1 < f.side; ++i) {
                const bool a = f.at(i, j) > 0, b = f.at(i + 1, j) > 0, c = f.at(i, j + 1) > 0, d = f.at(i + 1, j + 1) > 0;
                if (a == d && b == c && a != b) {
                    (a ? f.at(i, j) : f.at(i + 1, j)) = -1;
                    changed = true;
                }
            }
        }
    }
}

/// 4-connected components of the nodes above 0; -1 elsewhere.
std::vector<std::int32_t> components(const Field& f) {
    std::vector<std::int32_t> label(f.values.size(), -1);
    std::vector<std::size_t> stack;
    std::int32_t next = 0;
    const std::size_t side = static_cast<std::size_t>(f.side);
    for (std::size_t start = 0; start < label.size(); ++start) {
        if (f.values[start] <= 0 || label[start] >= 0) continue;
        label[start] = next;
        stack.push_back(start);
        while (!stack.empty()) {
            const std::size_t at = stack.back();
            stack.pop_back();
            for (const std::size_t to : {at - 1, at + 1, at - side, at + side}) {  // the rim is out: no wrapping
                if (f.values[to] > 0 && label[to] < 0) {
                    label[to] = next;
                    stack.push_back(to);
                }
            }
        }
        ++next;
    }
    return label;
}

/// The four borders of a node's cell, walked with the inside on the left. Direction 0 east, 1 north, 2 west, 3 south.
struct Walker {
    const Field& f;
    [[nodiscard]] bool in(int i, int j) const { return f.at(i, j) > 0; }
    /// The cell on the left of a step that leaves corner (i, j), the south-west corner of cell (i, j).
    [[nodiscard]] bool left_in(int i, int j, int direction) const {
        constexpr std::array<int, 4> di = {0, -1, -1, 0}, dj = {0, 0, -1, -1};
        return in(i + di[static_cast<std::size_t>(direction)], j + dj[static_cast<std::size_t>(direction)]);
    }
    [[nodiscard]] bool edge(int i, int j, int direction) const {
        return left_in(i, j, direction) && !left_in(i, j, (direction + 3) % 4);
    }
};

struct Loop {
    Ring ring;
    std::int32_t component = 0;
    bool shell = false;
};

double twice_area(const Ring& ring) {
    double sum = 0;
    for (std::size_t k = 0; k < ring.size(); ++k) {
        const Vertex& a = ring[k];
        const Vertex& b = ring[(k + 1) % ring.size()];
        sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return sum;
}

/// Where the contour crosses the border of cell (i, j) between its node and the neighbour out of it on the right of `direction`.
Vertex crossing(const Field& f, int i, int j, int direction) {
    constexpr std::array<int, 4> ni = {0, 1, 0, -1}, nj = {-1, 0, 1, 0};  // right of east is south, …
    const int oi = i + ni[static_cast<std::size_t>(direction)], oj = j + nj[static_cast<std::size_t>(direction)];
    const double in = f.at(i, j), out = f.at(oi, oj);
    const double t = std::clamp(in / (in - out), 0.02, 0.98);
    return {i + (oi - i) * t, j + (oj - j) * t};
}

constexpr std::array<int, 4> kStepI = {1, 0, -1, 0}, kStepJ = {0, 1, 0, -1};

/// One loop from corner (i, j) in `direction`; marks the eastward steps it takes.
Loop walk(const Field& f, int i0, int j0, const std::vector<std::int32_t>& label, bool smooth, std::vector<bool>& seen) {
    const Walker w{f};
    Loop loop;
    loop.component = label[static_cast<std::size_t>(j0) * static_cast<std::size_t>(f.side) + static_cast<std::size_t>(i0)];
    int i = i0, j = j0, direction = 0, before = -1;
    do {
        constexpr std::array<int, 4> ci = {0, -1, -1, 0}, cj = {0, 0, -1, -1};
        const std::size_t d = static_cast<std::size_t>(direction);
        if (smooth)
            loop.ring.push_back(crossing(f, i + ci[d], j + cj[d], direction));
        else if (direction != before)
            loop.ring.push_back({i - 0.5, j - 0.5});
        if (direction == 0)
            seen[static_cast<std::size_t>(j) * static_cast<std::size_t>(f.side) + static_cast<std::size_t>(i)] = true;
        before = direction;
        i += kStepI[d];
        j += kStepJ[d];
        for (const int turn : {1, 0, 3}) {
            if (w.edge(i, j, (direction + turn) % 4)) {
                direction = (direction + turn) % 4;
                break;
            }
        }
    } while (i != i0 || j != j0 || direction != 0);
    if (!smooth && before == 0) loop.ring.erase(loop.ring.begin());
    loop.shell = twice_area(loop.ring) > 0;
    return loop;
}

}  // namespace

std::vector<Polygon> trace(Field field, bool smooth) {
    remove_saddles(field);
    const std::vector<std::int32_t> label = components(field);
    std::vector<bool> seen(field.values.size(), false);
    std::vector<Loop> loops;
    const Walker w{field};
    for (int j = 1; j + 1 < field.side; ++j) {
        for (int i = 1; i + 1 < field.side; ++i) {
            if (!w.edge(i, j, 0) ||
                seen[static_cast<std::size_t>(j) * static_cast<std::size_t>(field.side) + static_cast<std::size_t>(i)])
                continue;
            Loop loop = walk(field, i, j, label, smooth, seen);
            if (loop.ring.size() > 2 && twice_area(loop.ring) != 0) loops.push_back(std::move(loop));
        }
    }
    std::stable_sort(loops.begin(), loops.end(), [](const Loop& a, const Loop& b) {
        return a.component != b.component ? a.component < b.component : a.shell > b.shell;
    });
    std::vector<Polygon> polygons;
    for (Loop& loop : loops) {
        if (loop.shell) polygons.emplace_back();
        polygons.back().push_back(std::move(loop.ring));
    }
    return polygons;
}

}  // namespace bench

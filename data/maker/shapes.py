"""Plane geometry in local metres: rings as lists of (x, y), not closed. Exact enough to be the truth: + - * / only."""


def signed_area(ring):
    """Shoelace, positive when counter-clockwise; relative to the first vertex, so that far origins cost no digits."""
    x0, y0 = ring[0]
    total = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        total += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    return total / 2.0


def rectangle(x0, y0, x1, y1):
    """Counter-clockwise, from kilometres to metres."""
    return [(x0 * 1000.0, y0 * 1000.0), (x1 * 1000.0, y0 * 1000.0), (x1 * 1000.0, y1 * 1000.0), (x0 * 1000.0, y1 * 1000.0)]


def densify(ring, step_m):
    """The same ring with vertices at most step_m apart; the points of a side do not depend on its direction."""
    out = []
    for a, b in zip(ring, ring[1:] + ring[:1]):
        out.append(a)
        low, high = (a, b) if a < b else (b, a)
        length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        count = int(length / step_m - 1e-9)
        points = [_between(low, high, (i + 1) / (count + 1)) for i in range(count)]
        out.extend(points if a < b else reversed(points))
    return out


def _between(a, b, t):
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def clip(ring, axis, limit, keep_above):
    """Sutherland-Hodgman against one axis-parallel line. Signed areas stay right whatever the ring's shape."""
    if not ring:
        return []
    sign = 1.0 if keep_above else -1.0
    out = []
    previous = ring[-1]
    before = sign * (previous[axis] - limit)
    for point in ring:
        here = sign * (point[axis] - limit)
        if (here >= 0.0) != (before >= 0.0):
            t = before / (before - here)
            other = previous[1 - axis] + (point[1 - axis] - previous[1 - axis]) * t
            out.append((limit, other) if axis == 0 else (other, limit))
        if here >= 0.0:
            out.append(point)
        previous, before = point, here
    return out


def box(ring):
    xs = [p[0] for p in ring]
    ys = [p[1] for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def areas_in_grid(ring, xs, ys):
    """Yields (column, row, |area|) of a ring in the boxes between the sorted lines xs and ys."""
    x0, y0, x1, y1 = box(ring)
    for i in range(len(xs) - 1):
        if xs[i + 1] <= x0 or xs[i] >= x1:
            continue
        strip = clip(clip(ring, 0, xs[i], True), 0, xs[i + 1], False)
        for j in range(len(ys) - 1):
            if not strip or ys[j + 1] <= y0 or ys[j] >= y1:
                continue
            part = clip(clip(strip, 1, ys[j], True), 1, ys[j + 1], False)
            area = abs(signed_area(part)) if len(part) > 2 else 0.0
            if area > 0.0:
                yield i, j, area


def crossings(ring, y):
    """Abscissae where the horizontal line y crosses a ring (even-odd)."""
    out = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y):
            out.append(ax + (bx - ax) * (y - ay) / (by - ay))
    return out

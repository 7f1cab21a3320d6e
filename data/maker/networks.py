"""What four operators claim, as rings in local metres.

Inside the block of rectangular communes every claim is a union of rectangles along the axes, so that who is covered there can
be computed by hand; elsewhere claims are wiggly. `rects` is the same claim as signed rectangles in kilometres:
(x0, y0, x1, y1, +1 or -1), present where the sum is above 0. A claim is `exact` if that holds everywhere, not only in the block.
"""

from .noise import unit
from .region import BLOCK, round_ring
from .shapes import box, rectangle

EXTENT_X = 18.3  # km: Dune is known west of this line only
HALF_PLANE_X = 17.7  # km: Boréal's 4G is everything east of this line
BOW_TIE = ("0A012", 2.0)  # Cirrus' 5G in this commune: two triangles of 1 km2 each


class Claim:
    def __init__(self, operator, technology, service, level="", nature="claimed", exact=False):
        self.operator, self.technology, self.service, self.level, self.nature = operator, technology, service, level, nature
        self.exact = exact
        self.parts = []  # [shell, hole, hole …] in metres
        self.rects = []

    def add(self, *rects_km, clockwise=False):
        """One part: a shell and its holes, all rectangles."""
        rings = []
        for n, r in enumerate(rects_km):
            ring = rectangle(*r)
            rings.append(ring[::-1] if clockwise != (n > 0) else ring)
            self.rects.append((*r, 1 if n == 0 else -1))
        self.parts.append(rings)
        return self

    def add_rings(self, *rings):
        """One part away from the block, of any shape."""
        for ring in rings:
            x0, y0, x1, y1 = box(ring)
            outside = x1 < BLOCK[0] * 1e3 or x0 > BLOCK[2] * 1e3 or y1 < BLOCK[1] * 1e3 or y0 > BLOCK[3] * 1e3
            assert outside, "wiggly claims stay out of the block"
        self.parts.append(list(rings))
        return self

    def add_known(self, ring, rects_km):
        """One part of any shape that covers exactly these rectangles."""
        self.parts.append([ring])
        self.rects += [(*r, 1) for r in rects_km]
        return self

    def scatter(self, seed, count, radius_km):
        """Round patches away from the block, every third with a hole, some overlapping their neighbour."""
        placed = 0
        for n in range(20 * count):
            x, y = 1.0 + 37.0 * unit(seed, n, 1), 1.0 + 28.0 * unit(seed, n, 2)
            r = radius_km * (0.5 + unit(seed, n, 3))
            reach = 1.35 * r
            if BLOCK[0] - reach < x < BLOCK[2] + reach and BLOCK[1] - reach < y < BLOCK[3] + reach:
                continue
            rings = [round_ring(x, y, r, seed * 100 + n, 48)]
            if placed % 3 == 0:
                rings.append(round_ring(x, y, 0.4 * r, seed * 100 + n + 50, 20)[::-1])
            self.add_rings(*rings)
            placed += 1
            if placed == count:
                return self
        raise AssertionError("no room for the patches")

    def present(self, x_km, y_km):
        """In the block, or anywhere for an exact claim."""
        return sum(s for x0, y0, x1, y1, s in self.rects if x0 < x_km < x1 and y0 < y_km < y1) > 0


def alize():
    """The complete operator: nested levels, holes, parts of a layer that overlap."""
    op = "99901"
    return [
        Claim(op, "2G", "voice", "TBC").add((12, 7, 24, 18)).scatter(41, 6, 1.2),
        Claim(op, "2G", "voice", "BC").add((10.5, 5.5, 25, 20)).scatter(41, 6, 1.8),
        Claim(op, "2G", "voice", "CL").add((9, 4, 27, 22), (15.5, 16.25, 16.5, 17.5)).scatter(42, 9, 2.6),
        Claim(op, "2G3G", "voice").add((8, 3, 28, 23)).scatter(43, 9, 3.0),
        Claim(op, "3G", "data").add((9.5, 4.5, 26, 21.5), (21, 8, 22, 9)).scatter(44, 10, 2.4),
        Claim(op, "4G", "data", "TBC").add((16, 10, 21.5, 16)).add((19, 14.5, 23, 17)).scatter(45, 5, 0.9),
        Claim(op, "4G", "data", "BC").add((11, 6, 24, 19), (17.3, 12.1, 18.9, 13.7)).scatter(46, 8, 1.5),
        Claim(op, "4G", "data", "CL").add((9, 4, 26, 22), (12, 7, 14, 9)).scatter(47, 10, 2.0),
        Claim(op, "5G", "data").add((16.9, 11.2, 19.1, 14)).scatter(48, 2, 0.8),
    ]


def boreal():
    """The half-plane. No 5G file: unknown, not absent."""
    op = "99902"
    return [
        Claim(op, "2G3G", "voice", exact=True).add((-2, -2, 42, 32), clockwise=True),
        Claim(op, "3G", "data").add((10.2, 5.1, 20.4, 20.4), clockwise=True).scatter(51, 8, 2.2),
        Claim(op, "4G", "data", "BC", exact=True).add((HALF_PLANE_X, -2, 42, 32), clockwise=True),
    ]


def cirrus():
    """Invalid rings: a curl in the block, a bow-tie elsewhere; known in departement 0A only."""
    op = "99903"
    curl = [(13, 8), (18, 8), (18, 14), (12, 14), (12, 10), (15, 10), (15, 12), (13, 12)]
    bow_tie = [(31.5, 6.7), (33.5, 8.7), (33.5, 6.7), (31.5, 8.7)]
    metres = lambda ring: [(x * 1000.0, y * 1000.0) for x, y in ring]
    return [
        Claim(op, "2G", "voice", "BC").add((10, 5, 25.25, 20.75)).scatter(61, 8, 2.0),
        Claim(op, "4G", "data", "TBC").add_known(metres(curl), [(12, 10, 18, 14), (13, 8, 18, 10)]).scatter(62, 4, 1.0),
        Claim(op, "4G", "data", "CL").add((10, 12.5, 25.25, 20.75)).add((18, 18, 24, 24)).scatter(63, 6, 1.6),
        Claim(op, "5G", "data").add((17, 12, 18, 13)).add_rings(metres(bow_tie)),
    ]


def dune():
    """Disjoint levels, every claim a rectangle; known west of a line only, and not licensed in departement 00."""
    op = "99904"
    return [
        Claim(op, "2G3G", "voice", exact=True).add((0, 0, 18.3, 24)),
        Claim(op, "4G", "data", "BC", exact=True).add((4.4, 6.6, 16.2, 17.1), (13.25, 9.5, 14.75, 11)),
        Claim(op, "4G", "data", "CL", exact=True).add((16.2, 6.6, 18.3, 17.1)).add((4.4, 17.1, 12.6, 19.35)),
    ]


def planned():
    return [Claim("99901", "5G", "data", nature="planned").add((14, 9, 23, 18))]


def extent_ring():
    return rectangle(-3, -3, EXTENT_X, 33)


def sites():
    """(operator as written, x_km, y_km, 2G, 3G, 4G). The single 4G site of 99904 stands alone in the block."""
    out = []
    spellings = {0: "99901", 1: "99902", 2: "99903", 3: "99901", 4: "BOR"}
    for n in range(70):
        x, y = 1.0 + 34.0 * unit(71, n), 1.0 + 27.0 * unit(72, n)
        out.append((spellings[n % 5], x, y, int(unit(73, n) < 0.8), int(unit(74, n) < 0.7), int(unit(75, n) < 0.5)))
    out.append(("99904", 18.0, 13.0, 0, 0, 1))
    return out

"""The land: about forty communes with shared borders, as rings in local metres (EPSG:3035 less ORIGIN).

A lattice of nodes gives the cells; every side between two nodes is one wiggly line that both neighbours use, so that borders
are equal bits. Nine communes in the middle, the «rectangles», have straight sides along the axes: there, truths are known.
"""

from math import cos, pi, sin

from .noise import along, signed
from .shapes import signed_area

ORIGIN = (3230000.0, 2690000.0)  # EPSG:3035, at sea west of France: nobody lives here
WIDTH_KM, HEIGHT_KM = 40, 30

_X = [1.3, 5.2, 10.0, 15.4, 20.0, 25.25, 30.1, 35.4, 39.8]  # km; the last column of cells is abroad
_Y = [1.2, 5.0, 10.5, 15.0, 20.75, 25.2, 29.0]
_BLOCK_X, _BLOCK_Y = range(2, 6), range(1, 5)  # nodes of the rectangles
_SEA = {(0, 0), (1, 0), (0, 5)}
BLOCK = (10.0, 5.0, 25.25, 20.75)  # km

NAMES = """Saint-Écume|L'Aubraie|Port-Galène|Les Ormes-du-Vent|Château-Brume|Vaux-le-Sec
La Ferté-Lune|Beaulieu-sur-Onde|Œuf-en-Val|Montclair|Saint-Aubin-d'Aval|Rive-Haute|Notre-Dame-du-Gué|Pierrefitte|Belle-Croix
L'Étang-Vieux|Courcelles-la-Haie|Sainte-Barge|Port-Océan|Fontenelle|Les Trois-Puits|Villebrume|Hautmarais|La Roche-Pâle
Bourg-Frontière|Mesnil-Océan|Grand-Lac|Combe-Noire|Le Désert|Échalas|Cap-Neuf|Plan-du-Roi|Saint-Ys|La Garde|Entre-Deux-Eaux
Haut-Terrier|Malpas|Aigremont|Val-d'Ambre""".replace("\n", "|").split("|")


class Commune:
    """polygons: a list of (shell, holes)."""

    def __init__(self, code, name, departement, epci, cell):
        self.code, self.name, self.departement, self.epci, self.cell = code, name, departement, epci, cell
        self.polygons = []

    def area_m2(self):
        return sum(abs(signed_area(s)) - sum(abs(signed_area(h)) for h in hs) for s, hs in self.polygons)


def _rounded(x, y):
    return (round(x, 3), round(y, 3))


def _node(i, j):
    x, y = _X[i] * 1000.0, _Y[j] * 1000.0
    straight_border = i == 7 and j in (2, 3)
    if (i in _BLOCK_X and j in _BLOCK_Y) or straight_border:
        return (x, y)
    return _rounded(x + 700.0 * signed(11, i, j), y + 700.0 * signed(12, i, j))


def _side(a, b):
    """The line between two neighbouring nodes (a < b), both ends included."""
    (ax, ay), (bx, by) = _node(*a), _node(*b)
    in_block = all(n[0] in _BLOCK_X and n[1] in _BLOCK_Y for n in (a, b))
    straight = in_block or (a == (7, 2) and b == (7, 3)) or a[0] == 8
    steps = 24
    out = []
    for k in range(steps + 1):
        t = k / steps
        off = 0.0 if straight else 0.13 * along(1000 + a[0] * 100 + a[1] * 10 + (b[1] - a[1]), t)
        out.append(_rounded(ax + (bx - ax) * t - (by - ay) * off, ay + (by - ay) * t + (bx - ax) * off))
    return out


def _cell_ring(i, j):
    south, north = _side((i, j), (i + 1, j)), _side((i, j + 1), (i + 1, j + 1))
    west, east = _side((i, j), (i, j + 1)), _side((i + 1, j), (i + 1, j + 1))
    return south[:-1] + east[:-1] + north[:0:-1] + west[:0:-1]


def round_ring(x_km, y_km, radius_km, seed, points=40, rough=0.25):
    """A star-shaped wiggly ring, counter-clockwise."""
    out = []
    for k in range(points):
        r = radius_km * 1000.0 * (1.0 + rough * along(seed, k / points, 3))
        angle = 2.0 * pi * k / points
        out.append(_rounded(x_km * 1000.0 + r * cos(angle), y_km * 1000.0 + r * sin(angle)))
    return out


def _code(i, j, number):
    return f"00{101 + i}" if j == 5 else f"0A{number:03d}"


def _epci(i, j):
    if (i, j) == (1, 4):
        return ""  # belongs to none
    return "200000" + ("017" if i <= 2 else "025" if i <= 4 else "033")


def lake():
    """A hole of one commune; it belongs to nobody."""
    return round_ring(7.6, 17.9, 1.3, 22)


def wiggly_line(corners_km, seed, wide_m, steps=12):
    """Through the corners, aside of them by at most `wide_m` in between."""
    out = [_rounded(*(1000.0 * v for v in corners_km[0]))]
    for n, ((ax, ay), (bx, by)) in enumerate(zip(corners_km, corners_km[1:])):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        for k in range(1, steps + 1):
            t = k / steps
            off = wide_m * along(seed + n, t)
            out.append(_rounded(1000.0 * (ax + (bx - ax) * t) - (by - ay) / length * off, 1000.0 * (ay + (by - ay) * t) + (bx - ax) / length * off))
    return out


RIVERS = [("La Brume", [(38.5, 27.0), (33.0, 22.4), (28.8, 23.0), (22.0, 22.8), (15.0, 23.4), (8.6, 18.4)], 31), ("L'Onde", [(6.6, 17.2), (3.6, 14.0), (0.2, 12.2)], 41)]
ROADS = [
    ("D1", [(3.0, 7.6), (12.6, 7.4), (17.6, 12.7), (22.4, 17.6), (28.0, 26.6)], 51),
    ("D2", [(12.6, 7.4), (22.6, 7.6), (32.6, 8.0), (39.8, 8.6)], 61),
    ("D3", [(17.6, 12.7), (12.6, 17.4), (12.8, 27.0)], 71),
]


def communes():
    """The published communes, sorted by code, and the rings of the land abroad."""
    out, number = [], 0
    for j in range(6):
        for i in range(7):
            if (i, j) in _SEA:
                continue
            number += j < 5
            c = Commune(_code(i, j, number), "", "00" if j == 5 else "0A", _epci(i, j), (i, j))
            c.polygons = [(_cell_ring(i, j), [])]
            out.append(c)
    by_cell = {c.cell: c for c in out}
    enclave = round_ring(27.7, 17.8, 1.1, 21)
    by_cell[(5, 3)].polygons[0][1].append(enclave)
    by_cell[(1, 3)].polygons[0][1].append(lake())
    by_cell[(0, 3)].polygons.append((round_ring(0.45, 17.0, 0.3, 23, 16), []))  # an islet: a second part
    islands = [(round_ring(2.4, 3.3, 1.2, 24), []), (round_ring(4.1, 2.2, 0.3, 25, 14), [])]
    rock = [(round_ring(0.6, 28.6, 0.25, 26, 12), [])]
    extra = [("0A090", "L'Enclos", [(enclave, [])], (5, 3)), ("0A091", "Île-aux-Phares", islands, (0, 1)), ("0A092", "Rocher-du-Large", rock, (0, 4))]
    for code, name, polygons, cell in extra:
        c = Commune(code, name, "0A", _epci(*cell), cell)
        c.polygons = polygons
        out.append(c)
    out.sort(key=lambda c: c.code)
    names = iter(NAMES)
    for c in out:
        c.name = c.name or next(names)
    return out, [_cell_ring(7, j) for j in range(6)]


def shift_vertex(ring, near_km, by_m):
    """Moves the vertex nearest to a point: neighbours that no longer agree, as real files have."""
    x, y = near_km[0] * 1000.0, near_km[1] * 1000.0
    k = min(range(len(ring)), key=lambda n: (ring[n][0] - x) ** 2 + (ring[n][1] - y) ** 2)
    ring[k] = _rounded(ring[k][0] + by_m[0], ring[k][1] + by_m[1])

"""Where people live: counts on 200 m cells, and the 1 km squares that are their sums.

Counts are multiples of 1/4, hence exact in float32 and in text.
"""

from .noise import mix, unit
from .region import HEIGHT_KM, WIDTH_KM
from .shapes import areas_in_grid, box, crossings

CELL_M, PER_SQUARE = 200, 5
COLS, ROWS = WIDTH_KM * PER_SQUARE, HEIGHT_KM * PER_SQUARE
_TOWN = (17600.0, 12300.0, 320, 900.0)  # x, y, people in its densest cell, radius
_ABROAD = (36100.0, 13400.0, 150, 700.0)  # a town that leans on the straight border
_DESERT = (15, 15, 20, 21)  # km: nobody lives in these squares, which hold a whole commune


def owners(communes, abroad):
    """[row][col] -> position in communes, -2 abroad, -1 sea or lake: at the centre of each 200 m cell, rows from the south."""
    grid = [[-1] * COLS for _ in range(ROWS)]
    shapes = [(n, [shell] + holes) for n, c in enumerate(communes) for shell, holes in c.polygons]
    shapes += [(-2, [ring]) for ring in abroad]
    for number, rings in shapes:
        _, y0, _, y1 = box(rings[0])
        for row in range(max(0, int(y0 / CELL_M)), min(ROWS, int(y1 / CELL_M) + 1)):
            cuts = sorted(x for ring in rings for x in crossings(ring, (row + 0.5) * CELL_M))
            for west, east in zip(cuts[::2], cuts[1::2]):
                for col in range(max(0, int(west / CELL_M + 0.5)), min(COLS, int(east / CELL_M + 0.5))):
                    grid[row][col] = number
    return grid


def _centres(communes):
    yield _TOWN
    yield _ABROAD
    for n, c in enumerate(communes):
        x0, y0, x1, y1 = box(c.polygons[0][0])
        x, y = x0 + (x1 - x0) * (0.3 + 0.4 * unit(31, n)), y0 + (y1 - y0) * (0.3 + 0.4 * unit(32, n))
        yield (x, y, 6 + int(60 * unit(33, n) ** 2), 250.0 + 250.0 * unit(34, n))


def _in_desert(col, row):
    x, y = col // PER_SQUARE, row // PER_SQUARE
    return _DESERT[0] <= x < _DESERT[2] and _DESERT[1] <= y < _DESERT[3]


def counts(communes, grid):
    """([row][col] people, [row][col] people of 65 and over)."""
    people = [[0.0] * COLS for _ in range(ROWS)]
    seniors = [[0.0] * COLS for _ in range(ROWS)]
    for x, y, peak, radius in _centres(communes):
        reach = int(4.0 * radius / CELL_M) + 1
        col0, row0 = int(x / CELL_M), int(y / CELL_M)
        for row in range(max(0, row0 - reach), min(ROWS, row0 + reach + 1)):
            for col in range(max(0, col0 - reach), min(COLS, col0 + reach + 1)):
                d2 = ((col + 0.5) * CELL_M - x) ** 2 + ((row + 0.5) * CELL_M - y) ** 2
                people[row][col] += int(peak / (1.0 + d2 / (radius * radius)) ** 2 * (0.7 + 0.6 * unit(35, row, col)))
    for row in range(ROWS):
        for col in range(COLS):
            _settle(communes, grid, people, seniors, row, col)
    return people, seniors


def _settle(communes, grid, people, seniors, row, col):
    """Nobody at sea, in the desert or on the rock; hamlets; quarters of a person, as in smoothed census files; the old."""
    owner = grid[row][col]
    here = people[row][col]
    if unit(36, row, col) < 0.03:
        here += 1 + mix(37, row, col) % 9
    if owner == -1 or _in_desert(col, row) or (owner >= 0 and communes[owner].code == "0A092"):
        here = 0.0
    if here and unit(38, row, col) < 0.15:
        here += 0.5
    people[row][col] = float(here)
    share = 0.12 + 0.2 * unit(39, owner) + 0.1 * unit(40, row, col)
    seniors[row][col] = int(here * share * 4.0) / 4.0


class Square:
    """One 1 km square: column and row from the south-west, people, seniors, share of land (None: not said)."""

    def __init__(self, col, row, people, seniors, land):
        self.col, self.row, self.people, self.seniors, self.land = col, row, people, seniors, land


def squares(communes, abroad, people, seniors):
    """The inhabited squares and a few others, from the south-west, rows first."""
    land = {}
    xs = [1000.0 * k for k in range(WIDTH_KM + 1)]
    ys = [1000.0 * k for k in range(HEIGHT_KM + 1)]
    rings = [(ring, 1.0) for ring in abroad]
    for c in communes:
        for shell, holes in c.polygons:
            rings += [(shell, 1.0)] + [(hole, -1.0) for hole in holes]
    for ring, sign in rings:
        for i, j, area in areas_in_grid(ring, xs, ys):
            land[i, j] = land.get((i, j), 0.0) + sign * area
    out = []
    for row in range(HEIGHT_KM):
        for col in range(WIDTH_KM):
            cells = [(row * PER_SQUARE + r, col * PER_SQUARE + c) for r in range(PER_SQUARE) for c in range(PER_SQUARE)]
            total, old = sum(people[r][c] for r, c in cells), sum(seniors[r][c] for r, c in cells)
            share = min(1.0, round(land.get((col, row), 0.0) / 1e6, 4))
            if total > 0.0 or (share > 0.0 and unit(41, row, col) < 0.05):
                out.append(Square(col, row, total, old, share))
    _forget_land(out)
    return out


def _forget_land(squares_):
    """Some inhabited coastal squares do not say their share of land: two are blank, one says 0."""
    coastal = [s for s in squares_ if s.people > 0.0 and 0.1 < s.land < 0.9 and s.col < 30]
    coastal[1].land = coastal[len(coastal) // 2].land = None
    coastal[-1].land = 0.0

"""Premises and what fixed networks offer them, once in Arcep's shape and once in the FCC's: the same buildings, other records.

Every premises stands inside its commune, at least MARGIN_M from each border of a commune, claim or extent (SPOILED_M where the
published border is not the generator's), so that it is certain which of them it is in.
"""

from . import networks
from .noise import mix, unit
from .people import CELL_M
from .shapes import box, crossings

MARGIN_M, SPOILED_M = 2.0, 100.0
CHOSEN = 0.16  # of the inhabited cells of 200 m hold a premises

CLASSES = {"INEL": 0, "HD05": 500, "HD3": 3000, "BHD8": 8000, "THD30": 30000, "THD100": 100000, "THD1G": 1000000}  # kbit/s, at least
WIRED, RADIO = ("FO", "CU", "COAX"), ("4GF", "THDR", "HDR")
FCC_WIRED, FCC_SATELLITE = (10, 40, 50), (60, 61)


class Premises:
    def __init__(self, number, commune, x, y, dwellings):
        self.number, self.commune, self.x, self.y, self.dwellings = number, commune, x, y, dwellings
        self.id = f"IMB/99{commune.code[2:]}/X/{number:04d}"
        self.location = f"{1099000000 + 7 * number}"  # ten digits, as text
        self.block = f"099{int(commune.code[2:]):05d}{1 + number % 3:07d}"  # fifteen digits, the first a 0
        self.offers = None  # Arcep: [(operator, technology, up, down, limit, saturated)]; None: no record at all
        self.fcc = None  # FCC: [(provider, technology, down, up, low latency, business or residential)]

    def km(self):
        return self.x / 1000.0, self.y / 1000.0


def _inside(rings, x, y):
    """Even-odd."""
    return sum(c > x for ring in rings for c in crossings(ring, y)) % 2 == 1


def _wound(ring, x, y):
    """Whether the ring goes round the point at all, however often: as overlapping claims are read."""
    turns = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and ax + (bx - ax) * (y - ay) / (by - ay) > x:
            turns += 1 if by > ay else -1
    return turns != 0


def covers(claim, x, y):
    """Whether a point in metres is in some part of the claim: in its shell and in none of its holes."""
    return any(_wound(part[0], x, y) and not any(_wound(hole, x, y) for hole in part[1:]) for part in claim.parts)


def _near(ring, x, y, margin):
    x0, y0, x1, y1 = box(ring)
    if not (x0 - margin < x < x1 + margin and y0 - margin < y < y1 + margin):
        return False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        length2 = (bx - ax) ** 2 + (by - ay) ** 2
        t = 0.0 if length2 == 0.0 else max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2))
        if (ax + t * (bx - ax) - x) ** 2 + (ay + t * (by - ay) - y) ** 2 < margin * margin:
            return True
    return False


def _is_certain(commune, rings, x, y, margin):
    owned = any(_inside([shell] + holes, x, y) for shell, holes in commune.polygons)
    return owned and not any(_near(ring, x, y, margin) for ring in rings)


def place(communes, grid, counts, claims, spoiled):
    """At most one in each chosen cell of 200 m, from the south-west; a cell where no place is certain has none."""
    rings = [ring for c in communes for shell, holes in c.polygons for ring in [shell] + holes]
    rings += [ring for claim in claims for part in claim.parts for ring in part] + [networks.extent_ring()]
    out = []
    for row, line in enumerate(grid):
        for col, owner in enumerate(line):
            people = counts[row][col]
            if owner < 0 or not people or unit(81, row, col) >= CHOSEN:
                continue
            commune = communes[owner]
            margin = SPOILED_M if commune.code in spoiled else MARGIN_M
            for attempt in range(6):
                x = CELL_M * (col + 0.1 + 0.8 * unit(82, row, col, attempt))
                y = CELL_M * (row + 0.1 + 0.8 * unit(83, row, col, attempt))
                x, y = round(x, 2), round(y, 2)
                if _is_certain(commune, rings, x, y, margin):
                    out.append(Premises(len(out) + 1, commune, x, y, 1 + int(people / 3.0 * unit(84, row, col))))
                    break
    for p in out:
        p.offers, p.fcc = _arcep(p), _fcc(p)
    return out


def _arcep(p):
    """Fibre in the north, cable in the middle, copper nearly everywhere, 4G fixe and satellite here and there; and each quirk."""
    n, (x, y) = p.number, p.km()
    kind = mix(85, n) % 25
    if kind == 0:
        return None  # nobody says anything about it
    if kind == 1:
        return [("ALZF", "4GF", "HD3", "THD30", "200", "true")]  # saturated: not eligible
    if kind == 2:
        return [("ALZF", "CU", "INEL", "INEL", "", "false")]  # a line that carries nothing
    if kind == 3:
        return [("NUAG", "SAT", "HD3", "THD100", "150", "false")]  # satellite and nothing else
    offers = []
    if y > 16.0 or (x > 30.0 and n % 2):
        offers += [("ALZF", "FO", "THD100", "THD1G", "", "false"), ("BORF", "FO", "THD100", "THD1G", "", "false")]
    if 15.4 < x < 22.0 and 8.0 < y < 17.0:
        offers.append(("BORF", "COAX", "BHD8", "THD100", "", "false"))
    if n % 9:
        down = ("HD05", "HD3", "BHD8", "BHD8", "THD30")[mix(86, n) % 5]
        offers.append(("ALZF", "CU", "HD05", down, "", "false"))
    if not offers or n % 7 == 0:
        offers.append(("BORF", "4GF", "HD3", "THD30" if n % 2 else "BHD8", "200", "false"))
    if n % 11 == 0:
        offers.append(("DUNF", "THDR", "HD3", "THD30", "", "false"))
    if n % 3 == 0:
        offers.append(("NUAG", "SAT", "HD3", "THD100", "150", "false"))
    if kind == 4:
        offers.append(offers[0])  # the same record twice
    return offers


def _fcc(p):
    """One row a provider and technology: fibre, cable, copper, licensed radio, satellites; one is for businesses only."""
    n, (x, y) = p.number, p.km()
    kind = mix(87, n) % 20
    if kind == 0:
        return None
    if kind == 1:
        return [(990004, 50, 1000, 1000, 1, "B")]  # for businesses only
    rows = []
    if y > 16.0:
        rows.append((990001, 50, 1000, 500, 1, "X"))
    if 15.4 < x < 22.0 and 8.0 < y < 17.0:
        rows.append((990002, 40, 300, 20, 1, "R"))
    if n % 4:
        down, up = ((10, 1), (25, 3), (24, 3), (25, 2), (100, 10))[mix(88, n) % 5]
        rows.append((990001, 10, down, up, 1, "R"))
    if n % 6 == 0:
        rows.append((990003, 71, 100, 20, 1 if n % 4 else 0, "X"))
    if kind == 2 or n % 5 == 0 or not rows:
        rows.append((990005, 61 if n % 2 else 60, 150, 20, n % 2, "X"))
    return rows


def arcep_offered(p, least_kbps, technologies=None):
    """met, not or unknown: some record, neither saturated nor of another technology, offers as much."""
    if p.offers is None:
        return "unknown"
    good = [o for o in p.offers if o[5] == "false" and (technologies is None or o[1] in technologies) and CLASSES[o[3]] >= least_kbps]
    return "met" if good else "not"


def fcc_offered(p, down, up, technologies=None, without=()):
    """The same of residential records, in Mbit/s."""
    if p.fcc is None:
        return "unknown"
    mine = [r for r in p.fcc if r[5] != "B" and r[1] not in without and (technologies is None or r[1] in technologies)]
    return "met" if any(r[2] >= down and r[3] >= up for r in mine) else "not"

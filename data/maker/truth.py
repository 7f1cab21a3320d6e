"""What the sample's numbers must be, by plane arithmetic on the generator's own shapes: no overlay library, no projection.

Each commune is clipped to the boxes between all straight lines there are (sides of squares, of rectangular claims, of the
extent): in a box, every exact claim is present or not. In the rectangular communes all claims are exact, and so are the indicators.
"""

from . import networks
from .shapes import areas_in_grid

LEAST_PART, LEAST_INSIDE = 1e-6, 1e-4  # of a cell: smaller parts hold nobody
MARKETS = {"0A": ["99901", "99902", "99903", "99904"], "00": ["99901", "99902", "99903"]}
# name: (technologies, level at least, service, natures, operators that may count, test on (present, unknown, operators))
INDICATORS = {
    "any_4g": (("4G", "5G"), "", "data", ("claimed",), None, ("min", 1)),
    "good_4g_two": (("4G", "5G"), "BC", "data", ("claimed",), None, ("min", 2)),
    "all_4g": (("4G", "5G"), "", "data", ("claimed",), None, ("all", 0)),
    "voice": (("2G", "2G3G", "3G", "4G", "5G"), "", "voice", ("claimed",), None, ("min", 1)),
    "fast_5g": (("5G",), "", "data", ("claimed",), ("99901", "99903"), ("min", 1)),
    "nobody_4g": (("4G", "5G"), "", "data", ("claimed",), None, ("max", 0)),
    "soon_5g": (("5G",), "", "data", ("claimed", "planned"), None, ("min", 1)),
}
LEVELS = ["TBC", "BC", "CL"]


def known(operator, x_km, departement):
    if operator == "99904":
        return x_km < networks.EXTENT_X
    return operator != "99903" or departement == "0A"


def _passes(claim, level):
    return not level or LEVELS.index(claim.level or "CL") <= LEVELS.index(level)


def indicator_state(spec, claims, x_km, y_km, departement):
    technologies, level, service, natures, only, (test, limit) = spec
    present = unknown = 0
    operators = [o for o in MARKETS[departement] if only is None or o in only]
    for operator in operators:
        mine = [c for c in claims if c.operator == operator and c.technology in technologies and c.service == service and c.nature in natures]
        if any(_passes(c, level) and c.present(x_km, y_km) for c in mine):
            present += 1
        elif not mine or not known(operator, x_km, departement):
            unknown += 1
    most = present + unknown
    if test == "max":
        return "met" if most <= limit else "not" if present > limit else "unknown"
    wanted = len(operators) if test == "all" else limit
    return "met" if present >= wanted else "not" if most < wanted else "unknown"


def claim_state(group, x_km, y_km, departement):
    """The best level of one operator's claims on one technology and service."""
    for claim in sorted(group, key=lambda c: LEVELS.index(c.level) if c.level else 9):
        if claim.present(x_km, y_km):
            return claim.level or "covered"
    return "none" if known(group[0].operator, x_km, departement) else "unknown"


class Table:
    """(code, subject, state) -> [people, seniors, area]. Hidden codes are kept but not printed; where nobody lives, people are blank."""

    def __init__(self, hidden):
        self.rows, self.hidden = {}, hidden

    def add(self, code, subject, state, people, seniors, area_m2):
        row = self.rows.setdefault((code, subject, state), [0.0, 0.0, 0.0])
        row[0] += people
        row[1] += seniors
        row[2] += area_m2

    def lines(self):
        for (code, subject, state), (people, seniors, area) in sorted(self.rows.items()):
            if code not in self.hidden:
                inhabited = self.rows[code, "total", ""][0] > 0.0
                counts = f"{people:.6f},{seniors:.6f}" if inhabited else ","
                yield f"{code},{subject},{state},{counts},{area / 1e6:.8f}"


def box_areas(commune, xs, ys):
    """(column, row) of a box -> area of the commune in it."""
    out = {}
    for shell, holes in commune.polygons:
        for ring, sign in [(shell, 1.0)] + [(h, -1.0) for h in holes]:
            for i, j, area in areas_in_grid(ring, xs, ys):
                out[i, j] = out.get((i, j), 0.0) + sign * area
    return {box: area for box, area in out.items() if area > 1e-6}


def shares(communes, xs, ys, cell_m, weights, spread):
    """Yields (commune, {box: (area, people, seniors)}). weights: (col, row) of a cell -> (people, seniors, land or None)."""
    parts = [box_areas(c, xs, ys) for c in communes]
    cell_of = {}
    inside = {}
    for boxes in parts:
        for (i, j), area in boxes.items():
            cell = (int((xs[i] + xs[i + 1]) / 2.0 // cell_m), int((ys[j] + ys[j + 1]) / 2.0 // cell_m))
            cell_of[i, j] = cell
            inside[cell] = inside.get(cell, 0.0) + area
    for commune, boxes in zip(communes, parts):
        mine = {}
        for box, area in boxes.items():
            mine[cell_of[box]] = mine.get(cell_of[box], 0.0) + area
        out = {}
        for box, area in boxes.items():
            cell = cell_of[box]
            people, seniors, land = weights.get(cell, (0.0, 0.0, None))
            whole = cell_m * cell_m
            if mine[cell] < LEAST_PART * whole or inside[cell] < LEAST_INSIDE * whole:
                people = seniors = 0.0
            if spread == "land":
                whole = inside[cell] if not land else max(land * whole, inside[cell])
            out[box] = (area, people * area / whole, seniors * area / whole)
        yield commune, out


def _lines(km, cell_m, extra):
    steps = [float(cell_m * k) for k in range(int(km * 1000 / cell_m) + 1)]
    return sorted(set(steps) | {x * 1000.0 for x in extra if 0.0 < x < km})


def in_block(commune):
    i, j = commune.cell
    return 2 <= i <= 4 and 1 <= j <= 3


def of_main_job(communes, squares, claims, size_km, spoiled):
    """Truths of job.toml. `spoiled`: codes of communes whose published border is not the generator's."""
    xs = _lines(size_km[0], 1000, [r[k] for c in claims for r in c.rects for k in (0, 2)] + [networks.EXTENT_X])
    ys = _lines(size_km[1], 1000, [r[k] for c in claims for r in c.rects for k in (1, 3)])
    weights = {(s.col, s.row): (s.people, s.seniors, s.land) for s in squares}
    groups = {}
    for c in claims:
        groups.setdefault((c.operator, c.technology, c.service, c.nature), []).append(c)
    table = Table(spoiled)
    for commune, boxes in shares(communes, xs, ys, 1000, weights, "land"):
        rectangular = in_block(commune)
        for (i, j), (area, people, seniors) in boxes.items():
            x, y = (xs[i] + xs[i + 1]) / 2000.0, (ys[j] + ys[j + 1]) / 2000.0
            table.add(commune.code, "total", "", people, seniors, area)
            for (operator, technology, service, nature), group in groups.items():
                licensed = operator in MARKETS[commune.departement]
                if nature == "claimed" and licensed and (rectangular or all(c.exact for c in group)):
                    state = claim_state(group, x, y, commune.departement)
                    table.add(commune.code, f"{operator} {technology} {service}", state, people, seniors, area)
            for name, spec in INDICATORS.items() if rectangular else ():
                state = indicator_state(spec, claims, x, y, commune.departement)
                table.add(commune.code, name, state, people, seniors, area)
    return table


def of_sites_job(communes, cells, size_km, spoiled):
    """Truths of job_sites.toml: people of the raster, spread evenly over its cells."""
    xs, ys = _lines(size_km[0], 200, []), _lines(size_km[1], 200, [])
    table = Table(spoiled)
    for commune, boxes in shares(communes, xs, ys, 200, cells, "cell"):
        if commune.departement != "0A":
            continue
        for area, people, seniors in boxes.values():
            table.add(commune.code, "total", "", people, seniors, area)
    return table

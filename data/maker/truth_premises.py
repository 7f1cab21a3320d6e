"""What must come out of the premises: dwellings, and the people of the squares that their premises share, by commune.

Each premises is asked by itself: its records, and which claims it stands in. Nothing here knows an overlay or a projection.
"""

from . import premises as P
from . import truth

ARCEP = {  # subject: (least kbit/s, technologies or all)
    "wired_8": (8000, P.WIRED),
    "wired_30": (30000, P.WIRED),
    "wired_1000": (1000000, P.WIRED),
    "terrestrial_30": (30000, P.WIRED + P.RADIO),
    "any_30": (30000, None),
}
FCC = {  # subject: (down, up, technologies or all, but these)
    "fcc_25_3": (25, 3, None, P.FCC_SATELLITE),
    "fcc_100_20": (100, 20, None, P.FCC_SATELLITE),
    "fcc_wired_100_20": (100, 20, P.FCC_WIRED, ()),
    "fcc_any_100_20": (100, 20, None, ()),
}


class _AtPoint:
    """A claim that is asked at one point, for truth.indicator_state."""

    def __init__(self, claim, here):
        self.operator, self.technology, self.service = claim.operator, claim.technology, claim.service
        self.level, self.nature, self.here = claim.level, claim.nature, here

    def present(self, _x_km, _y_km):
        return self.here


def mobile(p, claims, name):
    here = [_AtPoint(c, P.covers(c, p.x, p.y)) for c in claims]
    return truth.indicator_state(truth.INDICATORS[name], here, *p.km(), p.commune.departement)


def neither(*states):
    """none_of: met where all are not, not where one is met, else unknown."""
    if "met" in states:
        return "not"
    return "met" if all(s == "not" for s in states) else "unknown"


def both(*states):
    """all_of."""
    if "not" in states:
        return "not"
    return "met" if all(s == "met" for s in states) else "unknown"


def states(p, claims):
    """subject -> state, at one premises."""
    out = {name: P.arcep_offered(p, *asked) for name, asked in ARCEP.items()}
    out.update({name: P.fcc_offered(p, *asked) for name, asked in FCC.items()})
    for name in ("any_4g", "good_4g_two"):
        out[name] = mobile(p, claims, name)
    out["no_4g_no_30"] = neither(out["any_4g"], out["wired_30"])
    out["4g_and_30"] = both(out["any_4g"], out["wired_30"])
    return out


MOBILE = ("any_4g", "good_4g_two", "no_4g_no_30", "4g_and_30")


def _without_premises(name, any_4g, good):
    """What a subject is where people live and no premises is known: the fixed state is unknown."""
    fixed = {"any_4g": any_4g, "good_4g_two": good, "no_4g_no_30": neither(any_4g, "unknown"), "4g_and_30": both(any_4g, "unknown")}
    return fixed.get(name, "unknown")


def lines(premises, communes, squares, claims, size_km, spoiled):
    """code,subject,state,dwellings,population,seniors. People of a square with premises are shared among them by dwellings; those
    of the others are spread evenly over it. Where a mobile indicator is needed there, only the rectangular communes are known."""
    rows = {}

    def add(code, subject, state, dwellings, people, seniors):
        row = rows.setdefault((code, subject, state), [0, 0.0, 0.0])
        for k, value in enumerate((dwellings, people, seniors)):
            row[k] += value

    in_square = {}
    for p in premises:
        in_square.setdefault((int(p.x // 1000), int(p.y // 1000)), []).append(p)
    weights = {(s.col, s.row): (s.people, s.seniors) for s in squares}
    for square, here in in_square.items():
        people, seniors = weights.get(square, (0.0, 0.0))
        whole = sum(p.dwellings for p in here)
        for p in here:
            share = p.dwellings / whole
            for code in (p.commune.code, "all"):
                add(code, "total", "", p.dwellings, people * share, seniors * share)
                for subject, state in states(p, claims).items():
                    add(code, subject, state, p.dwellings, people * share, seniors * share)
    known = _spread_rest(communes, squares, in_square, claims, size_km, add)
    for (code, subject, state), (dwellings, people, seniors) in sorted(rows.items()):
        if code in spoiled:
            continue
        told = subject not in MOBILE or code in known
        counts = f"{people:.6f},{seniors:.6f}" if told and code != "all" else ","
        yield f"{code},{subject},{state},{dwellings},{counts}"


def _spread_rest(communes, squares, in_square, claims, size_km, add):
    """Adds the people of squares without premises; the codes of the communes of which mobile indicators are known there."""
    rects = [r for c in claims for r in c.rects]
    xs = truth._lines(size_km[0], 1000, [r[k] for r in rects for k in (0, 2)] + [truth.networks.EXTENT_X])
    ys = truth._lines(size_km[1], 1000, [r[k] for r in rects for k in (1, 3)])
    weights = {(s.col, s.row): (s.people, s.seniors, None) for s in squares if (s.col, s.row) not in in_square}
    for commune, boxes in truth.shares(communes, xs, ys, 1000, weights, "cell"):
        for (i, j), (_, people, seniors) in boxes.items():
            if not people:
                continue
            x, y = (xs[i] + xs[i + 1]) / 2000.0, (ys[j] + ys[j + 1]) / 2000.0
            any_4g = good = "unknown"
            if truth.in_block(commune):
                any_4g = truth.indicator_state(truth.INDICATORS["any_4g"], claims, x, y, commune.departement)
                good = truth.indicator_state(truth.INDICATORS["good_4g_two"], claims, x, y, commune.departement)
            add(commune.code, "total", "", 0, people, seniors)
            for subject in [*ARCEP, *FCC, *MOBILE]:
                add(commune.code, subject, _without_premises(subject, any_4g, good), 0, people, seniors)
    return {c.code for c in communes if truth.in_block(c)}

#!/usr/bin/env python3
"""Writes the sample region: a fictional departement, its people and its networks. See README.md beside this file.

usage: make_sample.py [FOLDER]      (default: sample/ beside this file)

Standard library only; the same bytes on every run.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from maker import files, measurements, networks, noise, people, premises, premises_files, published, region, truth, truth_premises  # noqa: E402
from maker.projections import geographic, lambert93  # noqa: E402
from maker.shapes import densify  # noqa: E402

STEP_2154_M, STEP_4326_M = 250.0, 125.0  # a side this long bends by less than a millimetre
EPCI_NAMES = {"200000017": "Côte des Brumes", "200000025": "Cœur de Brume", "200000033": "Pays de la Frontière"}
SPOILED = {"0A003", "0A004"}  # two neighbours whose published borders overlap and leave a gap


def to_3035(point):
    return (point[0] + region.ORIGIN[0], point[1] + region.ORIGIN[1])


def to_2154(point):
    x, y = lambert93(*to_3035(point))
    return (round(x, 4), round(y, 4))


def to_4326(point):
    lon, lat = geographic(*to_3035(point))
    return (round(lon, 9), round(lat, 9))


def to_degrees(point):
    return geographic(*to_3035(point))


def mapped(parts, transform, step_m=None):
    """Polygons in local metres to polygons in a CRS; long sides get more vertices first."""
    return [[[transform(p) for p in (densify(r, step_m) if step_m else r)] for r in rings] for rings in parts]


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def write_communes(folder, communes):
    rows = []
    for c in communes:
        polygons = [[shell] + holes for shell, holes in c.polygons]
        values = (c.code, c.name, c.epci or None, EPCI_NAMES.get(c.epci), c.departement)
        groups = [polygons] if c.cell != (0, 3) else [[p] for p in polygons]  # one commune comes in several rows
        rows += [(values, mapped(g, to_2154, STEP_2154_M)) for g in groups]
    columns = [("code", "TEXT(5)"), ("nom", "TEXT(60)"), ("epci", "TEXT(9)"), ("epci_nom", "TEXT(60)"), ("departement", "TEXT(2)")]
    files.geopackage(os.path.join(folder, "communes.gpkg"), "communes", 2154, columns, rows)


def write_join(folder, communes, totals):
    """Official populations: near the truth, far off for one commune, missing for one, and one code nobody knows."""
    rows = []
    for n, c in enumerate(communes):
        if c.code == "0A092":
            continue
        people = totals.get(c.code, 0.0)
        official = int(people * (1.25 if c.code == "0A020" else 0.97 + 0.001 * (n * 7 % 60)))
        names = {"00": "Hautes-Brumes", "0A": "Brume-Maritime"}
        rows.append((c.code, c.departement, names[c.departement], "R1", "Brumes", official))
    rows.append(("0A999", "0A", "Brume-Maritime", "R1", "Brumes", 120))
    header = ("code", "dep", "dep_nom", "region", "region_nom", "population")
    files.table(os.path.join(folder, "population.csv"), header, rows)


def write_poverty(folder, communes):
    """A rate of poverty by commune: none for one commune, empty for another, and one code nobody knows."""
    rows = [(c.code, "" if c.code == "0A021" else f"{5 + 20 * noise.unit(65, n):.1f}") for n, c in enumerate(communes) if c.code != "0A092"]
    rows.append(("0A999", "12.0"))
    files.table(os.path.join(folder, "poverty.csv"), ("code", "rate"), rows)


def write_aged(folder, communes, totals):
    """People of 80 and over, and the percentage of people who live alone, by commune: one commune is missing and some figures are
    kept secret, wrong, or of nobody on the map."""
    wrong = {"0A020": ("s", "s"), "0A033": ("-4", "104.5"), "0A023": ("4", "30.0"), "0A030": ("9", "")}
    rows = []
    for n, c in enumerate(communes):
        if c.code == "0A012":
            continue
        aged = int(totals.get(c.code, 0.0) * (0.03 + 0.1 * noise.unit(66, n)))
        rows.append((c.code, *wrong.get(c.code, (aged, f"{10 + 30 * noise.unit(67, n):.1f}"))))
    rows.append(("0A999", "11", "25.0"))
    files.table(os.path.join(folder, "aged.csv"), ("code", "P80P", "ALONE_PCT"), rows)


def write_places(folder, communes):
    """Town halls, at the middle of each commune's first border; one at sea, one without a position."""
    rows = []
    for c in communes:
        shell = c.polygons[0][0]
        middle = (sum(p[0] for p in shell) / len(shell), sum(p[1] for p in shell) / len(shell))
        lon, lat = to_4326(middle)
        rows.append((c.code, f"Mairie de {c.name}", f"{lon:.6f}", f"{lat:.6f}"))
    rows.append(("phare", "Phare du Large", "-6.000000", "46.000000"))
    rows.append(("annexe", "Annexe sans adresse", "", ""))
    files.table(os.path.join(folder, "places.csv"), ("id", "nom", "lon", "lat"), rows)


def write_help(folder, communes):
    """Places of digital mediation in the French schema, one for every sixth commune, with what such lists hold: a decimal comma,
    longitude and latitude the wrong way round, a place without coordinates of which the commune is told."""
    rows = []
    for n, c in enumerate(communes[::6]):
        shell = c.polygons[0][0]
        lon, lat = to_4326((sum(p[0] for p in shell) / len(shell), sum(p[1] for p in shell) / len(shell)))
        place = [f"{lat:.6f}", f"{lon:.6f}"]
        if n == 1: place = ['"' + text.replace(".", ",") + '"' for text in place]
        services = "Utiliser le numérique au quotidien" if n % 2 else "Aider les démarches administratives|Utiliser le numérique au quotidien"
        rows.append((f"aide-{n + 1}", f"Aide de {c.name}", c.name, c.code, *place, services))
    first, second = communes[1], communes[2]
    rows.append(("aide-sans", f"Bus de {first.name}", first.name, first.code, "", "", "Utiliser le numérique au quotidien"))
    lon, lat = to_4326(second.polygons[0][0][0])
    rows.append(("aide-inverse", f"Café de {second.name}", second.name, second.code, f"{lon:.6f}", f"{lat:.6f}", "Utiliser le numérique au quotidien"))
    files.table(os.path.join(folder, "help.csv"), ("id", "nom", "commune", "code_insee", "latitude", "longitude", "services"), rows)


def write_surroundings(folder):
    """What maps show as a background: a lake and two rivers in one file, three roads in another."""
    line = lambda corners, seed, wide_m: files.Line(to_4326(p) for p in region.wiggly_line(corners, seed, wide_m))
    water = [({"nom": "Le Grand Lac"}, mapped([[region.lake()]], to_4326))]
    water += [({"nom": name}, line(corners, seed, 600.0)) for name, corners, seed in region.RIVERS]
    files.geojson(os.path.join(folder, "water.geojson"), water, digits=6)
    roads = [({"numero": name}, line(corners, seed, 150.0)) for name, corners, seed in region.ROADS]
    files.geojson(os.path.join(folder, "roads.geojson"), roads, digits=6)


def write_squares(folder, squares):
    rows = []
    for n, s in enumerate(squares):
        x, y = int(region.ORIGIN[0]) + 1000 * s.col, int(region.ORIGIN[1]) + 1000 * s.row
        land = "" if s.land is None else number(s.land) if s.land in (0.0, 1.0) else f"{s.land:.4f}"
        halves = [(s.people, s.seniors)] if n != 100 else [(s.people - 1.0, s.seniors), (1.0, 0.0)]  # one square comes twice
        rows += [(f"CRS3035RES1000mN{y}E{x}", number(p), number(old), land) for p, old in halves]
    rows.append(("CRS3035RES1000mN26900xxE3230000", "0", "0", "1"))  # an id that cannot be read
    files.table(os.path.join(folder, "squares_1km.csv"), ("GRD_ID", "T", "Y_GE65", "LAND_SURFACE"), rows)


def write_raster(folder, grid, counts, seniors):
    """200 m cells, rows from the north; sea is NoData; one count is negative, one is not a number (both at sea)."""
    bands = []
    for band in (counts, seniors):
        bands.append([[-9999.0 if grid[r][c] == -1 else band[r][c] for c in range(people.COLS)] for r in reversed(range(people.ROWS))])
    bands[0][people.ROWS - 1][0] = -3.0
    bands[0][people.ROWS - 1][1] = float("nan")
    north = region.ORIGIN[1] + region.HEIGHT_KM * 1000.0
    files.geotiff(os.path.join(folder, "people_200m.tif"), bands, region.ORIGIN[0], north, 200.0, 3035, "-9999")


def properties(claim, operator):
    service = {"voice": "voix"}.get(claim.service, claim.service)
    values = {"operateur": operator, "techno": claim.technology, "usage": service, "niveau": claim.level or None}
    return {k: v for k, v in values.items() if v is not None or k == "niveau"}


def write_alize(folder, claims):
    """One GeoPackage a technology and service, one row a level, EPSG:2154, as regulators publish them."""
    columns = [("operateur", "INTEGER"), ("date", "TEXT(10)"), ("techno", "TEXT(5)"), ("usage", "TEXT(5)"), ("niveau", "TEXT(5)"), ("dept", "TEXT(3)")]
    for key in sorted({(c.technology, c.service) for c in claims}):
        rows = []
        for c in [c for c in claims if (c.technology, c.service) == key]:
            p = properties(c, int(c.operator))
            rows.append(((p["operateur"], "2024-12-31", p["techno"], p["usage"], p["niveau"], "0A"), mapped(c.parts, to_2154, STEP_2154_M)))
        name = f"2024_T4_couv_Brume_ALZ_{key[0]}_{'voix' if key[1] == 'voice' else key[1]}.gpkg"
        files.geopackage(os.path.join(folder, name), "couverture", 2154, columns, rows)


def write_boreal(folder, claims):
    """GeoJSON in degrees, operators under two names; a feature without geometry and one of no known technology."""
    features = []
    for n, c in enumerate(claims):
        features.append((properties(c, "99902" if n else "BOR"), mapped(c.parts, to_4326, STEP_4326_M)))
    stray = mapped([[region.round_ring(30.0, 25.0, 1.0, 91, 12)]], to_4326)
    features.append(({"operateur": "99902", "techno": "4G", "usage": "data", "niveau": "BC"}, None))
    features.append(({"operateur": "99902", "techno": "", "usage": "data", "niveau": None}, stray))
    files.geojson(os.path.join(folder, "2024_T4_couv_BOR.geojson"), features)


def write_others(folder, cirrus, dune, planned):
    columns = [("techno", "TEXT(5)"), ("usage", "TEXT(5)"), ("niveau", "TEXT(5)")]
    rows = []
    for c in cirrus:
        p = properties(c, None)
        rows.append(((p["techno"], p["usage"], p["niveau"]), mapped(c.parts, to_3035)))
    files.geopackage(os.path.join(folder, "cirrus.gpkg"), "couverture", 3035, columns, rows)
    features = [({"technology": c.technology, "service": c.service, "level": c.level or None}, mapped(c.parts, to_4326, STEP_4326_M)) for c in dune]
    files.geojson(os.path.join(folder, "dune.geojson"), features)
    files.geojson(os.path.join(folder, "dune_extent.geojson"), [({"name": "known"}, mapped([[networks.extent_ring()]], to_3035))], 3035, 3)
    features = [({"technology": c.technology, "service": c.service}, mapped(c.parts, to_4326, STEP_4326_M)) for c in planned]
    files.geojson(os.path.join(folder, "planned_5g.geojson"), features)


def write_sites(folder):
    rows = []
    for operator, x, y, *flags in networks.sites():
        px, py = to_2154((x * 1000.0, y * 1000.0))
        rows.append((operator, f"{px:.1f}", f"{py:.1f}", *flags))
    rows.append(("99903", "#N/A", "#N/A", 0, 1, 0))
    files.table(os.path.join(folder, "sites.csv"), ("Operateur", "x", "y", "2G", "3G", "4G"), rows, ";")


def write_truths(folder, communes, squares, claims, cells):
    size = (region.WIDTH_KM, region.HEIGHT_KM)
    main = truth.of_main_job(communes, squares, claims, size, SPOILED)
    code, area_km2 = networks.BOW_TIE
    header = "code,subject,state,population,seniors,area_km2\n"
    lines = list(main.lines()) + [f"{code},99903 5G data,covered,,,{area_km2:.8f}"]
    files.text(os.path.join(folder, "truth.csv"), header + "\n".join(lines) + "\n")
    files.table(os.path.join(folder, "2024T4_op_communes.csv"), published.HEADER, published.op_communes(main), ";")
    sites = truth.of_sites_job(communes, cells, size, SPOILED)
    disc = "all,99904 4G data,covered,,,50.26548246\n"  # pi 4^2: one disc, within 0.1 %
    files.text(os.path.join(folder, "truth_sites.csv"), header + "\n".join(sites.lines()) + "\n" + disc)
    return {key[0]: row[0] for key, row in main.rows.items() if key[1] == "total"}


def write_premises(folder, supply, premises_, communes, squares, claims):
    """Buildings and records as Arcep publishes them, the same as the FCC would, and what is known of both."""
    name = lambda file: os.path.join(supply, file)
    premises_files.arcep(os.path.join(folder, "base_imb_99.csv"), name("actuel_99.csv"), premises_, to_degrees)
    premises_files.fcc(os.path.join(folder, "fcc_locations.csv"), name("fcc_fixed.csv"), premises_, to_degrees)
    header = "code,subject,state,dwellings,population,seniors\n"
    lines = truth_premises.lines(premises_, communes, squares, claims, (region.WIDTH_KM, region.HEIGHT_KM), SPOILED)
    files.text(os.path.join(folder, "truth_premises.csv"), header + "\n".join(lines) + "\n")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "sample")
    supply = os.path.join(folder, "supply")
    os.makedirs(supply, exist_ok=True)
    communes, abroad = region.communes()
    grid = people.owners(communes, abroad)
    counts, seniors = people.counts(communes, grid)
    squares = people.squares(communes, abroad, counts, seniors)
    alize, boreal, cirrus, dune, planned = (f() for f in (networks.alize, networks.boreal, networks.cirrus, networks.dune, networks.planned))
    cells = {(c, r): (counts[r][c], seniors[r][c], None) for r in range(people.ROWS) for c in range(people.COLS) if counts[r][c] and grid[r][c] != -1}
    claims = alize + boreal + cirrus + dune + planned
    totals = write_truths(folder, communes, squares, claims, cells)
    placed = premises.place(communes, grid, counts, claims, SPOILED)
    write_premises(folder, supply, placed, communes, squares, claims)
    write_places(folder, communes)
    write_help(folder, communes)
    files.table(os.path.join(folder, "measurements.csv"), measurements.HEADER, measurements.rows(communes, claims, to_degrees))
    write_surroundings(folder)
    write_join(folder, communes, totals)
    write_poverty(folder, communes)
    write_aged(folder, communes, totals)
    write_squares(folder, squares)
    write_raster(folder, grid, counts, seniors)
    write_alize(supply, alize)
    write_boreal(supply, boreal)
    write_others(supply, cirrus, dune, planned)
    write_sites(folder)
    spoiled = next(c for c in communes if c.code == "0A003")
    region.shift_vertex(spoiled.polygons[0][0], (25.3, 3.0), (35.0, 25.0))
    write_communes(folder, communes)


if __name__ == "__main__":
    main()

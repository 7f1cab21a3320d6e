"""Premises and their records as publishers write them."""

from math import log, pi, radians, tan

from . import files

RADIUS_M = 6378137.0  # EPSG:3857: a sphere
_STREETS = ("rue du Phare", "chemin des Algues", "place de l'Église", "quai Ouest", "impasse Cœur-de-Brume")


def mercator(lon, lat):
    """EPSG:3857 (IOGP Guidance Note 7-2, «Popular Visualisation Pseudo Mercator»)."""
    return RADIUS_M * radians(lon), RADIUS_M * log(tan(pi / 4.0 + radians(lat) / 2.0))


def arcep(buildings, records, premises, to_degrees):
    """base_imb: one row a building, EPSG:3857. actuel: one row a building, operator and technology; one names a building that is not there."""
    rows = []
    for p in premises:
        x, y = mercator(*to_degrees((p.x, p.y)))
        street, number = _STREETS[p.number % 5], 1 + p.number % 90
        code = p.commune.code
        rows.append((p.id, f"{x:.2f}", f"{y:.2f}", "", code, p.dwellings, ("fo", "fpb", "fpban")[p.number % 3], "PA" if p.dwellings < 3 else "IM",
                     f"{code}_{p.number:04d}_{number:05d}", 1, number, "bis" if p.number % 17 == 0 else "", street, "", code, p.commune.name,
                     f"{code}{p.number % 5:04d}", "ban"))  # fmt: skip
    header = "imb_id;imb_x;imb_y;imb_code;imb_code_insee;imb_nbr_logloc;imb_source;imb_type;addr_code;imb_num;addr_numero;addr_rep;addr_nom_voie;addr_nom_ld;addr_code_insee;addr_nom_commune;addr_id_fantoir;addr_source"  # noqa: E501
    files.table(buildings, header.split(";"), rows, ";")
    rows = [(p.id, "", "", operator, technology, up, down, limit, saturated)
            for p in premises for operator, technology, up, down, limit, saturated in p.offers or ()]  # fmt: skip
    rows.append(("IMB/99000/X/9999", "", "", "ALZF", "FO", "THD100", "THD1G", "", "false"))
    header = "imb_id;addr_code;imb_code;code_operateur;code_techno;classe_debit_montant;classe_debit_descendant;limitation;saturation"
    files.table(records, header.split(";"), rows, ";")


def fcc(locations, records, premises, to_degrees):
    """The records have no position: what they name is in a table of its own, as the FCC's licensed Fabric is."""
    rows = []
    for p in premises:
        lon, lat = to_degrees((p.x, p.y))
        rows.append((p.location, p.block, p.dwellings, f"{lat:.7f}", f"{lon:.7f}"))
    files.table(locations, ("location_id", "block_geoid", "unit_count", "latitude", "longitude"), rows)
    brands = {990001: "Alizé Fibre", 990002: "Boréal Câble", 990003: "Dune Radio", 990004: "Alizé Pro", 990005: "Nuage"}
    rows = [(f"{990000 + provider:010d}", provider, brands[provider], p.location, technology, down, up, latency, who, "ZZ", p.block, f"88{p.number:08x}fffff")
            for p in premises for provider, technology, down, up, latency, who in p.fcc or ()]  # fmt: skip
    header = "frn,provider_id,brand_name,location_id,technology,max_advertised_download_speed,max_advertised_upload_speed,low_latency,business_residential_code,state_usps,block_geoid,h3_res8_id"  # noqa: E501
    files.table(records, header.split(","), rows)

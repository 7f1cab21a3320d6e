"""What a regulator would publish of these maps: shares by commune, operator and technology, in the shape of Arcep's «op» tables.

Of every claim whose truth is known, from truth.py; one row is published as if Boréal's 4G covered all of a commune.
"""

HEADER = ("techno", "mcc_mnc", "commune", "couv_nc", "couv_cl", "couv_bc", "couv_tbc", "pop_nc", "pop_cl", "pop_bc", "pop_tbc")
CLASS_OF = {"none": 0, "CL": 1, "covered": 1, "BC": 2, "TBC": 3}  # what has no level counts as CL
SERVICE_OF = {"2G": "voice", "2G3G": "voice", "3G": "data", "4G": "data", "5G": "data"}
OVERSTATED = ("4G", "99902", "0A002")


def _percentages(parts):
    """Two decimals each; blank where there is nothing to share."""
    whole = sum(parts)
    return [f"{100.0 * part / whole:.2f}" for part in parts] if whole else [""] * len(parts)


def op_communes(table):
    """Rows of HEADER, of communes that an operator's map speaks of as a whole."""
    claims = {}
    for (code, subject, state), (people, _, area) in table.rows.items():
        operator, *technology = subject.split(" ")
        if code in table.hidden or len(technology) != 2 or SERVICE_OF[technology[0]] != technology[1]:
            continue
        claims.setdefault((technology[0], operator, code), []).append((state, people, area))
    for key, states in sorted(claims.items()):
        if any(state == "unknown" for state, _, _ in states):
            continue
        people, areas = [0.0] * 4, [0.0] * 4
        for state, people_part, area in states:
            place = 2 if key == OVERSTATED else CLASS_OF[state]
            people[place] += people_part
            areas[place] += area
        yield (*key, *_percentages(areas), *_percentages(people))

"""EPSG:3035 (Lambert azimuthal equal area) to degrees and to EPSG:2154 (Lambert-93), on GRS80.

Formulas: IOGP Guidance Note 7-2, «Lambert Azimuthal Equal Area» and «Lambert Conic Conformal (2SP)». Between ETRS89, RGF93
and WGS 84 the transformation is null, as in PROJ. Agrees with PROJ 9.1 within 1e-6 m in the sample's region.
"""

from math import asin, atan2, cos, degrees, log, pi, radians, sin, sqrt, tan

A = 6378137.0
F = 1.0 / 298.257222101
E2 = F * (2.0 - F)
E = sqrt(E2)


def _q(lat):
    s = sin(lat)
    return (1.0 - E2) * (s / (1.0 - E2 * s * s) - log((1.0 - E * s) / (1.0 + E * s)) / (2.0 * E))


_LAT0, _LON0 = radians(52.0), radians(10.0)
_QP = _q(pi / 2.0)
_BETA0 = asin(_q(_LAT0) / _QP)
_RQ = A * sqrt(_QP / 2.0)
_D = A * cos(_LAT0) / sqrt(1.0 - E2 * sin(_LAT0) ** 2) / (_RQ * cos(_BETA0))


# Authalic to geodetic latitude: Snyder (USGS PP 1395), eq. 3-18. PROJ 9.1 uses the same three terms (0.5 mm off the exact one).
_A2 = E2 / 3.0 + E2**2 * 31.0 / 180.0 + E2**3 * 517.0 / 5040.0
_A4 = E2**2 * 23.0 / 360.0 + E2**3 * 251.0 / 3780.0
_A6 = E2**3 * 761.0 / 45360.0


def geographic(easting, northing):
    """EPSG:3035 metres to (longitude, latitude) in degrees."""
    x = (easting - 4321000.0) / _D
    y = (northing - 3210000.0) * _D
    rho = sqrt(x * x + y * y)
    c = 2.0 * asin(rho / (2.0 * _RQ))
    beta = asin(cos(c) * sin(_BETA0) + y * sin(c) * cos(_BETA0) / rho)
    lon = _LON0 + atan2(x * sin(c), rho * cos(_BETA0) * cos(c) - y * sin(_BETA0) * sin(c))
    lat = beta + _A2 * sin(2.0 * beta) + _A4 * sin(4.0 * beta) + _A6 * sin(6.0 * beta)
    return degrees(lon), degrees(lat)


def _m(lat):
    return cos(lat) / sqrt(1.0 - E2 * sin(lat) ** 2)


def _t(lat):
    return tan(pi / 4.0 - lat / 2.0) / ((1.0 - E * sin(lat)) / (1.0 + E * sin(lat))) ** (E / 2.0)


_P1, _P2, _PF = radians(49.0), radians(44.0), radians(46.5)
_N = (log(_m(_P1)) - log(_m(_P2))) / (log(_t(_P1)) - log(_t(_P2)))
_FF = _m(_P1) / (_N * _t(_P1) ** _N)
_RF = A * _FF * _t(_PF) ** _N


def lambert93(easting, northing):
    """EPSG:3035 metres to EPSG:2154 metres."""
    lon, lat = geographic(easting, northing)
    r = A * _FF * _t(radians(lat)) ** _N
    theta = _N * (radians(lon) - radians(3.0))
    return 700000.0 + r * sin(theta), 6600000.0 + _RF - r * cos(theta)

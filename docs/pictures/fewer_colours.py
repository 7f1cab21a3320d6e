# Fewer colours for pictures of the page, without dithering, so that they stay small:  fewer_colours.py PICTURE.png …
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
COLOURS = 256

for path in sys.argv[1:]:
    pixels = gdal.Open(path).ReadAsArray()[:3].astype(np.int32)
    colours, which, count = np.unique(pixels.reshape(3, -1).T, axis=0, return_inverse=True, return_counts=True)
    # Areas of one colour keep it to the bit: a legend is read by its colours. Only the soft edges between them move.
    palette = colours[np.argsort(-count, kind="stable")[:COLOURS]]
    nearest = np.array([((palette - colour) ** 2).sum(axis=1).argmin() for colour in colours], dtype=np.uint8)
    table = gdal.ColorTable()
    for index, colour in enumerate(palette):
        table.SetColorEntry(index, tuple(int(part) for part in colour))
    indexed = gdal.GetDriverByName("MEM").Create("", pixels.shape[2], pixels.shape[1], 1)
    indexed.GetRasterBand(1).SetRasterColorTable(table)
    indexed.GetRasterBand(1).WriteArray(nearest[which.ravel()].reshape(pixels.shape[1:]))
    gdal.GetDriverByName("PNG").CreateCopy(path, indexed, options=["ZLEVEL=9"])

# Fewer colours for pictures of the page, without dithering, so that they stay small:  fewer_colours.py PICTURE.png …
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
COLOURS = 96

for path in sys.argv[1:]:
    picture = gdal.Translate("", gdal.Open(path), format="MEM", bandList=[1, 2, 3])
    table = gdal.ColorTable()
    gdal.ComputeMedianCutPCT(*(picture.GetRasterBand(band) for band in (1, 2, 3)), COLOURS, table)
    palette = np.array([table.GetColorEntry(index)[:3] for index in range(table.GetCount())], dtype=np.int32)
    pixels = picture.ReadAsArray().astype(np.int32)
    colours, which = np.unique(pixels.reshape(3, -1).T, axis=0, return_inverse=True)
    nearest = np.array([((palette - colour) ** 2).sum(axis=1).argmin() for colour in colours], dtype=np.uint8)
    indexed = gdal.GetDriverByName("MEM").Create("", picture.RasterXSize, picture.RasterYSize, 1)
    indexed.GetRasterBand(1).SetRasterColorTable(table)
    indexed.GetRasterBand(1).WriteArray(nearest[which.ravel()].reshape(pixels.shape[1:]))
    gdal.GetDriverByName("PNG").CreateCopy(path, indexed, options=["ZLEVEL=9"])

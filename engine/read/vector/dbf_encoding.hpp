// The encoding of shapefiles that do not say it. Private to the room.
#pragma once

#include <gdal.h>

#include <string>

namespace covmap::read {

/// Whether an opened dataset is of shapefiles without .cpg whose texts and names are UTF-8 all the same: some of them hold
/// letters beyond ASCII, and all are valid UTF-8. False where a table's language driver names another code page than Windows'
/// western one, which is what writers put there that know of none. A value that fills its field may end within a letter. Cost: a
/// pass over the .dbf until a few hundred letters are seen.
bool is_untold_utf8(GDALDatasetH dataset);

}  // namespace covmap::read

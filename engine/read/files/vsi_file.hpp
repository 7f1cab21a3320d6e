// A file opened by GDAL, whatever it lies in: a disk, an archive, memory. Private to the room.
#pragma once

#include <cpl_vsi.h>

#include <memory>
#include <string>

namespace covmap::read {

struct VsiCloser {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using VsiFile = std::unique_ptr<VSILFILE, VsiCloser>;

/// For reading; nothing where it cannot be opened.
inline VsiFile open_vsi(const std::string& path) { return VsiFile(VSIFOpenL(path.c_str(), "rb")); }

}  // namespace covmap::read

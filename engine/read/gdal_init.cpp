#include "read/gdal_init.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <cctype>
#include <mutex>

#include "read/unpack.hpp"

namespace covmap::read {

namespace {

thread_local std::string t_message;

// Debug messages are dropped; warnings and errors wait for whoever reports the failure.
void CPL_STDCALL keep_message(CPLErr severity, CPLErrorNum /*number*/, const char* message) {
    if (severity == CE_Warning || severity == CE_Failure || severity == CE_Fatal) t_message = message;
}

bool ends_with(const std::string& path, const std::string& ending) {
    return path.size() > ending.size() && std::equal(ending.rbegin(), ending.rend(), path.rbegin(),
                                                     [](unsigned char a, unsigned char b) { return a == std::tolower(b); });
}

}  // namespace

void init_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetErrorHandler(keep_message);
        CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0");
        CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");  // never a file beside an input
        CPLSetConfigOption("PROJ_NETWORK", "OFF");
        GDALAllRegister();
        GDALSetCacheMax64(64 << 20);
        OSRSetPROJEnableNetwork(0);
    });
}

std::string last_gdal_message() { return t_message; }

void forget_gdal_message() {
    t_message.clear();
    CPLErrorReset();
}

std::string vsi_path(const std::string& path, const std::string& shown) {
    if (path.rfind("/vsi", 0) == 0) return path;
    if (is_packed(path)) return vsi_path(unpacked(path, shown), shown);
    if (ends_with(path, ".gz")) return "/vsigzip/" + path;
    if (ends_with(path, ".zip")) return "/vsizip/" + path;
    return path;
}

std::uint64_t file_bytes(const std::string& path) {
    VSIStatBufL status;
    if (VSIStatExL(path.c_str(), &status, VSI_STAT_SIZE_FLAG | VSI_STAT_NATURE_FLAG) != 0 || VSI_ISDIR(status.st_mode)) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace covmap::read

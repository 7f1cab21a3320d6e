#include "read/files/gdal_init.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <mutex>

namespace covmap::read {

namespace {

thread_local std::string t_message;

// Debug messages are dropped; warnings and errors wait for whoever reports the failure.
void CPL_STDCALL keep_message(CPLErr severity, CPLErrorNum /*number*/, const char* message) {
    if (severity == CE_Warning || severity == CE_Failure || severity == CE_Fatal) t_message = message;
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

std::uint64_t file_bytes(const std::string& path) {
    VSIStatBufL status;
    if (VSIStatExL(path.c_str(), &status, VSI_STAT_SIZE_FLAG | VSI_STAT_NATURE_FLAG) != 0 || VSI_ISDIR(status.st_mode)) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace covmap::read

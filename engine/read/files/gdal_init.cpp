#include "read/files/gdal_init.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>

#include "read/files/no_network.hpp"

namespace covmap::read {

namespace {

constexpr GIntBig kLeastCacheBytes = 8'000'000, kMostCacheBytes = 64 << 20;

struct Heard {
    std::string message;
    bool failed = false, of_reading = false;
};
thread_local Heard t_heard;

/// Drivers say so in words; few give the number that stands for it.
bool is_of_reading(CPLErrorNum number, std::string_view message) {
    constexpr std::array<std::string_view, 7> kWords = {"fread",      "fseek",       "I/O",       "Read Error",
                                                        "read error", "end of file", "File short"};
    return number == CPLE_FileIO || std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
               return message.find(word) != std::string_view::npos;
           });
}

// Debug messages are dropped; warnings and errors wait for whoever reports the failure.
void CPL_STDCALL keep_message(CPLErr severity, CPLErrorNum number, const char* message) {
    const bool failure = severity == CE_Failure || severity == CE_Fatal;
    const bool refused = t_heard.message.find(kNotFetched) != std::string::npos;  // what drivers make of it says less
    if (!refused && (failure || (severity == CE_Warning && !t_heard.failed))) t_heard.message = message;
    t_heard.failed = t_heard.failed || failure;
    t_heard.of_reading = t_heard.of_reading || (failure && is_of_reading(number, message));
}

}  // namespace

void init_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetErrorHandler(keep_message);
        CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0");
        CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");  // never a file beside an input
        CPLSetConfigOption("PROJ_NETWORK", "OFF");
        CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
        close_network_drivers();
        GDALAllRegister();
        close_network();
        GDALSetCacheMax64(kMostCacheBytes);
        OSRSetPROJEnableNetwork(0);
    });
}

void limit_block_cache(std::uint64_t memory_bytes) {
    init_gdal();
    const auto share = static_cast<GIntBig>(std::min<std::uint64_t>(memory_bytes / 16, kMostCacheBytes));
    GDALSetCacheMax64(std::max(share, kLeastCacheBytes));
}

std::string last_gdal_message() { return t_heard.message; }

void forget_gdal_message() {
    t_heard = {};
    CPLErrorReset();
}

bool gdal_failed() { return t_heard.failed; }

bool gdal_failed_to_read() { return t_heard.of_reading; }

std::uint64_t file_bytes(const std::string& path) {
    VSIStatBufL status;
    if (VSIStatExL(path.c_str(), &status, VSI_STAT_SIZE_FLAG | VSI_STAT_NATURE_FLAG) != 0 || VSI_ISDIR(status.st_mode)) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace covmap::read

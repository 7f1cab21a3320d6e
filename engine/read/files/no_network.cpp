#include "read/files/no_network.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi_virtual.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <vector>

namespace covmap::read {
namespace {

/// Drivers that ask a service or a database, or start another program, whatever a file tells them.
constexpr const char* kDrivers =
    "HTTP,WMS,WCS,WMTS,OGCAPI,STACIT,STACTA,EEDA,EEDAI,PLMOSAIC,PLSCENES,DAAS,NGW,Carto,AmigoCloud,Elasticsearch,CSW,WFS,OAPIF,"
    "GMLAS,PostgreSQL,PostGISRaster,MySQL,MSSQLSpatial,MongoDBv3,ODBC,OGR_OGDI,DODS,GPSBabel";

/// Virtual files of a network, and the pipes of the process.
constexpr std::array<const char*, 18> kPrefixes = {
    "/vsicurl/", "/vsicurl_streaming/", "/vsis3/",   "/vsis3_streaming/",  "/vsigs/",    "/vsigs_streaming/",
    "/vsiaz/",   "/vsiaz_streaming/",   "/vsioss/",  "/vsioss_streaming/", "/vsiswift/", "/vsiswift_streaming/",
    "/vsiadls/", "/vsiwebhdfs/",        "/vsihdfs/", "/vsicurl?",          "/vsistdin/", "/vsistdin?"};

constexpr const char* kRemedy =
    " is not fetched: data files do not reach out of themselves. Download it and name the file, or name its /vsicurl/ path in "
    "the job";

/// The places that the job names.
class Named {
public:
    void add(const std::string& place) {
        const std::lock_guard guard(m_mutex);
        if (std::find(m_places.begin(), m_places.end(), place) == m_places.end()) m_places.push_back(place);
    }
    /// The place itself, an archive around it, or what lies in its folder.
    bool holds(std::string_view asked) {
        const std::lock_guard guard(m_mutex);
        return std::any_of(m_places.begin(), m_places.end(), [&](const std::string& place) {
            const std::string folder = place.substr(0, place.rfind('/') + 1);
            return asked.starts_with(folder) || place.starts_with(std::string(asked) + "/");
        });
    }

private:
    std::mutex m_mutex;
    std::vector<std::string> m_places;
};

Named& named() {
    static Named places;
    return places;
}

void refuse(const char* what) { CPLError(CE_Failure, CPLE_NotSupported, "%s%s", what, kRemedy); }

/// Stands before GDAL's own handler of a prefix.
class NamedFilesOnly final : public VSIFilesystemHandler {
public:
    explicit NamedFilesOnly(VSIFilesystemHandler* behind) : m_behind(behind) {}

    using VSIFilesystemHandler::Open;
    VSIVirtualHandle* Open(const char* name, const char* access, bool set_error, CSLConstList options) override {
        return passes(name) ? m_behind->Open(name, access, set_error, options) : nullptr;
    }
    int Stat(const char* name, VSIStatBufL* status, int flags) override {
        return passes(name) ? m_behind->Stat(name, status, flags) : -1;
    }
    char** ReadDirEx(const char* name, int most) override { return passes(name) ? m_behind->ReadDirEx(name, most) : nullptr; }
    char** SiblingFiles(const char* name) override { return m_behind->SiblingFiles(name); }
    int HasOptimizedReadMultiRange(const char* name) override { return m_behind->HasOptimizedReadMultiRange(name); }
    const char* GetOptions() override { return m_behind->GetOptions(); }
    bool IsLocal(const char*) override { return false; }

private:
    static bool passes(const char* name) {
        if (named().holds(name)) return true;
        refuse(name);
        errno = EACCES;
        return false;
    }
    VSIFilesystemHandler* m_behind;  ///< GDAL's, which may stand behind several prefixes
};

CPLHTTPResult* no_request(const char* url, CSLConstList /*options*/, GDALProgressFunc /*progress*/, void* /*of_progress*/,
                          CPLHTTPFetchWriteFunc /*write*/, void* /*of_write*/, void* /*user*/) {
    refuse(url);
    auto* result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup((std::string(url) + kRemedy).c_str());
    return result;
}

}  // namespace

void close_network_drivers() {
    const std::string own = CPLGetConfigOption("GDAL_SKIP", "");
    CPLSetConfigOption("GDAL_SKIP", (kDrivers + (own.empty() ? std::string() : "," + own)).c_str());
}

void close_network() {
    CPLHTTPSetFetchCallback(no_request, nullptr);
    // Those that this GDAL has; the plain files of the disk are behind all others. «/vsicurl?» is in no list of prefixes.
    const VSIFilesystemHandler* disk = VSIFileManager::GetHandler("");
    for (const char* prefix : kPrefixes)
        if (VSIFileManager::GetHandler(prefix) != disk)
            VSIFileManager::InstallHandler(prefix, new NamedFilesOnly(VSIFileManager::GetHandler(prefix)));
}

void allow_named(const std::string& path) {
    const std::size_t begin = network_part(path);
    if (begin != std::string::npos) named().add(path.substr(begin));
}

bool is_named(const std::string& path) {
    const std::size_t begin = network_part(path);
    return begin != std::string::npos && named().holds(std::string_view(path).substr(begin));
}

std::size_t network_part(std::string_view name) {
    std::size_t first = std::string_view::npos;
    for (const char* prefix : kPrefixes) first = std::min(first, name.find(prefix));
    const std::size_t scheme = name.find("://");
    if (scheme < first) {
        first = scheme;
        while (first > 0 && std::string_view("/:\" ").find(name[first - 1]) == std::string_view::npos) --first;
    }
    return first;
}

}  // namespace covmap::read

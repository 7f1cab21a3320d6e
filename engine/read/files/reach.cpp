#include "read/files/reach.hpp"

#include <cpl_minixml.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/no_network.hpp"
#include "read/files/source_path.hpp"
#include "read/files/vsi_file.hpp"

namespace covmap::read {
namespace {

constexpr std::uint64_t kMostSources = 1'000'000;
constexpr std::uint64_t kMostDescriptionBytes = std::uint64_t{256} << 20;
constexpr std::size_t kHeadBytes = 1024;  ///< where GDAL looks for the word that makes a file a description

[[noreturn]] void refuse_reach(const std::string& shown, const std::string& what) {
    throw core::Error(core::ErrorKind::input, shown, what);
}

/// What kind of special file a path is; empty for files, folders and nothing.
const char* special_kind(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return "";
    if (S_ISFIFO(status.st_mode)) return "a pipe";
    if (S_ISSOCK(status.st_mode)) return "a socket";
    return S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode) ? "a device" : "";
}

struct XmlCloser {
    void operator()(CPLXMLNode* tree) const { CPLDestroyXMLNode(tree); }
};
using XmlTree = std::unique_ptr<CPLXMLNode, XmlCloser>;

bool begins_description(std::string_view head) {
    return head.find("<VRTDataset") != std::string_view::npos || head.find("<OGRVRTDataSource") != std::string_view::npos;
}

bool is_description(const std::string& opened) {
    const VsiFile file = open_vsi(opened);
    std::array<char, kHeadBytes> head{};
    return file && begins_description({head.data(), VSIFReadL(head.data(), 1, head.size(), file.get())});
}

bool is_element(const CPLXMLNode& node, std::initializer_list<const char*> names) {
    return node.eType == CXT_Element &&
           std::any_of(names.begin(), names.end(), [&](const char* name) { return EQUAL(node.pszValue, name); });
}

/// All nodes of a tree, without recursion: a tree may be deep.
std::vector<CPLXMLNode*> nodes_of(CPLXMLNode* tree) {
    std::vector<CPLXMLNode*> all, open{tree};
    while (!open.empty()) {
        CPLXMLNode* node = open.back();
        open.pop_back();
        for (; node != nullptr; node = node->psNext) {
            all.push_back(node);
            if (node->psChild != nullptr) open.push_back(node->psChild);
        }
    }
    return all;
}

class Descriptions {
public:
    explicit Descriptions(std::string shown) : m_shown(std::move(shown)) {}

    /// How many sources are opened in the end for this file.
    std::uint64_t sources_of(const std::string& opened) {
        core::stop_check();
        if (std::find(m_chain.begin(), m_chain.end(), opened) != m_chain.end())
            refuse_reach(m_shown, "names itself as a source: " + opened + "; mend its source, for instance with gdalbuildvrt");
        if (const auto known = m_known.find(opened); known != m_known.end()) return known->second;
        if (file_bytes(opened) > kMostDescriptionBytes)
            refuse_reach(m_shown, "is a description of over 256 MiB; split it with gdalbuildvrt into several");
        m_chain.push_back(opened);
        const XmlTree tree(CPLParseXMLFile(opened.c_str()));
        const std::uint64_t sources = sources_in(tree.get(), opened);
        m_chain.pop_back();
        return m_known[opened] = sources;
    }

private:
    std::uint64_t sources_in(CPLXMLNode* tree, const std::string& from) {
        std::uint64_t sources = 1;
        for (CPLXMLNode* node : nodes_of(tree)) {
            refuse_content(*node);
            if (is_element(*node, {"SourceFilename", "SourceDataset", "SrcDataSource"})) sources += sources_named(*node, from);
            if (sources > kMostSources)
                refuse_reach(m_shown,
                             "opens over a million sources in the end, for it names the same ones again and again; make "
                             "one file of them with gdal_translate");
        }
        return sources;
    }

    void refuse_content(const CPLXMLNode& node) const {
        if (node.eType == CXT_Attribute && EQUAL(node.pszValue, "subClass") && node.psChild != nullptr &&
            EQUAL(node.psChild->pszValue, "VRTRawRasterBand"))
            refuse_reach(m_shown,
                         "takes the raw bytes of another file for pixels (VRTRawRasterBand), which covmap does not read; "
                         "make a raster of it with gdal_translate");
        if (is_element(node, {"PixelFunctionCode", "PixelFunctionLanguage"}))
            refuse_reach(m_shown,
                         "holds code to be run (a pixel function), which covmap does not; make a raster of it with "
                         "gdal_translate");
    }

    std::uint64_t sources_named(CPLXMLNode& node, const std::string& from) {
        const std::string given(trimmed(CPLGetXMLValue(&node, "", "")));
        if (given.empty()) return 0;
        if (given.front() == '<') {
            const XmlTree tree(CPLParseXMLString(given.c_str()));
            return sources_in(tree.get(), from);
        }
        const bool beside = CPLTestBool(CPLGetXMLValue(&node, "relativeToVRT", "0"));
        const std::string name = beside ? from.substr(0, from.rfind('/') + 1) + given : given;
        if (network_part(name) != std::string::npos && !is_named(name))
            refuse_reach(m_shown, "names " + name +
                                      " as a source: data files do not reach out. Download it and name the file in the "
                                      "description, or name the place itself in the job");
        refuse_special_files(name, m_shown + ", source " + name);
        return is_description(name) ? sources_of(name) : 1;
    }

    std::string m_shown;
    std::vector<std::string> m_chain;
    std::map<std::string, std::uint64_t> m_known;
};

}  // namespace

void refuse_special_files(const std::string& path, const std::string& shown) {
    const std::string disk = file_on_disk(path);
    const std::string stem = disk.substr(0, std::min(disk.size(), disk.rfind('.')));
    std::vector<std::string> looked{disk};
    for (const char* ending : {".dbf", ".shx", ".prj", ".cpg", ".qix", ".DBF", ".SHX", ".PRJ", ".CPG", ".dat", ".map", ".id",
                               ".mid", ".hdr", ".gfs", ".xsd", ".tfw", ".wld", ".csvt"})
        looked.push_back(stem + ending);
    for (const char* ending : {"-wal", "-journal", "-shm", ".aux.xml", ".ovr", ".msk"}) looked.push_back(disk + ending);
    for (const std::string& name : looked)
        if (const std::string kind = special_kind(name); !kind.empty())
            refuse_reach(
                shown, (name == disk && name == path ? "is " : "has a file beside or behind it, " + name + ", that is ") + kind +
                           ", not a file, and may never end; save its data to a file and name that");
}

void refuse_far_reach(const std::string& opened, const std::string& shown) {
    if (is_description(opened)) Descriptions(shown).sources_of(opened);
    forget_gdal_message();
}

}  // namespace covmap::read

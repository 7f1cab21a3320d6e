#include "read/unpack.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "core/error.hpp"
#include "read/field_text.hpp"

namespace covmap::read {
namespace {

namespace fs = std::filesystem;
using core::Error;
using core::ErrorKind;

constexpr std::size_t kBlockBytes = std::size_t{1} << 16;
constexpr const char* kFolderPrefix = "covmap-unpacked-";
constexpr const char* kLock = ".lock";
constexpr const char* kRoom = "set TMPDIR to a folder with more room, or unpack the archive yourself and name the file inside";

void (*g_check)() = nullptr;

bool ends_with_one(const std::string& name, std::initializer_list<const char*> endings) {
    const std::string low = lower_case(name);
    return std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return low.ends_with(ending); });
}

bool is_data(const std::string& name) {
    return ends_with_one(name, {".gpkg", ".shp", ".fgb", ".geojson", ".json", ".csv", ".tsv", ".txt", ".csv.gz", ".tif", ".tiff",
                                ".gml", ".kml", ".tab", ".mif", ".sqlite", ".parquet"});
}

/// The name without its last ending, in small letters: what the parts of a shapefile share.
std::string stem_of(const std::string& name) { return lower_case(name.substr(0, name.rfind('.'))); }

std::string scratch_root() {
    const char* tmp = std::getenv("TMPDIR");
    return tmp != nullptr && *tmp != '\0' ? tmp : "/tmp";
}

/// A folder whose lock nobody holds is of a process that is gone.
void remove_abandoned(const fs::path& root) {
    std::error_code ignored;
    for (fs::directory_iterator at(root, ignored), end; !ignored && at != end; at.increment(ignored)) {
        if (at->path().filename().string().rfind(kFolderPrefix, 0) != 0) continue;
        const int lock = open((at->path() / kLock).c_str(), O_RDWR | O_CLOEXEC);
        if (lock < 0) continue;
        std::error_code kept;
        if (flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(at->path(), kept);
        close(lock);
    }
}

/// The scratch folder of the process, gone at its end.
class ScratchFolder {
public:
    ScratchFolder() {
        const std::string root = scratch_root();
        remove_abandoned(root);
        std::string path = root + "/" + kFolderPrefix + "XXXXXX";
        if (mkdtemp(path.data()) == nullptr)
            throw Error(ErrorKind::output, path,
                        std::string("cannot create a scratch folder: ") + std::strerror(errno) + "; " + kRoom);
        m_path = path;
        m_lock = open((m_path / kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (m_lock >= 0) flock(m_lock, LOCK_EX);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
        if (m_lock >= 0) close(m_lock);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    /// A new folder inside.
    fs::path part(std::size_t number) {
        fs::path made = m_path / std::to_string(number);
        fs::create_directory(made);
        return made;
    }

private:
    fs::path m_path;
    int m_lock = -1;
};

constexpr const char* kPackedAlone = ".gpkg.gz";  ///< SQLite jumps about in its file, which a gzip stream cannot

struct ArchiveCloser {
    void operator()(archive* opened) const { archive_read_free(opened); }
};

class Archive {
public:
    Archive(const std::string& path, std::string shown) : m_shown(std::move(shown)), m_archive(archive_read_new()) {
        if (lower_case(path).ends_with(kPackedAlone)) {
            archive_read_support_format_raw(m_archive.get());
            m_alone = fs::path(path).filename().stem().string();
        } else {
            archive_read_support_format_7zip(m_archive.get());
        }
        archive_read_support_filter_all(m_archive.get());
        if (archive_read_open_filename(m_archive.get(), path.c_str(), kBlockBytes) != ARCHIVE_OK) damaged();
    }

    /// The next plain file; false at the end.
    bool next(std::string& name) {
        while (true) {
            archive_entry* entry = nullptr;
            const int status = archive_read_next_header(m_archive.get(), &entry);
            if (status == ARCHIVE_EOF) return false;
            if (status < ARCHIVE_WARN) damaged();
            const char* path = archive_entry_pathname_utf8(entry);
            if (path == nullptr) path = archive_entry_pathname(entry);
            if (archive_entry_filetype(entry) != AE_IFREG || path == nullptr) continue;
            name = m_alone.empty() ? path : m_alone;
            return true;
        }
    }

    void write_to(const fs::path& file) {
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "wb"), std::fclose);
        if (!out) no_room();
        std::vector<char> block(kBlockBytes);
        while (true) {
            if (g_check != nullptr) g_check();
            const la_ssize_t got = archive_read_data(m_archive.get(), block.data(), block.size());
            if (got < 0) damaged();
            if (got == 0) break;
            if (std::fwrite(block.data(), 1, static_cast<std::size_t>(got), out.get()) != static_cast<std::size_t>(got))
                no_room();
        }
        if (std::fflush(out.get()) != 0) no_room();
    }

private:
    [[noreturn]] void damaged() const {
        const char* reason = archive_error_string(m_archive.get());
        throw Error(ErrorKind::input, m_shown,
                    std::string("cannot be unpacked") + (reason == nullptr ? "" : std::string(": ") + reason) +
                        "; is the download complete?");
    }
    [[noreturn]] void no_room() const {
        throw Error(ErrorKind::output, m_shown,
                    std::string("cannot be unpacked to ") + scratch_root() + ": " + std::strerror(errno) + "; " + kRoom);
    }

    std::string m_alone;  ///< the name of what is packed without an archive around it; else empty
    std::string m_shown;
    std::unique_ptr<archive, ArchiveCloser> m_archive;
};

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kNamed = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) list += (i == 0 ? "«" : ", «") + names[i] + "»";
    return list + (names.size() > kNamed ? ", …" : "");
}

/// The one data file of the archive.
std::string data_file(const std::string& path, const std::string& shown) {
    Archive archive(path, shown);
    std::vector<std::string> all, data;
    for (std::string name; archive.next(name);) {
        all.push_back(name);
        if (is_data(name)) data.push_back(name);
    }
    if (data.size() == 1) return data.front();
    if (data.empty())
        throw Error(ErrorKind::input, shown,
                    "holds no data file" + (all.empty() ? std::string(": it is empty") : "; it holds " + listed(all)));
    throw Error(ErrorKind::input, shown,
                "holds several data files: " + listed(data) + "; unpack it and name the one that is meant");
}

std::string unpack(const std::string& path, const std::string& shown, const fs::path& folder) {
    const std::string wanted = data_file(path, shown);
    Archive archive(path, shown);
    std::string made;
    for (std::string name; archive.next(name);) {
        if (stem_of(name) != stem_of(wanted)) continue;
        const fs::path file = folder / fs::path(name).filename();  // never a way out of the folder
        archive.write_to(file);
        if (name == wanted) made = file.string();
    }
    return made;
}

struct Unpacked {
    std::mutex mutex;
    fs::path folder;
    std::string file;  ///< empty until it is unpacked
};

class Store {
public:
    std::string file_of(const std::string& path, const std::string& shown) {
        Unpacked& entry = entry_of(fs::absolute(path).lexically_normal().string());
        // Not std::call_once: a race checker cannot follow an exception out of it.
        const std::lock_guard guard(entry.mutex);
        if (entry.file.empty()) entry.file = unpack(path, shown, entry.folder);
        return entry.file;
    }

private:
    Unpacked& entry_of(const std::string& key) {
        const std::lock_guard guard(m_mutex);
        if (!m_folder) m_folder = std::make_unique<ScratchFolder>();
        std::unique_ptr<Unpacked>& known = m_known[key];
        if (!known) {
            known = std::make_unique<Unpacked>();
            known->folder = m_folder->part(m_known.size());
        }
        return *known;
    }

    std::mutex m_mutex;
    std::unique_ptr<ScratchFolder> m_folder;
    std::map<std::string, std::unique_ptr<Unpacked>> m_known;
};

}  // namespace

bool is_packed(const std::string& path) {
    return path.rfind("/vsi", 0) != 0 && (lower_case(path).ends_with(".7z") || lower_case(path).ends_with(kPackedAlone));
}

std::string unpacked(const std::string& path, const std::string& shown) {
    static Store store;
    const std::string& name = shown.empty() ? path : shown;
    if (!fs::exists(path)) throw Error(ErrorKind::input, name, "no such file");
    return store.file_of(path, name);
}

void set_unpack_check(void (*check)()) { g_check = check; }

}  // namespace covmap::read

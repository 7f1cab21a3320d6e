#include "read/files/unpack.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/field_text.hpp"
#include "read/files/scratch_folder.hpp"

namespace covmap::read {
namespace {

namespace fs = std::filesystem;
using core::Error;
using core::ErrorKind;

constexpr std::size_t kBlockBytes = std::size_t{1} << 16;

constexpr const char* kPackedAlone = ".gpkg.gz";  ///< SQLite jumps about in its file, which a gzip stream cannot

struct ArchiveCloser {
    void operator()(archive* opened) const { archive_read_free(opened); }
};

class Archive {
public:
    Archive(const std::string& path, std::string shown)
        : m_shown(std::move(shown)), m_packed_bytes(fs::file_size(path)), m_archive(archive_read_new()) {
        if (lower_case(path).ends_with(kPackedAlone)) {
            archive_read_support_format_raw(m_archive.get());
            m_alone = fs::path(path).filename().stem().string();
        } else {
            archive_read_support_format_7zip(m_archive.get());
            archive_read_support_format_tar(m_archive.get());
            archive_read_support_format_zip(m_archive.get());
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
            core::stop_check();
            const la_ssize_t got = archive_read_data(m_archive.get(), block.data(), block.size());
            if (got < 0) damaged();
            if (got == 0) break;
            refuse_bomb(m_unpacked_bytes += static_cast<std::uint64_t>(got), m_packed_bytes, m_shown);
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
                    std::string("cannot be unpacked to ") + scratch_root() + ": " + std::strerror(errno) + "; " + kScratchRoom);
    }

    std::string m_alone;  ///< the name of what is packed without an archive around it; else empty
    std::string m_shown;
    std::uint64_t m_packed_bytes, m_unpacked_bytes = 0;
    std::unique_ptr<archive, ArchiveCloser> m_archive;
};

std::vector<std::string> names_of(const std::string& path, const std::string& shown) {
    Archive archive(path, shown);
    std::vector<std::string> names;
    for (std::string name; archive.next(name);) names.push_back(name);
    return names;
}

/// The name without its last ending, in small letters: what the parts of a shapefile share.
std::string stem_of(const std::string& name) { return lower_case(name.substr(0, name.rfind('.'))); }

/// Does `name` belong to the data file `member`: a companion, or a file of a FileGDB?
bool belongs(const std::string& name, const std::string& member) {
    return name.starts_with(member + "/") || stem_of(name) == stem_of(member) || stem_of(name) == lower_case(member);
}

/// Each member into a folder of its own: names of several folders may be the same.
std::vector<std::string> unpack(const std::string& path, const std::string& shown, const std::vector<std::string>& members,
                                const fs::path& folder) {
    std::vector<fs::path> places;
    std::vector<std::string> made;
    for (std::size_t i = 0; i < members.size(); ++i) {
        places.push_back(folder / std::to_string(i));
        made.push_back((places[i] / fs::path(members[i]).filename()).string());  // never a way out of the folder
    }
    Archive archive(path, shown);
    for (std::string name; archive.next(name);)
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (!belongs(name, members[i])) continue;
            const fs::path inside = name.starts_with(members[i] + "/") ? fs::path(made[i]) : places[i];
            fs::create_directories(inside);
            archive.write_to(inside / fs::path(name).filename());
            break;
        }
    return made;
}

struct Unpacked {
    std::mutex mutex;
    std::vector<std::string> names;                                      ///< of the archive, once they are known
    std::map<std::vector<std::string>, std::vector<std::string>> files;  ///< members and where they are
};

class Store {
public:
    UnpackedFiles files_of(const std::string& path, const FileAsk& ask, const std::string& shown) {
        Unpacked& entry = entry_of(fs::absolute(path).lexically_normal().string());
        // Not std::call_once: a race checker cannot follow an exception out of it.
        const std::lock_guard guard(entry.mutex);
        if (entry.names.empty()) entry.names = names_of(path, shown);
        const ArchiveChoice choice = choose_members(entry.names, ask, shown);
        std::vector<std::string>& files = entry.files[choice.names];
        if (files.empty()) files = unpack(path, shown, choice.names, new_scratch_part());
        return {files, choice.layer};
    }

private:
    Unpacked& entry_of(const std::string& key) {
        const std::lock_guard guard(m_mutex);
        std::unique_ptr<Unpacked>& known = m_known[key];
        if (!known) known = std::make_unique<Unpacked>();
        return *known;
    }

    std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<Unpacked>> m_known;
};

}  // namespace

bool is_packed(const std::string& path) {
    if (path.starts_with("/vsi")) return false;
    const std::string low = lower_case(path);
    for (const char* ending :
         {".7z", kPackedAlone, ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"})
        if (low.ends_with(ending)) return true;
    return false;
}

UnpackedFiles unpacked(const std::string& path, const FileAsk& ask, const std::string& shown) {
    static Store store;
    if (!fs::exists(path)) throw Error(ErrorKind::input, shown, "no such file");
    return store.files_of(path, ask, shown);
}

void refuse_bomb(std::uint64_t unpacked_bytes, std::uint64_t packed_bytes, const std::string& shown) {
    constexpr std::uint64_t kMostTimes = 500;
    if (unpacked_bytes <= kUnpackedFreely || unpacked_bytes / kMostTimes <= packed_bytes) return;
    throw Error(
        ErrorKind::input, shown,
        "grows to over 500 times its size, beyond 1 GiB, when it is unpacked: that is no usual data; if it is meant, unpack "
        "it yourself and name the file");
}

}  // namespace covmap::read

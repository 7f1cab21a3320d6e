// Preloaded into covmap (LD_PRELOAD): the n-th operation of a kind on files below a folder kills the program or fails.
//   COVMAP_FAULT_ROOT      the folder
//   COVMAP_FAULT           KIND:N:ACTION. Kinds: open (for writing), write, sync, rename, remove, folder (made), read, and room
//   (open,
//                          write or folder: what a full disk refuses). Actions: kill, EIO, ENOSPC; with + it and all later ones
//                          fail
//   COVMAP_FAULT_HIT       a file, made when the fault happens
//   COVMAP_FAULT_COUNTS    a file: how many operations of each kind there were, one line each, at the end of the program
//   COVMAP_FAULT_EXCHANGE  no: two folders cannot be exchanged in one step, as on file systems that have no RENAME_EXCHANGE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace {

enum Kind { kOpen, kWrite, kSync, kRename, kRemove, kFolder, kRead, kRoom, kKinds };
constexpr const char* kNames[kKinds] = {"open", "write", "sync", "rename", "remove", "folder", "read", "room"};
constexpr int kMostFiles = 4096;
enum Watch : unsigned char { kNone, kForReading, kForWriting };

std::atomic<long> g_counts[kKinds];
std::atomic<Watch> g_watched[kMostFiles];  // by descriptor

const char* setting(const char* name) {
    const char* text = getenv(name);
    return text == nullptr ? "" : text;
}

bool is_below(const char* path) {
    static const char* const root = setting("COVMAP_FAULT_ROOT");
    static const size_t length = strlen(root);
    return length > 0 && path != nullptr && strncmp(path, root, length) == 0;
}

bool is_watched(int file, Watch how) { return file >= 0 && file < kMostFiles && g_watched[file] == how; }

/// By the system itself, for what the C library calls is counted.
void tell_hit() {
    const char* path = setting("COVMAP_FAULT_HIT");
    if (*path == '\0') return;
    const long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) syscall(SYS_close, file);
}

/// Counts an operation; true where it is one that fails. It does not come back from a kill.
bool fails(Kind kind) {
    static const char* const fault = setting("COVMAP_FAULT");
    const long now = ++g_counts[kind];
    const size_t length = strlen(kNames[kind]);
    if (strncmp(fault, kNames[kind], length) != 0 || fault[length] != ':') return false;
    char* action = nullptr;
    const long first = strtol(fault + length + 1, &action, 10);
    const bool lasts = action[strlen(action) - 1] == '+';
    if (now != first && !(lasts && now > first)) return false;
    tell_hit();
    if (strcmp(action, ":kill") == 0) kill(getpid(), SIGKILL);
    errno = strncmp(action, ":EIO", 4) == 0 ? EIO : ENOSPC;
    return true;
}

/// What takes room on a disk.
bool fails_for_room(Kind kind) { return fails(kind) || fails(kRoom); }
bool write_fails(int file) { return is_watched(file, kForWriting) && fails_for_room(kWrite); }
bool read_fails(int file) { return is_watched(file, kForReading) && fails(kRead); }

/// For ferror().
size_t failed_stream(FILE* file) {
    constexpr int kErrorSeen = 0x20;  // of glibc
    file->_flags |= kErrorSeen;
    return 0;
}

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int opened(int file, Watch how) {
    if (file >= 0 && file < kMostFiles) g_watched[file] = how;
    return file;
}

int open_any(const char* name, const char* path, int flags, mode_t mode) {
    using Open = int (*)(const char*, int, ...);
    const bool writes = (flags & O_ACCMODE) != O_RDONLY;
    if (!is_below(path)) return next<Open>(name)(path, flags, mode);
    if (writes && fails_for_room(kOpen)) return -1;
    return opened(next<Open>(name)(path, flags, mode), writes ? kForWriting : kForReading);
}

FILE* fopen_any(const char* name, const char* path, const char* mode) {
    using Open = FILE* (*)(const char*, const char*);
    const bool writes = strpbrk(mode, "wa+") != nullptr;
    if (!is_below(path)) return next<Open>(name)(path, mode);
    if (writes && fails_for_room(kOpen)) return nullptr;
    FILE* file = next<Open>(name)(path, mode);
    if (file != nullptr) opened(fileno(file), writes ? kForWriting : kForReading);
    return file;
}

struct Report {
    ~Report() {
        const char* path = setting("COVMAP_FAULT_COUNTS");
        FILE* file = *path == '\0' ? nullptr : next<FILE* (*)(const char*, const char*)>("fopen")(path, "w");
        if (file == nullptr) return;
        for (int kind = 0; kind < kKinds; ++kind) fprintf(file, "%s %ld\n", kNames[kind], g_counts[kind].load());
        fclose(file);
    }
} g_report;

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return open_any("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return open_any("open64", path, flags, mode);
}
FILE* fopen(const char* path, const char* mode) { return fopen_any("fopen", path, mode); }
FILE* fopen64(const char* path, const char* mode) { return fopen_any("fopen64", path, mode); }
int close(int file) {
    opened(file, kNone);
    return next<int (*)(int)>("close")(file);
}

ssize_t write(int file, const void* bytes, size_t count) {
    return write_fails(file) ? -1 : next<ssize_t (*)(int, const void*, size_t)>("write")(file, bytes, count);
}
ssize_t writev(int file, const iovec* parts, int count) {
    return write_fails(file) ? -1 : next<ssize_t (*)(int, const iovec*, int)>("writev")(file, parts, count);
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
    return write_fails(file) ? -1 : next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
    return write_fails(file) ? -1 : next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(file, bytes, count, at);
}
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
    return write_fails(fileno(file)) ? failed_stream(file)
                                     : next<size_t (*)(const void*, size_t, size_t, FILE*)>("fwrite")(bytes, size, count, file);
}
int ftruncate(int file, off_t size) { return write_fails(file) ? -1 : next<int (*)(int, off_t)>("ftruncate")(file, size); }
int ftruncate64(int file, off64_t size) {
    return write_fails(file) ? -1 : next<int (*)(int, off64_t)>("ftruncate64")(file, size);
}

ssize_t read(int file, void* bytes, size_t count) {
    return read_fails(file) ? -1 : next<ssize_t (*)(int, void*, size_t)>("read")(file, bytes, count);
}
ssize_t pread(int file, void* bytes, size_t count, off_t at) {
    return read_fails(file) ? -1 : next<ssize_t (*)(int, void*, size_t, off_t)>("pread")(file, bytes, count, at);
}
ssize_t pread64(int file, void* bytes, size_t count, off64_t at) {
    return read_fails(file) ? -1 : next<ssize_t (*)(int, void*, size_t, off64_t)>("pread64")(file, bytes, count, at);
}
size_t fread(void* bytes, size_t size, size_t count, FILE* file) {
    return read_fails(fileno(file)) ? failed_stream(file)
                                    : next<size_t (*)(void*, size_t, size_t, FILE*)>("fread")(bytes, size, count, file);
}

int fsync(int file) { return fails(kSync) ? -1 : next<int (*)(int)>("fsync")(file); }

int mkdir(const char* path, mode_t mode) {
    return is_below(path) && fails_for_room(kFolder) ? -1 : next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}

int rename(const char* from, const char* to) {
    return is_below(to) && fails(kRename) ? -1 : next<int (*)(const char*, const char*)>("rename")(from, to);
}
int link(const char* from, const char* to) {
    return is_below(to) && fails(kRename) ? -1 : next<int (*)(const char*, const char*)>("link")(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    if (strcmp(setting("COVMAP_FAULT_EXCHANGE"), "no") == 0) {
        errno = EINVAL;
        return -1;
    }
    if (is_below(to) && fails(kRename)) return -1;
    return next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from, to_folder, to, flags);
}

int unlink(const char* path) { return is_below(path) && fails(kRemove) ? -1 : next<int (*)(const char*)>("unlink")(path); }
int rmdir(const char* path) { return is_below(path) && fails(kRemove) ? -1 : next<int (*)(const char*)>("rmdir")(path); }
int remove(const char* path) { return is_below(path) && fails(kRemove) ? -1 : next<int (*)(const char*)>("remove")(path); }
int unlinkat(int folder, const char* path, int flags) {
    return fails(kRemove) ? -1 : next<int (*)(int, const char*, int)>("unlinkat")(folder, path, flags);
}

}  // extern "C"

#include "export/project/qgz.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "core/error.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

la_ssize_t append_to(archive*, void* bytes, const void* more, std::size_t size) {
    static_cast<std::string*>(bytes)->append(static_cast<const char*>(more), size);
    return static_cast<la_ssize_t>(size);
}

[[noreturn]] void fail(const std::string& path, archive* zip) {
    const char* why = archive_error_string(zip);
    throw core::Error(core::ErrorKind::output, path, std::string("it cannot be packed: ") + (why == nullptr ? "" : why));
}

std::string zip_of_one(const std::string& name, const std::string& text, const std::string& path) {
    std::string bytes;
    const std::unique_ptr<archive, decltype(&archive_write_free)> zip(archive_write_new(), &archive_write_free);
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    // Without its size, which stands behind it then with its checksum: QGIS refuses an archive that tells one of them before.
    archive_entry_unset_size(entry.get());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    if (archive_write_set_format_zip(zip.get()) != ARCHIVE_OK ||
        archive_write_set_format_option(zip.get(), "zip", "zip64", nullptr) != ARCHIVE_OK ||
        archive_write_zip_set_compression_deflate(zip.get()) != ARCHIVE_OK ||
        archive_write_set_bytes_in_last_block(zip.get(), 1) != ARCHIVE_OK ||
        archive_write_open(zip.get(), &bytes, nullptr, &append_to, nullptr) != ARCHIVE_OK ||
        archive_write_header(zip.get(), entry.get()) != ARCHIVE_OK ||
        archive_write_data(zip.get(), text.data(), text.size()) != static_cast<la_ssize_t>(text.size()) ||
        archive_write_close(zip.get()) != ARCHIVE_OK)
        fail(path, zip.get());
    return bytes;
}

}  // namespace

void write_zip_of_one(const std::string& name, const std::string& text, const std::string& path) {
    store::OutputFile out(path);
    out.append(zip_of_one(name, text, path));
    out.close();
}

}  // namespace covmap::exports

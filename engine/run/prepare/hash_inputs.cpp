#include "run/prepare/hash_inputs.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "run/base/stop.hpp"

namespace covmap::run {

namespace fs = std::filesystem;

namespace {

std::string hex(const std::array<unsigned char, EVP_MAX_MD_SIZE>& digest, unsigned int length) {
    constexpr const char* kHex = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += kHex[digest[i] >> 4];
        text += kHex[digest[i] & 15];
    }
    return text;
}

/// Of a folder that is one source (FileGDB): the SHA-256 of the lines «hash  name» of its files, as sha256sum prints them, by
/// name. Locks of programs that have it open are no part of it.
FileHash hash_folder(const std::string& path) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file() && entry.path().extension() != ".lock")
            names.push_back(entry.path().lexically_relative(path).generic_string());
    std::sort(names.begin(), names.end());
    FileHash whole;
    std::string lines;
    for (const std::string& name : names) {
        const FileHash one = hash_file((fs::path(path) / name).string());
        whole.bytes += one.bytes;
        lines += one.sha256 + "  " + name + "\n";
    }
    whole.sha256 = sha256_text(lines);
    return whole;
}

}  // namespace

std::string sha256_text(const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    return hex(digest, length);
}

FileHash hash_file(const std::string& path) {
    if (std::error_code ignored; fs::is_directory(path, ignored)) return hash_folder(path);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) throw core::Error(core::ErrorKind::input, path, std::string("cannot be opened: ") + std::strerror(errno));
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    FileHash hash;
    std::vector<unsigned char> buffer(1 << 20);
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0;) {
        throw_if_cancelled();
        EVP_DigestUpdate(context.get(), buffer.data(), got);
        hash.bytes += got;
    }
    if (std::ferror(file.get()) != 0) throw core::Error(core::ErrorKind::input, path, "cannot be read to its end");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(context.get(), digest.data(), &length);
    hash.sha256 = hex(digest, length);
    return hash;
}

std::vector<std::string> companions(const std::string& path) {
    const std::string ending = path.size() > 4 ? path.substr(path.size() - 4) : std::string();
    const std::string stem = path.substr(0, path.size() - ending.size());
    if (ending == ".shp") return {stem + ".dbf", stem + ".shx", stem + ".prj", stem + ".cpg"};
    if (ending == ".SHP") return {stem + ".DBF", stem + ".SHX", stem + ".PRJ", stem + ".CPG"};
    return {path + "-wal", path + "-journal"};  // of a GeoPackage that is written to: what is committed there is read
}

std::string job_name(const model::Job& job) { return fs::path(job.path).filename().string(); }

std::vector<const model::Source*> swept_sources(const model::Job& job) {
    std::vector<const model::Source*> sources{&job.demand.source, &job.territory.source};
    if (job.demand.points && job.demand.format != "points") sources.push_back(&job.demand.points->source);
    for (const model::JoinSpec& join : job.territory.joins) sources.push_back(&join.source);
    if (job.territory.passage) sources.push_back(&*job.territory.passage);
    for (const model::SupplySpec& supply : job.supply) {
        sources.push_back(&supply.source);
        if (supply.extent.polygons) sources.push_back(&*supply.extent.polygons);
    }
    for (const model::PlacesSpec& places : job.places) sources.push_back(&places.source);
    for (const model::LinesSpec& lines : job.lines) sources.push_back(&lines.source);
    return sources;
}

std::map<std::string, std::string> files_of_sources(const std::vector<const model::Source*>& sources) {
    std::map<std::string, std::string> files;
    for (const model::Source* source : sources)
        for (const std::string& file : source->files) {
            const std::string disk = read::file_on_disk(file), shown = read::shown_path(*source, file);
            files[shown] = disk;
            // Inside an archive the file on disk is the archive: it holds the companions too.
            const std::vector<std::string> beside = companions(disk), shown_beside = companions(shown);
            for (std::size_t i = 0; i < beside.size() && i < shown_beside.size(); ++i)
                if (std::error_code ignored; fs::is_regular_file(beside[i], ignored)) files[shown_beside[i]] = beside[i];
        }
    return files;
}

std::map<std::string, FileHash> hash_inputs(const model::Job& job) {
    std::map<std::string, FileHash> by_disk, hashes;
    const auto hash_once = [&](const std::string& disk) {
        const auto [at, fresh] = by_disk.try_emplace(disk);
        if (fresh) at->second = hash_file(disk);
        return at->second;
    };
    for (const auto& [shown, disk] : files_of_sources(swept_sources(job))) hashes[shown] = hash_once(disk);
    if (!job.path.empty()) hashes[job_name(job)] = hash_once(job.path);
    return hashes;
}

void add_hashed(std::vector<model::InputFile> inputs, const model::Source& source, const std::string& role,
                model::RunModel& model) {
    for (model::InputFile& input : inputs) {
        input.role = role;
        for (const std::string& file : source.files) {
            if (read::shown_path(source, file) != input.path) continue;
            const FileHash hash = hash_file(read::file_on_disk(file));
            input.sha256 = hash.sha256;
            input.bytes = hash.bytes;
        }
        model.inputs.push_back(std::move(input));
    }
}

}  // namespace covmap::run

// SHA-256 and size of the input files.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "model/run_model.hpp"

namespace covmap::run {

struct FileHash {
    std::string sha256;
    std::uint64_t bytes = 0;
};

/// The files that belong to a shapefile (.dbf, .shx, .prj, .cpg), or the logs of a SQLite file (-wal, -journal), whether they
/// exist or not.
std::vector<std::string> companions(const std::string& path);

/// The job file as the manifest names it: without its folder. Empty for a job that comes from no file.
std::string job_name(const model::Job& job);

/// Files on disk of some sources, by path as the manifest names them, with the companions of shapefiles.
std::map<std::string, std::string> files_of_sources(const std::vector<const model::Source*>& sources);

/// What the job reads before and while it is swept: of its first demand, in its first territories.
std::vector<const model::Source*> swept_sources(const model::Job& job);

/// SHA-256 as 64 hexadecimal digits.
std::string sha256_text(const std::string& text);

/// Every file that the job reads, by path as the manifest names it (read::shown_path), with the companions of shapefiles and the
/// job file itself. One task; OpenSSL. Throws Error(input).
std::map<std::string, FileHash> hash_inputs(const model::Job& job);

/// Files of a source that were read apart from the others, hashed, with their role in the job: «places[0]».
void add_hashed(std::vector<model::InputFile> inputs, const model::Source& source, const std::string& role,
                model::RunModel& model);

/// Hash of one file, or of a folder that is one source (FileGDB): the SHA-256 of the lines «hash  name» of its files, by name.
FileHash hash_file(const std::string& path);

}  // namespace covmap::run

// The folder of the process for copies of inputs: what is unpacked, and what may not be opened where it lies.
#pragma once

#include <filesystem>
#include <string>

namespace covmap::read {

/// TMPDIR, else /tmp.
std::string scratch_root();
/// The remedy in errors about it.
extern const char* const kScratchRoom;

/// Does the path lie in a process's scratch folder? It is no input then.
bool is_scratch(const std::string& path);

/// A new folder of its own inside the process's scratch folder, which goes with the process, whether the run ends well or not;
/// folders of processes that were killed are removed by the next one that asks. Thread-safe. Error(output): no room.
std::filesystem::path new_scratch_part();

}  // namespace covmap::read

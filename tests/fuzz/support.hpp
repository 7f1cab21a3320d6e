// What the fuzz targets share: libFuzzer's entry, an input as a file, the error that any input may end in.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace covmap::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// One file, written anew for each input: in memory where the system has such a place.
class InputFile {
public:
    explicit InputFile(const char* name) {
        std::string pattern =
            (std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") + std::string("/covmap-fuzz-XXXXXX");
        if (::mkdtemp(pattern.data()) == nullptr) std::abort();
        m_folder = pattern;
        m_path = pattern + "/" + name;
    }
    ~InputFile() { std::filesystem::remove_all(m_folder); }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::string& write(std::string_view bytes) const {
        const int file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (file < 0 || ::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
        ::close(file);
        return m_path;
    }

private:
    std::string m_folder, m_path;
};

/// An input is understood, or refused by the one exception of the project. Anything else ends the program: a finding.
template <class Reading>
int refused_or_read(const Reading& reading) {
    try {
        reading();
    } catch (const core::Error&) {
    }
    return 0;
}

}  // namespace covmap::fuzz

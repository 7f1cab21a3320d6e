// A text that a command writes where its user says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace covmap::run {

/// What `-o` leads to. A file is replaced whole or not at all, and a link by what it leads to; devices, pipes and open
/// descriptors
/// (/dev/stdout, /dev/fd/3) are written into. To be asked before the work, which may take long. Errors, kind output: an empty
/// name, a folder, a disk, a socket; a file that is there where `overwrite` is not given.
void check_output_text(const std::string& path, bool overwrite);

/// True where a file was made, not a device or pipe written into. Errors: as check_output_text(), and what the system refuses.
bool write_output_text(const std::string& path, std::string_view text, bool overwrite);

/// The same piece by piece: a file appears whole with finish(), or not at all.
class OutputText {
public:
    OutputText(const std::string& path, bool overwrite);
    ~OutputText();
    OutputText(const OutputText&) = delete;
    OutputText& operator=(const OutputText&) = delete;
    void append(std::string_view text);
    /// True where a file was made.
    bool finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// As check_output_text(), for a file that is written at any place of it: devices and pipes are errors too.
void check_output_file(const std::string& path, bool overwrite);

}  // namespace covmap::run

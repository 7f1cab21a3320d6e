// What must not stay behind where the program ends at once.
#pragma once

#include <string>

namespace covmap::core {

/// A file or folder under construction, by its absolute or relative path: named here for as long as this lives, so that
/// remove_unfinished() finds it where no destructor runs any more. Thread-safe.
class Unfinished {
public:
    explicit Unfinished(std::string path);
    ~Unfinished();
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    /// It is finished, or stands under another name: not to be removed any more.
    void done();

private:
    std::string m_path;
};

/// Removes all that is unfinished in this process. For a program that is about to end: what other threads still write meanwhile
/// may remain. Never throws.
void remove_unfinished() noexcept;

}  // namespace covmap::core

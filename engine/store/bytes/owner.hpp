// Whose an unfinished file or folder is: told by its name, and by a lock. Private to the room.
#pragma once

#include <optional>
#include <string>

namespace covmap::store {

/// One write of one process. As text: «host-boot-process-random», the host's name with `_` for what is neither letter nor digit.
struct Owner {
    std::string host;    ///< at most 32 letters and digits
    std::string boot;    ///< 8 hexadecimal digits: another one after a restart of the machine
    long process = 0;    ///< its number
    std::string random;  ///< 8 hexadecimal digits
    bool operator==(const Owner&) const = default;
};

/// A new one, of this process.
Owner new_owner();
std::string owner_text(const Owner& owner);
/// Nothing where `text` is not exactly what owner_text() gives.
std::optional<Owner> parsed_owner(const std::string& text);

/// Of the name `<beginning><owner>`; nothing for any other name.
std::optional<Owner> owner_in_name(const std::string& name, const std::string& beginning);

enum class OwnerState {
    lives,      ///< a process of this machine has its number, and it is not this one
    gone,       ///< it was of this machine, and has ended, or the machine was started again; or its number is this process's
    elsewhere,  ///< of another host: nobody here can know
};
OwnerState state_of(const Owner& owner);

/// A lock on a file or folder (flock), given back at the end. To ask for it changes nothing on the disk.
class PathLock {
public:
    enum class State {
        held,         ///< by this object
        of_another,   ///< some process has it
        not_to_know,  ///< the file system has no locks, or the path cannot be opened
    };
    /// Never waits. A link is not followed.
    explicit PathLock(const std::string& path);
    ~PathLock();
    PathLock(const PathLock&) = delete;
    PathLock& operator=(const PathLock&) = delete;
    [[nodiscard]] State state() const { return m_state; }

private:
    int m_descriptor = -1;
    State m_state = State::not_to_know;
};

/// May what is at `path` and says to be of `owner` be cleared away?
enum class Claim {
    free,     ///< its owner is gone, and `lock` is held
    in_use,   ///< its owner lives, or holds the lock
    unknown,  ///< of another host, or locks cannot be asked
};
Claim claim_of(const Owner& owner, const PathLock& lock);

/// «'/data/it'\''s'»: one word of a shell.
std::string shell_word(const std::string& text);

}  // namespace covmap::store

#include "store/bytes/owner.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <random>

namespace covmap::store {

namespace {

constexpr std::size_t kHexDigits = 8, kLongestHost = 32;

std::string hex_text(std::uint32_t number) {
    std::string text(kHexDigits, '0');
    for (std::size_t i = kHexDigits; i-- > 0; number >>= 4U) text[i] = "0123456789abcdef"[number & 15U];
    return text;
}

bool is_hex(const std::string& text) {
    return text.size() == kHexDigits &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_of_host(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

std::string this_host() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name.front() == '\0') return "unnamed";
    std::string host(name.data());
    std::replace_if(
        host.begin(), host.end(), [](char c) { return !is_of_host(c); }, '_');
    return host.substr(0, kLongestHost);
}

/// The first digits of the kernel's number for this start of the machine; zeros where it has none.
std::string this_boot() {
    std::string id;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), id);
    id = id.substr(0, kHexDigits);
    return is_hex(id) ? id : std::string(kHexDigits, '0');
}

bool runs(long process) { return ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH; }

}  // namespace

Owner new_owner() {
    std::random_device random;
    return {this_host(), this_boot(), ::getpid(), hex_text(random())};
}

std::string owner_text(const Owner& owner) {
    return owner.host + "-" + owner.boot + "-" + std::to_string(owner.process) + "-" + owner.random;
}

std::optional<Owner> parsed_owner(const std::string& text) {
    Owner owner;
    std::array<std::string, 4> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = i + 1 < parts.size() ? text.find('-', begin) : text.size();
        if (end == std::string::npos) return std::nullopt;
        parts[i] = text.substr(begin, end - begin);
        begin = end + 1;
    }
    owner.host = parts[0];
    owner.boot = parts[1];
    owner.random = parts[3];
    std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), owner.process);
    const bool well = !owner.host.empty() && owner.host.size() <= kLongestHost &&
                      std::all_of(owner.host.begin(), owner.host.end(), is_of_host) && is_hex(owner.boot) &&
                      is_hex(owner.random) && owner.process > 0 && owner.process <= std::numeric_limits<pid_t>::max();
    if (!well || owner_text(owner) != text) return std::nullopt;
    return owner;
}

std::optional<Owner> owner_in_name(const std::string& name, const std::string& beginning) {
    if (!name.starts_with(beginning)) return std::nullopt;
    return parsed_owner(name.substr(beginning.size()));
}

OwnerState state_of(const Owner& owner) {
    if (owner.host != this_host()) return OwnerState::elsewhere;
    if (owner.boot != this_boot() || owner.process == ::getpid() || !runs(owner.process)) return OwnerState::gone;
    return OwnerState::lives;
}

PathLock::PathLock(const std::string& path) : m_descriptor(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)) {
    if (m_descriptor < 0) return;
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0)
        m_state = State::held;
    else if (errno == EWOULDBLOCK)
        m_state = State::of_another;
}

PathLock::~PathLock() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

Claim claim_of(const Owner& owner, const PathLock& lock) {
    const OwnerState state = state_of(owner);
    if (lock.state() == PathLock::State::of_another || state == OwnerState::lives) return Claim::in_use;
    return state == OwnerState::gone && lock.state() == PathLock::State::held ? Claim::free : Claim::unknown;
}

std::string shell_word(const std::string& text) {
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
    return word + "'";
}

}  // namespace covmap::store

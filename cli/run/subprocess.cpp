#include "cli/run/subprocess.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace covmap::cli {
namespace {

[[noreturn]] void fail(int code, const std::string& what) { throw std::system_error(code, std::generic_category(), what); }

/// Both ends are closed with it.
struct Pipe {
    std::array<int, 2> ends{-1, -1};
    Pipe() {
        if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "pipe");
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    void close_end(std::size_t which) {
        if (ends[which] >= 0) close(ends[which]);
        ends[which] = -1;
    }
};

/// What the file descriptors of the child will be.
struct Actions {
    posix_spawn_file_actions_t list{};
    Actions() { posix_spawn_file_actions_init(&list); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    ~Actions() { posix_spawn_file_actions_destroy(&list); }
};

/// Both at once, so that neither fills its pipe while the other is waited for.
void read_both(Pipe& out, Pipe& err, Ended& ended) {
    std::array<pollfd, 2> sources{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
    const std::array<std::string*, 2> texts{&ended.out, &ended.err};
    std::array<char, 4096> buffer{};
    while (sources[0].fd >= 0 || sources[1].fd >= 0) {
        if (poll(sources.data(), sources.size(), -1) < 0 && errno != EINTR) fail(errno, "poll");
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (sources[i].fd < 0 || sources[i].revents == 0) continue;
            const ssize_t got = ::read(sources[i].fd, buffer.data(), buffer.size());
            if (got > 0)
                texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
            else if (got == 0 || errno != EINTR)
                sources[i].fd = -1;
            sources[i].revents = 0;
        }
    }
}

}  // namespace

Ended run_program(const std::vector<std::string>& words, const std::string& folder) {
    Pipe out, err;
    Actions actions;
    posix_spawn_file_actions_addopen(&actions.list, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions.list, out.ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions.list, err.ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions.list, folder.c_str());
    std::vector<std::string> copies = words;
    std::vector<char*> arguments;
    for (std::string& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (const int code = posix_spawnp(&child, arguments[0], &actions.list, nullptr, arguments.data(), environ); code != 0)
        fail(code, words.front());
    out.close_end(1);
    err.close_end(1);
    Ended ended;
    read_both(out, err, ended);
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) fail(errno, words.front());
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ended;
}

}  // namespace covmap::cli

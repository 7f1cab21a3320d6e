// Serves a folder of files to the browsers of this machine.
#pragma once

#include <memory>
#include <string>

namespace covmap::cli {

/// HTTP/1.1 on 127.0.0.1. GET and HEAD of regular files below the folder, index.html for «/»; one byte range each request (206,
/// 416), ETag and 304. Nothing else is answered: no listing, no path out of the folder, no name that begins with a dot, no
/// request under another host's name (421). Every answer carries a Content-Security-Policy that keeps the page's requests at this
/// server, and at `basemap`, an origin such as «https://tiles.example», where it is given.
class PageServer {
public:
    explicit PageServer(const std::string& folder, const std::string& basemap = {});
    ~PageServer();
    PageServer(const PageServer&) = delete;
    PageServer& operator=(const PageServer&) = delete;

    /// Takes a port, any free one where it is 0, and returns it. Errors: usage, where it is taken.
    int bind(int port);
    /// Answers until stop() is called from another thread.
    void serve();
    void stop();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::cli

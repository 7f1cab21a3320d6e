// Serves a folder of files, or what else an Answerer has, to the browsers and programs of this machine.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/server/connection.hpp"
#include "cli/server/page_folder.hpp"

namespace covmap::cli {

struct PageServerOptions {
    std::string basemap = {};  ///< an origin that the page may ask too; empty: none
    Patience patience = {};
    std::string host = "127.0.0.1";  ///< the address to listen on, IPv4; 0.0.0.0: every one of this machine
    std::size_t connections = 256;  ///< at most so many at once, and no more than half of the files that the system lets one open
};

/// HTTP/1.1 on one address, of what an Answerer answers. One thread, which waits for all connections at once and never for one of
/// them; where there are too many, a new one takes the place of the one that has been idle longest, or of the slowest reader. So
/// no number of half-sent requests keeps a whole one from its answer.
class PageServer {
public:
    explicit PageServer(const std::string& folder, PageServerOptions options = {});
    explicit PageServer(std::unique_ptr<Answerer> answerer, PageServerOptions options = {});
    ~PageServer();
    PageServer(const PageServer&) = delete;
    PageServer& operator=(const PageServer&) = delete;

    /// Takes a port, any free one where it is 0, and returns it. Errors: usage, where it is taken, or the host is no address of
    /// this machine.
    int bind(int port);
    /// Answers until `is_over`, which it asks some twenty times a second; then closes every connection as it is. Errors: output,
    /// where the system lets it open nothing more.
    void serve(const std::function<bool()>& is_over);

private:
    void turn();
    void accept_all();
    bool make_room();

    std::unique_ptr<Answerer> m_answerer;
    PageServerOptions m_options;
    int m_listener = -1;
    std::vector<std::unique_ptr<Connection>> m_connections;
};

}  // namespace covmap::cli

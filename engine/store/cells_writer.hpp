// cells.covc: who lives where under which layers, cell by cell. docs/formats/cells.md.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/site.hpp"

namespace covmap::store {

/// Thread-safe: bands may come in any order and are written in the order of `bands`; memory for those that wait for a slower one.
/// Same bands, same bytes. Errors: output.
class CellsWriter {
public:
    /// `bands`: all that will come, ascending. `limit`: a file whose bands take more bytes does not stay.
    CellsWriter(const std::string& path, const model::RunModel& model, const std::vector<model::Site>& sites,
                std::vector<core::Row> bands, std::uint64_t limit = UINT64_MAX);
    ~CellsWriter();
    /// The block of a band (CellsEncoder), empty where it holds nothing.
    void add(core::Row band, std::string&& block);
    /// Writes the index and the checksum. False: the file grew beyond the limit, and is not there.
    bool close();

private:
    struct State;
    std::mutex m_mutex;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::store

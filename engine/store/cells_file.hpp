// Reads cells.covc: the cells of a run, band by band. docs/formats/cells.md.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/demand.hpp"
#include "core/interner.hpp"
#include "core/sink.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"

namespace covmap::store {

/// A cut cell as stored.
struct StoredCut {
    core::Row row = 0;
    core::Col col = 0;
    bool inhabited = false;
    std::int64_t area = 0;
    std::vector<core::CellPart> parts;
    std::vector<std::int64_t> values;
    core::CellGeometry geometry;
    std::vector<core::CellPoint> points;
    std::vector<std::int64_t> point_values;
};

/// What a band holds, told in the order of the sweep. Groups and cells are valid during the call.
struct CellVisitor {
    std::function<void(const core::Group&)> run;
    std::function<void(const StoredCut&)> cut;
};

/// The bands of one file. Opening checks the whole file against its checksum and against the model of the run's tally.
/// Not thread-safe; `again()` opens another one for another thread. Errors, kind input, where = path: no such file, not a file of
/// cells, of another run, damaged.
class CellsFile {
public:
    CellsFile(const std::string& path, const model::RunModel& model);
    ~CellsFile();
    CellsFile(CellsFile&&) noexcept;
    [[nodiscard]] CellsFile again() const;

    [[nodiscard]] const std::vector<core::Row>& bands() const;  ///< ascending; those that hold something
    [[nodiscard]] const std::vector<model::Site>& sites() const;
    /// The bytes of a band as they stand in the file; empty where it holds nothing.
    [[nodiscard]] std::string block(core::Row band);
    /// Signatures become numbers of `interner`; areas of runs come from `areas`.
    void visit(core::Row band, core::Interner& interner, const core::CellAreas& areas, const CellVisitor& visitor);

private:
    struct State;
    explicit CellsFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::store

// Defects: bad records of the inputs, counted under stable codes, with examples; the run goes on.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace covmap::core {

/// One place where a defect was met. `feature` is a FID, a row number or an id, as text.
struct DefectPlace {
    std::string file;
    std::string layer;
    std::string feature;
    std::string detail;  ///< the offending value, or empty; never filled for confidential sources
    auto operator<=>(const DefectPlace&) const = default;
};

/// Counts by (code, file), with the smallest few places as examples, so that the result does not depend on the order of reading.
/// Codes in use are listed with their meaning in docs/defects.md. Not thread-safe: one per reader, then merge().
class Defects {
public:
    static constexpr std::size_t kExamples = 5;

    struct Entry {
        std::uint64_t count = 0;
        std::vector<DefectPlace> examples;
    };

    void add(const std::string& code, DefectPlace place, std::uint64_t count = 1);
    void merge(const Defects& other);
    /// What was found in a file.
    void forget(const std::string& file);

    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::uint64_t count(const std::string& code) const;
    /// (code, file) -> entry, sorted.
    [[nodiscard]] const std::map<std::pair<std::string, std::string>, Entry>& entries() const { return m_entries; }

private:
    std::map<std::pair<std::string, std::string>, Entry> m_entries;
};

}  // namespace covmap::core

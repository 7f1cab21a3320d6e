#include "core/defect.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace covmap::core {

namespace {

// Feature numbers are text: shorter first, so that 9 comes before 10.
bool earlier(const DefectPlace& a, const DefectPlace& b) {
    if (a.layer != b.layer) return a.layer < b.layer;
    if (a.feature.size() != b.feature.size()) return a.feature.size() < b.feature.size();
    return std::tie(a.feature, a.detail) < std::tie(b.feature, b.detail);
}

void keep_smallest(std::vector<DefectPlace>& examples, DefectPlace place) {
    const auto at = std::upper_bound(examples.begin(), examples.end(), place, earlier);
    if (at == examples.end() && examples.size() >= Defects::kExamples) return;
    examples.insert(at, std::move(place));
    if (examples.size() > Defects::kExamples) examples.pop_back();
}

}  // namespace

void Defects::add(const std::string& code, DefectPlace place, std::uint64_t count) {
    Entry& entry = m_entries[{code, place.file}];
    entry.count += count;
    keep_smallest(entry.examples, std::move(place));
}

void Defects::merge(const Defects& other) {
    for (const auto& [key, theirs] : other.m_entries) {
        Entry& ours = m_entries[key];
        ours.count += theirs.count;
        for (const DefectPlace& place : theirs.examples) keep_smallest(ours.examples, place);
    }
}

void Defects::forget(const std::string& file) {
    std::erase_if(m_entries, [&](const auto& entry) { return entry.first.second == file; });
}

std::uint64_t Defects::count(const std::string& code) const {
    std::uint64_t total = 0;
    for (const auto& [key, entry] : m_entries)
        if (key.first == code) total += entry.count;
    return total;
}

}  // namespace covmap::core

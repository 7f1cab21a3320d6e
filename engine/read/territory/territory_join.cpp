#include "read/territory/territory_join.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/table/table_reader.hpp"
#include "read/territory/lost_zeros.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
namespace {

std::string detail(const model::Source& source, const std::string& text) {
    return source.info.confidential ? std::string() : text;
}

}  // namespace

JoinTable::JoinTable(const model::JoinSpec& spec, const TerritoryCodes& codes, core::Defects& defects,
                     std::vector<model::InputFile>& inputs)
    : m_spec(spec), m_codes(codes) {
    if (spec.source.files.empty()) throw core::Error(core::ErrorKind::input, spec.source.given, "no such file to join");
    for (const std::string& path : spec.source.files) read_file(path, defects, inputs);
    for (const auto& [code, row] : m_rows) m_became[codes.of(code)].push_back(code);
    for (auto& [code, of] : m_became)
        std::sort(of.begin(), of.end(), [&code = code](const std::string& a, const std::string& b) {
            return std::pair(a != code, std::string_view(a)) < std::pair(b != code, std::string_view(b));
        });
}

void JoinTable::read_file(const std::string& path, core::Defects& defects, std::vector<model::InputFile>& inputs) {
    const std::string shown = shown_path(m_spec.source, path);
    TableReader table(path, m_spec.source.layer, shown);
    m_semicolons = m_semicolons || table.semicolons();
    const std::size_t key = table.column(m_spec.on);
    std::vector<std::size_t> columns;
    for (const auto& [name, column] : m_spec.columns) columns.push_back(table.column(column));
    m_texts.resize(columns.size(), false);
    for (std::size_t i = 0; i < columns.size(); ++i) m_texts[i] = m_texts[i] || !table.keeps_numbers(columns[i]);
    while (table.next()) {
        Row row;
        for (const std::size_t column : columns) row.values.emplace_back(table.text(column));
        row.file = shown;
        row.record = table.record();
        const std::string code(table.text(key));
        const auto [at, fresh] = m_rows.try_emplace(code, row);
        if (fresh) continue;
        if (!code.empty()) defects.add("join-duplicate", {shown, table.layer(), row.record, detail(m_spec.source, code)});
        ++at->second.rows;
        if (row.values < at->second.values) at->second.values = std::move(row.values);
    }
    inputs.push_back(input_file(m_spec.source, "join", shown, {}));
    inputs.back().records = table.records();
}

int JoinTable::column(const std::string& name) const {
    for (std::size_t i = 0; i < m_spec.columns.size(); ++i)
        if (m_spec.columns[i].first == name) return static_cast<int>(i);
    return -1;
}

std::vector<const JoinTable::Values*> JoinTable::rows(const std::string& code) const {
    std::vector<const Values*> found;
    const auto became = m_became.find(code);
    if (became == m_became.end()) return found;
    for (const std::string& own : became->second) found.push_back(&m_rows.at(own).values);
    return found;
}

void JoinTable::compare(const std::vector<std::string>& sorted_codes, const std::string& territories, core::Defects& defects,
                        std::vector<std::string>& warnings) const {
    std::vector<std::string> unmatched, missing;
    for (const auto& [code, row] : m_rows)
        if (!std::binary_search(sorted_codes.begin(), sorted_codes.end(), m_codes.of(code))) {
            defects.add("join-unmatched", {row.file, {}, row.record, detail(m_spec.source, code)}, row.rows);
            unmatched.push_back(code);
        }
    const std::string first = shown_path(m_spec.source, m_spec.source.files.front());
    for (const std::string& code : sorted_codes)
        if (!m_became.contains(code)) {
            defects.add("join-missing", {first, {}, detail(m_spec.source, code), {}});
            missing.push_back(code);
        }
    std::sort(unmatched.begin(), unmatched.end());
    const LostZeros lost = lost_zeros(unmatched, missing);
    if (lost.codes == 0) return;
    const std::string text = lost_zeros_text(lost, territories, m_spec.source.info.confidential);
    if (missing.size() == sorted_codes.size()) throw core::Error(core::ErrorKind::input, first, "joins no territory: " + text);
    warnings.push_back(first + ": " + text + "; until then their joined columns are empty");
}

std::vector<std::string_view> JoinTable::texts(std::size_t position) const {
    std::vector<std::string_view> all;
    for (const auto& [code, row] : m_rows) all.emplace_back(row.values[position]);
    return all;
}

}  // namespace covmap::read

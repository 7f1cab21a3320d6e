// What one file of records says: each distinct combination of operator, technology, speeds… once. Private to the room.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "model/job/job.hpp"
#include "model/layer.hpp"
#include "read/supply/supply.hpp"
#include "read/supply/supply_layers.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {

/// How many records, and where the first few stand.
class CountedLines {
public:
    void add(std::int64_t line, std::uint64_t count = 1) {
        m_count += count;
        if (m_kept == m_lines.size() && line >= m_lines.back()) return;
        std::size_t i = m_kept < m_lines.size() ? m_kept++ : m_kept - 1;
        for (; i > 0 && m_lines[i - 1] > line; --i) m_lines[i] = m_lines[i - 1];
        m_lines[i] = line;
    }
    void merge(const CountedLines& other) {
        for (std::size_t i = 0; i < other.m_kept; ++i) add(other.m_lines[i], 0);
        m_count += other.m_count;
    }
    void give(const std::string& code, const std::string& file, const std::string& detail, core::Defects& defects) const {
        for (std::size_t i = 0; i < m_kept; ++i) {
            const std::uint64_t count = i == 0 ? m_count - (m_kept - 1) : 1;
            defects.add(code, {file, "", std::to_string(m_lines[i]), detail}, count);
        }
    }

private:
    std::array<std::int64_t, core::Defects::kExamples> m_lines{};
    std::size_t m_kept = 0;
    std::uint64_t m_count = 0;
};

/// One offer: a claim at a level and a speed.
struct Offer {
    model::Claim claim;
    model::Scale scale;
    std::string level;
    model::Speed speed;
    using Key = std::tuple<model::Claim, std::string, model::Speed>;
    [[nodiscard]] Key key() const { return {claim, level, speed}; }
};

/// Adds operators' names; of two for one code the first by letter stays.
void take_names(const std::map<std::string, std::string>& from, std::map<std::string, std::string>& to);

/// Numbers the offers of one file as they are met. Not thread-safe.
class RecordOffers {
public:
    /// Finds the columns of the file. Errors: core::Error(input) when one is missing; later where a file holds more distinct
    /// offers than kMost.
    RecordOffers(const model::SupplySpec& spec, const CanonicalOperator& canonical, const TableReader& table);

    static constexpr std::size_t kMost = 65536;
    static constexpr std::uint32_t kNothing = 0xFFFFFFFFU;   ///< the record claims nothing: it is skipped on purpose
    static constexpr std::uint32_t kUnusable = 0xFFFFFFFEU;  ///< a defect: the record is left out
    /// The offer of the table's current record: a number, kNothing or kUnusable.
    std::uint32_t offer(const TableReader& table);

    [[nodiscard]] const std::vector<Offer>& offers() const { return m_offers; }
    /// What the records call their operators, by code.
    [[nodiscard]] const std::map<std::string, std::string>& names() const { return m_called; }
    /// Adds the defects of all records so far.
    void report(const std::string& file, core::Defects& defects) const;

private:
    /// One distinct combination of bytes.
    struct Combination {
        std::string bytes;
        std::uint32_t offer = kUnusable;
        std::vector<CountedLines*> faults;  ///< in m_faults
    };
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t combination = 0;  ///< one more than its position; 0: free
    };

    std::uint32_t combination_of(const TableReader& table);
    void grow();
    Combination read(const TableReader& table, std::string_view bytes);
    void fault(Combination& found, const std::string& code, const std::string& detail);
    int low_latency(const TableReader& table, Combination& found);

    const model::SupplySpec& m_spec;
    const CanonicalOperator& m_canonical;
    std::vector<std::string> m_names;  ///< of the columns that make an offer
    FieldReader m_fields;
    int m_latency = -1;                  ///< position in m_names; -1: a constant
    std::vector<std::size_t> m_columns;  ///< of the table, by position in m_names
    std::string m_bytes;                 ///< of the record at hand
    std::vector<Combination> m_combinations;
    std::vector<Slot> m_slots;
    std::vector<Offer> m_offers;
    std::map<Offer::Key, std::uint32_t> m_number;                          ///< of each offer
    std::map<std::pair<std::string, std::string>, CountedLines> m_faults;  ///< by code and detail
    std::map<std::string, std::string> m_called;
};

}  // namespace covmap::read

// Texts of a supply's records into claims and layers. Private to the room.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "read/supply/supply.hpp"

namespace covmap::read {

/// Where a record stands, for its defects.
struct RecordPlace {
    std::string file, layer, id;
};

/// Numbers claims and layers of one supply as they are met, and counts the records that name none.
class SupplyLayers {
public:
    SupplyLayers(const model::SupplySpec& spec, const CanonicalOperator& canonical, SupplyRead& out)
        : m_spec(spec), m_canonical(canonical), m_out(out) {}

    /// What a record says, as text.
    struct Said {
        std::string operator_code, technology, service, level;
        std::string down = {}, up = {};  ///< Mbit/s
        std::string name = {};           ///< of the operator
        auto operator<=>(const Said&) const = default;
    };

    /// The layer of a record; none when it is to be left out, after counting why.
    std::optional<std::uint32_t> layer(const Said& said, const RecordPlace& place);
    /// The same without level, only the claim.
    std::optional<std::uint32_t> claim(const Said& said, const RecordPlace& place);
    std::uint32_t layer_of(std::uint32_t claim, const std::string& level, model::Speed speed);
    /// Takes note of what the record calls its operator.
    void name(const Said& said);

    void defect(const std::string& code, const RecordPlace& place, const std::string& value);

private:
    [[nodiscard]] std::string operator_of(const Said& said) const;
    std::int64_t kbps(const std::string& mbps, const RecordPlace& place);

    const model::SupplySpec& m_spec;
    const CanonicalOperator& m_canonical;
    SupplyRead& m_out;
    std::map<model::Claim, std::uint32_t> m_claim_of;
    std::map<std::tuple<std::uint32_t, std::string, model::Speed>, std::uint32_t> m_layer_of;
};

/// The value of a field in a record: its column's in our words, else the constant. The specification outlives the reader.
class FieldReader {
public:
    /// Adds the columns that are to be read to `columns`.
    FieldReader(const model::SupplySpec& spec, std::vector<std::string>& columns);
    /// `value(i)` gives the text of columns[i].
    template <class Value>
    SupplyLayers::Said said(Value&& value) const {
        const auto text = [&](const Slot& slot) {
            return slot.column < 0 ? slot.constant : in_our_words(slot, value(slot.column));
        };
        return {text(m_operator), text(m_technology), text(m_service), text(m_level), text(m_down), text(m_up), text(m_name)};
    }
    /// Does SupplySpec::skip name the record, or SupplySpec::where leave it out?
    template <class Value>
    bool skipped(Value&& value) const {
        for (const auto& [column, words] : m_skip)
            if (is_one_of(value(column), *words)) return true;
        for (const auto& [column, words] : m_where)
            if (!lists_one_of(value(column), *words)) return true;
        return false;
    }
    [[nodiscard]] bool all_constant() const;

private:
    struct Slot {
        int column = -1;
        std::string constant;
        const std::map<std::string, std::string>* words = nullptr;  ///< published -> ours
    };
    static int position(const std::string& column, std::vector<std::string>& columns);
    static Slot slot(const model::Field& field, const model::SupplySpec& spec, const std::string& name,
                     std::vector<std::string>& columns);
    static std::string in_our_words(const Slot& slot, std::string_view published);
    static bool is_one_of(std::string_view value, const std::vector<std::string>& words);
    Slot m_operator, m_technology, m_service, m_level, m_down, m_up, m_name;
    static bool lists_one_of(std::string_view value, const std::vector<std::string>& words);
    std::vector<std::pair<int, const std::vector<std::string>*>> m_skip, m_where;
};

}  // namespace covmap::read

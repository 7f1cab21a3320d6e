// Texts of a supply's records into claims and layers. Private to the room.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "read/supply.hpp"

namespace covmap::read {

/// Where a record stands, for its defects.
struct RecordPlace {
    std::string file, layer, id;
};

/// Numbers claims and layers of one supply as they are met, and counts the records that name none.
class SupplyLayers {
public:
    SupplyLayers(const core::SupplySpec& spec, const CanonicalOperator& canonical, SupplyRead& out)
        : m_spec(spec), m_canonical(canonical), m_out(out) {}

    /// What a record says, as text.
    struct Said {
        std::string operator_code, technology, service, level;
        auto operator<=>(const Said&) const = default;
    };

    /// The layer of a record; none when it is to be left out, after counting why.
    std::optional<std::uint32_t> layer(const Said& said, const RecordPlace& place);
    /// The same without level, only the claim.
    std::optional<std::uint32_t> claim(const Said& said, const RecordPlace& place);
    std::uint32_t layer_of(std::uint32_t claim, const std::string& level);

    void defect(const std::string& code, const RecordPlace& place, const std::string& value);

private:
    const core::SupplySpec& m_spec;
    const CanonicalOperator& m_canonical;
    SupplyRead& m_out;
    std::map<core::Claim, std::uint32_t> m_claim_of;
    std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> m_layer_of;
};

/// The value of a field in a record: its column's, else the constant.
class FieldReader {
public:
    /// Adds the columns that are to be read to `columns`.
    FieldReader(const core::SupplySpec& spec, std::vector<std::string>& columns);
    /// `value(i)` gives the text of columns[i].
    template <class Value>
    SupplyLayers::Said said(Value&& value) const {
        const auto text = [&](const Slot& slot) { return slot.column < 0 ? slot.constant : std::string(value(slot.column)); };
        return {text(m_operator), text(m_technology), text(m_service), text(m_level)};
    }
    [[nodiscard]] bool all_constant() const;

private:
    struct Slot {
        int column = -1;
        std::string constant;
    };
    static Slot slot(const core::Field& field, std::vector<std::string>& columns);
    Slot m_operator, m_technology, m_service, m_level;
};

}  // namespace covmap::read

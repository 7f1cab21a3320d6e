// Numbers as published text: signs, blanks, decimal marks and separators of thousands of every country.
//
// «1,234» is one and a quarter in one country and a thousand in another. No value tells alone; its column does.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace covmap::read {

/// What the separators in «1,234» and «1.234» stand for.
enum class NumberStyle { decimals, comma_thousands, point_thousands };

/// A number: «12», «-1,5», «1e3», «1 234» (any blank, the apostrophe of Switzerland), «1,234,567», «1,234.5», full-width digits.
/// The style is asked only where separator and digits leave both readings open («1,234»). False for anything else: empty, «#N/A»,
/// «nan», groups that are not of three digits («1 00», «1,2,3»), trailing text.
bool parse_number(std::string_view text, double& value, NumberStyle style = NumberStyle::decimals);

/// Whether a text can be read in two ways: one comma or point, one to three digits before it, the first no 0, and three after.
bool is_doubtful_number(std::string_view text);

enum class NumberUse {
    quantity,    ///< people, dwellings, figures
    coordinate,  ///< degrees or metres
    share        ///< shares, flags and small counts: nothing of a thousand
};
struct NumberTable {
    bool semicolons = false;  ///< fields are separated by them, as where the comma is the decimal mark
    NumberUse use = NumberUse::quantity;
};

/// Gathers what a column's texts say about its separators.
class NumberEvidence {
public:
    explicit NumberEvidence(NumberTable table = {}) : m_table(table) {}

    void look(std::string_view text);
    /// Enough was seen to answer.
    [[nodiscard]] bool settled() const;
    /// Proof is: another number of digits after the mark («1,5»), a 0 alone before it, two groups («1,234,567»), both marks in
    /// one number, or a column where «950» stands beside «2,000» (decimals would be padded in both or stripped in both). Of
    /// fields between semicolons that last proof is none for a comma. Shares are decimals, coordinates with a point too, with a
    /// comma up to 180. Nothing when both readings stay possible.
    [[nodiscard]] std::optional<NumberStyle> style() const;
    /// A text that can be read in two ways; empty when there is none.
    [[nodiscard]] const std::string& doubtful() const { return m_doubtful; }

private:
    [[nodiscard]] bool shows_groups() const;
    [[nodiscard]] std::optional<NumberStyle> comma_style() const;
    [[nodiscard]] std::optional<NumberStyle> point_style() const;

    NumberTable m_table;
    std::uint64_t m_seen = 0;
    double m_farthest = 0;  ///< the largest doubtful number, read with decimals
    bool m_decimal_comma = false, m_decimal_point = false, m_comma_groups = false, m_point_groups = false,
         m_blank_groups = false;                      ///< proved
    bool m_open_comma = false, m_open_point = false;  ///< doubtful numbers with that mark
    bool m_padded = false;                            ///< one of them ends with 0
    bool m_small = false, m_large = false;            ///< whole numbers without mark: below 1,000, and above
    std::string m_doubtful;
};

/// Gives each text of a column to the function until that returns false.
using ColumnTexts = std::function<void(const std::function<bool(std::string_view)>&)>;

/// The style of a column, by all its texts. Error(input) at `where`, naming the column and both readings, when both are possible.
NumberStyle style_of_column(const ColumnTexts& texts, NumberTable table, const std::string& where, const std::string& column);

}  // namespace covmap::read

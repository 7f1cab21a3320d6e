// Numbers in a column of a joined table. Private to the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/defect.hpp"
#include "read/files/number_text.hpp"
#include "read/territory/territory_join.hpp"

namespace covmap::read {

/// One column of a JoinTable as numbers. Where a text can be read in two ways («1,234»), all texts of the column decide;
/// Error(input) where they do not.
class JoinedNumbers {
public:
    struct Column {
        std::size_t position = 0;  ///< of the table's new columns
        std::string name;          ///< in the file, for messages
        std::string file;          ///< as shown
        const char* defect = "";   ///< of a text that is no number
        bool count = false;        ///< quantities; else shares
    };
    JoinedNumbers(Column column, const JoinTable& table) : m_column(std::move(column)), m_table(table) {}

    /// Nothing where the text is empty, or no number: that is a defect of `code`'s row.
    std::optional<double> number(const std::string& code, const std::string& text, core::Defects& defects);

private:
    NumberStyle style(const std::string& text);

    Column m_column;
    const JoinTable& m_table;
    std::optional<NumberStyle> m_style;
};

}  // namespace covmap::read

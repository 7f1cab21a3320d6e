#include "read/territory/joined_numbers.hpp"

#include <functional>
#include <vector>

namespace covmap::read {

std::optional<double> JoinedNumbers::number(const std::string& code, const std::string& text, core::Defects& defects) {
    if (text.empty()) return std::nullopt;
    double value = 0;
    if (parse_number(text, value, style(text))) return value;
    defects.add(m_column.defect, {m_column.file, {}, code, text});
    return std::nullopt;
}

NumberStyle JoinedNumbers::style(const std::string& text) {
    if (!is_doubtful_number(text) || m_table.keeps_numbers(m_column.position)) return NumberStyle::decimals;
    if (m_style) return *m_style;
    const std::vector<std::string_view> all = m_table.texts(m_column.position);
    const ColumnTexts texts = [&all](const std::function<bool(std::string_view)>& look) {
        for (const std::string_view one : all)
            if (!look(one)) return;
    };
    const NumberUse use = m_column.count ? NumberUse::quantity : NumberUse::share;
    m_style = style_of_column(texts, {m_table.semicolons(), use}, m_column.file, m_column.name);
    return *m_style;
}

}  // namespace covmap::read

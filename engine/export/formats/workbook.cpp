#include "export/formats/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <utility>

#include "core/error.hpp"
#include "export/credits.hpp"

namespace covmap::exports {

namespace {

using model::Column;
using model::ColumnType;

constexpr double kNarrow = 12, kWide = 28;  ///< widths, characters

void throw_if_failed(lxw_error error, const std::string& path) {
    if (error != LXW_NO_ERROR)
        throw core::Error(core::ErrorKind::output, path, std::string("cannot be written: ") + lxw_strerror(error));
}

/// The date of the outputs as the moment at which the workbook was made: the same each time.
std::time_t moment_of(const std::string& date) {
    std::tm day{};
    day.tm_mday = 1;
    constexpr std::time_t kEarliest = 1;  // libxlsxwriter takes 0 for «now»
    if (strptime(date.c_str(), "%Y-%m-%d", &day) == nullptr) return kEarliest;
    return std::max(timegm(&day), kEarliest);
}

class Workbook {
public:
    Workbook(const model::RunModel& model, const std::string& path)
        : m_path(path), m_language(model.job.output.language), m_folder(std::filesystem::path(path).parent_path().string()) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = m_folder.empty() ? nullptr : m_folder.data();
        m_book = workbook_new_opt(path.c_str(), &options);
        if (m_book == nullptr) throw core::Error(core::ErrorKind::output, path, "cannot be written");
        std::string title = model.job.name, comment = attribution(credits_of(model));
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.comments = comment.data();
        properties.created = moment_of(model.date);
        workbook_set_properties(m_book, &properties);
        m_head = format({}, true);
        for (const auto& [type, number] : std::array<std::pair<ColumnType, const char*>, 3>{
                 {{ColumnType::quantity, "#,##0"}, {ColumnType::share, "0.00"}, {ColumnType::count, "#,##0"}}})
            m_formats[static_cast<std::size_t>(type)] = format(number, false);
        m_area = format("#,##0.00", false);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook() {
        if (m_book != nullptr) lxw_workbook_free(m_book);
    }

    lxw_worksheet* sheet(const std::string& name) {
        lxw_worksheet* made = workbook_add_worksheet(m_book, name.c_str());
        if (made == nullptr) throw core::Error(core::ErrorKind::output, m_path, "cannot have a sheet of the name «" + name + "»");
        return made;
    }

    void text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& text, bool head = false) {
        if (text.empty()) return;
        throw_if_failed(worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                               cut(text).c_str(), head ? m_head : nullptr),
                        m_path);
    }

    void table(const std::string& name, const std::vector<const Column*>& columns, std::size_t rows, bool by_label) {
        lxw_worksheet* made = sheet(name);
        worksheet_freeze_panes(made, 1, 1);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto at = static_cast<lxw_col_t>(c);
            worksheet_set_column(made, at, at, c == 1 && columns[c]->type == ColumnType::text ? kWide : kNarrow, nullptr);
        }
        for (std::size_t c = 0; c < columns.size(); ++c)
            text(made, 0, c, by_label ? label_of(*columns[c]) : columns[c]->name, true);
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t c = 0; c < columns.size(); ++c) value(made, row, c, *columns[c]);
        if (rows > 0 && !columns.empty())
            worksheet_autofilter(made, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(columns.size() - 1));
    }

    void close() { throw_if_failed(workbook_close(std::exchange(m_book, nullptr)), m_path); }

    [[nodiscard]] std::string in_language(const core::Text& text) const { return text.in(m_language); }

private:
    lxw_format* format(const char* number, bool head) {
        lxw_format* made = workbook_add_format(m_book);
        if (head) {
            format_set_bold(made);
            format_set_text_wrap(made);
            format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        } else {
            format_set_num_format(made, number);
        }
        return made;
    }

    [[nodiscard]] std::string label_of(const Column& column) const {
        const std::string& label = column.label.in(m_language);
        return label.empty() ? column.name : label;
    }

    /// At most what a cell holds, whole characters.
    static std::string cut(const std::string& text) {
        if (text.size() <= kCellText) return text;  // bytes are no fewer than characters
        std::size_t length = kCellText - 3;
        while ((static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
        return text.substr(0, length) + "…";
    }

    void value(lxw_worksheet* sheet, std::size_t row, std::size_t c, const Column& column) {
        if (column.nulls[row]) return;
        const auto at_row = static_cast<lxw_row_t>(row + 1);
        const auto at = static_cast<lxw_col_t>(c);
        if (column.type == ColumnType::text) return text(sheet, row + 1, c, column.texts[row]);
        if (column.type == ColumnType::flag)
            return throw_if_failed(worksheet_write_boolean(sheet, at_row, at, column.numbers[row] != 0 ? 1 : 0, nullptr), m_path);
        lxw_format* shown =
            column.unit == "km²" || column.unit == "km" ? m_area : m_formats[static_cast<std::size_t>(column.type)];
        throw_if_failed(worksheet_write_number(sheet, at_row, at, model::decimal_value(column.numbers[row], column.scale), shown),
                        m_path);
    }

    std::string m_path;
    std::string m_language;
    std::string m_folder;
    lxw_workbook* m_book = nullptr;
    lxw_format *m_head = nullptr, *m_area = nullptr;
    std::array<lxw_format*, 5> m_formats{};
};

void write_cover(const model::RunModel& model, Workbook& book) {
    const Credits credits = credits_of(model);
    lxw_worksheet* sheet = book.sheet(book.in_language({"Lisez-moi", "Read me"}));
    worksheet_set_column(sheet, 0, 0, 100, nullptr);
    std::size_t row = 0;
    book.text(sheet, row++, 0, model.job.name, true);
    book.text(sheet, row++, 0, book.in_language({"État au ", "As of "}) + credits.date);
    book.text(sheet, row++, 0, credits.note);
    ++row;
    book.text(sheet, row++, 0, "Sources", true);
    for (const std::string& source : credits.sources) book.text(sheet, row++, 0, source);
    if (!credits.strictest.empty())
        book.text(sheet, row++, 0, book.in_language({"Licence la plus stricte : ", "Strictest licence: "}) + credits.strictest);
    ++row;
    book.text(
        sheet, row, 0,
        book.in_language({"La feuille d'une unité montre l'essentiel, la même suivie de « + » toutes les colonnes ; la dernière "
                          "feuille les définit.",
                          "The sheet of a unit shows what is read first, the one with «+» all its columns; the last sheet "
                          "defines them."}));
}

}  // namespace

void write_workbook(const model::RunModel& model, const std::vector<WorkbookSheet>& sheets, const model::Table& columns,
                    const std::string& path) {
    Workbook book(model, path);
    write_cover(model, book);
    for (const WorkbookSheet& sheet : sheets) book.table(sheet.name, sheet.columns, sheet.table->rows(), true);
    std::vector<const Column*> all;
    for (const Column& column : columns.columns) all.push_back(&column);
    if (columns.rows() < kSheetRows) book.table("columns", all, columns.rows(), false);
    book.close();
}

}  // namespace covmap::exports

#include <algorithm>
#include <map>

#include "cli/aligned.hpp"
#include "cli/compare/reconcile_words.hpp"
#include "core/units.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

std::string head(const model::ReconciledReference& r) {
    std::string text = "\nReference: " + r.file + " (" + r.format + ", " + r.unit;
    for (const std::string* more : {&r.medium, &r.date})
        if (!more->empty()) text += ", " + *more;
    text += "), against " + r.attribute + "\n";
    for (const std::string& note : r.notes) text += "Note: " + note + "\n";
    for (const auto& [key, entry] : r.defects.entries()) {
        text += "Defect " + key.first + ": " + std::to_string(entry.count);
        const auto& example = entry.examples.front();
        text += ", first in line " + example.feature + (example.detail.empty() ? "" : " (" + example.detail + ")") + "\n";
    }
    return text;
}

/// One table for each list of figures; values as «run|reference».
std::string together(const model::ReconciledReference& r) {
    std::map<std::vector<std::string>, std::vector<TextRow>> tables;
    for (const model::Together& t : r.together) {
        std::vector<std::string> names;
        TextRow row{operator_text(t.operator_code, t.operator_name), t.technology, t.level, std::to_string(t.places)};
        for (const model::ReconciledFigure& figure : t.figures) {
            names.push_back(figure.name);
            row.push_back(range_text(figure.run) + "|" + range_text(figure.reference));
        }
        std::vector<TextRow>& rows = tables[names];
        if (rows.empty()) {
            rows.push_back({"operator", "technology", "level", "places"});
            rows.front().insert(rows.front().end(), names.begin(), names.end());
        }
        rows.push_back(std::move(row));
    }
    std::string text;
    for (const auto& [names, rows] : tables) text += aligned(rows, 3);
    return text.empty() ? "" : "All compared places together, % of " + r.attribute + " (run|reference):\n" + text;
}

std::string left_out(const model::ReconciledReference& r) {
    constexpr std::size_t kExamples = 5;
    std::string text;
    for (const auto& [reason, left] : r.not_compared) {
        text += "Not compared, " + reason_word(reason) + ": " + std::to_string(left.count);
        for (std::size_t i = 0; i < std::min(kExamples, left.examples.size()); ++i)
            text += (i == 0 ? " (" : ", ") + left.examples[i];
        text += left.count > kExamples ? ", ...)\n" : ")\n";
    }
    return text;
}

std::string summary(const model::ReconciledReference& r) {
    std::string text = std::to_string(r.compared) + " compared: " + std::to_string(r.within) + " within, " +
                       std::to_string(r.beyond.size()) + " beyond; gaps: mean " + points_text(r.mean) + ", median " +
                       points_text(r.median) + ", worst " + points_text(r.worst) + "\n";
    if (r.within_unknown > 0) text += std::to_string(r.within_unknown) + " of those within are partly unknown to the run\n";
    std::string causes;
    for (const auto& [cause, count] : r.causes)
        causes += (causes.empty() ? "" : ", ") + cause_word(cause) + " " + std::to_string(count);
    return text + (causes.empty() ? "" : "Likely causes: " + causes + "\n");
}

TextRow row_fields(const model::ReconciledRow& row) {
    const model::ReconciledFigure& figure = row.figures[row.worst];
    return {row.place.code,
            row.place.name,
            operator_text(row.operator_code, row.operator_name),
            row.technology + (row.level.empty() ? "" : " " + row.level),
            figure.name,
            range_text(figure.run),
            range_text(figure.reference),
            gap_text(figure.gap),
            std::to_string(row.people / core::kWeightQuantaPerUnit)};
}

/// A line each row; those beyond end with their cause, where its length does not matter.
std::string details(const std::vector<model::ReconciledRow>& rows, const model::ReconciledReference& r, std::size_t limit,
                    bool beyond) {
    if (rows.empty()) return "";
    const std::size_t count = limit == 0 ? rows.size() : std::min(limit, rows.size());
    std::vector<TextRow> lines{{"code", "name", "operator", "technology", "figure", "run", "reference", "gap", r.attribute}};
    for (std::size_t i = 0; i < count; ++i) lines.push_back(row_fields(rows[i]));
    std::string text;
    std::size_t line = 0;
    for (const char c : aligned(lines, 5)) {
        if (c == '\n' && line++ > 0 && beyond) {
            const model::ReconciledRow& row = rows[line - 2];
            text += "  " + cause_word(row.cause) + (row.hint.empty() ? "" : ": " + row.hint);
        }
        text += c;
    }
    if (count < rows.size()) text += "  ... " + std::to_string(rows.size() - count) + " more (--all shows them)\n";
    return text;
}

}  // namespace

std::string reconcile_table(const model::Reconciliation& c, std::size_t limit) {
    std::string out = "Run: " + c.run + "\n";
    for (const model::ReconciledReference& r : c.references) {
        out += head(r) + together(r) + summary(r) + left_out(r) + details(r.beyond, r, limit, true);
        if (!r.alike.empty()) out += "Within:\n" + details(r.alike, r, limit, false);
    }
    return out + "\n" + verdict(c) + "\n";
}

}  // namespace covmap::cli

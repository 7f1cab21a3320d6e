#include "cli/compare/reconcile_words.hpp"
#include "cli/report.hpp"
#include "core/counted.hpp"
#include "core/units.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

std::string row_line(const model::ReconciledReference& r, const model::ReconciledRow& row, bool beyond) {
    const model::ReconciledFigure& figure = row.figures[row.worst];
    return csv_line({r.file, r.unit, row.place.code, row.place.name, row.operator_code, row.technology, row.level,
                     beyond ? "beyond" : "within", figure.name, exact_points(figure.run.lo), exact_points(figure.run.hi),
                     exact_points(figure.reference.lo), exact_points(figure.reference.hi), exact_points(figure.gap),
                     model::decimal_text(row.people, core::kWeightScale), exact_points(row.unknown),
                     beyond ? cause_word(row.cause) : "", beyond ? row.hint : ""});
}

}  // namespace

std::string reconcile_csv(const model::Reconciliation& c) {
    std::string out =
        "reference,unit,code,name,operator,technology,level,status,figure,run,run_hi,published,published_hi,gap,people,unknown,"
        "cause,hint\n";
    for (const model::ReconciledReference& r : c.references) {
        for (const model::ReconciledRow& row : r.beyond) out += row_line(r, row, true);
        for (const model::ReconciledRow& row : r.alike) out += row_line(r, row, false);
        for (const auto& [reason, left] : r.not_compared) {
            const bool codes = reason == model::NotCompared::only_in_reference || reason == model::NotCompared::only_in_run;
            if (codes)
                for (const std::string& code : left.examples)
                    out += csv_line({r.file, r.unit, code, "", "", "", "", "not compared", "", "", "", "", "", "", "", "",
                                     reason_word(reason), ""});
            else
                out += csv_line({r.file, r.unit, "", "", "", "", "", "not compared", "", "", "", "", "", "", "", "",
                                 reason_word(reason), core::counted(left.count, "row") + ", such as " + left.examples.front()});
        }
    }
    return out;
}

}  // namespace covmap::cli

// A run held against the percentages that a regulator publishes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "model/comparison.hpp"

namespace covmap::model {

/// Decimal places of a percentage here: shares and gaps are in 10^-6 of a percentage point.
inline constexpr int kPointScale = 6;
inline constexpr std::int64_t kPoint = 1'000'000;
inline constexpr std::int64_t kAllPoints = 100 * kPoint;

/// What a figure may be: lo = hi where nothing is unknown.
struct Range {
    std::int64_t lo = 0, hi = 0;
    bool operator==(const Range&) const = default;
};

/// From the nearer end of b to that of a: above 0 where all of a is above all of b; 0 where they meet.
inline std::int64_t gap_between(const Range& a, const Range& b) {
    if (a.lo > b.hi) return a.lo - b.hi;
    return a.hi < b.lo ? a.hi - b.lo : 0;
}

/// How a reference speaks. levels: an operator's classes, a partition (nc, cl, bc, tbc). counts: 0 to 5 operators at a level or
/// better, a partition for each level. debits: premises that are offered a speed or more, cumulative counts.
enum class ReferenceShape { levels, counts, debits };

/// One row of it. `people` and `area` follow figure_names(shape); a blank is no value, never 0.
struct ReferenceRow {
    std::string code, name;                           ///< of the territory; the name where the file gives one
    std::string operator_code;                        ///< levels: as published, «20801»
    std::string technology;                           ///< levels, counts: as published, «2G3G»
    std::string level;                                ///< counts: this level or better; may be empty
    std::vector<std::optional<std::int64_t>> people;  ///< percentages; debits: numbers of premises
    std::vector<std::optional<std::int64_t>> area;    ///< percentages; empty for debits
    std::optional<std::int64_t> total;                ///< debits: premises in all
    bool operator==(const ReferenceRow&) const = default;
};

struct Reference {
    std::string file;    ///< as given
    std::string format;  ///< «arcep-op-communes», «arcep-nbope», «arcep-commune-debit»
    ReferenceShape shape = ReferenceShape::levels;
    std::string unit;    ///< «commune», «departement», «region», «territoire»
    std::string medium;  ///< debits: «any», «terrestrial», «wired»
    std::string date;    ///< last day of its quarter, where the file's name says one: «2023-09-30»
    std::vector<ReferenceRow> rows;
    core::Defects defects;
};

/// «nc», «cl», «bc», «tbc»; «0» … «5»; «inel_hd», «elig_hd05» …: what ReferenceRow::people holds.
const std::vector<std::string>& figure_names(ReferenceShape shape);
/// The least speed of each figure of debits, kbit/s; 0 for inel_hd.
const std::vector<std::int64_t>& debit_kbps();

/// Why two figures of one place are not alike, as far as they tell.
enum class Cause {
    population_base,    ///< areas agree, people do not: people live elsewhere, or were counted by another source
    area_base,          ///< people agree, areas do not: other outlines
    missing_level,      ///< one side has levels where the other has none: everything counts as one level
    missing_operator,   ///< counts: the reference counts more operators than the market of the run has
    read_as_threshold,  ///< the figures agree if one side's thresholds are taken for classes
    merged_commune,     ///< the figures agree with those of a place that only one side has
    satellites,         ///< the figures agree with another medium than the one compared
    claims,             ///< none of these: areas and people both differ
};

/// Why there is nothing to compare.
enum class NotCompared {
    outside,             ///< a code of a département that the run does not have
    only_in_reference,   ///< a code that the run does not have, in a département that it has
    only_in_run,         ///< a code that the reference does not have
    operator_missing,    ///< the run does not know the operator
    not_licensed,        ///< the operator is not in the market of the place
    technology_missing,  ///< the run has no map of the operator's technology: unknown, not 0
    unknown,             ///< nobody said what is there: wholly outside the extent of the operator's map
    blank,               ///< the reference says nothing
};

struct ReconciledFigure {
    std::string name;      ///< «pop_bc», «couv_nc», «pop >= BC», «elig_thd30»
    bool area = false;     ///< of the area; otherwise of people or premises
    Range run;             ///< from what is sure to what may be
    Range reference;       ///< a range where several rows of it are one place of the run
    std::int64_t gap = 0;  ///< run less reference, from the nearer ends of the ranges
    bool operator==(const ReconciledFigure&) const = default;
};

/// One territory × operator × technology (× level).
struct ReconciledRow {
    PlaceName place;
    std::string operator_code, operator_name, technology, level;
    std::vector<ReconciledFigure> figures;
    std::size_t worst = 0;     ///< the figure with the largest gap; of equals the first
    std::int64_t people = 0;   ///< quanta of the attribute that the largest gap of a figure of people stands for
    std::int64_t unknown = 0;  ///< share of people that the run does not know, or of the area where nobody lives
    Cause cause = Cause::claims;
    std::string hint;  ///< what the cause rests on: codes, figures
    [[nodiscard]] std::int64_t gap() const { return figures[worst].gap; }
};

/// What was not compared for one reason.
struct LeftOut {
    std::size_t count = 0;              ///< rows of the reference; of the reasons that are about a code: codes
    std::vector<std::string> examples;  ///< «0A012 20801 5G»: the first few; codes of one side only: all of them
};

/// All compared places of one operator and technology together, weighted by the run's people (premises).
struct Together {
    std::string operator_code, operator_name, technology, level;
    std::size_t places = 0;
    std::vector<ReconciledFigure> figures;  ///< those of people
};

struct ReconciledReference {
    std::string file, format, unit, medium, date;
    std::string attribute;  ///< of the run: what is counted
    std::size_t compared = 0, within = 0;
    std::size_t within_unknown = 0;                ///< within only because the run does not know a part of the place
    std::int64_t mean = 0, median = 0, worst = 0;  ///< absolute gaps: of each compared row its largest
    std::vector<ReconciledRow> beyond;             ///< the largest gap first
    std::vector<ReconciledRow> alike;              ///< those within, where asked for
    std::map<Cause, std::size_t> causes;
    std::map<NotCompared, LeftOut> not_compared;
    std::vector<Together> together;
    std::vector<std::string> notes;
    core::Defects defects;
};

struct ReconcileOptions {
    std::int64_t tolerance = kPoint;  ///< gaps up to this are none
    std::string attribute;            ///< of the run; empty: the first, of debits the first that counts premises
    std::string unit;                 ///< of the run, that the reference's codes mean; empty: the one that it names
    std::string service;              ///< «voice», «data»; empty: voice for 2G and 2G3G, else data, where the run has both
    std::string vintage;              ///< of the run's claims
    bool keep_alike = false;
};

struct Reconciliation {
    std::string run;  ///< its folder, as given
    ReconcileOptions options;
    std::vector<ReconciledReference> references;

    [[nodiscard]] std::size_t compared() const {
        std::size_t sum = 0;
        for (const ReconciledReference& reference : references) sum += reference.compared;
        return sum;
    }
    [[nodiscard]] std::size_t beyond() const {
        std::size_t sum = 0;
        for (const ReconciledReference& reference : references) sum += reference.beyond.size();
        return sum;
    }
};

}  // namespace covmap::model

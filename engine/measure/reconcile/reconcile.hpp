// A run held against a published table: where they part, by how much, and why.
#pragma once

#include "core/tally.hpp"
#include "measure/reconcile/reference_questions.hpp"
#include "model/reconciliation.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// Compares each row of the reference with the tally of the run: the same columns for the same place, operator and technology.
/// A place that is partly unknown to the run has ranges; a gap counts from their nearer end. Rows are sorted by gap, then by the
/// people it stands for, then by code, operator, technology, level.
/// `canonical`: an operator as the reference names it -> the run's code. Pure and deterministic. One pass over the tally; memory:
/// 32 bytes for each place and figure. Errors: kind usage (an unknown attribute, vintages), input (no such unit), check
/// (overflow).
model::ReconciledReference reconcile(const model::RunModel& model, const core::TallyReader& tally,
                                     const model::Reference& reference, const model::ReconcileOptions& options,
                                     const ReferenceQuestions::Canonical& canonical);

/// The attribute that is compared: the one asked for, else the first; of debits the first that counts premises or dwellings by
/// its unit or name, else the first. Errors, kind usage: no such attribute; kind input: the run has none.
std::size_t reconciled_attribute(const model::RunModel& model, const std::string& asked, bool premises);

}  // namespace covmap::measure

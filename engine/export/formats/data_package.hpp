// datapackage.json: what the tables of a run hold, for programs that read CSV (Frictionless Data Package).
// docs/formats/datapackage.md.
#pragma once

#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/table.hpp"
#include "store/manifest.hpp"

namespace covmap::exports {

/// Writes datapackage.json at `path`: a resource for each table, in their order, whose CSV is among `files`, with the types,
/// units, labels and definitions of its columns, its keys, its bytes and SHA-256. Titles are in the job's language, labels and
/// definitions in both. Same model, same bytes. Errors: output. Cost: a pass over the columns of texts of each table.
void write_data_package(const model::RunModel& model, const std::vector<const model::Table*>& tables,
                        const std::vector<store::HashedFile>& files, const std::string& path);

/// The columns by which the rows of a table are told apart: from the left, those of texts and counts that have no empty value and
/// tell more rows apart than the ones before; empty where eight are not enough, or the table is empty.
std::vector<std::string> key_of(const model::Table& table);

}  // namespace covmap::exports

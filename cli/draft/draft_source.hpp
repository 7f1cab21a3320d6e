// A source of a drafted job, and what its files tell: columns, values, names.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/draft/draft_text.hpp"
#include "read/inspect/inspect.hpp"

namespace covmap::cli {

/// Files that one block reads: one, or several alike under a glob.
struct DraftSource {
    std::string source;                         ///< as the job will say it
    std::vector<read::Inspection> inspections;  ///< at least one, all of one role

    [[nodiscard]] const read::Inspection& first() const { return inspections.front(); }
    [[nodiscard]] const std::string& role() const { return first().guess_role; }
    /// The publisher's format that all files look like, or empty.
    [[nodiscard]] std::string preset() const;
    /// What the inspection guessed for a key of the job, or empty.
    [[nodiscard]] std::string guess(const std::string& key) const;
    /// The guessed layer; null for rasters.
    [[nodiscard]] const read::InspectedLayer* layer() const;
    /// Examples of the column guessed for `key`, of all files, without repeats.
    [[nodiscard]] std::vector<std::string> examples(const std::string& key) const;
    /// The operators that the files name, without repeats.
    [[nodiscard]] std::vector<std::string> operators() const;
};

/// Of the guessed layer or the raster, or as it was guessed; empty where nothing tells.
std::string crs_of(const read::Inspection& file);

/// Key and value of the guesses that begin with `prefix`, without it.
Pairs guesses_under(const DraftSource& source, const std::string& prefix);
bool has_column(const DraftSource& source, const std::string& name);

/// Letters and digits of a file's name, in upper case, cut at everything else: «couv_OF_4G.gpkg» is COUV, OF, 4G, GPKG.
std::set<std::string> name_tokens(const std::string& path);
/// The operator that a file's name tells where no column does: its one word that is neither a technology, a service, a date, a
/// place of France nor a common word for coverage; empty where no word or several are left. «orange_4g_rsrp.tif»: orange.
std::string operator_in_name(const std::string& path);
/// «2G», «4G», … that the source offers: of its flags, examples or file names. `any` of nothing known: empty.
std::set<std::string> technologies_of(const DraftSource& source);
/// «voice», «data» of its examples or file names.
std::set<std::string> services_of(const DraftSource& source);
/// The services that the source's block says: those, or «data» where nothing tells.
std::set<std::string> services_said(const DraftSource& source);
/// Levels, best first; empty without.
std::vector<std::string> levels_of(const DraftSource& source);
/// Attribute and column, or band, that a demand's block says.
Pairs attribute_pairs(const DraftSource& demand);
/// Names of the attributes that demand_block() writes.
std::set<std::string> attributes_of(const DraftSource& demand);
/// «commune», «municipality», …: by the columns, else by a word of the layer's or the file's name; «territory» where none tells.
std::string unit_of(const DraftSource& source);

}  // namespace covmap::cli

// Codes of territories as the job wants them: communes that have merged since, arrondissements of a city. Private to the room.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"

namespace covmap::read {

/// The municipal arrondissements of Paris (75101-75120), Lyon (69381-69389) and Marseille (13201-13216), and the commune that
/// each is a part of. Source: INSEE, code officiel géographique.
std::map<std::string, std::string> arrondissements();

/// Maps a code by the table of `passage`, then by `fold`; codes that neither knows stay.
class TerritoryCodes {
public:
    /// Reads the table; its columns are guessed from their names (CODGEO_INI, CODGEO_2021, old, new, …) where the job names none.
    /// An old code that leads to several new ones was split: it cannot be mapped and stays. Errors: core::Error(input) for the
    /// table, core::Error(job) where its columns cannot be guessed.
    explicit TerritoryCodes(const model::TerritorySpec& spec);

    [[nodiscard]] std::string of(const std::string& code) const;
    /// A part of another territory, rather than one that has changed its code.
    [[nodiscard]] bool folds(const std::string& code) const;
    /// Counts `passage-split` for each of `codes` that was split. Warns of codes that differ from those of `territories`, a file,
    /// by zeros alone.
    void compare(const std::set<std::string>& codes, const std::string& territories, core::Defects& defects,
                 std::vector<std::string>& warnings) const;
    /// The table, as an input of role «passage»; none without.
    [[nodiscard]] const std::vector<model::InputFile>& inputs() const { return m_inputs; }

private:
    void read_table(const model::TerritorySpec& spec);

    struct Target {
        std::set<std::string> codes;
        std::string file, record;
    };
    std::map<std::string, Target> m_passage;
    std::map<std::string, std::string> m_fold;
    std::vector<model::InputFile> m_inputs;
    bool m_secret = false;
};

}  // namespace covmap::read

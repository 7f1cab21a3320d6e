// A run as its folder tells it to whoever comes later: what a comparison looks at.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/column_role.hpp"
#include "model/table.hpp"
#include "model/zone_index.hpp"

namespace covmap::model {

struct PublishedInput {
    std::string role;  ///< «demand», «territory», «join», «supply[0]», «extent»
    std::string path;  ///< as given in the job
    std::string sha256;
};

struct PublishedRun {
    std::string folder;  ///< as given
    std::string date;    ///< of its outputs, ISO
    std::map<std::string, std::string>
        job;  ///< «indicator[any_4g].level_at_least» -> «BC»; without paths and how outputs are written
    std::vector<PublishedInput> inputs;
    std::map<std::string, std::string> totals;                 ///< attribute -> «inside 3, outside 1»
    std::map<std::string, std::string> defects;                ///< «code in file» -> count
    std::map<std::string, std::string> versions;               ///< covmap, libraries, compiler
    std::map<std::vector<std::string>, std::int64_t> markets;  ///< operators licensed together -> territories
    std::vector<std::string> units;                            ///< finest first, then parents in the job's order, «all»
    std::vector<std::string> attributes;
    std::vector<PublishedIndicator> indicators;
    std::vector<Table> tables;  ///< wide, in the order of `units`; some or none where the folder holds no CSV
    std::optional<ZoneFile> zones;
    bool zones_kept = true;  ///< false: the run had zones.covz, and the folder no longer has it
};

}  // namespace covmap::model

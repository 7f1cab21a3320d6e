// What every published picture and file says of itself: sources, licences, date, and whether coverage was measured.
#pragma once

#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::exports {

struct Credits {
    std::string date;      ///< of the outputs, ISO
    std::string language;  ///< «fr» | «en»
    std::vector<std::string>
        sources;  ///< «title, publisher, date, licence, url» of each source that has a title, in the job's order
    std::vector<std::string> licences;  ///< distinct, sorted
    std::string note;                   ///< «Coverage as claimed by operators, not measured», empty without supply
    std::string strictest = {};         ///< «ODbL-1.0 (share-alike)»: of the licences, with what it asks; empty without any
};

/// Pure. Sources without title or publisher are left out; equal lines are given once.
Credits credits_of(const model::RunModel& model);
/// The same in a language of the caller's choice.
Credits credits_of(const model::RunModel& model, const std::string& language);

/// What a layer says of itself: one of tests (model::Table::unit «measurement») that it is measured, and not claimed.
Credits credits_for(const model::Table& table, const Credits& credits);

/// «note. Sources: …; …» on one line, in the language of the credits; empty when there is nothing to say.
std::string attribution(const Credits& credits);

}  // namespace covmap::exports

// Which files of an archive are data, and which stand beside them. Knows names only. Private to the room.
#pragma once

#include <string>
#include <vector>

namespace covmap::read {

/// What a reader opens a file for.
enum class Content { vectors, rasters, tables };

/// What is done with several files, or several layers, that might be meant.
enum class Several {
    ask,    ///< one is to be named
    parts,  ///< read together where their names number the parts of one map: «zone_1», «zone_2»
    alike,  ///< read together also under other names, where they have the CRS and the columns that are wanted
    every   ///< all of them, as they are (to look into)
};

struct FileAsk {
    Content content = Content::vectors;
    std::string layer;  ///< as the job names it; a file of an archive may be meant by its name without ending
    Several several = Several::ask;
};

struct ArchiveChoice {
    std::vector<std::string> names;  ///< as in the archive, a FileGDB by its folder; empty: nothing in it is of that content
    std::string layer;               ///< what is still to be sought inside; empty when it named a file
};

/// The files of an archive that are meant, among all its names. Readmes, licences, metadata and previews are left aside where
/// there is something else, as are hidden files and __MACOSX. Errors: core::Error(input), which lists the names: no data, another
/// archive inside, or several files of which none is named.
ArchiveChoice choose_members(const std::vector<std::string>& names, const FileAsk& ask, const std::string& shown);

/// Do these names number the parts of one map? They differ in one number, which counts on from 0 or 1 and is neither a
/// generation («3G», «4G») nor a level («niveau_1», «ADM_ADM_1»).
bool are_parts(const std::vector<std::string>& names);

/// «"a", "b"» in quotes of the project, at most eight; and an example of the key.
std::string listed(const std::vector<std::string>& names);
std::string name_one(const std::string& name, Several several);

}  // namespace covmap::read

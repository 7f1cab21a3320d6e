// What a manifest says that its folder is.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace covmap::store {

inline constexpr const char* kManifestFormat = "covmap-run";
inline constexpr const char* kSitesFormat = "covmap-sites";            ///< of the folder that `covmap sites` writes
inline constexpr const char* kResilienceFormat = "covmap-resilience";  ///< that `covmap resilience` writes
inline constexpr const char* kPartFormat = "covmap-part";              ///< that `covmap run --part` writes

/// What a folder of a format holds, in a sentence: «holds a run».
struct FolderWords {
    std::string_view format, holds;
};
inline constexpr FolderWords kFolders[] = {{kManifestFormat, "a run"},
                                           {kSitesFormat, "sites"},
                                           {kResilienceFormat, "losses of operators"},
                                           {kPartFormat, "a part of a run"}};

/// Null where the format is none of ours.
inline const FolderWords* folder_words(std::string_view format) {
    const auto* found =
        std::find_if(std::begin(kFolders), std::end(kFolders), [&](const FolderWords& words) { return words.format == format; });
    return found == std::end(kFolders) ? nullptr : found;
}

}  // namespace covmap::store

// What a manifest says that its folder is.
#pragma once

namespace covmap::store {

inline constexpr const char* kManifestFormat = "covmap-run";
inline constexpr const char* kSitesFormat = "covmap-sites";  ///< of the folder that `covmap sites` writes

}  // namespace covmap::store

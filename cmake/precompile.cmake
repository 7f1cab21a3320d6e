# Standard headers, parsed once for all of a build: a third of a small file's compile time is theirs. Each file still includes what it
# uses; tests/rooms compiles every header without them.
set(COVMAP_PRECOMPILED <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
                       <string_view> <unordered_map> <utility> <variant> <vector>)

# The targets named take what covmap_core has precompiled.
function(covmap_precompile)
  foreach(target IN LISTS ARGN)
    target_precompile_headers(${target} REUSE_FROM covmap_core)
  endforeach()
endfunction()

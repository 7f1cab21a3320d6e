# Flags as interface targets: our own code is strict, third parties are not judged.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(covmap_flags INTERFACE)
target_compile_features(covmap_flags INTERFACE cxx_std_20)
# -ffp-contract=off: the same sums on every machine (docs/methods/sweep.md).
target_compile_options(covmap_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                              -Wno-sign-conversion -Wnon-virtual-dtor -Werror
                                              # False alarms of g++ 12 inside std::string and std::vector (GCC bugs 105651, 105762).
                                              -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
target_include_directories(covmap_flags INTERFACE ${PROJECT_SOURCE_DIR}/engine)

if(COVMAP_SANITIZE)
  # False alarms of g++ 12 in instrumented library headers.
  target_compile_options(covmap_flags INTERFACE -Wno-maybe-uninitialized)
endif()
if(COVMAP_SANITIZE STREQUAL "address")
  # Left out: what the address checks find too, or what these processors allow. It is a quarter of the compile time.
  target_compile_options(covmap_flags INTERFACE -fsanitize=address,undefined -fno-sanitize=null,alignment,vptr,object-size
                                                -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(covmap_flags INTERFACE -fsanitize=address,undefined)
elseif(COVMAP_SANITIZE STREQUAL "thread")
  target_compile_options(covmap_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(covmap_flags INTERFACE -fsanitize=thread)
endif()
if(COVMAP_COVERAGE)
  target_compile_options(covmap_flags INTERFACE --coverage)
  target_link_options(covmap_flags INTERFACE --coverage)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})  # as it asks for precompiled headers
endif()

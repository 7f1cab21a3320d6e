# Flags as interface targets: our own code is strict, third parties are not judged.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(covmap_flags INTERFACE)
target_compile_features(covmap_flags INTERFACE cxx_std_20)
# -ffp-contract=off: the same sums on every machine (docs/methods/sweep.md).
target_compile_options(covmap_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                              -Wno-sign-conversion -Wnon-virtual-dtor -Winvalid-pch -Werror
                                              # False alarms of g++ 12 inside std::string and std::vector (GCC bugs 105651, 105762).
                                              -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
target_include_directories(covmap_flags INTERFACE ${PROJECT_SOURCE_DIR}/engine)
if(COVMAP_FUZZ)
  # g++ judges warnings. Undefined behaviour ends the program as a finding does.
  target_compile_options(covmap_flags INTERFACE -fsanitize=fuzzer-no-link,address,signed-integer-overflow,shift,bounds,float-cast-overflow
                                                -fno-sanitize-recover=all -fno-omit-frame-pointer -w -Wno-error)
  target_link_options(covmap_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
endif()
if(COVMAP_COVERAGE)
  target_compile_options(covmap_flags INTERFACE --coverage)
  target_link_options(covmap_flags INTERFACE --coverage)
endif()

# What is compiled under a sanitizer takes these beside covmap_flags.
add_library(covmap_asan_flags INTERFACE)
target_compile_options(covmap_asan_flags INTERFACE
    # Left out: what the address checks find too, or what these processors allow. It is a quarter of the compile time.
    -fsanitize=address,undefined -fno-sanitize=null,alignment,vptr,object-size -fno-sanitize-recover=all -fno-omit-frame-pointer
    -Wno-maybe-uninitialized)  # false alarms of g++ 12 in instrumented library headers
target_link_options(covmap_asan_flags INTERFACE -fsanitize=address,undefined)
if(COVMAP_TSAN)
  target_compile_options(covmap_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  target_link_options(covmap_flags INTERFACE -fsanitize=thread)
endif()

# Links large programs in a fraction of the time; where it is missing, the compiler's own linker serves.
find_program(COVMAP_LLD ld.lld)
if(COVMAP_LLD)
  add_link_options(-fuse-ld=lld)
endif()

# A clone in another folder finds what was compiled here: paths are taken from the root of the project, and no unit but
# tests/support/paths.cpp is told where that is. (The sloppiness is what ccache asks for with precompiled headers.)
find_program(CCACHE ccache)
if(CCACHE)
  # Depend mode: what is not found is compiled at once, without a preprocessor's pass before.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_DEPEND=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
                                  CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

# Standard headers, parsed once for all of a build: a third of a small file's compile time is theirs. Each file still includes what it
# uses; tests/rooms looks after headers.
set(COVMAP_PRECOMPILED <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
                       <string_view> <unordered_map> <utility> <variant> <vector>)

# The target's files are compiled as one a folder. (g++ takes a file's own types for shared ones where it is included.)
function(covmap_as_one target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
endfunction()

# covmap_room(name SOURCES … ROOMS … LIBS … [COLD] [HOT]): the static library covmap_<name> of one room, which links other rooms and third
# parties. COLD: its speed is nobody's concern, so it is optimised less and always compiled as one, whatever its folders.
# HOT: its tests take so long that it is optimised under the address sanitizer too; the others compile there in little more than half the time.
# Where COVMAP_UNITY is on, the files of a folder are compiled as one; else each alone, with the standard headers precompiled.
# With COVMAP_ASAN there is a second library, covmap_<name>_asan, of the same files under the address sanitizer.
function(covmap_room room)
  cmake_parse_arguments(R "COLD;HOT" "" "SOURCES;ROOMS;LIBS" ${ARGN})
  foreach(source IN LISTS R_SOURCES)
    set(folder "")
    if(NOT R_COLD)
      get_filename_component(folder ${source} DIRECTORY)
    endif()
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${room}${folder}")
  endforeach()
  list(TRANSFORM R_ROOMS PREPEND covmap_ OUTPUT_VARIABLE rooms)

  add_library(covmap_${room} STATIC ${R_SOURCES})
  target_link_libraries(covmap_${room} PUBLIC covmap_flags ${rooms} PRIVATE ${R_LIBS})
  if(R_COLD AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(covmap_${room} PRIVATE -O1)
  endif()
  if(COVMAP_UNITY OR R_COLD)
    covmap_as_one(covmap_${room})
  elseif(room STREQUAL "core")
    target_precompile_headers(covmap_${room} PRIVATE ${COVMAP_PRECOMPILED})
  else()
    target_precompile_headers(covmap_${room} REUSE_FROM covmap_core)
  endif()

  set_property(GLOBAL PROPERTY COVMAP_ROOMS_OF_${room} "${R_ROOMS}")
  set_property(GLOBAL PROPERTY COVMAP_LIBS_OF_${room} "${R_LIBS}")
  if(COVMAP_ASAN)
    add_library(covmap_${room}_asan OBJECT EXCLUDE_FROM_ALL ${R_SOURCES})
    target_link_libraries(covmap_${room}_asan PRIVATE covmap_flags covmap_asan_flags ${R_LIBS})
    covmap_as_one(covmap_${room}_asan)
    if(R_HOT)
      target_compile_options(covmap_${room}_asan PRIVATE -O1)
    else()
      target_compile_options(covmap_${room}_asan PRIVATE -O0)
    endif()
  endif()
endfunction()

# covmap_rooms_below(out room …): the rooms and all that they link, the lowest last.
function(covmap_rooms_below out)
  set(all "")
  set(open ${ARGN})
  while(open)
    list(POP_FRONT open room)
    list(REMOVE_ITEM all ${room})
    list(APPEND all ${room})
    get_property(below GLOBAL PROPERTY COVMAP_ROOMS_OF_${room})
    list(APPEND open ${below})
  endwhile()
  set(${out} ${all} PARENT_SCOPE)
endfunction()

# covmap_asan_program(name objects… ROOMS room …): a program whose rooms are instrumented. They come before the other objects, so that
# of an inline function which both hold the instrumented one is linked.
function(covmap_asan_program name)
  cmake_parse_arguments(P "" "" "ROOMS;LIBS" ${ARGN})
  covmap_rooms_below(rooms ${P_ROOMS})
  set(objects "")
  set(libs ${P_LIBS})
  foreach(room IN LISTS rooms)
    list(APPEND objects $<TARGET_OBJECTS:covmap_${room}_asan>)
    get_property(more GLOBAL PROPERTY COVMAP_LIBS_OF_${room})
    list(APPEND libs ${more})
  endforeach()
  list(REMOVE_DUPLICATES libs)
  add_executable(${name} EXCLUDE_FROM_ALL ${objects} ${P_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE covmap_flags covmap_asan_flags ${libs})
endfunction()

# The engine as a library for other programs: find_package(covmap), covmap::engine (docs/library.md).

# covmap_headers_below(out header…): the headers, named from engine/, and all that they include of ours. They are what is installed.
function(covmap_headers_below out)
  set(all "")
  set(open ${ARGN})
  while(open)
    list(POP_FRONT open header)
    list(APPEND all ${header})
    file(STRINGS ${PROJECT_SOURCE_DIR}/engine/${header} lines REGEX "^#include \"")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^#include \"([^\"]+)\".*" "\\1" below "${line}")
      if(NOT below IN_LIST all AND NOT below IN_LIST open)
        list(APPEND open ${below})
      endif()
    endforeach()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/engine/${header})
  endwhile()
  set(${out} ${all} PARENT_SCOPE)
endfunction()

# The doors: what the commands call, and no more.
set(COVMAP_DOORS
    core/error.hpp read/inspect/inspect.hpp read/job/job.hpp run/prepare/check.hpp run/reuse/diff_runs.hpp run/reuse/make_tiles.hpp
    run/points/point_query.hpp run/reuse/reconcile_run.hpp run/reuse/report_run.hpp run/reuse/tally_csv.hpp
    run/reuse/verify_run.hpp run/run.hpp)
covmap_headers_below(covmap_headers ${COVMAP_DOORS})

# One archive of all rooms.
covmap_rooms_below(rooms run)
set(objects $<TARGET_OBJECTS:covmap_page_assets>)
foreach(room IN LISTS rooms)
  list(APPEND objects $<TARGET_OBJECTS:covmap_${room}>)
endforeach()
add_library(covmap_engine STATIC ${objects})
set_target_properties(covmap_engine PROPERTIES LINKER_LANGUAGE CXX)

set(COVMAP_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/covmap)
include(CMakePackageConfigHelpers)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/covmapConfig.cmake.in ${PROJECT_BINARY_DIR}/covmapConfig.cmake
                              INSTALL_DESTINATION ${COVMAP_PACKAGE_DIR} PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/covmapConfigVersion.cmake COMPATIBILITY SameMinorVersion)

foreach(header IN LISTS covmap_headers)
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES engine/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/covmap/${folder} COMPONENT engine)
endforeach()
install(FILES cmake/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libcovmap-dev COMPONENT engine)
install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libcovmap-dev COMPONENT engine)
install(TARGETS covmap_engine ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT engine)
install(FILES ${PROJECT_BINARY_DIR}/covmapConfig.cmake ${PROJECT_BINARY_DIR}/covmapConfigVersion.cmake DESTINATION ${COVMAP_PACKAGE_DIR}
        COMPONENT engine)

# cmake --install: the program with its pages and completions (component program), the engine as a library (component engine).
# cpack: a Debian package of each, covmap and libcovmap-dev.
include(GNUInstallDirs)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)
install(TARGETS covmap RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES cmake/copyright cli/viewer/dist/licences.txt DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)

# Man pages from docs/commands.
file(GLOB command_pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/commands/*.md)
set(man_pages ${PROJECT_BINARY_DIR}/man/covmap.1.gz)
foreach(page IN LISTS command_pages)
  get_filename_component(command ${page} NAME_WE)
  list(APPEND man_pages ${PROJECT_BINARY_DIR}/man/covmap-${command}.1.gz)
endforeach()
add_custom_command(OUTPUT ${man_pages}
                   COMMAND ${COVMAP_PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/man_pages.py ${PROJECT_VERSION} ${PROJECT_BINARY_DIR}/man ${command_pages}
                   DEPENDS ${CMAKE_CURRENT_LIST_DIR}/man_pages.py ${command_pages} VERBATIM)

# Debian's name for it.
set(changelog ${PROJECT_BINARY_DIR}/changelog.gz)
add_custom_command(OUTPUT ${changelog} COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${changelog}
                   DEPENDS ${PROJECT_SOURCE_DIR}/CHANGELOG.md VERBATIM)
install(FILES ${changelog} DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Completions from the program itself.
set(completions ${PROJECT_BINARY_DIR}/completion/covmap ${PROJECT_BINARY_DIR}/completion/_covmap)
add_custom_command(OUTPUT ${completions}
                   COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/completion
                   COMMAND covmap completion bash > ${PROJECT_BINARY_DIR}/completion/covmap
                   COMMAND covmap completion zsh > ${PROJECT_BINARY_DIR}/completion/_covmap
                   DEPENDS covmap VERBATIM)
add_custom_target(covmap_pages ALL DEPENDS ${man_pages} ${completions} ${changelog})
install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/completion/covmap DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PROJECT_BINARY_DIR}/completion/_covmap DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)

include(cmake/engine.cmake)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the covmap authors <covmap@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Coverage maps that can be checked")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program engine)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME covmap)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
    "Computes who is covered by which mobile or fixed network, how well, and\nwho is left aside, exactly and with its doubts, from published maps and\ncensuses.")
set(CPACK_DEBIAN_ENGINE_PACKAGE_NAME libcovmap-dev)
set(CPACK_DEBIAN_ENGINE_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_ENGINE_PACKAGE_DEPENDS
    "libgdal-dev, libgeos-dev, libproj-dev, libtbb-dev, libssl-dev, libsqlite3-dev, libarchive-dev, libdeflate-dev, libpugixml-dev, libxlsxwriter-dev, libtomlplusplus-dev, pkg-config")
set(CPACK_COMPONENT_ENGINE_DESCRIPTION
    "The engine as a static library, with its headers for C++20 and a package\nfor CMake: covmap::engine.")
include(CPack)

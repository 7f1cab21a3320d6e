# covmap_embed(target folder HEADER … NAMESPACE … TYPE … FUNCTION …): a library that holds every file below `folder` and defines
# std::span<const TYPE> FUNCTION() of the header and namespace, pairs of path and bytes sorted by path. The assembler reads the files, so that megabytes take no time to compile. A folder that does not exist: no assets.
function(covmap_embed target folder)
  cmake_parse_arguments(E "" "HEADER;NAMESPACE;TYPE;FUNCTION" "" ${ARGN})
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(SORT paths)
  set(symbols "")
  set(entries "")
  set(files "")
  set(number 0)
  foreach(path IN LISTS paths)
    set(symbol "${target}_${number}")
    list(APPEND files ${folder}/${path})
    file(SHA256 ${folder}/${path} hash) # a compiler cache sees the source alone, and not what the assembler reads
    string(APPEND symbols "// ${hash}\n")
    string(APPEND symbols
           "__asm__(\".section .rodata\\n.globl ${symbol}\\n.hidden ${symbol}\\n.globl ${symbol}_end\\n.hidden ${symbol}_end\\n\"\n"
           "        \"${symbol}:\\n.incbin \\\"${folder}/${path}\\\"\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\n"
           "extern \"C\" __attribute__((visibility(\"hidden\"))) const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND entries "        {\"${path}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  if(entries)
    set(body "    static const ${E_TYPE} kAssets[] = {\n${entries}    };\n    return kAssets;\n")
  else()
    set(body "    return {};\n")
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
       "// Made by cmake/embed.cmake.\n#include \"${E_HEADER}\"\n\n${symbols}\nnamespace ${E_NAMESPACE} {\n\nstd::span<const ${E_TYPE}> ${E_FUNCTION}() {\n${body}}\n\n}  // namespace ${E_NAMESPACE}\n")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${files}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  add_library(${target} STATIC ${source})
  target_link_libraries(${target} PRIVATE covmap_flags)
endfunction()

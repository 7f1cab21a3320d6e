# covmap_embed(target folder): a library that holds every file below `folder` and defines exports::page_assets() (export/page/page_assets.hpp),
# sorted by path. The assembler reads the files, so that megabytes take no time to compile. A folder that does not exist: no assets.
function(covmap_embed target folder)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(SORT paths)
  set(symbols "")
  set(entries "")
  set(files "")
  set(number 0)
  foreach(path IN LISTS paths)
    set(symbol "covmap_asset_${number}")
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
    set(body "    static const PageAsset kAssets[] = {\n${entries}    };\n    return kAssets;\n")
  else()
    set(body "    return {};\n")
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
       "// Made by cmake/embed.cmake.\n#include \"export/page/page_assets.hpp\"\n\n${symbols}\nnamespace covmap::exports {\n\nstd::span<const PageAsset> page_assets() {\n${body}}\n\n}  // namespace covmap::exports\n")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${files}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  add_library(${target} STATIC ${source})
  target_link_libraries(${target} PRIVATE covmap_flags)
endfunction()

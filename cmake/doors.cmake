# What other programs link: a few libraries, each made of the objects of many modules.

# The module that is being declared goes into the library of its folder.
function(otoscape_add_to_door module)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  if(folder MATCHES "^otoscape/c$")
    return()
  elseif(folder MATCHES "^otoscape/")
    set_property(GLOBAL APPEND PROPERTY OTOSCAPE_MODULES_cpp ${module})
  elseif(folder MATCHES "^io$|^io/files$")
    set_property(GLOBAL APPEND PROPERTY OTOSCAPE_MODULES_files ${module})
  elseif(folder MATCHES "^io/|^jobs")
    set_property(GLOBAL APPEND PROPERTY OTOSCAPE_MODULES_media ${module})
  endif()
endfunction()

# otoscape_door(cpp|files|media NAME [sources…]): the target otoscape_door_NAME, called otoscape::NAME here and
# where it is installed, as libotoscape-NAME.a or the like.
function(otoscape_door group name)
  get_property(modules GLOBAL PROPERTY OTOSCAPE_MODULES_${group})
  set(objects)
  foreach(module ${modules})
    list(APPEND objects $<TARGET_OBJECTS:${module}>)
  endforeach()
  add_library(otoscape_door_${name} STATIC ${objects} ${ARGN})
  add_library(otoscape::${name} ALIAS otoscape_door_${name})
  set_target_properties(otoscape_door_${name} PROPERTIES OUTPUT_NAME otoscape-${group} EXPORT_NAME ${name})
  target_link_libraries(otoscape_door_${name} PRIVATE $<BUILD_INTERFACE:otoscape_warnings>)
  target_compile_features(otoscape_door_${name} PUBLIC cxx_std_20)
  target_include_directories(otoscape_door_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
endfunction()

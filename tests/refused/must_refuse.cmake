# Compiles PROGRAM with COMPILER. Its first line says what must happen:
#   // accepted: …     it compiles
#   // refused: REGEX  it does not, and the compiler's output matches REGEX
file(STRINGS "${PROGRAM}" lines LIMIT_COUNT 1)
execute_process(
  COMMAND "${COMPILER}" -std=c++20 -fsyntax-only -I "${ROOT}" "${PROGRAM}"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)

if(lines MATCHES "^// accepted: ")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} must compile:\n${output}")
  endif()
elseif(lines MATCHES "^// refused: (.+)$")
  set(sentence "${CMAKE_MATCH_1}")
  if(result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} must not compile")
  elseif(NOT output MATCHES "${sentence}")
    message(FATAL_ERROR "the compiler's output must match\n  ${sentence}\nand is\n${output}")
  endif()
else()
  message(FATAL_ERROR "the first line of ${PROGRAM} must be `// refused: REGEX` or `// accepted: WHY`")
endif()

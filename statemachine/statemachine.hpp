/// Lifecycles as tables: everything that a room needs to write one, run it, check it and print it.
/// This room knows nothing of the gateway and uses nothing but the standard library.
#pragma once
#include "statemachine/check.hpp"
#include "statemachine/machine.hpp"
#include "statemachine/matrix.hpp"
#include "statemachine/mermaid.hpp"
#include "statemachine/model.hpp"
#include "statemachine/moot.hpp"
#include "statemachine/names.hpp"
#include "statemachine/notation.hpp"

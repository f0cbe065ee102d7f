/// Lifecycles as tables: everything that a room needs to write one, run it, check it and read it as data.
/// What prints tables is in statemachine/print. This room knows nothing of the gateway and uses nothing but the standard library.
#pragma once
#include "statemachine/check.hpp"
#include "statemachine/machine.hpp"
#include "statemachine/model.hpp"
#include "statemachine/moot.hpp"
#include "statemachine/names.hpp"
#include "statemachine/notation.hpp"
#include "statemachine/table_data.hpp"

// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/mutants.h"

#include "core/base/mutant.h"

namespace {
std::string g_mutant;
}

namespace qp {

bool is_mutant(const char* name) {
    return g_mutant == name;
}

namespace sim {

void choose_mutant(const std::string& name) {
    g_mutant = name;
}

}  // namespace sim
}  // namespace qp

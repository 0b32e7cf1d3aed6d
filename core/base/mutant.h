// SPDX-License-Identifier: EUPL-1.2
// Mistakes kept on purpose: places where the simulator breaks the code, to prove that it would
// notice (tests/sim/world). QP_MUTANT(name) is the constant false in everything that is ever
// installed; only the simulator's own copies of a few objects are compiled with QP_MUTANTS.
#pragma once

#ifdef QP_MUTANTS
namespace qp {
bool is_mutant(const char* name);
}
#define QP_MUTANT(name) (::qp::is_mutant(#name))
#else
#define QP_MUTANT(name) false
#endif

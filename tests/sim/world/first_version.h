// SPDX-License-Identifier: EUPL-1.2
// Files as the first version of the program would have left them: all that they hold today and its
// tables had a place for. What it had none for (reports of devices, how far a device's own chain
// has got) it never wrote down.
#pragma once

#include <map>
#include <string>

#include "core/base/bytes.h"
#include "tests/sim/world/machine.h"

namespace qp::sim {

// `files` of a program that was ended properly; `workshop`: a machine that nothing else runs on.
std::map<std::string, Bytes> city_of_first_version(Machine& workshop,
                                                   std::map<std::string, Bytes> files);
std::map<std::string, Bytes> stand_of_first_version(Machine& workshop,
                                                    std::map<std::string, Bytes> files);

}  // namespace qp::sim

// SPDX-License-Identifier: EUPL-1.2
// Lines that a script sends to a kiosk.
#include <cmath>

#include "kiosk/script/command.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(kiosk_script) {
    const auto command = kiosk::script::parse_command(as_text(input));
    if (!command) hold(!command.error().detail.empty(), "what is wrong is said");
    if (!command || !*command || !(*command)->seconds) return;
    const double seconds = *(*command)->seconds;
    hold(std::isfinite(seconds) && seconds >= 0, "a wait has an end");
}

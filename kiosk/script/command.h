// SPDX-License-Identifier: EUPL-1.2
// What one line of a script says; README.md lists the verbs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "kiosk/draw/geometry.h"

namespace qp::kiosk::script {

enum class Verb {
    tap,
    touch,
    down,
    move,
    up,
    pause,
    focused,
    heard,
    spoken,
    type,
    key,
    expect,
    expect_no,
    wait,
    wait_text,
    value,
    screen,
    shot,
    dump,
    frames,
    quit
};

struct Command {
    Verb verb = Verb::dump;
    std::string id;  // or a name, or a file
    std::string text;
    std::optional<double> seconds;  // 0 … 3600
    Point at;                       // of a touch or a finger
    int finger = 0;
};
// Nothing for an empty line or a comment ("# …").
Result<std::optional<Command>> parse_command(std::string_view line);

}  // namespace qp::kiosk::script

// SPDX-License-Identifier: EUPL-1.2
// The target of a request ("/a%20b?c=d"), and what is read out of its query.
#include "sync/city/http/wire.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        result += '%';
        result += to_hex(as_bytes({&c, 1}));
    }
    return result;
}

}  // namespace

QP_FUZZ_TARGET(http_target) {
    const auto target = city::http::parsed_target(as_text(input));
    if (!target) return;
    hold(!target->path.empty() && target->path.front() == '/', "a path begins with a slash");
    hold(target->path.find('\0') == std::string::npos, "no zero byte comes out");
    hold((target->path + "/").find("/../") == std::string::npos, "no path leads out of its folder");
    const auto again = city::http::parsed_target("/" + escaped(target->path.substr(1)));
    hold(again && again->path == target->path, "a path that is escaped is read as it was");

    city::http::Request request;
    request.query = target->query;
    for (const char* name : {"scope", "cursor", "lang", ""}) request.parameter(name);
    request.query = "x=" + escaped(target->path);
    hold(request.parameter("x") == target->path, "a parameter that is escaped is read as it was");
}

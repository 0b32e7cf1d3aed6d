// SPDX-License-Identifier: EUPL-1.2
// Configuration files: every kind of value is asked for, as the programs do.
#include "native/config_file.h"

#include <cmath>

#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

void ask(native::ConfigSection& section) {
    section.text("name", "none");
    section.required_text("key");
    section.path("folder", "data");
    const std::string level = section.choice("level", "info", {"info", "error"});
    hold(level == "info" || level == "error", "a choice is one of those allowed");
    const std::int64_t port = section.integer("port", 80, 1, 65535);
    hold(port >= 1 && port <= 65535, "a whole number keeps to its limits");
    const double latitude = section.number("latitude", 0, -90, 90);
    hold(std::isfinite(latitude) && std::abs(latitude) <= 90, "a number keeps to its limits");
    section.boolean("is_on", false);
    section.texts("list", {"a"});
    if (section.has("odd")) section.fault("odd", "is there");
}

}  // namespace

QP_FUZZ_TARGET(config_file) {
    auto file = native::ConfigFile::parse(as_text(input), "folder/file.toml");
    if (!file) {
        hold(!file.error().detail.empty(), "what is wrong is said");
        return;
    }
    native::ConfigSection root = file->root();
    ask(root);
    native::ConfigSection city = root.section("city");
    ask(city);
    for (native::ConfigSection& entry : root.sections("source")) {
        ask(entry);
        for (native::ConfigSection& part : entry.sections("property")) ask(part);
    }
    const Status checked = file->finish();
    hold(checked || !checked.error().detail.empty(), "what is wrong is said");
}
